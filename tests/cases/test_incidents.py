"""E6: a disturbance gives open questions its length back, once."""

from datetime import timedelta

import pytest

from mostrador.cases import incidents, lapses, log, reminders
from mostrador.cases.incidents import Outage
from mostrador.cases.models import Incident, Question
from mostrador.contacts.models import Delivery
from mostrador.history.models import Entry
from mostrador.stores.models import Store
from tests.cast import A_DAY, A_SECOND, NOON, a_question, annas_contact

pytestmark = pytest.mark.usefixtures("marketplace")
AN_HOUR = timedelta(hours=1)
OUTAGE = Outage(NOON + AN_HOUR, NOON + 3 * AN_HOUR, "Das Portal stand still.")
AFTER = NOON + 4 * AN_HOUR


def post(outage: Outage = OUTAGE) -> Incident:
    return incidents.post(Store.objects.get(), outage, by="operator:1", now=AFTER)


def asked(number: int = 1, *, now=NOON) -> Question:
    contact = annas_contact(mail_id=f"<{number}@mail.example>", now=now)
    return a_question(contact, now=now)


def due(question: Question):
    question.refresh_from_db()
    return question.due_at


def test_E6_every_open_question_is_due_later_by_its_length():
    one, other = asked(1), asked(2)

    posted = post()

    assert [due(one), due(other)] == [NOON + A_DAY + 2 * AN_HOUR] * 2
    assert (one.wakes_at, posted.shifted) == (one.due_at, 2)


def test_E6_the_same_again_moves_nothing():
    question = asked()

    again = (post(), post())

    assert again[0].pk == again[1].pk
    assert due(question) == NOON + A_DAY + 2 * AN_HOUR


def test_time_that_was_given_is_not_given_twice():
    asked()
    post()

    with pytest.raises(incidents.OverlapsError):
        post(Outage(NOON + 2 * AN_HOUR, NOON + 5 * AN_HOUR, "Noch einmal."))

    assert Incident.objects.count() == 1


def test_two_that_touch_do_not_overlap():
    question = asked()

    post()
    post(Outage(NOON + 3 * AN_HOUR, NOON + 4 * AN_HOUR, "Gleich danach."))

    assert due(question) == NOON + A_DAY + 3 * AN_HOUR


def test_what_was_asked_after_it_ended_or_is_over_stays():
    later = asked(1, now=NOON + 3 * AN_HOUR)
    answered = asked(2)
    log.answer(answered.pk, log.Said("da", "de"), by="seller:S-ZHOU", now=NOON)
    over = asked(3, now=AFTER - A_DAY - A_SECOND)
    before = [due(one) for one in (later, answered, over)]

    posted = post()

    assert [due(one) for one in (later, answered, over)] == before
    assert posted.shifted == 0


def test_it_is_written_down_told_and_the_clock_looks_later():
    question = asked()

    posted = post()
    lapses.sweep(now=NOON + A_DAY + AN_HOUR)

    entry = Entry.objects.get(what="question_shifted")
    assert (entry.by, entry.facts["incident"]) == ("operator:1", posted.pk)
    assert entry.facts["before"] != entry.facts["due_at"]
    assert Delivery.objects.filter(template="seller/shifted").count() == 1
    assert Question.objects.get(pk=question.pk).state == "open"


def test_reminders_move_with_it():
    asked()
    reminders.sweep(now=NOON + 12 * AN_HOUR)

    incidents.post(Store.objects.get(), OUTAGE, by="operator:1", now=NOON + 13 * AN_HOUR)

    assert Question.objects.get().reminds_at == NOON + 20 * AN_HOUR


@pytest.mark.parametrize(
    ("from_at", "until_at", "fell"),
    [
        (A_DAY - AN_HOUR, A_DAY + AN_HOUR, True),
        (-AN_HOUR, timedelta(0), False),
        (A_DAY, A_DAY + AN_HOUR, False),
    ],
)
def test_E6_what_lapsed_in_it_stays_lapsed_and_is_known_to_have_been(from_at, until_at, fell):
    question = asked()
    lapses.sweep(now=NOON + A_DAY + A_SECOND)

    outage = Outage(NOON + from_at, NOON + until_at, "Still.")
    posted = incidents.post(Store.objects.get(), outage, by="operator:1", now=NOON + 2 * A_DAY)

    question.refresh_from_db()
    assert (question.state, question.due_at, posted.shifted) == ("lapsed", NOON + A_DAY, 0)
    assert incidents.fell_into_one(question) is fell


def test_E6_what_got_its_time_back_did_not_fall_into_it():
    question = asked()
    post()
    due(question)

    assert not incidents.fell_into_one(question)
