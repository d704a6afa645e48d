"""What was decided at a seller's cost: the list, and one decision with its money and its appeal."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mostrador.contacts.models import Contact
from mostrador.decisions import appeal_facts
from mostrador.decisions.models import Appeal, Decision, LedgerEntry, Posting
from mostrador.pages import appeal_words, clocks, decision_words, moments, told
from mostrador.pages.shapes import Attachment, Column, Fact, NavItem
from mostrador.pages.templatetags.mostrador import money
from mostrador.people.models import User
from mostrador.portal import own, words
from mostrador.portal.appeal_forms import AppealForm, MoreForm
from mostrador.portal.rows import A_PAGE, Row
from mostrador.portal.statements import charged, lines_of
from mostrador.rules.entitlement_facts import Bearer
from mostrador.sellers import members

WITH_ALL = ("reason", "question", "order", "seller", "appeal", *own.WITH_BUYER)


def decisions(user: User) -> QuerySet[Decision]:
    """Those that cost a seller whose money he may see, whatever has become of them since."""
    mine = members.money_of(user)
    booked = Posting.objects.filter(account=Posting.Account.SELLER, entry__seller__in=mine)
    entries = booked.filter(entry__decision=OuterRef("pk"))
    told_of = Q(seller__in=mine, appeal_until__isnull=False, state__in=told.STANDING)
    return Decision.objects.filter(told_of | Exists(entries)).select_related(*WITH_ALL)


def listed(user: User, which: str, before: str, *, now: datetime) -> dict[str, Any]:
    """The newest first; `before` as the address gives it."""
    chosen = which if which in {"open", "appealed"} else ""
    found = decisions(user).filter(_narrowed(chosen, now=now))
    if before:
        last = get_object_or_404(decisions(user), pk=before)
        same_moment = Q(decided_at=last.decided_at, pk__lt=last.pk)
        found = found.filter(Q(decided_at__lt=last.decided_at) | same_moment)
    rows = list(found.order_by("-decided_at", "-pk")[: A_PAGE + 1])
    shown = rows[:A_PAGE]
    mine = members.money_of(user)
    sums = charged(shown, mine)
    names = (
        ("", pgettext("decisions", "All")),
        ("open", _("Can be appealed")),
        ("appealed", _("Appealed")),
    )
    return {
        "rows": [_row(one, sums[one.pk], mine, now=now) for one in shown],
        "filters": [
            NavItem(word, f"?list={code}" if code else ".", "", current=code == chosen)
            for code, word in names
        ],
        "next": f"?list={chosen}&before={shown[-1].pk}" if len(rows) > A_PAGE else "",
        "narrowed": bool(chosen),
    }


def page(
    decision: Decision, user: User, *, now: datetime, more: MoreForm | None = None
) -> dict[str, Any]:
    """One decision: its card, what was booked, and the appeal as far as it has come."""
    appeal = appeal_of(decision)
    speaks = decision.seller_id in members.answered_by(user)
    asked = appeal is not None and appeal_facts.waits_for_seller(appeal, now=now)
    mine = members.money_of(user)
    seller = decision.seller_id or next(iter(_sellers(decision) & mine), "")
    his = told.lines_of_seller(decision, seller) if seller else None
    return {
        "decision": decision,
        "card": decision_words.card_for_seller(
            decision, why=words.for_seller(decision.reason.body, decision.contact), lines=his
        ),
        "clock": None if appeal else _clock(decision, now=now),
        "facts": _facts(decision),
        "columns": [
            Column(_("When")), Column(_("What")),
            Column(_("You pay"), number=True), Column(_("You get back"), number=True),
        ],
        "lines": [one.cells for one in lines_of([decision], mine)],
        "can_appeal": speaks and appeal_facts.obstacle(decision, now=now) is None,
        "appeal": _appeal(appeal) if appeal else None,
        "more": (more or MoreForm()) if asked and speaks else None,
        "asked_until": _at(decision, appeal.asked_until) if appeal and asked else "",
    }  # fmt: skip


def form_page(decision: Decision, form: AppealForm) -> dict[str, Any]:
    return {
        "decision": decision,
        "form": form,
        "card": decision_words.card_for_seller(
            decision, why=words.for_seller(decision.reason.body, decision.contact)
        ),
        "only": appeal_facts.of(decision).given_up,
        "unreached": appeal_facts.not_notified(decision),
        "late": appeal_facts.late_answers(decision).exists(),
    }


def appeal_of(decision: Decision) -> Appeal | None:
    found = Appeal.objects.filter(decision=decision)
    return found.select_related("text", "outcome_text", "decision__contact__store").first()


def said(appeal: Appeal, contact: Contact) -> list[Fact]:
    """What was asked and supplied since; how the buyer agreed is not the seller's business."""
    names = {"asked": _("We asked"), "supplied": _("You answered")}
    zone = contact.store.time_zone
    found = appeal.statements.filter(kind__in=names).select_related("text").order_by("pk")
    return [
        Fact(names[one.kind], one.text.body, note=moments.day_and_hour(one.at, zone))
        for one in found
    ]


