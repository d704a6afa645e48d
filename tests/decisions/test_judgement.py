"""Deciding: on a ground that holds, once it may be decided, with both sides told (R17, E64)."""

from datetime import timedelta

import pytest

from mostrador.cases import lapses, log
from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions import judgement
from mostrador.decisions.judgement import Judgement, RefusedError
from mostrador.decisions.models import Decision
from mostrador.history import chain
from tests.cast import A_DAY, ADA, NOON, a_mail, a_question, annas_contact, take
from tests.intake.post import STRANGER, of, report, send_all

pytestmark = pytest.mark.usefixtures("marketplace")

AFTER = NOON + A_DAY + timedelta(microseconds=1)
BEST = Judgement("refund_returnless", "best_judgement", "Die Lampe kam nicht an.", lines=["1"])
GOODWILL = Judgement("goodwill", "goodwill", "Aus Kulanz.")


def decide(contact: Contact, wanted: Judgement, *, at=AFTER) -> Decision:
    return judgement.decide(contact.pk, wanted, by=ADA, now=at)


def refusal(contact: Contact, wanted: Judgement) -> str:
    with pytest.raises(RefusedError) as refused:
        decide(contact, wanted)
    return refused.value.code


def lapsed() -> Contact:
    contact = annas_contact()
    a_question(contact)
    lapses.sweep(now=AFTER)
    return contact


def test_best_judgement_stands_in_for_the_sellers_silence():
    contact = lapsed()
    question = contact.questions.get()

    decision = decide(contact, BEST)

    contact.refresh_from_db()
    entry = chain.entries_of(contact)[-1]
    assert (decision.question, decision.ground) == (question, "best_judgement")
    assert (entry.what, entry.facts["ground"], entry.facts["question"]) == (
        "decided", "best_judgement", question.pk,
    )  # fmt: skip
    assert (contact.state, contact.answer_due_at, contact.urgent_at) == (
        "waiting_for_buyer", None, None,
    )  # fmt: skip
    owed = Delivery.objects.filter(contact=contact).order_by("-pk")[:2]
    assert [(one.template, one.to) for one in owed][::-1] == [
        ("decided", "buyer"), ("seller/decided", "seller"),
    ]  # fmt: skip


def test_without_a_lapse_there_is_no_best_judgement():
    contact = annas_contact()
    assert refusal(contact, BEST) == "NOTHING_LAPSED"

    question = a_question(contact)
    assert refusal(contact, BEST) == refusal(contact, GOODWILL) == "QUESTION_OPEN"

    log.answer(question.pk, log.Said("Kommt.", "de"), by="seller:S-ZHOU", now=NOON)
    assert refusal(contact, BEST) == "NOTHING_LAPSED"
    assert decide(contact, GOODWILL, at=NOON).question is None


def test_a_silence_is_decided_upon_once():
    contact = lapsed()
    decide(contact, BEST)

    assert refusal(contact, BEST) == "NOTHING_LAPSED"


def test_a_late_answer_does_not_take_the_ground_away():
    """E11, E12"""
    contact = lapsed()
    question = contact.questions.get()
    log.answer(question.pk, log.Said("Doch.", "de"), by="seller:S-ZHOU", now=AFTER)

    assert decide(contact, BEST).question == question


def test_a_reason_is_given():
    assert refusal(lapsed(), Judgement("goodwill", "goodwill", " ")) == "REASON_REQUIRED"


def test_nothing_is_decided_for_a_stranger_nor_in_the_sellers_matter():
    stranger = of(take(a_mail("LM-1007 fehlt.", sender=STRANGER)))
    invoice = of(take(a_mail("Ich brauche eine Rechnung zu LM-1007.", subject="Rechnung")))

    assert refusal(stranger, GOODWILL) == "NOT_VERIFIED"
    assert refusal(invoice, GOODWILL) == "NOT_OURS"
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("reached", [True, False])
def test_a_seller_whom_the_question_did_not_reach_may_say_so(reached):
    """E5"""
    contact = annas_contact()
    a_question(contact)
    asked = next(one for one in send_all() if one.template == "seller/question")
    if not reached:
        take(report(asked.mail_id, recipient="zhou@zhou-lighting.example"))
    lapses.sweep(now=AFTER)

    decision = decide(contact, BEST)

    assert decision.facts == ({} if reached else {"flags": ["NOTIFY_FAILED"]})
