"""What the track says in each state: what happened, what comes next, by when."""

from datetime import timedelta

import pytest
from django.test import Client

from mostrador import wallclock
from mostrador.cases import lapses, log
from mostrador.contacts import conversation, handover
from mostrador.contacts.conversation import Heard
from mostrador.contacts.models import Contact
from mostrador.decisions import closure, executing, judgement
from mostrador.decisions.judgement import Judgement
from tests.cast import A_DAY, A_SECOND, ADA, NOON, a_question
from tests.decisions.deciding import (
    AFTER,
    BELLA,
    SENT,
    about,
    an_order,
    decide,
    lapsed,
    settings,
)
from tests.helpcentre.stage import another, page, steps, words

RECEIVED = ("We received your message", "done")
ASKED = ("We asked the seller", "done")
NOTHING_TO_DO = ("Nothing more for you to do", "now")


def test_a_new_request_is_answered_by_its_promise():
    assert steps(another()) == [RECEIVED, ("We are answering you", "now")]


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (2 * A_DAY, "You will have an answer by Sat 14 Nov, 10:00."),
        (2 * A_DAY + A_SECOND, "You should have had an answer by Sat 14 Nov, 10:00."),
    ],
)
def test_a_promise_that_was_missed_is_said_to_be_so(after, sentence):
    contact = another()
    # The page is asked for a moment later than the clock is set.
    wallclock.advance_to(NOON + after - timedelta(seconds=0.5))

    assert sentence in words(Client().get(page(contact)))


def test_while_the_seller_is_asked_his_time_and_ours_are_both_there():
    contact = another()
    a_question(contact)

    shown = Client().get(page(contact))

    assert steps(contact) == [
        RECEIVED,
        ASKED,
        ("We wait for the seller", "now"),
        ("You get our answer", "next"),
    ]
    assert "The seller has until Fri 13 Nov, 10:00. After that we decide for you." in words(shown)
    assert "By Sat 14 Nov, 10:00." in words(shown)


@pytest.mark.parametrize("looked", [True, False])
def test_after_the_sellers_silence_we_decide_whether_a_clock_has_looked_or_not(looked):
    contact = another()
    a_question(contact)
    wallclock.advance_to(NOON + A_DAY + A_SECOND)
    if looked:
        lapses.sweep(now=NOON + A_DAY + A_SECOND)

    lapsed = [("The seller did not answer in time", "done")] if looked else []
    assert steps(contact) == [RECEIVED, ASKED, *lapsed, ("We decide for you now", "now")]


def test_a_decision_stands_first_with_its_reason():
    contact = another()
    a_question(contact)
    lapses.sweep(now=NOON + A_DAY + A_SECOND)
    found = Judgement("refund_returnless", "best_judgement", "Das Paket ist verloren.")
    judgement.decide(contact.pk, found, by=ADA, now=NOON + A_DAY + A_SECOND)

    card = Client().get(page(contact)).context["decision"]

    assert (card.answer, card.why) == (
        "You get €39.90 back and need not send anything back.",
        "Das Paket ist verloren.",
    )
    assert "The seller did not answer in time" in card.facts[0].value
    assert steps(contact)[-2:] == [("We decided", "done"), NOTHING_TO_DO]


def test_a_sellers_answer_and_ours_are_stops_on_the_way():
    contact = another()
    said = log.Said("有货。", "zh-hans")
    log.answer(a_question(contact).pk, said, by="seller:S-ZHOU", now=NOON)
    conversation.say(contact.pk, "Sie kommt morgen.", by=ADA, now=NOON)

    answered = [("The seller answered us", "done"), ("We answered you", "done")]
    assert steps(contact) == [RECEIVED, ASKED, *answered, NOTHING_TO_DO]


def test_three_words_in_a_row_are_one_stop():
    contact = another()
    for text in ("Hallo?", "Ist da jemand?", "Bitte antworten Sie."):
        conversation.hear(contact.pk, Heard(text, NOON, "web"), now=NOON)

    assert steps(contact)[:2] == [RECEIVED, ("You wrote again", "done")]
    assert len(steps(contact)) == 3


def test_when_we_wait_for_the_buyer_he_is_told_that_our_time_stands_still():
    contact = another()
    conversation.wait_for_buyer(contact, by=ADA, now=NOON)

    shown = words(Client().get(page(contact)))

    assert steps(contact)[-1] == ("We need an answer from you", "now")
    assert "Our time to answer goes on as soon as you have written." in shown


def an_invoice() -> Contact:
    return another("Bitte schicken Sie mir die Rechnung zu LM-1007.", subject="Rechnung")


def test_the_sellers_matter_says_who_answers():
    contact = an_invoice()

    assert steps(contact) == [RECEIVED, ("The seller answers you directly", "now")]

    heard = Heard("Sie kommt morgen.", NOON, "web", "seller:S-ZHOU")
    conversation.seller_answers_buyer(contact.parts.get(), heard, now=NOON)
    assert steps(contact)[1:] == [("The seller answered you", "done"), NOTHING_TO_DO]

    conversation.hear(contact.pk, Heard("Und wann?", NOON, "web"), now=NOON)
    assert steps(contact)[-1] == ("The seller answers you directly", "now")


def test_what_moves_from_one_to_the_other_is_told():
    contact = another()
    handover.correct_topic(contact.pk, "invoice", by=ADA, now=NOON)

    assert steps(contact)[1:] == [
        ("We passed it on to the seller", "done"),
        ("The seller answers you directly", "now"),
    ]


def test_the_operators_matter_names_the_marketplace():
    contact = another()
    Contact.objects.filter(pk=contact.pk).update(state="handed_over", handler="operator")

    assert steps(contact)[-1] == ("Lichtmarkt answers you", "now")


def test_a_settled_request_waits_for_nothing():
    contact = another()
    conversation.say(contact.pk, "Sie kommt morgen.", by=ADA, now=NOON)
    closure.resolve(contact.pk, by=ADA, now=NOON)

    assert steps(contact)[-1] == ("Settled", "done")


ONCE_MORE = ("We look at our decision once more", "done")


def steps_of(contact: Contact) -> list[tuple[str, str]]:
    contact.refresh_from_db()
    return [one for one in steps(contact) if "decision once more" in one[0]]


def test_what_was_only_proposed_is_not_looked_at_once_more():
    settings(agent_limit_minor=0)
    contact = about(an_order(shipments=[SENT], deliver_by="2026-11-09"), "delivery")
    decision = decide(contact, "refund_returnless", "law")
    judgement.cancel(decision.pk, "Noch nicht.", by=ADA, now=NOON)
    assert steps_of(contact) == []

    again = decide(contact, "refund_returnless", "law")
    judgement.approve(again.pk, by=BELLA, now=NOON)
    executing.not_done(again, "refund", by=ADA, now=NOON)

    assert steps_of(contact) == [ONCE_MORE]


def test_what_is_stopped_between_its_telling_and_its_doing_is():
    contact = lapsed(an_order(shipments=[SENT], deliver_by="2026-11-09"))
    decision = decide(contact, "refund_returnless", "best_judgement", now=AFTER)
    judgement.cancel(decision.pk, "Sie ist da.", by=ADA, now=AFTER)

    assert steps_of(contact) == [ONCE_MORE]
