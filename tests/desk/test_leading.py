"""Leading a contact to where it belongs: who wrote, about which order, who answers."""

import pytest

from mostrador.contacts import recheck
from mostrador.contacts.models import Contact
from mostrador.sellers.models import Enrolment
from tests.cast import NOON, annas_contact, person, signed_in
from tests.desk.stage import (
    PAUL,
    act,
    another,
    from_a_stranger,
    happened,
    look,
    mails,
    path,
    post,
    shown,
)


def without_order() -> Contact:
    return another("Wo ist meine Bestellung?", sender=PAUL)


def test_an_agent_makes_sure_of_the_buyer_once():
    contact = from_a_stranger()

    response = act(contact, "verification")
    act(contact, "verification")

    contact.refresh_from_db()
    assert (response.status_code, contact.verified, contact.buyer_id) == (303, True, "B-KELLER")
    assert happened(contact).count("verified") == 1
    assert "We do not know" not in look(path(contact))


def test_a_typed_order_is_linked_and_its_coverage_asked():
    contact = without_order()

    response = act(contact, "order", order="LM-1015")

    contact.refresh_from_db()
    assert (response.status_code, contact.order_id, contact.handler) == (303, "LM-1015", "service")
    assert "Ada found out that it is about order LM-1015." in look(path(contact) + "?lane=inside")


def test_the_senders_only_order_is_proposed():
    contact = without_order()
    Contact.objects.filter(pk=contact.pk).update(proposed_order="LM-1015")

    page = signed_in("ada").get(path(contact)).content.decode()

    assert "The sender has only one order: LM-1015." in page
    assert '<input type="hidden" name="order" value="LM-1015">' in page


@pytest.mark.parametrize("number", ["LM-0000", "", "a" * 201, "LM\0"])
def test_an_order_there_is_not_is_refused_and_what_was_typed_stays(number):
    contact = without_order()

    response = act(contact, "order", order=number)

    contact.refresh_from_db()
    assert (response.status_code, contact.order_id) == (422, None)
    assert response.context["which_order"]["problems"] != ()
    assert response.context["which_order"]["typed"] == number


def test_an_order_of_somebody_else_makes_a_stranger_of_the_sender():
    contact = without_order()

    act(contact, "order", order="LM-1007")

    contact.refresh_from_db()
    assert (contact.order_id, contact.verified) == ("LM-1007", False)


def test_a_contact_is_linked_once():
    contact = without_order()
    seen = contact.version

    act(contact, "order", order="LM-1015")
    response = post(path(contact, "order"), {"order": "LM-1003", "version": seen})

    contact.refresh_from_db()
    assert (response.status_code, contact.order_id) == (409, "LM-1015")


def test_a_corrected_topic_moves_the_contact_with_the_buyers_words():
    contact = annas_contact()

    response = act(contact, "topic", topic="invoice")

    contact.refresh_from_db()
    assert (response.status_code, contact.handler, contact.state) == (303, "seller", "handed_over")
    assert (mails(contact)[-1], mails(contact, "seller")) == ("passed_on", ["seller/passed_on"])
    assert "Handed over to Zhou Lighting." in look(path(contact))


def test_the_same_topic_again_changes_nothing():
    contact = annas_contact()

    act(contact, "topic", topic="other")

    assert happened(contact) == ["opened"]


@pytest.mark.parametrize("filled", [{"topic": "gossip"}, {}])
def test_a_topic_there_is_not_is_refused(filled):
    contact = annas_contact()

    assert act(contact, "topic", **filled).status_code == 422
    assert happened(contact) == ["opened"]


def test_a_transfer_moves_to_whom_the_verdict_names():
    contact = annas_contact()
    Enrolment.objects.filter(seller="S-ZHOU").update(from_at=NOON)
    recheck.of_seller("S-ZHOU", now=NOON)

    response = act(contact, "transfer")
    again = act(contact, "transfer")

    contact.refresh_from_db()
    assert (response.status_code, contact.handler) == (303, "seller")
    assert again.status_code == 409
    assert mails(contact, "seller") == ["seller/passed_on"]


def test_the_uncovered_part_becomes_a_contact_of_its_own():
    contact = annas_contact("LM-1007 ist nicht da, und ich brauche eine Rechnung.")

    page = signed_in("ada").get(path(contact, "split"))
    response = act(contact, "split", topic="invoice", text="Ich brauche eine Rechnung.")

    made = Contact.objects.get(split_from=contact)
    contact.refresh_from_db()
    assert page.context["form"].initial["text"].startswith("LM-1007 ist nicht da")
    assert (response.status_code, made.handler, made.topic) == (303, "seller", "invoice")
    assert made.messages.get().text.body == "Ich brauche eine Rechnung."
    assert (contact.handler, contact.state) == ("service", "open")


def test_a_button_pressed_twice_splits_once():
    contact = annas_contact()
    filled = {"version": contact.version, "topic": "invoice", "text": "Rechnung, bitte."}

    post(path(contact, "split"), filled)
    second = post(path(contact, "split"), filled)

    assert second.status_code == 409
    assert Contact.objects.filter(split_from=contact).count() == 1


@pytest.mark.parametrize("filled", [{"topic": "delivery", "text": "a"}, {"topic": "invoice"}])
def test_only_what_the_seller_answers_is_split_off(filled):
    contact = annas_contact()

    assert act(contact, "split", **filled).status_code == 422
    assert not Contact.objects.filter(split_from=contact).exists()


def test_whoever_takes_a_contact_is_seen_on_it():
    contact = annas_contact()

    act(contact, "owner")
    act(contact, "owner")

    contact.refresh_from_db()
    assert contact.owner == person("ada")
    assert happened(contact).count("taken") == 1
    assert "with you" in look(path(contact))
    assert "Ada" in look("/desk/")


def test_a_stale_act_shows_what_happened_and_does_nothing():
    contact = annas_contact()
    seen = contact.version
    act(contact, "topic", topic="delivery")

    response = post(path(contact, "topic"), {"topic": "invoice", "version": seen})

    contact.refresh_from_db()
    assert (response.status_code, contact.topic) == (409, "delivery")
    assert "Ada changed the topic from Something else to Delivery." in shown(response)
