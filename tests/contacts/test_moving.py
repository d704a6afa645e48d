"""A contact goes to whom it belongs: split, corrected, verified, asked again, transferred."""

import pytest

from mostrador.cases import log
from mostrador.contacts import conversation, handover, linking, recheck, splitting
from mostrador.contacts.models import Contact, Part
from mostrador.decisions import closure
from mostrador.history import chain
from mostrador.orders.models import Order
from mostrador.site.demo import cast
from tests.cast import A_DAY, ADA, NOON, a_mail, annas_contact, take
from tests.intake.post import STRANGER, load, of, read, send_all

pytestmark = pytest.mark.usefixtures("marketplace")

ZED_ENROLS = {
    "type": "enrolment", "seller": "S-ZED", "store": "de", "terms": "1",
    "from": "2026-11-01T00:00:00+01:00",
}  # fmt: skip
INVOICE = {"text": "Ich brauche eine Rechnung zu LM-1007.", "subject": "Rechnung"}


def an_order(key: str, **changes) -> dict:
    return {**next(one for one in cast.ORDERS if one["id"] == key), **changes}


def told(contact: Contact) -> list[str]:
    return [entry.what for entry in chain.entries_of(contact)]


def codes(contact: Contact) -> list[list[str]]:
    contact.refresh_from_db()
    return [one["reasons"] for one in contact.coverage]


def test_a_mixed_message_becomes_two_contacts():
    """E38"""
    contact = annas_contact("Die Lampe LM-1007 ist kaputt, und die Rechnung fehlt.")
    send_all()

    made = splitting.split(
        contact.pk, topic="invoice", text="Die Rechnung fehlt.", by=ADA, now=NOON + A_DAY
    )

    contact.refresh_from_db()
    assert (contact.handler, made.handler, made.split_from) == ("service", "seller", contact)
    assert (made.order_id, made.buyer, made.verified) == ("LM-1007", contact.buyer, True)
    assert told(contact) == ["opened", "split"]
    assert [(one.template, one.to) for one in send_all()[1:]] == [
        ("seller/passed_on", "seller"), ("passed_on", "buyer"),
    ]  # fmt: skip
    passed = send_all()[1]
    assert "kaputt" not in read(passed).get_content()


def test_of_a_basket_the_other_seller_hears_nothing():
    """LM-1012 has two sellers; the matter is about Zhou's line alone (E25)."""
    from mostrador.contacts.opening import Opening, open_contact

    order = Order.objects.get(pk="LM-1012")
    contact = open_contact(
        Opening(
            store=order.store, topic="other", channel="api", text="Lena ist kaputt.", at=NOON,
            order=order, lines=["1"], buyer=order.buyer,
        ),
        now=NOON,
    )  # fmt: skip

    made = splitting.split(contact.pk, topic="invoice", text="Rechnung?", by=ADA, now=NOON)
    handover.correct_topic(contact.pk, "invoice", by=ADA, now=NOON)

    sellers = Part.objects.filter(contact__in=[contact, made]).values_list("seller", flat=True)
    assert list(sellers) == ["S-ZHOU", "S-ZHOU"]
    assert {read(one)["To"].addresses[0].addr_spec for one in send_all() if one.to == "seller"} == {
        "zhou@zhou-lighting.example"
    }


def test_a_corrected_topic_moves_the_contact_with_the_buyers_words():
    contact = annas_contact("Bitte schicken Sie mir den Beleg zu LM-1007.")
    send_all()

    handover.correct_topic(contact.pk, "invoice", by=ADA, now=NOON)

    contact.refresh_from_db()
    assert (contact.handler, contact.state, contact.answer_due_at) == (
        "seller",
        "handed_over",
        None,
    )
    assert "den Beleg zu LM-1007" in read(send_all()[1]).get_content()
    assert told(contact) == ["opened", "topic_corrected", "passed_on"]


def test_and_back_with_the_promise_of_the_first_message():
    contact = of(take(a_mail(**INVOICE)))

    handover.correct_topic(contact.pk, "delivery", by=ADA, now=NOON + A_DAY)

    contact.refresh_from_db()
    assert (contact.handler, contact.state) == ("service", "open")
    assert contact.answer_due_at == contact.urgent_at == NOON + 2 * A_DAY


def test_a_stranger_waits_until_an_agent_has_made_sure():
    contact = of(take(a_mail(INVOICE["text"], sender=STRANGER, subject="Rechnung")))
    assert [one.template for one in send_all()] == ["which_order"]

    handover.verify(contact.pk, by=ADA, now=NOON)

    contact.refresh_from_db()
    assert (contact.verified, contact.buyer_id, contact.state) == (True, "B-KELLER", "handed_over")
    assert [one.template for one in send_all()[1:]] == ["seller/passed_on", "passed_on"]
    assert INVOICE["text"] in read(send_all()[1]).get_content()


