"""The service as one seller has it in one store: how it stands, and what stands in the way."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mostrador.orders import served
from mostrador.pages import moments
from mostrador.pages.zones import zone_of
from mostrador.people.models import User
from mostrador.rules import policy_notice
from mostrador.rules.eligibility import Refusal
from mostrador.rules.standing import State, has_been_left
from mostrador.sellers import enrolment, invitations, own_policies, standings
from mostrador.sellers.models import Enrolment, Invitation, Membership, Seller
from mostrador.stores.models import Store

Promise = Any
READY, NOT_INVITED, NOT_POSSIBLE = "ready", "not_invited", "not_possible"
STATES: Mapping[str, tuple[Promise, str]] = {
    READY: (pgettext_lazy("state of the service for a seller", "Ready to enrol"), "brand"),
    NOT_INVITED: (pgettext_lazy("state of the service for a seller", "Not invited"), "plain"),
    NOT_POSSIBLE: (pgettext_lazy("state of the service for a seller", "Not possible yet"), "warn"),
    State.ACTIVATING: (pgettext_lazy("state of the service for a seller", "Activating"), "brand"),
    State.ACTIVE: (pgettext_lazy("state of the service for a seller", "Active"), "ok"),
    State.SUSPENDED: (pgettext_lazy("state of the service for a seller", "Suspended"), "late"),
    State.WINDING_DOWN: (
        pgettext_lazy("state of the service for a seller", "Winding down"), "plain",
    ),
}  # fmt: skip
# What is wrong, and what to do about it.
REFUSALS: Mapping[str, tuple[Promise, Promise]] = {
    Refusal.NOT_INVITED: (
        gettext_lazy("You are not invited yet."),
        gettext_lazy("Say below that you are interested; the marketplace decides whom it invites."),
    ),
    Refusal.TERMS_NOT_ACCEPTED: (
        gettext_lazy("The terms in force are not accepted."),
        gettext_lazy("Read them on this page and tick the box above the button."),
    ),
    Refusal.PLAN_NOT_PROFESSIONAL: (
        gettext_lazy("Your account is not on the Professional plan."),
        gettext_lazy("Change your plan on the marketplace; we see it here as soon as it tells us."),
    ),
    Refusal.NOT_IN_GOOD_STANDING: (
        gettext_lazy("Your account is not in good standing."),
        gettext_lazy("Settle on the marketplace what it has written to you about your account."),
    ),
    Refusal.POLICY_LESS_FAVOURABLE: (
        gettext_lazy("Your return policy is less favourable to buyers than the standard."),
        gettext_lazy("Under Account, Return policy, you see in which points; change them there."),
    ),
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    words: str
    advice: str


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What a list of services asks for all at once; by seller and store, and by enrolment."""

    invitations: Mapping[tuple[str, str], Invitation]
    kind_enough: Mapping[tuple[str, str], bool]
    served_until: Mapping[str, datetime | None]


