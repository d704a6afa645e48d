"""Sellers' own return policies: submitted, asked about, approved or refused, and withdrawn.

The only writer of submissions. Which policy binds whom when is for `own_policies` to say.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.db.models import QuerySet

from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.people.models import Role
from mostrador.rules.bodies import Given
from mostrador.rules.return_bodies import Body, differences, read
from mostrador.rules.return_comparison import Row, shortfalls
from mostrador.sealed import keeping
from mostrador.sellers import falling_short, notices, own_policies
from mostrador.sellers.models import Membership, Seller, Submission
from mostrador.stores import standard
from mostrador.stores.models import Store

# Asked for here as well: whoever knows of submissions wants to know what follows from them.
in_force, kind_enough = own_policies.in_force, own_policies.kind_enough

State = Submission.State
UNDECIDED = (State.PENDING, State.ASKED)


class PolicyTooHarshError(Exception):
    """Less kind to the buyer than the standard; `rows` are all dimensions that are (R20)."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__(", ".join(f"{row.dimension} {row.key}".strip() for row in rows))
        self.rows = tuple(rows)


class OwnPolicyError(Exception):
    """Nobody decides about a policy that he wrote, or that is his own seller's."""


class InThePastError(ValueError):
    """A policy is approved for orders to come: pending, it never applied (R22)."""


@transaction.atomic
def submit(
    seller: Seller, store: Store, dimensions: Body, words: str, *, by: str, now: datetime
) -> Submission:
    """Ask for a policy to be approved; one that waits already gives way to it.

    What is left out, or said as the standard says it, follows the standard. Raises RefusedError
    for what cannot be read and PolicyTooHarshError with every dimension that falls short.
    """
    Seller.objects.select_for_update(no_key=True).get(pk=seller.pk)
    usual = standard.standard_of(store, at=now)
    given = Given.of(dimensions, "policy")
    policy = given.settled(read(given, usual, store.currency))
    _refuse_harsh(shortfalls(policy, usual))
    said = differences(policy, usual)
    found = of(seller, store).filter(state__in=UNDECIDED)
    same = next((one for one in found if _is_same(one, said, words)), None)
    if same:
        return same
    for one in found:
        _move(one, State.WITHDRAWN, Happening("policy_superseded", now, by))
    return _begin(seller, store, said, words, by=by, now=now)


@transaction.atomic
def withdraw(submission: Submission, *, by: str, now: datetime) -> None:
    """What waits is not asked for any more; what was approved ends now (E57).

    Orders placed while it was in force keep it. Raises MovedOnError.
    """
    until = max(now, submission.from_at) if submission.from_at else None
    _move(submission, State.WITHDRAWN, Happening("policy_withdrawn", now, by), until_at=until,
          was=(*UNDECIDED, State.APPROVED))  # fmt: skip


@transaction.atomic
def ask(submission: Submission, reason: str, *, by: str, now: datetime) -> None:
    """The operator has to know something first; the seller answers by submitting again."""
    _refuse_own(submission, by)
    _decide(submission, State.ASKED, "policy_asked", reason, by=by, now=now)


@transaction.atomic
def approve(
    submission: Submission, *, by: str, now: datetime, from_at: datetime | None = None
) -> None:
    """From then on it binds (R22). Raises OwnPolicyError, InThePastError, MovedOnError, and
    PolicyTooHarshError if the standard has become kinder meanwhile.
    """
    _refuse_own(submission, by)
    begins = from_at or now
    if begins < now:
        raise InThePastError(begins)
    _refuse_harsh(shortfalls(*own_policies.submitted(submission, at=begins)))
    changes = {"from_at": begins}
    _decide(submission, State.APPROVED, "policy_approved", "", by=by, now=now, **changes)


@transaction.atomic
def refuse(submission: Submission, reason: str, *, by: str, now: datetime) -> None:
    """With a reason, against which the seller may complain."""
    _refuse_own(submission, by)
    _decide(submission, State.REFUSED, "policy_refused", reason, by=by, now=now)


