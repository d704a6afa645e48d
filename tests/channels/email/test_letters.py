"""Every letter, in every language of its readers: who is the contract party, and what is to do."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured

from mostrador.cases import lapses, reminders
from mostrador.channels.email.letters import letter_for
from mostrador.contacts import conversation, deliveries, support
from mostrador.contacts.conversation import Heard
from mostrador.contacts.models import Contact, Delivery, Part
from mostrador.decisions import judgement, return_clock, return_steps, withdrawals
from mostrador.decisions.judgement import Judgement
from mostrador.decisions.withdrawals import Statement
from mostrador.sellers.models import Seller
from mostrador.stores.models import Store
from tests.cast import A_DAY, ADA, NOON, a_mail, a_question, annas_contact, take
from tests.decisions import going_back
from tests.intake.post import INVOICE, STRANGER, of

pytestmark = pytest.mark.usefixtures("marketplace")

FOLDER = Path(configured.PACKAGE, "channels/email/templates/mail")
TO_BUYERS = sorted(path.stem for path in (FOLDER / "buyer").iterdir())
TO_SELLERS = sorted({path.stem for path in (FOLDER / "seller").iterdir()} - {"base"})
AFTER = NOON + A_DAY + timedelta(microseconds=1)
# A seller abroad has three days to name a way back; by then they are over.
TOO_LATE = NOON + 4 * A_DAY


def everything() -> None:
    """Acts that between them owe a mail of every kind."""
    contact = annas_contact()
    a_question(contact, text="Bitte gleich.")
    reminders.sweep(now=NOON + A_DAY / 2)
    lapses.sweep(now=AFTER)
    best = Judgement("refund_returnless", "best_judgement", "Sie kam nicht an.")
    decided = judgement.decide(contact.pk, best, by=ADA, now=AFTER)
    judgement.cancel(decided.pk, "Sie kam doch an.", by=ADA, now=AFTER)
    conversation.say(contact.pk, "Gern geschehen.", by=ADA, now=AFTER)
    part = Part.objects.select_related("contact__store").get(contact=contact)
    conversation.tell_seller(part, "Danke.", by=ADA, now=AFTER)
    deliveries.owe_seller(
        part, "seller/not_an_answer", facts={"question": contact.questions.get().pk}, now=AFTER
    )
    for template in ("seller/more_time", "seller/shifted"):
        facts = {"question": contact.questions.get().pk}
        deliveries.owe_seller(part, template, facts=facts, now=AFTER)
    deliveries.owe_buyer(contact, "passed_to_operator", now=AFTER)
    deliveries.owe_buyer(contact, "which_order", now=AFTER)
    invoice = of(take(a_mail(INVOICE, subject="Rechnung", mail_id="<2@mail.example>")))
    his = Part.objects.select_related("contact__store").get(contact=invoice)
    conversation.seller_answers_buyer(his, Heard("Anbei.", NOON, "web", "seller:S-ZHOU"), now=NOON)
    about_us = Heard("Was kostet das?", NOON, "mail", "seller:S-ZHOU")
    support.open_for(his.seller, invoice.store, about_us, now=NOON)
    goods_go_back()
    anna_withdraws()


def goods_go_back() -> None:
    """One return whose way nobody names, and one that arrives."""
    going_back.a_return(key="LM-1030")
    row = going_back.to_zhou(key="LM-1031")
    return_steps.arrived(row.pk, by="program:load", now=NOON)
    return_clock.sweep(now=TOO_LATE)


def anna_withdraws() -> None:
    """From the contract for her lamp."""
    statement = Statement("Anna Keller", "LM-1007", "anna.keller@mail.example")
    store = Store.objects.get(pk="de")
    withdrawals.declare(
        store, statement, channel="web", declared_at=NOON, by="", now=NOON, lines=["1"]
    )


def letter(template: str):
    delivery = Delivery.objects.filter(template=template).order_by("pk").first()
    assert delivery is not None
    return letter_for(delivery, now=NOON)


@pytest.mark.parametrize("template", TO_BUYERS)
def test_a_buyer_reads_who_his_contract_partner_is(template):
    """R1: in every language the store may speak."""
    everything()
    texts = set()
    for language in ("de", "en"):
        Contact.objects.update(language=language)
        made = letter(template)
        texts.add(made.text)
        assert "Zhou Lighting" in made.text
        assert "Zhou Lighting" in made.sender_name
        assert "Lichtmarkt" in made.sender_name
        assert made.subject.endswith("]")
        assert made.recipient == "anna.keller@mail.example"

    assert len(texts) == 2


@pytest.mark.parametrize("template", TO_SELLERS)
def test_R18_a_seller_reads_in_whose_name_we_act(template):
    everything()
    texts = set()
    # The store speaks German and Chinese with sellers; who prefers another language reads German.
    for language in ("de", "en", "zh-hans"):
        Seller.objects.update(language=language)
        made = letter(f"seller/{template}")
        # The key in an answer's link is another each second.
        texts.add(re.sub(r"/answer/\S+", "/answer/", made.text))
        assert "Zhou Lighting" in made.text
        assert "Lichtmarkt" in made.text
        assert made.recipient == "zhou@zhou-lighting.example"
        assert f"{configured.BASE_URL}/portal/" in made.text

    assert len(texts) == 2


# A seller's own letter does name him: no contact of a stranger goes to a seller.
@pytest.mark.parametrize("template", [one for one in TO_BUYERS if one != "from_seller"])
def test_nobody_learns_the_seller_before_we_know_him(template):
    everything()
    Contact.objects.update(verified=False)

    made = letter(template)

    for told in (made.text, made.sender_name, made.subject):
        assert "Zhou" not in told


def test_a_stranger_is_asked_for_his_order_and_told_nothing():
    take(a_mail("Hallo", sender=STRANGER, subject="Hilfe"))

    made = letter("which_order")

    assert (made.recipient_name, made.recipient) == ("", "somebody@else.example")
    assert made.subject.startswith("AW: Hilfe [C-")


def test_the_machines_letters_say_so_and_peoples_do_not():
    """RFC 3834"""
    everything()
    ours = {one.template: letter(one.template).automatic for one in Delivery.objects.all()}

    assert {name for name, automatic in ours.items() if not automatic} == {
        "message", "decided", "from_seller", "seller/message", "seller/passed_on",
    }  # fmt: skip


def test_a_question_is_due_in_the_sellers_zone_and_the_stores():
    everything()
    Seller.objects.update(language="en")

    said = letter("seller/question").text

    assert "17:00" in said
    assert "10:00" in said
    assert "Shanghai" in said
    assert "Berlin" in said