@dataclass(frozen=True)
class Service:
    """What is looked up is looked up once, and only if a page asks for it."""

    user: User
    seller: Seller
    store: Store
    now: datetime
    rows: Sequence[Enrolment]
    several: bool = False
    looked_up: LookedUp | None = None

    @cached_property
    def current(self) -> Enrolment | None:
        left = [has_been_left(row.from_at, row.until_at, at=self.now) for row in self.rows]
        running = (row for row, is_left in zip(self.rows, left, strict=True) if not is_left)
        return next(running, None)

    @cached_property
    def last(self) -> Enrolment | None:
        return self.rows[-1] if self.rows else None

    @cached_property
    def invitation(self) -> Invitation | None:
        if self.looked_up:
            return self.looked_up.invitations.get((self.seller.pk, self.store.pk))
        return invitations.good_one(self.seller, self.store)

    @cached_property
    def obstacles(self) -> Sequence[Refusal]:
        """Beside the terms, which are accepted in the end."""
        consent = enrolment.Consent(self.store.terms_version, self.user.actor)
        if self.looked_up is None:
            return enrolment.refusals(self.seller, self.store, consent, at=self.now)
        kind_enough = self.looked_up.kind_enough[self.seller.pk, self.store.pk]
        return enrolment.refusals_knowing(
            self.seller, self.store, consent,
            invited=self.invitation is not None, kind_enough=kind_enough,
        )  # fmt: skip

    @cached_property
    def served_until(self) -> datetime | None:
        """Of an enrolment that was left; None is without end."""
        if self.last is None:
            return None
        if self.looked_up:
            return self.looked_up.served_until[self.last.pk]
        return served.served_until(self.last, at=self.now)

    @cached_property
    def is_winding_down(self) -> bool:
        if self.current or self.last is None:
            return False
        found = standings.state(self.last, at=self.now, served_until=self.served_until)
        return found is State.WINDING_DOWN

    @cached_property
    def entry(self) -> str:
        """Whether he could enrol now."""
        if not self.obstacles:
            return READY
        return NOT_INVITED if Refusal.NOT_INVITED in self.obstacles else NOT_POSSIBLE

    @cached_property
    def state(self) -> str:
        if self.current:
            return standings.state(self.current, at=self.now)
        return State.WINDING_DOWN if self.is_winding_down else self.entry

    @cached_property
    def may_decide(self) -> bool:
        """Only an owner of the account enrols and leaves (E55)."""
        owner = Membership.objects.filter(role=Membership.Role.OWNER)
        return owner.filter(seller=self.seller, user=self.user).exists()

    @property
    def zone(self) -> str:
        return zone_of(self.seller.country, self.store.time_zone)

    @property
    def tag(self) -> tuple[str, str]:
        word, kind = STATES[self.state]
        return str(word), kind

    def when(self, at: datetime) -> str:
        """With the year where it is another one."""
        zone = ZoneInfo(self.zone)
        if at.astimezone(zone).year != self.now.astimezone(zone).year:
            return self.day(at)
        return moments.with_city(at, self.zone)

    def day(self, at: datetime) -> str:
        return moments.date(at, self.zone)

    def path(self, name: str = "service") -> str:
        """Whoever acts for several sellers says in the address for which."""
        found = reverse(f"portal:{name}", args=[self.store.pk])
        return f"{found}?{urlencode({'seller': self.seller.pk})}" if self.several else found

    @property
    def may_leave(self) -> bool:
        return enrolment.may_leave(self.store)

    @property
    def policy_path(self) -> str:
        return self.path("policy")

    @property
    def warning(self) -> str:
        """That his return policy falls short, and until when he can mend it (E57)."""
        row = self.current
        if row is None or row.suspended_at or row.policy_warned_at is None:
            return ""
        said = _(
            "Your return policy is less kind to buyers than the standard. If it still is after"
            " %(until)s, the service is suspended for you and new orders are not covered."
        )
        return said % {"until": self.when(policy_notice.mend_by(row.policy_warned_at))}

    @property
    def sentence(self) -> str:
        """How it stands, in one sentence."""
        row = self.current
        if row is not None:
            return _running(self, row)
        if self.is_winding_down:
            return _winding_down(self)
        return str(ENTRIES[self.entry])


ENTRIES: Mapping[str, Promise] = {
    READY: gettext_lazy("You can let the service answer your buyers."),
    NOT_INVITED: gettext_lazy("Here the marketplace takes sellers whom it invites."),
    NOT_POSSIBLE: gettext_lazy("Something is still in the way."),
}


def of(user: User, seller: Seller, store: Store, *, now: datetime) -> Service:
    found = Enrolment.objects.filter(seller=seller, store=store).select_related("store")
    rows = list(found.order_by("from_at"))
    return Service(user, seller, store, now, rows, several=user.sellers.count() > 1)


def of_all(user: User, *, now: datetime) -> list[Service]:
    """Every store for each of his sellers, the seller's home store first."""
    sellers = list(user.sellers.order_by("memberships__pk"))
    stores = list(Store.objects.order_by("name", "pk"))
    found = Enrolment.objects.filter(seller__in=sellers).select_related("store")
    rows = list(found.order_by("from_at"))
    looked_up = LookedUp(
        invitations.good_ones(sellers),
        own_policies.all_kind_enough(sellers, stores, at=now),
        served.all_served_until(rows, at=now),
    )
    several = len(sellers) > 1
    return [
        Service(user, seller, store, now, _rows(rows, seller, store), several, looked_up)
        for seller in sellers
        for store in sorted(stores, key=lambda one: one.pk != seller.store_id)
    ]


def obstacles(refusals: Collection[str]) -> list[Obstacle]:
    return [Obstacle(*map(str, REFUSALS[Refusal(one)])) for one in refusals]


def _rows(rows: Sequence[Enrolment], seller: Seller, store: Store) -> list[Enrolment]:
    return [row for row in rows if (row.seller_id, row.store_id) == (seller.pk, store.pk)]


def _running(service: Service, row: Enrolment) -> str:
    if service.state == State.SUSPENDED and row.suspended_at:
        said = _("Since %(at)s new orders are not covered. Earlier ones are served as before.")
        return said % {"at": service.when(row.suspended_at)}
    if service.state == State.ACTIVATING:
        said = _("Orders since %(at)s are covered; the service answers within the hour.")
        return said % {"at": service.when(row.from_at)}
    said = _("The service has answered for your orders since %(at)s.")
    return said % {"at": service.when(row.from_at)}


def _winding_down(service: Service) -> str:
    if service.served_until is None:
        return _("You have left. The orders covered until then are served without an end.")
    said = _("You have left. The orders covered until then are served until %(at)s.")
    return said % {"at": service.day(service.served_until)}