def test_a_verified_contact_of_ours_stays():
    contact = of(take(a_mail("LM-1007 fehlt.", sender=STRANGER)))

    handover.verify(contact.pk, by=ADA, now=NOON)

    contact.refresh_from_db()
    assert (contact.verified, contact.handler, contact.state) == (True, "service", "open")


def test_an_order_that_becomes_the_operators_leaves_us_only_when_an_agent_says_so():
    """E26"""
    contact = annas_contact()
    line = {**cast.LENA, "fulfilment": "operator"}

    load(an_order("LM-1007", lines=[line], updated_at="2026-11-12T11:00:00+01:00"))
    send_all()

    assert codes(contact) == [["OPERATOR_FULFILLED"]]
    assert (contact.handler, told(contact)) == ("service", ["opened", "verdict_changed"])
    handover.transfer(contact.pk, by=ADA, now=NOON)
    contact.refresh_from_db()
    assert (contact.handler, contact.state) == ("seller", "handed_over")


def test_an_enrolment_that_comes_late_offers_the_contact_for_transfer():
    """E32"""
    contact = of(take(a_mail("Wo ist LM-1003?", sender="Paul <paul.brandt@mail.example>")))
    assert (contact.handler, codes(contact)) == ("seller", [["NOT_ENROLLED_WHEN_PLACED"]])

    load(ZED_ENROLS)
    send_all()

    assert (codes(contact), contact.handler) == ([[]], "seller")
    handover.transfer(contact.pk, by=ADA, now=NOON)
    contact.refresh_from_db()
    assert (contact.handler, contact.answer_due_at) == ("service", NOON + 2 * A_DAY)
    assert send_all()[-1].template == "received"


def test_what_changes_nothing_is_not_written_down_and_what_is_done_is_left_alone():
    contact = annas_contact()
    resolved = annas_contact(mail_id="<2@mail.example>")
    closure.answer_and_resolve(resolved.pk, "Gern.", by=ADA, now=NOON)

    recheck.of_seller("S-ZHOU", now=NOON)
    recheck.of_order("LM-1007", now=NOON)
    load(an_order("LM-1007", lines=[{**cast.LENA, "fulfilment": "operator"}]))
    send_all()

    assert told(contact) == ["opened", "verdict_changed"]
    assert told(resolved) == ["opened", "said_to_buyer", "resolved"]


def test_nobody_moves_what_is_there_already():
    contact = annas_contact()

    with pytest.raises(handover.AlreadyThereError):
        handover.transfer(contact.pk, by=ADA, now=NOON)


def test_an_order_is_linked_once():
    contact = annas_contact()

    with pytest.raises(linking.AlreadyLinkedError):
        linking.link(contact.pk, Order.objects.get(pk="LM-1012"), by=ADA, now=NOON)


def test_a_stranger_linked_to_an_order_by_an_agent_is_not_yet_its_buyer():
    contact = of(take(a_mail("Hallo", sender=STRANGER, subject="Hilfe")))

    linking.link(contact.pk, Order.objects.get(pk="LM-1007"), by=ADA, now=NOON)

    contact.refresh_from_db()
    assert (contact.order_id, contact.verified, contact.buyer) == ("LM-1007", False, None)


def test_two_sellers_of_a_basket_are_two_parts_with_a_clock_each():
    """E25"""
    contact = annas_contact("In LM-1012 fehlt alles.")
    asked = [
        log.ask(
            contact.pk, "tracking", "", by=ADA, now=NOON, language="de", seller=seller,
            consulted=["order"],
        )
        for seller in ("S-ZHOU", "S-ANA")
    ]  # fmt: skip

    with pytest.raises(log.RefusedError) as refused:
        log.ask(contact.pk, "free_text", "?", by=ADA, now=NOON, language="de", consulted=["order"])

    assert refused.value.code == "SELLER_REQUIRED"
    assert [one.part.seller_id for one in asked] == ["S-ZHOU", "S-ANA"]
    log.answer(asked[0].pk, log.Said("Kommt.", "zh-hans"), by="seller:S-ZHOU", now=NOON)
    contact.refresh_from_db()
    assert contact.state == "waiting_for_seller"


def test_a_word_to_one_seller_is_not_told_to_the_other():
    contact = annas_contact("In LM-1012 fehlt alles.")
    part = contact.parts.get(seller="S-ANA")

    conversation.tell_seller(part, "Bitte nachsehen.", by=ADA, now=NOON)

    sent = [one for one in send_all() if one.to == "seller"]
    assert [read(one)["To"].addresses[0].addr_spec for one in sent] == ["ana@anas-lampen.example"]
