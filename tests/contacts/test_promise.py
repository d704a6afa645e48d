"""The buyer's two days: running, paused, fulfilled, begun anew (R47, E14)."""

from datetime import timedelta

import pytest

from mostrador.contacts import conversation
from mostrador.contacts.conversation import Heard, MovedOnError
from mostrador.contacts.models import Contact, Delivery, Message
from mostrador.decisions import closure
from tests.cast import A_DAY, ADA, NOON, a_mail, a_question, annas_contact, take

pytestmark = pytest.mark.usefixtures("marketplace")

AN_HOUR = timedelta(hours=1)
TWO_DAYS = 2 * A_DAY


def clock(contact: Contact) -> tuple[str, object, object]:
    contact.refresh_from_db()
    return contact.state, contact.answer_due_at, contact.urgent_at


def anna_writes(contact: Contact, *, at) -> None:
    conversation.hear(contact.pk, Heard("Und?", at, "mail"), now=at)


def test_the_promise_runs_from_the_first_message():
    contact = annas_contact()

    assert clock(contact) == ("open", NOON + TWO_DAYS, NOON + TWO_DAYS)


def test_an_answer_fulfils_it():
    contact = annas_contact()

    conversation.say(contact.pk, "Sie kommt morgen.", by=ADA, now=NOON + AN_HOUR)

    assert clock(contact) == ("waiting_for_buyer", None, None)
    assert contact.first_answered_at == NOON + AN_HOUR


def test_a_note_in_between_does_not():
    contact = annas_contact()

    conversation.say(contact.pk, "Wir suchen.", by=ADA, now=NOON + AN_HOUR, interim=True)

    assert clock(contact) == ("open", NOON + TWO_DAYS, NOON + TWO_DAYS)
    assert contact.first_answered_at is None
    assert list(contact.messages.values_list("interim", flat=True)) == [False, True]


def test_a_new_word_after_the_answer_begins_it_anew():
    contact = annas_contact()
    conversation.say(contact.pk, "Sie kommt morgen.", by=ADA, now=NOON + AN_HOUR)

    anna_writes(contact, at=NOON + A_DAY)

    assert clock(contact) == ("open", NOON + 3 * A_DAY, NOON + 3 * A_DAY)


def test_a_new_word_while_it_runs_changes_nothing():
    contact = annas_contact()

    anna_writes(contact, at=NOON + A_DAY)

    assert clock(contact) == ("open", NOON + TWO_DAYS, NOON + TWO_DAYS)


@pytest.mark.parametrize(
    ("paused_after", "left"),
    [
        (10 * AN_HOUR, 38 * AN_HOUR),
        # Paused at the very moment it was due, nothing is left of it: not two days again.
        (TWO_DAYS, timedelta(0)),
        (TWO_DAYS + AN_HOUR, -AN_HOUR),
    ],
)
def test_while_the_buyer_is_awaited_it_pauses_and_goes_on_with_what_was_left(paused_after, left):
    contact = annas_contact()
    conversation.wait_for_buyer(contact, by=ADA, now=NOON + paused_after)
    assert clock(contact) == ("waiting_for_buyer", None, None)
    assert contact.promise_left == left

    anna_writes(contact, at=NOON + 4 * A_DAY)

    assert clock(contact) == ("open", NOON + 4 * A_DAY + left, NOON + 4 * A_DAY + left)
    assert (contact.promise_left, contact.promise_started_at) == (None, NOON)


def test_it_does_not_wait_for_the_seller():
    contact = annas_contact()
    question = a_question(contact, now=NOON + AN_HOUR)

    assert clock(contact) == ("waiting_for_seller", NOON + TWO_DAYS, question.due_at)


def test_an_answer_to_the_buyer_leaves_the_seller_awaited():
    contact = annas_contact()
    question = a_question(contact)

    conversation.say(contact.pk, "Wir haben gefragt.", by=ADA, now=NOON + AN_HOUR)
    assert clock(contact) == ("waiting_for_seller", None, question.due_at)
    anna_writes(contact, at=NOON + 2 * AN_HOUR)

    assert clock(contact)[:2] == ("waiting_for_seller", NOON + 2 * AN_HOUR + TWO_DAYS)


def test_a_closed_contact_opens_again_by_a_new_word():
    contact = annas_contact()
    closure.answer_and_resolve(contact.pk, "Gern geschehen.", by=ADA, now=NOON + AN_HOUR)
    assert clock(contact) == ("resolved", None, None)

    anna_writes(contact, at=NOON + A_DAY)

    assert clock(contact) == ("open", NOON + 3 * A_DAY, NOON + 3 * A_DAY)
    assert contact.resolved_at is None


def test_what_is_the_sellers_stays_his_whatever_the_service_says():
    contact = take(a_mail("Ich brauche eine Rechnung zu LM-1007.", subject="Rechnung")).contact

    conversation.say(contact.pk, "Der Verkäufer meldet sich.", by=ADA, now=NOON)
    anna_writes(contact, at=NOON + AN_HOUR)

    assert clock(contact) == ("handed_over", None, None)


def test_who_has_not_seen_the_last_word_sends_nothing():
    contact = annas_contact()
    anna_writes(contact, at=NOON)
    counts = (Message.objects.count(), Delivery.objects.count())

    with pytest.raises(MovedOnError) as refused:
        conversation.say(contact.pk, "Ja.", by=ADA, now=NOON, version=contact.version)

    assert refused.value.since == contact.version
    assert (Message.objects.count(), Delivery.objects.count()) == counts
    assert clock(contact)[0] == "open"


def test_a_note_among_agents_makes_nobodys_view_stale():
    contact = annas_contact()
    conversation.note(contact.pk, "Schon zweimal angerufen.", by=ADA, now=NOON)

    conversation.say(contact.pk, "Ja.", by=ADA, now=NOON, version=contact.version)

    assert clock(contact)[0] == "waiting_for_buyer"


def test_closing_from_a_stale_view_is_refused():
    contact = annas_contact()
    anna_writes(contact, at=NOON)

    with pytest.raises(MovedOnError):
        closure.resolve(contact.pk, by=ADA, now=NOON, version=contact.version)

    assert clock(contact)[0] == "open"
