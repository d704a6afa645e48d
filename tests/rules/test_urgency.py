from datetime import UTC, datetime, timedelta

import pytest

from mostrador.rules import urgency
from mostrador.rules.urgency import ContactState

PROMISED = datetime(2026, 11, 14, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def urgent_at(state, *questions, promised_at=PROMISED):
    return urgency.urgent_at(state, promised_at=promised_at, questions_due_at=questions)


def test_R47_an_open_contact_wants_somebody_by_the_buyers_promise():
    assert urgent_at("open") == PROMISED
    assert urgent_at("open", PROMISED - HOUR) == PROMISED


@pytest.mark.parametrize(
    ("questions", "when"),
    [
        ([PROMISED - HOUR], PROMISED - HOUR),
        ([PROMISED + HOUR], PROMISED),
        ([PROMISED + HOUR, PROMISED - 2 * HOUR], PROMISED - 2 * HOUR),
        ([], PROMISED),
    ],
)
def test_E14_E15_while_a_seller_is_asked_the_first_due_moment_counts(questions, when):
    assert urgent_at("waiting_for_seller", *questions) == when


@pytest.mark.parametrize("state", ["waiting_for_buyer", "resolved", "handed_over", "merged"])
def test_E14_a_contact_that_waits_for_nobody_of_ours_is_not_urgent(state):
    assert urgent_at(state, PROMISED - HOUR) is None


def test_E14_without_a_promise_only_the_question_is_due():
    assert urgent_at(ContactState.OPEN, promised_at=None) is None
    assert urgent_at(ContactState.WAITING_FOR_SELLER, PROMISED, promised_at=None) == PROMISED


def test_E14_a_state_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="'asleep' is not a valid ContactState"):
        urgent_at("asleep")
