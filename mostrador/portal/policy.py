"""A seller's return policy in one store: beside the standard, how it stands, and its versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from mostrador.pages import policy_rows
from mostrador.pages.policy_form import PolicyForm
from mostrador.pages.policy_stage import Stage, stage_of
from mostrador.portal.enrolling import Service
from mostrador.portal.enrolling_forms import ComplaintForm
from mostrador.portal.policy_forms import OwnPolicyForm
from mostrador.rules.return_comparison import shortfalls
from mostrador.rules.return_policy import ReturnPolicy
from mostrador.sellers import own_policies, policies
from mostrador.sellers.models import Complaint, Policy, Submission
from mostrador.stores import standard

State = Submission.State
Page = dict[str, Any]
TAGS = {
    State.PENDING: (pgettext_lazy("state of a return policy", "Waiting for approval"), "brand"),
    State.ASKED: (pgettext_lazy("state of a return policy", "Asked back"), "warn"),
    State.APPROVED: (pgettext_lazy("state of a return policy", "Approved"), "ok"),
    State.REFUSED: (pgettext_lazy("state of a return policy", "Not approved"), "late"),
    State.WITHDRAWN: (pgettext_lazy("state of a return policy", "Withdrawn"), "plain"),
}


@dataclass(frozen=True, slots=True)
class Version:
    """A policy of his and when it binds; `until` is empty while it does."""

    words: str
    kind: str
    period: str


def form_of(one: Service, data: Any = None) -> OwnPolicyForm:
    """What he asked for last, else what binds him, else the standard."""
    usual = standard.standard_of(one.store, at=one.now)
    base = _wish(one, usual)
    own = [each for each in base.holiday_extension if each not in usual.holiday_extension]
    currency = one.store.currency
    return OwnPolicyForm(base, data, currency=currency, holidays=own, beside=usual)


def page(
    one: Service,
    form: OwnPolicyForm,
    *,
    reasons: Iterable[str] = (),
    complaint: ComplaintForm | None = None,
) -> Page:
    usual = standard.standard_of(one.store, at=one.now)
    latest = policies.of(one.seller, one.store).first()
    current = own_policies.own_at(one.seller, one.store, usual, at=one.now)
    asked = _asked(form, one, usual)
    refused = latest is not None and latest.state == State.REFUSED
    return {
        "service": one,
        "form": form,
        "parts": policy_rows.parts(asked, usual, _stage(one), form),
        "reasons": list(reasons),
        "latest": latest,
        "tag": TAGS[State(latest.state)] if latest else None,
        "decided": one.when(latest.decided_at) if latest and latest.decided_at else "",
        "since": one.when(current.from_at) if current and current.policy else "",
        "warning": one.warning,
        "short": _short(current, usual),
        "unread": [each.detail for each in current.reasons] if current else [],
        "withdraws": _may_withdraw(latest) and one.may_decide,
        "versions": _versions(one),
        "abroad": one.seller.country not in ("", one.store.country),
        "public": public_page(one),
        "complaint_form": (complaint or ComplaintForm()) if refused else None,
        "complained": refused and _complained(latest),
    }


def asked_for(form: OwnPolicyForm, one: Service) -> ReturnPolicy:
    return _asked(form, one, standard.standard_of(one.store, at=one.now))


def public_page(one: Service) -> str:
    return reverse("help:returns", args=[one.seller.pk]) + f"?store={one.store.pk}"


def _asked(form: PolicyForm, one: Service, usual: ReturnPolicy) -> ReturnPolicy:
    """What stands in the form; before anything is sent that is what it was made with."""
    if not form.is_bound:
        return _wish(one, usual)
    form.is_valid()
    return policy_rows.policy_of(form, usual, one.store.currency)


def _wish(one: Service, usual: ReturnPolicy) -> ReturnPolicy:
    latest = policies.of(one.seller, one.store).exclude(state=State.WITHDRAWN).first()
    if latest:
        return own_policies.submitted(latest, at=one.now)[0]
    own = own_policies.own_at(one.seller, one.store, usual, at=one.now)
    return own.policy if own and own.policy else usual


def _stage(one: Service) -> Stage:
    return stage_of(one.store, now=one.now)


def _short(own: own_policies.OwnPolicy | None, usual: ReturnPolicy) -> list[str]:
    """Where what binds him falls short of today's standard (E57)."""
    if own is None or own.policy is None:
        return []
    return policy_rows.worse(shortfalls(own.policy, usual))


def _may_withdraw(latest: Submission | None) -> bool:
    return latest is not None and latest.state in (*policies.UNDECIDED, State.APPROVED)


def _complained(latest: Submission | None) -> bool:
    theirs = Complaint.objects.filter(about=Complaint.About.POLICY, state=Complaint.State.OPEN)
    return latest is not None and theirs.filter(subject_id=latest.pk).exists()


def _versions(one: Service) -> list[Version]:
    """All that ever bound him, the newest first."""
    approved = policies.of(one.seller, one.store).filter(from_at__isnull=False)
    told = Policy.objects.filter(seller=one.seller, store=one.store)
    found: list[tuple[datetime, datetime | None, str]] = [
        (each.from_at, each.until_at, _("Approved")) for each in approved if each.from_at
    ]
    found += [(each.from_at, None, _("From the marketplace")) for each in told]
    found.sort(key=lambda each: each[0], reverse=True)
    # Each is replaced by the next, unless it was withdrawn before.
    ends: list[datetime | None] = [None, *(each[0] for each in found)]
    return [
        _version(one, begins, min(filter(None, (until, replaced)), default=None), words)
        for (begins, until, words), replaced in zip(found, ends, strict=False)
    ]


def _version(one: Service, begins: datetime, ends: datetime | None, words: str) -> Version:
    shown = {"begins": one.when(begins), "ends": one.when(ends) if ends else ""}
    if ends and ends <= begins:
        return Version(words, "plain", _("Withdrawn before it began"))
    if ends:
        return Version(words, "plain", _("%(begins)s to %(ends)s") % shown)
    return Version(words, "ok", _("Since %(begins)s") % shown)