@transaction.atomic
def reconsider(submission: Submission, *, by: str, now: datetime) -> None:
    """A complaint against the refusal was right: it waits for a decision once more."""
    _move(
        submission, State.PENDING, Happening("policy_reconsidered", now, by), was=(State.REFUSED,)
    )


def of(seller: Seller, store: Store) -> QuerySet[Submission]:
    """The newest first."""
    theirs = Submission.objects.filter(seller=seller, store=store).select_related("words", "reason")
    return theirs.order_by("-submitted_at", "-pk")


def waiting() -> QuerySet[Submission]:
    """What wants the operator, the longest wait first."""
    found = Submission.objects.filter(state=State.PENDING).select_related("seller", "store")
    return found.order_by("submitted_at", "pk")


def wrote_it(submission: Submission, by: str) -> bool:
    """One person may have been the seller's then and the operator's now."""
    number = _person(by)
    theirs = Membership.objects.filter(seller=submission.seller_id)
    return by == submission.submitted_by or bool(
        number
        and (number == _person(submission.submitted_by) or theirs.filter(user=int(number)).exists())
    )


def _person(actor: str) -> str:
    """The number of the user who acts; empty for a program or a seller as a party."""
    role, _colon, number = actor.partition(":")
    return number if role in Role.values and number.isdecimal() else ""


def _refuse_own(submission: Submission, by: str) -> None:
    if wrote_it(submission, by):
        raise OwnPolicyError(submission.pk)


def _refuse_harsh(rows: Sequence[Row]) -> None:
    if rows:
        raise PolicyTooHarshError(rows)


def _is_same(submission: Submission, said: Body, words: str) -> bool:
    """Sent twice in a row, it waits once."""
    known = submission.words.body if submission.words else ""
    waits = submission.state == State.PENDING
    return waits and submission.dimensions == said and known == words


def _begin(
    seller: Seller, store: Store, said: Body, words: str, *, by: str, now: datetime
) -> Submission:
    made = Submission(
        id=f"P-{secrets.token_hex(12)}",
        seller=seller,
        store=store,
        dimensions=said,
        words=keeping.text(words, of=f"seller:{seller.pk}") if words else None,
        submitted_by=by,
        submitted_at=now,
    )
    facts = {"seller": seller.pk, "store": store.pk, "digest": standard.digest(said)}
    if made.words:
        facts["words"] = made.words.digest
    chain.begin(made, [Happening("policy_submitted", now, by, facts)])
    events.tell(events.seller(seller.pk), at=now)
    return made


def _decide(
    submission: Submission, state: State, template: str, reason: str, *, by: str, now: datetime,
    **changes: Any,
) -> None:  # fmt: skip
    facts = dict(changes)
    if reason:
        kept = keeping.text(reason, of=f"seller:{submission.seller_id}")
        changes["reason"], facts["reason"] = kept, kept.digest
    happening = Happening(template, now, by, facts)
    _move(submission, state, happening, **changes, decided_by=by, decided_at=now)
    seller, store = submission.seller, submission.store
    since = {"since": changes["from_at"]} if "from_at" in changes else {}
    path = f"/portal/account/policy/{quote(store.pk, safe='')}/"
    notices.owe(seller, store, template, now=now, path=path, **since)


def _move(
    submission: Submission,
    state: State,
    happening: Happening,
    was: Sequence[State] = UNDECIDED,
    **changes: Any,
) -> None:
    """Raises MovedOnError when somebody was faster, or it is too late."""
    if submission.state not in was:
        raise chain.MovedOnError(submission.subject)
    chain.write(submission, {"state": submission.state}, [happening], state=state, **changes)
    events.tell(events.seller(submission.seller_id), at=happening.at)
    if changes.get("from_at") or changes.get("until_at"):
        falling_short.look(submission.seller, submission.store, now=happening.at)