def _narrowed(which: str, *, now: datetime) -> Q:
    if which == "open":
        return Q(appeal=None, appeal_until__gte=now, state__in=told.STANDING)
    return Q(appeal__isnull=False) if which == "appealed" else Q()


def _row(decision: Decision, sums: Mapping[str, Any], mine: Iterable[str], *, now: datetime) -> Row:
    contact = decision.contact
    zone = contact.store.time_zone
    amount = money(sums["paid"]) if sums["paid"] else _planned(decision, mine)
    state, kind = _state(decision, now=now)
    parts = [
        contact.order_id,
        str(words.GROUNDS[decision.ground]),
        moments.date(decision.decided_at, zone),
        _("%(amount)s given back") % {"amount": money(sums["back"])} if sums["back"] else "",
    ]
    return Row(
        reverse("portal:decided_one", args=[decision.pk]),
        " · ".join(filter(None, (amount, str(words.REMEDIES[decision.remedy])))),
        " · ".join(filter(None, parts)),
        text=words.for_seller(decision.reason.body, contact),
        tag="" if _clock(decision, now=now) else state,
        kind=kind,
        clock=_clock(decision, now=now),
    )


def _planned(decision: Decision, mine: Iterable[str]) -> str:
    """What it will cost, where nothing is booked yet."""
    if decision.seller_id not in set(mine):
        return ""
    found = told.of_decision(decision).paid_by(Bearer.SELLER)
    return money(found) if found.minor else ""


def _state(decision: Decision, *, now: datetime) -> tuple[str, str]:
    appeal = getattr(decision, "appeal", None)
    if appeal:
        word, kind = appeal_words.STATES[appeal.state]
        return str(word), kind
    if decision.state == Decision.State.CANCELLED:
        return pgettext("a decision", "Taken back"), "ok"
    if decision.appeal_until and now > decision.appeal_until:
        return _("The time to appeal is over"), "plain"
    return "", "plain"


def _clock(decision: Decision, *, now: datetime) -> Any:
    """Until when he may appeal, while he may."""
    until = decision.appeal_until
    stands = decision.state in told.STANDING
    if until is None or now > until or not stands or getattr(decision, "appeal", None):
        return None
    zone = decision.contact.store.time_zone
    began = decision.decided_at
    return clocks.face(began, until, now=now, zones=(zone,), label=_("Time left to appeal"))


def _facts(decision: Decision) -> list[Fact]:
    order = decision.contact.order_id
    at = reverse("portal:order", args=[order]) if order else ""
    found = [Fact(_("Decision"), decision.pk)]
    if order:
        found.append(Fact(_("Order"), order, href=at))
    if decision.appeal_until:
        found.append(Fact(_("Appeal until"), _at(decision, decision.appeal_until)))
    return found


def _appeal(appeal: Appeal) -> dict[str, Any]:
    state, kind = appeal_words.STATES[appeal.state]
    decision = appeal.decision
    files = appeal.evidence.select_related("file").order_by("pk")
    return {
        "key": appeal.pk,
        "state": str(state),
        "kind": kind,
        "filed": _at(decision, appeal.filed_at),
        "decided": _at(decision, appeal.decided_at),
        "reason": str(appeal_words.REASONS[appeal.reason]),
        "text": appeal.text.body,
        "said": said(appeal, decision.contact),
        "outcome": appeal.outcome_text.body if appeal.outcome_text else "",
        "cleared": appeal.metric_reversed,
        "reversed": appeal.state.startswith("reversed"),
        "files": [
            Attachment(
                one.file.name or _("File"),
                reverse("portal:appeal_file", args=[decision.pk, one.pk]),
            )
            for one in files
        ],
    }


def _at(decision: Decision, at: datetime | None) -> str:
    return moments.day_and_hour(at, decision.contact.store.time_zone) if at else ""


def _sellers(decision: Decision) -> set[str]:
    entries = LedgerEntry.objects.filter(decision=decision, seller__isnull=False)
    return set(entries.values_list("seller", flat=True))
