"""E10: more time for a seller: asked once, given once, never beyond the promise or the law."""

from datetime import date, timedelta

import pytest

from mostrador.cases import log, more_time
from mostrador.cases.models import Question
from mostrador.contacts.models import Delivery
from mostrador.decisions import extensions
from mostrador.decisions.models import Withdrawal
from mostrador.history.models import Entry
from mostrador.sealed import keeping
from tests.cast import A_DAY, A_SECOND, ADA, NOON, a_question, annas_contact

pytestmark = pytest.mark.usefixtures("marketplace")
AN_HOUR = timedelta(hours=1)
ZHOU = "seller:S-ZHOU"


def asked() -> Question:
    """Four hours after Anna wrote: her promise ends 20 hours after his time."""
    return a_question(annas_contact(now=NOON - 4 * AN_HOUR))


def refused(question: Question, *, now=NOON) -> list[str]:
    with pytest.raises(extensions.RefusedError) as caught:
        extensions.grant(question.pk, by=ADA, now=now)
    return [str(one) for one in caught.value.reasons]


def test_E10_he_gets_what_is_left_of_the_buyers_promise():
    question = asked()
    more_time.ask(question.pk, by=ZHOU, now=NOON)

    given = extensions.grant(question.pk, by=ADA, now=NOON + AN_HOUR)

    question.contact.refresh_from_db()
    assert given.due_at == question.contact.answer_due_at == NOON + A_DAY + 20 * AN_HOUR
    assert given.wakes_at == given.due_at
    assert Delivery.objects.filter(template="seller/more_time").count() == 1


def test_E10_a_day_at_most():
    contact = annas_contact()
    contact.answer_due_at = NOON + 5 * A_DAY
    contact.save()
    question = a_question(contact)

    given = extensions.grant(question.pk, by=ADA, now=NOON)

    assert given.due_at == NOON + 2 * A_DAY


def test_E10_only_once():
    question = asked()
    extensions.grant(question.pk, by=ADA, now=NOON)

    again = refused(question)

    assert again == ["EXTENDED_ALREADY", "NO_TIME_LEFT_TO_GIVE"]
    assert Entry.objects.filter(what="more_time_given").count() == 1


def test_E10_asked_for_only_once():
    question = asked()
    more_time.ask(question.pk, by=ZHOU, now=NOON)

    with pytest.raises(more_time.AskedAlreadyError):
        more_time.ask(question.pk, by=ZHOU, now=NOON)

    assert Entry.objects.filter(what="more_time_asked").count() == 1


@pytest.mark.parametrize(("late", "reasons"), [(A_SECOND, ["LAPSED_ALREADY"]), (-A_SECOND, [])])
def test_E10_not_when_his_time_is_over(late, reasons):
    question = asked()
    now = question.due_at + late

    offered = extensions.offer(question, now=now)

    assert [str(one) for one in offered.reasons] == reasons
    if reasons:
        assert refused(question, now=now) == reasons


def test_E10_never_beyond_a_date_of_the_law():
    question = asked()
    statement = keeping.text("{}", of="contact:x")
    Withdrawal.objects.create(
        id="W-1", store=question.contact.store, contact=question.contact, channel="mail",
        statement=statement, language="de", declared_at=NOON, recorded_at=NOON,
        refund_due=date(2026, 11, 13),
    )  # fmt: skip

    assert refused(question) == ["NO_TIME_LEFT_TO_GIVE"]


def test_a_promise_that_waits_for_the_buyer_is_counted_from_now():
    question = asked()
    question.contact.promise_left, question.contact.answer_due_at = 30 * AN_HOUR, None
    question.contact.save()

    assert extensions.offer(question, now=NOON).due_at == NOON + 30 * AN_HOUR


def test_an_answered_question_wants_no_time():
    question = asked()
    log.answer(question.pk, log.Said("unterwegs", "de"), by=ZHOU, now=NOON)

    with pytest.raises(more_time.OverError):
        more_time.ask(question.pk, by=ZHOU, now=NOON)
    assert refused(question) == ["LAPSED_ALREADY"]
