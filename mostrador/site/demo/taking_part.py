"""Sellers on their way in and out of the programme, one in each state that the office knows."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from mostrador.people.models import User
from mostrador.rules.eligibility import Refusal
from mostrador.sellers import (
    activation,
    complaints,
    enrolment,
    interests,
    invitations,
    suspension,
)
from mostrador.sellers.enrolment import Consent
from mostrador.sellers.models import Enrolment, Invitation, Seller
from mostrador.site.demo import terms
from mostrador.site.demo.play import Act, Play
from mostrador.stores import programme
from mostrador.stores.models import Store

STORE = "de"
# None of them takes part when the play of the contacts is over.
WAITING, OPENED, DECLINED, WITHDRAWN = "S-006", "S-012", "S-024", "S-030"
INTERESTED, STUCK = ("S-027", "S-036"), "S-009"
SUSPENDED = "S-002"
MARKETPLACE = "program:marketplace"
AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)


def set_up(*, now: datetime) -> None:
    """The programme as it was before the first seller joined it."""
    store, by = Store.objects.get(pk=STORE), _olga()
    at = now - 200 * A_DAY
    programme.publish_terms(store, store.terms_version, terms.TEXTS, by=by, now=at)
    settings = {"plan": terms.PLAN, "plan_words": terms.PRICES, "trial_days": 60}
    programme.change(store, settings, by=by, version=store.version, now=at + AN_HOUR)


def plan(play: Play, *, now: datetime) -> None:
    """Each act at its own moment, among the contacts of those days; nothing is left to chance."""
    for before, act in _acts():
        play.later(now - before, act)


def _acts() -> Iterator[tuple[timedelta, Act]]:
    yield 12 * A_DAY, lambda at: _invite(at, WITHDRAWN, DECLINED)
    yield (
        11 * A_DAY,
        lambda at: invitations.decline(_invitation(DECLINED), by=_by(DECLINED), now=at),
    )
    yield 9 * A_DAY, lambda at: invitations.withdraw(_invitation(WITHDRAWN), by=_olga(), now=at)
    yield 6 * A_DAY, lambda at: _say_interested(at, INTERESTED[0])
    yield 5 * A_DAY, lambda at: _invite(at, OPENED, STUCK)
    yield 4 * A_DAY, lambda at: invitations.open_(_invitation(OPENED), by=_by(OPENED), now=at)
    yield 2 * A_DAY, lambda at: _say_interested(at, INTERESTED[1])
    yield 26 * AN_HOUR, lambda at: _invite(at, WAITING)
    yield 20 * AN_HOUR, _suspend
    yield 15 * AN_HOUR, _complain
    yield 4 * AN_HOUR, lambda at: _be_ready_after(30, at)
    yield 3 * AN_HOUR, _enrol_and_hold
    yield 2 * AN_HOUR, lambda at: _be_ready_after(0, at)
    # The hour of the one who is held is over.
    yield AN_HOUR, _sweep


def _invite(at: datetime, *sellers: str) -> None:
    for key in sellers:
        invitations.invite(_seller(key), Store.objects.get(pk=STORE), by=_olga(), now=at)


def _decline(at: datetime, key: str) -> None:
    invitations.decline(_invitation(key), by=_by(key), now=at)


def _say_interested(at: datetime, key: str) -> None:
    interests.say(_seller(key), Store.objects.get(pk=STORE), by=_by(key), now=at)


def _suspend(at: datetime) -> None:
    row = Enrolment.objects.get(seller=SUSPENDED, until_at=None)
    # Told by the marketplace, so that the demo's one operator may decide about the complaint.
    suspension.suspend(row, [Refusal.NOT_IN_GOOD_STANDING], by=MARKETPLACE, now=at)


def _complain(at: datetime) -> None:
    row = Enrolment.objects.get(seller=SUSPENDED, until_at=None)
    complaints.raise_(
        row.seller, row.store, "suspension", terms.COMPLAINT, subject=row.pk,
        by=_by(SUSPENDED), now=at,
    )  # fmt: skip


def _be_ready_after(minutes: int, at: datetime) -> None:
    store = Store.objects.get(pk=STORE)
    change = {"activation_minutes": minutes}
    programme.change(store, change, by=_olga(), version=store.version, now=at)


def _enrol_and_hold(at: datetime) -> None:
    store = Store.objects.get(pk=STORE)
    consent = Consent(store.terms_version, _by(STUCK))
    row, _new = enrolment.begin(_seller(STUCK), store, consent, by=_by(STUCK), now=at)
    activation.hold(row, by=_olga(), now=at + timedelta(minutes=4))


def _sweep(at: datetime) -> None:
    activation.sweep(now=at)


def _seller(key: str) -> Seller:
    return Seller.objects.get(pk=key)


def _invitation(key: str) -> Invitation:
    return Invitation.objects.filter(seller=key).latest("sent_at")


def _by(key: str) -> str:
    return f"seller:{key}"


def _olga() -> str:
    return User.objects.get(username="olga").actor
