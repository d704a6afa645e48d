"""All of one seller that the operator sees: how he stands, what happened, what he was told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.office import histories, mails, standings, words
from mostrador.office.seller_forms import SuspensionForm
from mostrador.pages import moments, policy_words
from mostrador.pages.requests import Person
from mostrador.pages.shapes import Action, Fact
from mostrador.rules import policy_notice
from mostrador.sellers import own_policies
from mostrador.sellers.models import Complaint, Enrolment, Invitation, Notice, Seller
from mostrador.stores.models import Store

SHOWN_ENTRIES = 60
SHOWN_MAILS = 20


@dataclass(frozen=True, slots=True)
class Part:
    """The seller in one store."""

    store: Store
    state: str
    kind: str
    facts: tuple[Fact, ...]
    actions: tuple[Action, ...]
    suspension: str
    form: SuspensionForm | None
    invite: bool


def of(
    request: Person, seller: Seller, *, wrong: tuple[str, SuspensionForm] | None = None
) -> dict[str, Any]:
    """`wrong` is the enrolment whose suspension was asked for without a reason."""
    stores = list(Store.objects.defer("body").order_by("name", "pk"))
    enrolments = list(Enrolment.objects.filter(seller=seller).order_by("from_at", "pk"))
    invited = list(Invitation.objects.filter(seller=seller).order_by("sent_at", "pk"))
    complaints = list(
        Complaint.objects.filter(seller=seller)
        .select_related("seller", "store")
        .order_by("-raised_at")
    )
    notices = mails.notices(Notice.objects.filter(seller=seller)).order_by("-owed")
    subjects = [row.subject for row in (*enrolments, *invited, *complaints)]
    path = reverse("office:seller", args=[seller.pk])
    return {
        "seller": seller,
        "facts": _facts(seller),
        "parts": _parts(stores, enrolments, invited, request.now, wrong),
        # The marketplace may not have told us of his home store yet.
        "zone": next((one.time_zone for one in stores if one.pk == seller.store_id), "UTC"),
        **histories.page(request, subjects, SHOWN_ENTRIES, path=path, part="happened"),
        "complaints": [complaint_row(one) for one in complaints],
        "mails": [mails.notice_row(one) for one in notices[:SHOWN_MAILS]],
    }


def complaint_row(one: Complaint) -> dict[str, Any]:
    state, kind = words.complaint_state(one.state)
    return {
        "href": reverse("office:complaint", args=[one.pk]),
        "about": words.complaint_about(one.about),
        "seller": one.seller,
        "store": one.store.name,
        "zone": one.store.time_zone,
        "at": one.raised_at,
        "state": state,
        "kind": kind,
    }


def _parts(
    stores: list[Store],
    enrolments: list[Enrolment],
    invited: list[Invitation],
    now: datetime,
    wrong: tuple[str, SuspensionForm] | None,
) -> list[Part]:
    asked = {row.store_id: row for row in invited}
    theirs: dict[str, list[Enrolment]] = {}
    for row in enrolments:
        theirs.setdefault(row.store_id, []).append(row)
    return [_part(one, theirs.get(one.pk, []), asked.get(one.pk), now, wrong) for one in stores]


def _part(
    store: Store,
    intervals: list[Enrolment],
    invitation: Invitation | None,
    now: datetime,
    wrong: tuple[str, SuspensionForm] | None,
) -> Part:
    row = intervals[-1] if intervals else None
    code = standings.state(row, now=now) if row else ""
    state, kind = words.enrolment(code) if code else (_("Not enrolled"), "plain")
    may_suspend = row is not None and code in {"active", "activating", "held", "stuck"}
    form = wrong[1] if wrong and row and wrong[0] == row.pk else SuspensionForm()
    good = invitation is not None and invitation.state in {"sent", "opened", "accepted"}
    return Part(
        store=store,
        state=state,
        kind=kind,
        facts=(*_enrolment_facts(store, row, invitation), *_earlier(store, intervals[:-1])),
        actions=tuple(_actions(row, code)) if row else (),
        suspension=_address("suspension", row) if row and may_suspend else "",
        form=form if may_suspend else None,
        invite=code in {"", "left"} and not good,
    )


def _actions(row: Enrolment, code: str) -> list[Action]:
    if code == "suspended":
        words_ = _("Take him back")
        return [Action(words_, icon="play", post=_address("resumption", row))]
    if code not in {"activating", "held", "stuck"}:
        return []
    if row.held_at:
        return [Action(_("Release the activation"), icon="play", post=_address("release", row))]
    return [Action(_("Hold the activation"), icon="pause", post=_address("hold", row))]


def _address(act: str, row: Enrolment) -> str:
    return reverse(f"office:{act}", args=[row.seller_id, row.pk])


def _enrolment_facts(
    store: Store, row: Enrolment | None, invitation: Invitation | None
) -> list[Fact]:
    found: list[Fact] = []
    zone = store.time_zone
    if row is not None:
        found.append(Fact(_("Enrolled"), when(row.from_at, zone)))
        if row.until_at:
            found.append(Fact(_("Left"), when(row.until_at, zone)))
        if row.suspended_at and not row.until_at:
            why = ", ".join(words.refusal(code) for code in row.suspended_for)
            found.append(Fact(_("Suspended"), when(row.suspended_at, zone), why, "", "warn"))
        found += _warning(store, row)
        found.append(_terms(store, row))
        if row.plan:
            plan = " · ".join(filter(None, (row.plan, row.plan_version)))
            found.append(Fact(_("Plan"), plan))
    if invitation is not None:
        state, _kind = words.invitation(invitation.state)
        found.append(Fact(_("Invitation"), state, when(invitation.sent_at, zone)))
    return found


def _warning(store: Store, row: Enrolment) -> list[Fact]:
    """He has to mend his return policy, or a worker suspends him (E57)."""
    if row.policy_warned_at is None or row.suspended_at or row.until_at:
        return []
    over = when(policy_notice.mend_by(row.policy_warned_at), store.time_zone)
    short = own_policies.short_in(row.seller, store, at=row.policy_warned_at)
    rows = ", ".join(policy_words.title(one.dimension, one.key) for one in short)
    note = _("Less kind than the standard: %(rows)s") % {"rows": rows} if rows else ""
    return [Fact(_("Return policy to be mended by"), over, note, "", "warn")]


def _earlier(store: Store, intervals: list[Enrolment]) -> list[Fact]:
    """The intervals before, the latest first; nothing was covered between them (E22)."""
    found = []
    for row in reversed(intervals):
        until = when(row.until_at, store.time_zone) if row.until_at else ""
        said = f"{when(row.from_at, store.time_zone)} – {until}"
        note = _("Accepted terms: %(version)s") % {"version": row.terms or "–"}
        found.append(Fact(_("Before"), said, note))
    return found


def when(at: datetime, zone: str) -> str:
    """With its year: intervals are kept for ever."""
    return _("%(day)s, %(hour)s") % {
        "day": moments.date(at, zone),
        "hour": moments.hour(at, zone),
    }


def _terms(store: Store, row: Enrolment) -> Fact:
    old = row.terms != store.terms_version and row.until_at is None
    note = _("Today's version is %(version)s.") % {"version": store.terms_version} if old else ""
    return Fact(_("Accepted terms"), row.terms or "–", note, "", "warn" if old else "")


def _facts(seller: Seller) -> list[Fact]:
    told = [
        (_("Number"), seller.pk),
        (_("Based in"), words.country(seller.country)),
        (_("Language"), words.language(seller.language) if seller.language else ""),
        (_("Mail address"), seller.email),
        (_("Plan on the marketplace"), words.account(seller.plan)),
        (_("Account standing"), words.account(seller.standing)),
    ]
    return [Fact(label, value) for label, value in told if value]
