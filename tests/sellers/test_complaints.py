"""Complaints: raised once, decided by somebody else, with reasons."""

from datetime import timedelta

import pytest

from mostrador.history.models import Entry
from mostrador.history.verification import verify
from mostrador.rules.eligibility import Refusal
from mostrador.sealed import keeping
from mostrador.sellers import complaints, enrolment, interests, suspension
from mostrador.sellers.models import Complaint, Enrolment, Interest
from tests.cast import NOON
from tests.sellers.saying import OLGA, told

OTTO = "operator:2"
WORDS = "Mein Konto ist seit Montag wieder in Ordnung."
LATER = NOON + timedelta(days=1)


@pytest.fixture
def suspended(enrolled) -> Enrolment:
    suspension.suspend(enrolled, [Refusal.NOT_IN_GOOD_STANDING], by=OLGA, now=NOON)
    return enrolled


@pytest.fixture
def complaint(suspended) -> Complaint:
    return raised(suspended)[0]


def raised(row: Enrolment):
    return complaints.raise_(
        row.seller, row.store, "suspension", WORDS, subject=row.pk, by="seller:5", now=NOON
    )


def test_it_names_who_decided_first(complaint):
    assert (complaint.state, complaint.first_decided_by) == ("open", OLGA)
    assert complaint.words.body == WORDS


def test_sent_twice_it_is_one(complaint, suspended):
    assert raised(suspended) == (complaint, False)


def test_another_person_decides(complaint):
    with pytest.raises(complaints.SamePersonError):
        complaints.decide(complaint, granted=False, reason="Nein.", by=OLGA, now=LATER)

    complaints.decide(complaint, granted=False, reason="Es bleibt dabei.", by=OTTO, now=LATER)

    complaint.refresh_from_db()
    assert (complaint.state, complaint.decided_by, complaint.decided_at) == (
        "rejected", OTTO, LATER,
    )  # fmt: skip
    assert complaint.reason.body == "Es bleibt dabei."
    assert told() == ["active", "suspended", "complaint_decided"]
    assert verify().altered == ()


def test_it_is_decided_once(complaint):
    complaints.decide(complaint, granted=False, reason="Nein.", by=OTTO, now=LATER)

    with pytest.raises(complaints.AlreadyDecidedError):
        complaints.decide(complaint, granted=True, reason="Doch.", by="operator:3", now=LATER)


def test_what_was_decided_may_be_complained_about_again(complaint, suspended):
    complaints.decide(complaint, granted=False, reason="Nein.", by=OTTO, now=LATER)

    assert raised(suspended)[1]


def test_a_suspension_that_was_wrong_ends(complaint, suspended):
    complaints.decide(complaint, granted=True, reason="Stimmt.", by=OTTO, now=LATER)

    assert enrolment.current(suspended.seller, LATER).get().suspended_at is None


def test_it_goes_on_while_the_marketplace_still_says_so(complaint, suspended):
    type(suspended.seller).objects.filter(pk="S-ZED").update(standing="at risk")

    complaints.decide(complaint, granted=True, reason="Stimmt.", by=OTTO, now=LATER)

    assert enrolment.current(suspended.seller, LATER).get().suspended_at == NOON


def test_a_refusal_was_nobodys_decision(zed, lichtmarkt):
    found, new = complaints.raise_(zed, lichtmarkt, "refusal", WORDS, by="seller:5", now=NOON)

    assert new
    assert (found.first_decided_by, found.subject_id) == ("", "")
    complaints.decide(found, granted=True, reason="Wir laden ein.", by=OLGA, now=LATER)
    assert told() == ["complaint_decided"]


def test_words_lie_where_they_can_be_erased(complaint):
    complaints.decide(complaint, granted=False, reason="Geheim", by=OTTO, now=LATER)

    keeping.erase(of="seller:S-ZED")

    complaint.refresh_from_db()
    assert (complaint.words.body, complaint.reason.body) == ("", "")
    said = Entry.objects.filter(subject=complaint.subject).values_list("facts", flat=True)
    assert not any(WORDS in str(facts) or "Geheim" in str(facts) for facts in said)
    assert verify().altered == ()


def test_R29_interest_is_said_once(lichtmarkt, zed):
    for at in (NOON, LATER):
        interests.say(zed, lichtmarkt, by="seller:5", now=at)

    assert [one.at for one in Interest.objects.all()] == [NOON]
