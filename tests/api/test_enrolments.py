"""Inviting, enrolling, leaving and coming back."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from mostrador import wallclock
from mostrador.history import chain
from mostrador.outbox.models import Owed
from mostrador.sellers.models import Enrolment, Invitation, Seller
from mostrador.site.demo import cast
from mostrador.stores.models import Store
from tests import at_once

pytestmark = pytest.mark.django_db

CONSENT = {"store": "de", "terms": "1", "accepted_by": "zed"}
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def zed(marketplace, program):
    """Zed, who is not enrolled, and an invitation for him."""
    program.post("sellers/S-ZED/invitations", {"store": "de"})
    return "sellers/S-ZED"


@pytest.fixture
def enrol(program):
    return lambda seller, **more: program.post(f"{seller}/enrolments", {**CONSENT, **more})


@pytest.fixture
def leave(program):
    return lambda seller, query="": program.delete(f"{seller}/enrolments/current{query}")


@pytest.fixture
def enrolments(program):
    return lambda seller: program.get(f"{seller}/enrolments").json()["items"]


def test_R4_an_invitation_names_the_terms_to_accept(marketplace, program):
    Store.objects.update(terms_version="7")

    invited = program.post("sellers/S-ZED/invitations", {"store": "de"})

    assert (invited.status_code, invited.json()) == (
        201,
        {
            "id": invited.json()["id"],
            "seller": "S-ZED",
            "store": "de",
            "terms": "7",
            "state": "sent",
        },
    )


def test_who_is_invited_is_not_invited_twice(zed, program):
    Store.objects.update(terms_version="2")

    again = program.post(f"{zed}/invitations", {"store": "de"})

    assert (again.status_code, again.json()["terms"]) == (200, "2")
    assert Invitation.objects.count() == 1


def test_R27_R28_R30_enrolling_is_active_at_once(zed, enrol, enrolments):
    enrolled = enrol(zed)

    said = enrolled.json()
    assert enrolled.status_code == 201
    assert said == {
        "id": said["id"],
        "seller": "S-ZED",
        "store": "de",
        "terms": "1",
        "from": said["from"],
        "active_at": said["from"],
        "until": None,
        "served_until": None,
        "state": "active",
    }
    assert enrolments(zed) == [said]
    row = Enrolment.objects.get(pk=said["id"])
    assert row.accepted_by == "zed"
    assert [(one.what, one.by) for one in chain.entries_of(row)] == [
        ("enrolled", "program:marketplace")
    ]
    assert Invitation.objects.get().state == "accepted"


def test_R31_orders_since_then_are_covered(zed, enrol, program):
    enrolled = enrol(zed).json()
    order = {**cast.ORDERS[4], "id": "LM-NEW", "placed_at": enrolled["from"]}
    program.put("orders/LM-NEW", order)

    asked = {"topic": "item"}
    assert program.post("coverage", {**asked, "order": "LM-NEW"}).json()["covered"] is True
    assert program.post("coverage", {**asked, "order": "LM-1003"}).json()["covered"] is False


def test_a_second_enrolment_while_one_is_current_is_that_one(zed, enrol):
    first = enrol(zed)

    again = enrol(zed, terms="nonsense")

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()


def test_where_every_seller_takes_part_none_leaves_for_himself(
    marketplace, leave, enrolments, errors
):
    Store.objects.update(mode=Store.Mode.MANDATORY)

    refused = leave("sellers/S-ANA")

    assert (refused.status_code, errors(refused)) == (422, [("TAKING_PART_IS_MANDATORY", "")])
    assert [one["until"] for one in enrolments("sellers/S-ANA")] == [None]
    assert leave("sellers/S-ZED").status_code == 404

    Store.objects.update(mode=Store.Mode.OPEN)
    assert leave("sellers/S-ANA").status_code == 200


def test_a_loaded_enrolment_is_a_current_one(marketplace, enrol):
    assert enrol("sellers/S-ANA").status_code == 200


@pytest.mark.parametrize("consent", [{"terms": "2"}, {"terms": None}, {"accepted_by": None}])
def test_R11_the_terms_of_today_must_be_accepted(zed, enrol, errors, consent):
    refused = enrol(zed, **consent)

    assert (refused.status_code, errors(refused)) == (422, [("TERMS_NOT_ACCEPTED", "/terms")])


def test_every_reason_is_told_at_once(marketplace, enrol, errors):
    Seller.objects.filter(pk="S-ZED").update(plan="individual", standing="at risk")

    refused = enrol("sellers/S-ZED", terms=None)

    assert [code for code, _ in errors(refused)] == [
        "NOT_INVITED",
        "TERMS_NOT_ACCEPTED",
        "PLAN_NOT_PROFESSIONAL",
        "NOT_IN_GOOD_STANDING",
    ]
    assert not Enrolment.objects.filter(seller="S-ZED").exists()


@pytest.mark.parametrize(
    ("state", "reasons"),
    [
        ("opened", []),
        ("accepted", []),
        ("declined", ["NOT_INVITED"]),
        ("withdrawn", ["NOT_INVITED"]),
    ],
)
def test_R4_only_a_good_invitation_counts(zed, enrol, errors, state, reasons):
    Invitation.objects.update(state=state)

    enrolled = enrol(zed)

    assert (
        [] if enrolled.status_code == 201 else [code for code, _ in errors(enrolled)]
    ) == reasons


def test_where_the_programme_is_open_nobody_needs_an_invitation(marketplace, enrol):
    Store.objects.update(mode=Store.Mode.OPEN)

    assert enrol("sellers/S-ZED").status_code == 201


def test_R34_R35_who_leaves_is_served_on_for_what_was_covered(marketplace, leave, program):
    left = leave("sellers/S-ZHOU")

    said = left.json()
    assert (left.status_code, said["state"]) == (200, "winding_down")
    # LM-1012 was promised for 16 November 2026: two years and thirty days later.
    assert said["served_until"] == "2028-12-16T19:00:00+00:00"
    new = {**cast.ORDERS[0], "id": "LM-NEW", "placed_at": said["until"]}
    program.put("orders/LM-NEW", new)
    asked = {"order": "LM-NEW", "topic": "item"}
    assert program.post("coverage", asked).json()["reasons"] == ["NOT_ENROLLED_WHEN_PLACED"]


def test_E33_when_the_last_order_is_over_so_is_the_enrolment(marketplace, leave, enrolments):
    served_until = datetime.fromisoformat(leave("sellers/S-ZHOU").json()["served_until"])

    wallclock.advance_to(served_until - AN_HOUR)
    assert [one["state"] for one in enrolments("sellers/S-ZHOU")] == ["winding_down"]
    wallclock.advance_to(served_until + AN_HOUR)
    assert [one["state"] for one in enrolments("sellers/S-ZHOU")] == ["ended"]


def test_E33_where_coverage_never_ends_neither_does_the_service(marketplace, leave):
    Store.objects.update(coverage_never_ends=True)

    said = leave("sellers/S-ZHOU").json()

    assert (said["served_until"], said["state"]) == (None, "winding_down")


def test_who_leaves_without_an_order_has_ended(zed, enrol, leave):
    enrol(zed)

    said = leave(zed).json()

    assert (said["state"], said["served_until"]) == ("ended", said["until"])


def test_R33_E22_who_comes_back_has_two_intervals(zed, enrol, leave, enrolments):
    """The accepted invitation stays good."""
    enrol(zed)
    left = leave(zed).json()

    back = enrol(zed)

    assert back.status_code == 201
    both = enrolments(zed)
    assert [one["until"] for one in both] == [left["until"], None]
    assert both[1]["from"] >= left["until"]
    assert both[0]["served_until"] is None


def test_E34_a_suspended_seller_is_still_enrolled(zed, enrol, enrolments):
    row = enrol(zed).json()["id"]
    Enrolment.objects.filter(pk=row).update(suspended_at=wallclock.now())

    assert [one["state"] for one in enrolments(zed)] == ["suspended"]
    assert enrol(zed).status_code == 200


def test_who_is_not_enrolled_cannot_leave(marketplace, leave, errors):
    for path in ("sellers/S-ZED", "sellers/S-NOBODY"):
        refused = leave(path)
        assert (refused.status_code, errors(refused)) == (404, [("NOT_FOUND", "")])


def test_E37_who_is_enrolled_in_several_stores_says_which_one_he_leaves(
    zed, enrol, leave, program, errors
):
    program.put("stores/at", {**cast.STORE, "id": "at", "country": "AT"})
    Store.objects.update(mode=Store.Mode.OPEN)
    enrol(zed)
    enrol(zed, store="at")

    assert errors(leave(zed)) == [("STORE_REQUIRED", "/store")]
    assert leave(zed, "?store=fr").status_code == 404
    assert leave(zed, "?store=at").json()["store"] == "at"
    assert leave(zed).json()["store"] == "de"
    assert leave(zed).status_code == 404


def test_open_contacts_are_asked_again_when_an_enrolment_begins_or_ends(zed, enrol, leave):
    told = Owed.objects.filter(kind="enrolments_changed>contacts")
    before = told.count()
    enrol(zed)
    leave(zed)

    owed = told.order_by("pk")[before:]

    assert [one.payload for one in owed] == [{"seller": "S-ZED"}] * 2


@pytest.mark.parametrize(
    ("path", "body", "status", "expected"),
    [
        ("sellers/S-0/invitations", {"store": "de"}, 404, ("NOT_FOUND", "")),
        ("sellers/S-ZED/invitations", {"store": "fr"}, 404, ("NOT_FOUND", "/store")),
        ("sellers/S-ZED/invitations", {}, 422, ("MISSING", "/store")),
        ("sellers/S-0/enrolments", CONSENT, 404, ("NOT_FOUND", "")),
        ("sellers/S-ZED/enrolments", {**CONSENT, "store": "fr"}, 404, ("NOT_FOUND", "/store")),
        ("sellers/S-ZED/enrolments", {**CONSENT, "terms": 1}, 422, ("WRONG_TYPE", "/terms")),
    ],
)
def test_what_names_nobody_is_refused(marketplace, program, errors, path, body, status, expected):
    refused = program.post(path, body)

    assert (refused.status_code, errors(refused)) == (status, [expected])


@pytest.mark.django_db(transaction=True)
def test_enrolling_twice_at_the_same_moment_is_once(marketplace, program, enrol):
    program.post("sellers/S-ZED/invitations", {"store": "de"})
    act = partial(enrol, "sellers/S-ZED")

    both = at_once.run(act, act)

    assert sorted(answer.status_code for answer in both) == [200, 201]
    assert Enrolment.objects.filter(seller="S-ZED").count() == 1
