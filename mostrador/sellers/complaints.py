"""Complaints of sellers, each decided by another person than what it is about."""

import secrets
from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.db.models import QuerySet

from mostrador.history import chain
from mostrador.history.chain import Happening, MovedOnError
from mostrador.live import events
from mostrador.sealed import keeping
from mostrador.sellers import notices, policies, suspension
from mostrador.sellers.models import Complaint, Enrolment, Seller, Submission
from mostrador.stores.models import Store

About, State = Complaint.About, Complaint.State


class SamePersonError(Exception):
    """Whoever decided first does not decide about the complaint."""


class AlreadyDecidedError(Exception):
    """Somebody else has decided meanwhile."""


@transaction.atomic
def raise_(
    seller: Seller, store: Store, about: str, words: str, *, subject: str = "", by: str,
    now: datetime,
) -> tuple[Complaint, bool]:  # fmt: skip
    """The open complaint about this, and whether it is new: sent twice it is one.

    `subject` is the enrolment or submission, empty for a refusal to enrol.
    """
    Seller.objects.select_for_update(no_key=True).get(pk=seller.pk)
    found = open_ones(seller, store).filter(about=about, subject_id=subject).first()
    if found:
        return found, False
    made = Complaint(
        id=f"K-{secrets.token_hex(12)}",
        seller=seller,
        store=store,
        about=about,
        subject_id=subject,
        first_decided_by=_first_decided_by(about, subject),
        words=keeping.text(words, of=f"seller:{seller.pk}"),
        raised_by=by,
        raised_at=now,
    )
    facts = {"about": about, "subject": subject, "words": made.words.digest}
    chain.begin(made, [Happening("complained", now, by, facts)])
    events.tell(events.seller(seller.pk), at=now)
    return made, True


@transaction.atomic
def decide(complaint: Complaint, *, granted: bool, reason: str, by: str, now: datetime) -> None:
    """With reasons, for good. A suspension that was wrong ends, if nothing else is in the way.

    Raises SamePersonError, AlreadyDecidedError.
    """
    if complaint.first_decided_by == by:
        raise SamePersonError(complaint.pk)
    kept = keeping.text(reason, of=f"seller:{complaint.seller_id}")
    state = State.GRANTED if granted else State.REJECTED
    happening = Happening("decided", now, by, {"state": str(state), "reason": kept.digest})
    changes: dict[str, Any] = {"state": state, "reason": kept, "decided_by": by, "decided_at": now}
    try:
        chain.write(complaint, {"state": State.OPEN}, [happening], **changes)
    except MovedOnError:
        raise AlreadyDecidedError(complaint.pk) from None
    if granted:
        _make_good(complaint, by=by, now=now)
    seller, store = complaint.seller, complaint.store
    page = f"/portal/account/services/{quote(store.pk, safe='')}/#complaints"
    notices.owe(seller, store, "complaint_decided", now=now, path=page, granted=granted)
    events.tell(events.seller(complaint.seller_id), at=now)


def open_ones(seller: Seller, store: Store) -> QuerySet[Complaint]:
    return Complaint.objects.filter(seller=seller, store=store, state=State.OPEN)


def _first_decided_by(about: str, subject: str) -> str:
    if about == About.SUSPENSION:
        entries = chain.entries_of(Enrolment.objects.get(pk=subject))
        return next((one.by for one in reversed(entries) if one.what == "suspended"), "")
    if about == About.POLICY:
        return Submission.objects.get(pk=subject).decided_by
    # No person refuses to enrol a seller: the rule does.
    return ""


def _make_good(complaint: Complaint, *, by: str, now: datetime) -> None:
    """What follows by itself; whom a refusal wronged may be invited or enrols again himself."""
    if complaint.about == About.SUSPENSION:
        row = Enrolment.objects.get(pk=complaint.subject_id)
        # Unless he has left meanwhile, or the marketplace's record still says what suspended him.
        with suppress(suspension.NotCurrentError, suspension.StillUnfitError):
            suspension.resume(row, by=by, now=now)
    if complaint.about == About.POLICY:
        with suppress(MovedOnError):
            submission = Submission.objects.get(pk=complaint.subject_id)
            policies.reconsider(submission, by=by, now=now)


def _take_up_again(complaint: Complaint, *, by: str, now: datetime) -> None:
    """The refused policy waits for a decision once more, if he has not submitted another since."""
    refused = Submission.objects.filter(pk=complaint.subject_id, state=Submission.State.REFUSED)
    newest = policies.of(complaint.seller, complaint.store).first()
    for found in refused:
        if newest == found:
            policies.reconsider(found, by=by, now=now)
