"""What sellers ask about the service itself: read and answered by the operator (R54)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mostrador.contacts import support as acts
from mostrador.contacts.models import Contact, Message
from mostrador.office import names, paging
from mostrador.office.names import Names
from mostrador.pages import shapes
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person

REFUSED = 422
# What one office can see of at once; the oldest are answered first.
MOST_WAITING = 200
EXCERPT = 120


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        help_text=gettext_lazy("The seller reads it in his Messages and gets it by e-mail."),
        max_length=10_000,
        widget=forms.Textarea({"rows": 6}),
    )


@dataclass(frozen=True, slots=True)
class Row:
    href: str
    title: str
    who: str
    text: str
    at: datetime
    zone: str


@require_safe
@needs_role("operator")
def every(request: Person) -> HttpResponse:
    """Those that wait for an answer, the oldest first; or those answered, the newest first."""
    only = paging.chosen(request, ("answered",))
    asked = Contact.objects.filter(kind=Contact.Kind.SUPPORT).select_related(
        "store", "subject_text", "last_message__text", "last_message__part__seller"
    )
    if only:
        rows = asked.filter(paging.before(request, "opened_at"), state=Contact.State.RESOLVED)
        page, last = paging.cut(rows.order_by("-opened_at", "-pk"), paging.A_PAGE)
    else:
        rows = asked.filter(state=Contact.State.HANDED_OVER)
        page, last = list(rows.order_by("opened_at", "pk")[:MOST_WAITING]), None
    path = reverse("office:support")
    more = paging.place(last.opened_at, last.pk) if last else ""
    shown = {
        "rows": [_row(one) for one in page],
        "only": only,
        "more": paging.address(path, {"only": only}, before=more) if more else "",
    }
    return render(request, "office/support.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role("operator")
def one(request: Person, key: str) -> HttpResponse:
    asked = Contact.objects.filter(kind=Contact.Kind.SUPPORT).select_related(
        "store", "subject_text"
    )
    found = get_object_or_404(asked, pk=key)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, found, form, status=REFUSED if form.is_bound else 200)
    acts.answer(found.pk, form.cleaned_data["text"], by=request.user.actor, now=request.now)
    messages.success(request, _("Sent. The seller has your answer."))
    return redirect("office:support")


def _page(request: Person, found: Contact, form: AnswerForm, *, status: int) -> HttpResponse:
    said = list(found.messages.select_related("text").order_by("at", "pk"))
    known = names.known([one.author for one in said])
    shown: dict[str, Any] = {
        "contact": found,
        "title": _title(found),
        "seller": found.parts.select_related("seller").get().seller,
        "entries": [_message(one, known, found) for one in said],
        "form": form,
    }
    return render(request, "office/support_contact.html", shown, status=status)


def _row(found: Contact) -> Row:
    last = found.last_message
    seller = last.part.seller if last and last.part else None
    words = " ".join(last.text.body.split()) if last else ""
    return Row(
        href=reverse("office:support_contact", args=[found.pk]),
        title=_title(found),
        who=f"{seller} · {found.store}",
        text=Truncator(words).chars(EXCERPT),
        at=last.at if last else found.opened_at,
        zone=found.store.time_zone,
    )


def _title(found: Contact) -> str:
    subject = found.subject_text.body.strip() if found.subject_text else ""
    return subject or found.pk


def _message(said: Message, known: Names, found: Contact) -> shapes.Message:
    his = said.author.startswith("seller:")
    return shapes.Message(
        lane="seller",
        author=known.of(said.author),
        role=_("Seller") if his else _("Service"),
        at=said.at,
        text=said.text.body,
        zone=found.store.time_zone,
        ours=not his,
    )
