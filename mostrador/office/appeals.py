"""Appeals of sellers: a list, and deciding each with a reason, by another person than before."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mostrador.decisions import appeal_facts, ledger
from mostrador.decisions import appeals as acts
from mostrador.decisions.appeals import SettledError, Verdict
from mostrador.decisions.models import Appeal
from mostrador.decisions.refusal import RefusedError
from mostrador.office import histories, names, paging
from mostrador.office.names import Names
from mostrador.pages import appeal_words, decision_words, moments, told
from mostrador.pages.downloads import file_name, handed_over
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.pages.shapes import Attachment, Fact
from mostrador.pages.templatetags.mostrador import money
from mostrador.rules import appeals as rules
from mostrador.rules.appeals import Refusal
from mostrador.rules.entitlement_facts import Bearer
from mostrador.rules.money import Money

CONFLICT, REFUSED = 409, 422
LONGEST = 4_000
# What one office can see of at once; the oldest are decided first.
MOST_OPEN = 200
RELATED = (
    "seller", "text", "outcome_text", "decision__reason", "decision__order", "decision__question",
    "decision__contact__store",
)  # fmt: skip


class AskForm(forms.Form):
    question = forms.CharField(
        label=gettext_lazy("What do you need to know?"),
        help_text=gettext_lazy("The seller reads it as it is, and has 72 hours."),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )


class VerdictForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("How it ends"),
        choices=list(appeal_words.OUTCOMES.items()),
        widget=forms.RadioSelect,
    )
    consent = forms.CharField(
        label=gettext_lazy("How and when the buyer agreed"),
        help_text=gettext_lazy("Only if the buyer pays it back."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2}),
    )
    text = forms.CharField(
        label=gettext_lazy("Your reasons, in plain words"),
        help_text=gettext_lazy("The seller reads them as they are."),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
    )
    clears = forms.BooleanField(
        label=gettext_lazy("The decision does not count against the seller"),
        help_text=gettext_lazy("Whoever pays: this is about his figures alone."),
        required=False,
    )

    def verdict(self) -> Verdict:
        given = self.cleaned_data
        return Verdict(given["outcome"], given["text"], given["clears"], given["consent"])


def waiting() -> QuerySet[Appeal]:
    return Appeal.objects.filter(state__in=appeal_facts.WAITS)


@require_safe
@needs_role("operator")
def every(request: Person) -> HttpResponse:
    """Those that wait, the oldest first; or those decided, the newest first."""
    only = paging.chosen(request, ("decided",))
    found = Appeal.objects.select_related(*RELATED).defer("seller__body")
    if only:
        over = found.exclude(state__in=appeal_facts.WAITS)
        rows = over.filter(paging.before(request, "decided_at"))
        page, last = paging.cut(rows.order_by("-decided_at", "-pk"), paging.A_PAGE)
    else:
        rows = found.filter(state__in=appeal_facts.WAITS)
        page, last = list(rows.order_by("filed_at", "pk")[:MOST_OPEN]), None
    path = reverse("office:appeals")
    more = paging.address(path, {"only": only}, before=paging.place(last.decided_at, last.pk)) \
        if last else ""  # fmt: skip
    shown = {"rows": [_row(one, request.now) for one in page], "only": only, "more": more}
    return render(request, "office/appeals.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def one(request: Person, key: str) -> HttpResponse:
    """Both sides' words, what shows them, and deciding it or asking for more."""
    found = get_object_or_404(Appeal.objects.select_related(*RELATED), pk=key)
    if request.method != "POST":
        return _page(request, found)
    asks = request.POST.get("do") == "ask"
    form: forms.Form = AskForm(request.POST) if asks else VerdictForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=REFUSED)
    try:
        _act(request, found, form)
    except RefusedError as error:
        form.add_error(_field(error.code), appeal_words.refusal(error.code))
        return _page(request, found, form=form, status=REFUSED)
    except SettledError:
        messages.warning(request, _("Somebody has gone on with this meanwhile."))
    return redirect("office:appeal", found.pk)


@require_safe
@needs_role("operator")
def evidence(_request: Person, key: str, number: int) -> HttpResponse:
    appeal = get_object_or_404(Appeal, pk=key)
    return handed_over(get_object_or_404(appeal.evidence.select_related("file"), pk=number).file)


def _act(request: Person, found: Appeal, form: forms.Form) -> None:
    by, now = request.user.actor, request.now
    if isinstance(form, VerdictForm):
        acts.decide(found.pk, form.verdict(), by=by, now=now)
        messages.success(request, _("Decided. The seller has been told, with your reason."))
    else:
        acts.ask(found.pk, form.cleaned_data["question"], by=by, now=now)
        messages.success(request, _("Asked. The seller has 72 hours."))


def _field(code: str) -> str | None:
    return "consent" if code == Refusal.NO_CONSENT else None


