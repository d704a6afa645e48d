"""Inviting, enrolling and leaving."""

from typing import Any

from ninja import Router, Schema
from ninja.responses import Status
from pydantic import create_model

from mostrador.api import answers, keys
from mostrador.api.bearer import Bearer, Call
from mostrador.api.bodies import Body, Id
from mostrador.api.finding import Named, find
from mostrador.api.problems import ProblemError, not_there, refused
from mostrador.api.shapes import At, Facts, iso, maybe_iso
from mostrador.orders.served import served_until
from mostrador.rules import standing
from mostrador.rules.bodies import Reason
from mostrador.rules.eligibility import Refusal
from mostrador.sellers import enrolment, invitations, standings
from mostrador.sellers.models import Enrolment, Invitation, Seller
from mostrador.stores.models import Store

router = Router(tags=["Enrolments"])

WORDS = {
    Refusal.NOT_INVITED: ("This store takes sellers by invitation only: invite him first.", ""),
    Refusal.TERMS_NOT_ACCEPTED: ("The current version of the terms must be accepted.", "/terms"),
    Refusal.PLAN_NOT_PROFESSIONAL: ("The seller's plan is not Professional.", ""),
    Refusal.NOT_IN_GOOD_STANDING: ("The seller's account is not in good standing.", ""),
    Refusal.POLICY_LESS_FAVOURABLE: ("The seller's return policy is less kind than ours.", ""),
}


class InvitationAsked(Body):
    store: Id


class InvitationShape(Schema):
    """`terms` is the version to accept."""

    id: str
    seller: str
    store: str
    terms: str
    state: str


class EnrolmentAsked(Body):
    """`accepted_by` is whoever accepted this version of the terms for the seller."""

    store: Id
    terms: str | None = None
    accepted_by: str | None = None


_FIELDS: dict[str, Any] = {
    "id": (str, ...),
    "seller": (str, ...),
    "store": (str, ...),
    "terms": (str, ...),
    "from": (At, ...),
    "active_at": (At, ...),
    "until": (At | None, ...),
    "served_until": (At | None, ...),
    "state": (str, ...),
}
# Made by a call, since `from` is no name in Python.
EnrolmentShape = create_model("EnrolmentShape", __base__=Schema, **_FIELDS)


class Enrolments(Schema):
    items: list[EnrolmentShape]  # type: ignore[valid-type]  # a class made by a call
    next: str | None


@router.post(
    "/sellers/{key}/invitations", auth=Bearer("enrolments"),
    response=answers.done(200, 201, shape=InvitationShape),
)  # fmt: skip
@keys.once
def invite_seller(request: Call, key: str, body: InvitationAsked) -> Status[Facts]:
    """A seller who has a good invitation is given that one, with 200."""
    seller, store = _seller(key), find(Store.objects.all(), body.store, "store", "/store")
    made, new = invitations.invite(seller, store, by=str(request.auth), now=request.now)
    return Status(201 if new else 200, _invitation(made, store))


@router.post(
    "/sellers/{key}/enrolments", auth=Bearer("enrolments"),
    response=answers.done(200, 201, shape=EnrolmentShape),
)  # fmt: skip
@keys.once
def enrol_seller(request: Call, key: str, body: EnrolmentAsked) -> Status[Facts]:
    """A seller who is enrolled already is given his current enrolment, with 200."""
    seller, store = _seller(key), find(Store.objects.all(), body.store, "store", "/store")
    consent = enrolment.Consent(body.terms, body.accepted_by or "")
    try:
        row, new = enrolment.begin(seller, store, consent, by=str(request.auth), now=request.now)
    except enrolment.NotEligibleError as error:
        raise ProblemError(422, *map(_reason, error.reasons)) from None
    return Status(201 if new else 200, _enrolment(row, request))


@router.get(
    "/sellers/{key}/enrolments", auth=Bearer("enrolments"), response=answers.given(Enrolments)
)
def list_enrolments(request: Call, key: str) -> Facts:
    """All of them, the first at the top; there are few."""
    rows = Enrolment.objects.filter(seller=_seller(key)).order_by("from_at", "pk")
    return {"items": [_enrolment(row, request) for row in rows], "next": None}


@router.delete(
    "/sellers/{key}/enrolments/current", auth=Bearer("enrolments"),
    response=answers.given(EnrolmentShape),
)  # fmt: skip
def leave(request: Call, key: str, store: Named | None = None) -> Facts:
    """The seller leaves; the orders that are covered today stay so."""
    seller = _seller(key)
    try:
        row = enrolment.end(seller, store=store, by=str(request.auth), now=request.now)
    except enrolment.NotEnrolledError:
        raise not_there("current enrolment") from None
    except enrolment.SeveralStoresError:
        detail = "The seller is enrolled in several stores: say which by ?store="
        raise refused("STORE_REQUIRED", detail, "/store") from None
    except enrolment.MandatoryError:
        detail = "In this store every seller takes part: none can leave while it is so."
        raise refused("TAKING_PART_IS_MANDATORY", detail) from None
    return _enrolment(row, request)


def _seller(key: str) -> Seller:
    return find(Seller.objects.all(), key, "seller")


def _reason(refusal: Refusal) -> Reason:
    return Reason(refusal.value, *WORDS[refusal])


def _invitation(row: Invitation, store: Store) -> Facts:
    return {
        "id": row.pk,
        "seller": row.seller_id,
        "store": row.store_id,
        # What is to be accepted is always the version of today.
        "terms": store.terms_version,
        "state": str(row.state),
    }


def _enrolment(row: Enrolment, request: Call) -> dict[str, Any]:
    served = served_until(row, at=request.now) if _is_over(row, request) else None
    return {
        "id": row.pk,
        "seller": row.seller_id,
        "store": row.store_id,
        "terms": row.terms,
        "from": iso(row.from_at),
        "active_at": iso(row.active_at),
        "until": maybe_iso(row.until_at),
        "served_until": maybe_iso(served),
        "state": standings.state(row, at=request.now, served_until=served).value,
    }


def _is_over(row: Enrolment, request: Call) -> bool:
    return standing.has_been_left(row.from_at, row.until_at, at=request.now)
