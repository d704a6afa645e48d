"""The operator's door: what came in, what went out, what stands still."""

from typing import Any

from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mostrador.contacts.models import Delivery
from mostrador.intake.models import Inbound
from mostrador.office import codes_sent, mails, overview, paging, withheld
from mostrador.orders.proof_models import Proof
from mostrador.outbox.models import Owed
from mostrador.pages.downloads import as_text
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.sellers.models import Enrolment, Notice
from mostrador.stores.models import Store

A_PAGE = 50


@require_safe
@needs_role("operator")
def home(request: Person) -> HttpResponse:
    """The stores and what wants the operator."""
    enrolled = dict(
        Enrolment.objects.filter(until_at=None).values_list("store").annotate(Count("pk"))
    )
    stores = Store.objects.order_by("name")
    shown = {
        "stores": [overview.of_store(one, enrolled.get(one.pk, 0)) for one in stores],
        "wants": overview.wants(request.now),
    }
    return render(request, "office/home.html", shown)


@require_safe
@needs_role("operator")
def sent(request: Person) -> HttpResponse:
    """Every mail that left or waits, newest first; in the demo this is where they all end."""
    only = request.GET.get("only", "")
    rows, last = _sent_page(request, only)
    path = reverse("office:sent")
    older = paging.address(path, {"only": only}, before=last) if last else ""
    shown = {
        "rows": rows,
        "older": older,
        "only": only,
        "withheld": Owed.objects.filter(withheld_at__isnull=False).exists(),
    }
    return render(request, "office/sent.html", shown)


def _sent_page(request: HttpRequest, only: str) -> tuple[list[mails.Row], int | None]:
    """About contacts and about the service itself, in the order in which they were owed."""
    before = paging.number(request)
    wanted = Q(owed__lt=before) if before is not None else Q()
    told = mails.sent(overview.sent_only(only)).filter(wanted).order_by("-owed_id")
    noticed = mails.notices(overview.notices_only(only)).filter(wanted).order_by("-owed_id")
    codes = [] if only else codes_sent.rows().filter(wanted).order_by("-owed_id")[: A_PAGE + 1]
    others = withheld.rows() if only in {"", "withheld"} else withheld.rows().none()
    late = others.filter(pk__lt=before) if before is not None else others
    kept = late.order_by("-pk")[: A_PAGE + 1]
    both = [*told[: A_PAGE + 1], *noticed[: A_PAGE + 1], *codes, *kept]
    both.sort(key=_place, reverse=True)
    rows = [_row(one) for one in both[:A_PAGE]]
    return rows, _place(both[A_PAGE - 1]) if len(both) > A_PAGE else None


def _place(mail: Any) -> int:
    """In the order in which they were owed."""
    return int(mail.pk if isinstance(mail, Owed) else mail.owed_id)


def _row(mail: Any) -> mails.Row:
    if isinstance(mail, Owed):
        return withheld.row(mail)
    if isinstance(mail, Proof):
        return codes_sent.row(mail)
    return mails.notice_row(mail) if isinstance(mail, Notice) else mails.sent_row(mail)


@require_safe
@needs_role("operator")
def sent_code(request: Person, key: str) -> HttpResponse:
    """A code for an order: in the demo, where it can be read nowhere else."""
    found = get_object_or_404(Proof.objects.select_related("raw"), pk=key)
    row = codes_sent.row(codes_sent.rows(Proof.objects.filter(pk=key)).get())
    shown = {"row": row, "seller": "", **codes_sent.whole(found)}
    return render(request, "office/sent_mail.html", shown)


@require_safe
@needs_role("operator")
def sent_mail(request: Person, number: int) -> HttpResponse:
    related = ("contact__store", "owed", "raw")
    found = get_object_or_404(Delivery.objects.select_related(*related), pk=number)
    row = mails.sent_row(mails.sent(Delivery.objects.filter(pk=number)).get())
    shown = {"row": row, "seller": "", **mails.sent_whole(found)}
    return render(request, "office/sent_mail.html", shown)


@require_safe
@needs_role("operator")
def sent_notice(request: Person, number: int) -> HttpResponse:
    """A mail to a seller about the service itself."""
    found = get_object_or_404(Notice.objects.select_related("owed", "raw"), pk=number)
    row = mails.notice_row(mails.notices(Notice.objects.filter(pk=number)).get())
    seller = reverse("office:seller", args=[found.seller_id])
    shown = {"row": row, "seller": seller, **mails.sent_whole(found)}
    return render(request, "office/sent_mail.html", shown)


@require_safe
@needs_role("operator")
def mail_room(request: Person) -> HttpResponse:
    """No message without a verdict: one row for each that came in."""
    only = request.GET.get("only", "")
    found = mails.with_beginnings(overview.inbound_only(only))
    rows, older = _page(request, found, reverse("office:mail_room"), only)
    zone = _zone()
    shown = {"rows": [mails.inbound_row(one, zone) for one in rows], "older": older, "only": only}
    return render(request, "office/mail_room.html", shown)


@require_safe
@needs_role("operator")
def inbound(request: Person, number: int) -> HttpResponse:
    """What came in, what was made of it and why."""
    found = get_object_or_404(Inbound.objects.select_related("raw", "message__text"), pk=number)
    row = mails.inbound_row(mails.with_beginnings(Inbound.objects.filter(pk=number)).get(), _zone())
    shown = {
        "row": row,
        "facts": mails.inbound_facts(found),
        "text": found.message.text.body if found.message else "",
        "original": reverse("office:original", args=[number]) if found.raw else "",
    }
    return render(request, "office/inbound.html", shown)


@require_safe
@needs_role("operator")
def original(_request: Person, number: int) -> HttpResponse:
    """The mail as it travelled, as plain text: nothing in it is ever run."""
    found = get_object_or_404(Inbound.objects.select_related("raw"), pk=number)
    if found.raw is None:
        raise Http404
    return as_text(bytes(found.raw.body), f"mail-{found.pk}.txt")


def _page(
    request: HttpRequest, rows: QuerySet[Any], path: str, only: str
) -> tuple[list[Model], str]:
    """A page by key: the rows before `before`, and the address where the next page begins."""
    before = paging.number(request)
    found = rows.filter(pk__lt=before) if before is not None else rows
    page = list(found.order_by("-pk")[: A_PAGE + 1])
    if len(page) <= A_PAGE:
        return page, ""
    return page[:A_PAGE], paging.address(path, {"only": only}, before=page[A_PAGE - 1].pk)


def _zone() -> str:
    return Store.objects.order_by("pk").values_list("time_zone", flat=True).first() or "UTC"