def _row(appeal: Appeal, now: datetime) -> dict[str, Any]:
    decision = appeal.decision
    state, kind = _state(appeal, now)
    paid = told.of_decision(decision).paid_by(Bearer.SELLER)
    return {
        "href": reverse("office:appeal", args=[appeal.pk]),
        "title": str(appeal.seller),
        "amount": money(paid) if paid.minor else "",
        "state": state,
        "kind": kind,
        "at": appeal.filed_at,
        "zone": decision.contact.store.time_zone,
        "about": " · ".join(filter(None, (
            str(appeal_words.REASONS[appeal.reason]), decision.order_id,
            decision.contact.store.name,
        ))),
    }  # fmt: skip


def _state(appeal: Appeal, now: datetime) -> tuple[str, str]:
    if appeal.state == Appeal.State.ASKED and not appeal_facts.waits_for_seller(appeal, now=now):
        return _("The seller did not answer"), "warn"
    word, kind = appeal_words.STATES[appeal.state]
    return str(word), kind


def _page(
    request: Person, found: Appeal, *, form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    decision = found.decision
    statements = list(found.statements.select_related("text").order_by("pk"))
    known = names.known([
        found.filed_by, found.decided_by, decision.decided_by, *(one.by for one in statements)
    ])  # fmt: skip
    state, kind = _state(found, request.now)
    waits = appeal_facts.waits_for_seller(found, now=request.now)
    barred = rules.stands_apart(request.user.actor, decision.decided_by, decision.approved_by)
    shown: dict[str, Any] = {
        "appeal": found,
        "zone": decision.contact.store.time_zone,
        "reason": str(appeal_words.REASONS[found.reason]),
        "state": state,
        "kind": kind,
        "decided_by": known.of(found.decided_by) if found.decided_by else "",
        "said": [_said(one, known, decision.contact.store.time_zone) for one in statements],
        "late": [_late(one, decision.contact.store.time_zone) for one in
                 appeal_facts.late_answers(decision)],
        "files": [_file(found, one) for one in found.evidence.select_related("file")],
        "records": _records(found),
        "first": known.of(decision.decided_by),
        "card": decision_words.card_for_agent(decision),
        "booked": _booked(found),
        "open": found.state in appeal_facts.WAITS,
        "barred": appeal_words.refusal(str(barred)) if barred else "",
        "waits": _until(found) if waits else "",
        "form": form if isinstance(form, VerdictForm) else VerdictForm(),
        "ask": form if isinstance(form, AskForm) else AskForm(),
        "may_ask": found.state == Appeal.State.OPEN,
        "history": histories.lines(histories.of([found.subject])),
    }  # fmt: skip
    return render(request, "office/appeal.html", shown, status=status)


def _said(one: Any, known: Names, zone: str) -> Fact:
    what = {
        "asked": _("%(who)s asked"),
        "supplied": _("%(who)s answered"),
        "consent": _("%(who)s noted how the buyer agreed"),
    }[one.kind] % {"who": known.of(one.by)}
    return Fact(what, one.text.body, note=moments.day_and_hour(one.at, zone))


def _late(answer: Any, zone: str) -> Fact:
    words = answer.text.body if answer.text else answer.choice
    return Fact(_("Answered after the time was over"), words,
                note=moments.day_and_hour(answer.at, zone))  # fmt: skip


def _file(appeal: Appeal, one: Any) -> Attachment:
    at = reverse("office:appeal_file", args=[appeal.pk, one.pk])
    return Attachment(file_name(one.file), at)


def _records(appeal: Appeal) -> str:
    """What our own records say to the reason that he gives (E5, E6)."""
    if appeal_facts.fell_into_an_incident(appeal.decision):
        return _("Our records agree: the portal stood still while the seller was to answer.")
    if appeal_facts.not_notified(appeal.decision):
        return _("Our records agree: the mail with the question did not reach the seller.")
    if appeal.reason == "not_notified":
        return _("By our records the mail with the question did reach the seller.")
    return ""


def _booked(appeal: Appeal) -> list[Fact]:
    """Who pays, as it stands now."""
    accounts = {
        "buyer": _("The buyer has"), "seller": _("The seller"), "operator": _("The marketplace"),
        "carrier": _("The carrier"),
    }  # fmt: skip
    sums: dict[tuple[str, str], int] = {}
    for entry in ledger.of_decision(appeal.decision):
        for one in entry.postings.all():
            key = (one.account, one.currency)
            sums[key] = sums.get(key, 0) + one.minor
    return [
        Fact(accounts[account], money(Money(coin, minor)))
        for (account, coin), minor in sorted(sums.items())
        if minor
    ]


def _until(appeal: Appeal) -> str:
    zone = appeal.decision.contact.store.time_zone
    return moments.day_and_hour(appeal.asked_until, zone) if appeal.asked_until else ""
