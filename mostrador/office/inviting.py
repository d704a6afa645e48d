"""Inviting sellers: one by one or by a list, and what has become of each invitation."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mostrador.history.chain import MovedOnError
from mostrador.history.models import Entry
from mostrador.office import paging, words
from mostrador.office.invitation_forms import InviteForm, ListForm, SendForm
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.sellers import invitation_lists, invitations
from mostrador.sellers.invitation_lists import Outcome, Word
from mostrador.sellers.models import Interest, Invitation, Notice
from mostrador.stores.models import Store

REFUSED = 422
SHOWN_INTERESTS = 50


@dataclass(frozen=True, slots=True)
class Trouble:
    """The mail with the invitation did not reach him; `href` is that mail."""

    words: str
    advice: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    seller: str
    name: str
    href: str
    store: str
    zone: str
    state: str
    kind: str
    at: datetime
    since: datetime
    may_withdraw: bool
    trouble: Trouble | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def every(request: Person) -> HttpResponse:
    """Who was asked, opened, joined, declined; and asking one more."""
    if request.method != "POST":
        return _page(request)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=REFUSED)
    seller, store = form.cleaned_data["seller"], form.cleaned_data["store"]
    _made, new = invitations.invite(seller, store, by=request.user.actor, now=request.now)
    said = _("%(seller)s is invited.") if new else _("%(seller)s has a good invitation already.")
    messages.success(request, said % {"seller": seller})
    return redirect("office:invitations")


@require_POST
@needs_role("operator")
def preview(request: Person) -> HttpResponse:
    """What would become of each line of a list; nothing is sent yet."""
    form = ListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, list_form=form, status=REFUSED)
    store = form.cleaned_data["store"]
    outcomes = invitation_lists.foresee(store, form.cleaned_data["asked"])
    invited = [one for one in outcomes if one.word is Word.INVITED]
    lines = "\n".join(f"{one.asked.seller}\t{one.asked.language}" for one in invited)
    shown = {
        "store": store,
        "groups": groups(outcomes),
        "count": len(invited),
        "send": SendForm(initial={"store": store.pk, "lines": lines}),
    }
    return render(request, "office/invitation_list.html", shown)


@require_POST
@needs_role("operator")
def sending(request: Person) -> HttpResponse:
    """Invite whom the preview named; whoever was invited meanwhile is not invited twice."""
    form = SendForm(request.POST)
    if not form.is_valid():
        return _page(request, status=REFUSED)
    store, asked = form.cleaned_data["store"], form.cleaned_data["lines"]
    by = request.user.actor
    outcomes = invitation_lists.invite_all(store, asked, by=by, now=request.now)
    counted = Counter(one.word for one in outcomes)
    done, left = counted.pop(Word.INVITED, 0), counted.total()
    said = ngettext("%(n)s seller is invited.", "%(n)s sellers are invited.", done) % {"n": done}
    if left:
        more = ngettext("%(n)s was invited before.", "%(n)s were invited before.", left)
        said = f"{said} {more % {'n': left}}"
    messages.success(request, said)
    return redirect("office:invitations")


@require_POST
@needs_role("operator")
def withdrawal(request: Person, key: str) -> HttpResponse:
    """It is no longer good; whoever is enrolled stays so."""
    found = get_object_or_404(Invitation, pk=key)
    try:
        invitations.withdraw(found, by=request.user.actor, now=request.now)
        messages.success(request, _("The invitation is withdrawn."))
    except (invitations.NotWaitingError, MovedOnError):
        messages.warning(request, _("The seller has answered meanwhile. Look again."))
    return redirect("office:invitations")


def groups(outcomes: list[Outcome]) -> list[dict[str, Any]]:
    """The lines by what becomes of them, what went wrong first."""
    by_word: dict[Word, list[Outcome]] = {}
    for one in outcomes:
        by_word.setdefault(one.word, []).append(one)
    return [
        {"words": words.outcome(word), "rows": by_word[word], "good": word is Word.INVITED}
        for word in Word
        if word in by_word
    ]


def _page(
    request: Person,
    *,
    form: InviteForm | None = None,
    list_form: ListForm | None = None,
    status: int = 200,
) -> HttpResponse:
    only = paging.chosen(request, Invitation.State.values)
    found = Invitation.objects.filter(paging.before(request, "sent_at"))
    if only:
        found = found.filter(state=only)
    found = found.select_related("seller", "store").defer("seller__body", "store__body")
    page, last = paging.cut(found.order_by("-sent_at", "-pk"), paging.A_PAGE)
    path = reverse("office:invitations")
    shown = {
        "rows": _rows(page),
        "only": only,
        "filters": _filters(path),
        "older": paging.address(path, {"only": only}, before=paging.place(last.sent_at, last.pk))
        if last
        else "",
        "interests": _interests(),
        "form": form or InviteForm(),
        "list_form": list_form or ListForm(),
    }
    return render(request, "office/invitations.html", shown, status=status)


def _rows(page: list[Invitation]) -> list[Row]:
    entries = Entry.objects.filter(subject__in=[one.subject for one in page])
    since = dict(entries.order_by("number").values_list("subject", "at"))
    troubles = _troubles(page)
    return [_row(one, since.get(one.subject, one.sent_at), troubles.get(one.pk)) for one in page]


def _troubles(page: list[Invitation]) -> dict[str, Trouble]:
    """Of those that wait for an answer: which mails did not arrive, at no address of his."""
    waiting = {one.pk: one.seller_id for one in page if one.state in invitations.WAITING}
    told = Notice.objects.filter(template="invitation", seller__in=set(waiting.values()))
    mails: dict[str, list[Notice]] = {}
    for mail in told.select_related("owed").order_by("pk"):
        mails.setdefault(str(mail.facts.get("invitation")), []).append(mail)
    found = {key: _lost(mails.get(key, [])) for key in waiting}
    return {key: _trouble(mail) for key, mail in found.items() if mail}


def _lost(mails: list[Notice]) -> Notice | None:
    """The first of them, if none reached him or is still on its way."""
    lost = [one for one in mails if _why_lost(one)]
    return lost[0] if lost and len(lost) == len(mails) else None


def _why_lost(mail: Notice) -> str:
    if mail.state in {Notice.State.BOUNCED, Notice.State.NO_ADDRESS}:
        return mail.state
    return "failed" if mail.owed.failed_at else ""


def _trouble(mail: Notice) -> Trouble:
    said, advice = words.unreached(_why_lost(mail))
    return Trouble(said, advice, reverse("office:sent_notice", args=[mail.pk]))


def _row(one: Invitation, since: datetime, trouble: Trouble | None) -> Row:
    state, kind = words.invitation(one.state)
    return Row(
        key=one.pk,
        seller=one.seller_id,
        name=one.seller.name,
        href=reverse("office:seller", args=[one.seller_id]),
        store=one.store.name,
        zone=one.store.time_zone,
        state=state,
        kind=kind,
        at=one.sent_at,
        since=since,
        may_withdraw=one.state in invitations.GOOD,
        trouble=trouble,
    )


def _filters(path: str) -> list[tuple[str, str, str, int]]:
    counted = dict(Invitation.objects.order_by().values_list("state").annotate(Count("pk")))
    every = [("", _("All"), path, sum(counted.values()))]
    return every + [
        (state, words.invitation(state)[0], f"{path}?only={state}", counted.get(state, 0))
        for state in Invitation.State.values
    ]


def _interests() -> QuerySet[Interest]:
    """Whoever has said so and has no good invitation yet, the longest waiting first."""
    good = Invitation.objects.filter(
        seller=OuterRef("seller"), store=OuterRef("store"), state__in=invitations.GOOD
    )
    found = Interest.objects.filter(~Exists(good)).select_related("seller", "store")
    return found.defer("seller__body", "store__body").order_by("at", "pk")[:SHOWN_INTERESTS]


def stores() -> QuerySet[Store]:
    return Store.objects.defer("body").order_by("name", "pk")
