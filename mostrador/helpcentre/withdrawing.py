"""Withdrawing from a contract: two steps and a receipt, without signing in (§ 356a BGB, E58).

It asks only what the law lets it ask, gives no reason to stay, and refuses nothing.
"""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mostrador.decisions import withdrawals
from mostrador.decisions.withdrawal_models import Withdrawal
from mostrador.decisions.withdrawals import Statement
from mostrador.helpcentre import found_orders, limits, own
from mostrador.helpcentre.found_orders import Found
from mostrador.helpcentre.seals import RECEIPT
from mostrador.helpcentre.withdrawal_form import WithdrawalForm
from mostrador.orders.models import Line
from mostrador.pages import moments
from mostrador.pages.requests import Moment
from mostrador.pages.shapes import Fact
from mostrador.people import links
from mostrador.stores.models import Store


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Moment) -> HttpResponse:
    """Step 1: his name, what identifies the contract, where the confirmation shall go.

    Sent, it is shown once more, with the one button that declares it.
    """
    found = found_orders.by_seal(request.POST.get("order") or request.GET.get("order", ""))
    if request.method != "POST":
        return _asked(request, found, WithdrawalForm(initial=_known(request, found)))
    form = WithdrawalForm(request.POST)
    if "change" in request.POST or not form.is_valid():
        return _asked(request, found, form)
    refs = _refs(request, found)
    facts = _declared(form.statement(), _titles(found, refs))
    page = {"form": form, "facts": facts, "order": found, "refs": refs}
    return render(request, "help/withdraw_confirm.html", page)


@never_cache
@require_POST
def confirmed(request: Moment) -> HttpResponse:
    """Step 2, pressed: declared at this moment, whatever the look-up of the order says."""
    form = WithdrawalForm(request.POST)
    found = found_orders.by_seal(request.POST.get("order", ""))
    store = found.store if found else _store(request)
    if not form.is_valid() or store is None:
        return _asked(request, found, form)
    statement = form.statement()
    made = withdrawals.declare(
        store,
        statement,
        channel=Withdrawal.Channel.WEB,
        declared_at=request.now,
        by=_actor(request, found),
        now=request.now,
        order=found.order if found else None,
        lines=_refs(request, found),
        told=not limits.too_many(statement.email, what="withdrawal", most=limits.MOST_WITHDRAWALS),
    )
    return HttpResponseRedirect(reverse("help:withdrawn", args=[RECEIPT.seal(made.pk)]), status=303)


@never_cache
@require_safe
def withdrawn(request: Moment, seal: str) -> HttpResponse:
    """The receipt: what was declared, on which day and at which hour."""
    rows = Withdrawal.objects.select_related("store", "statement", "contact")
    made = rows.filter(pk=RECEIPT.open(seal) or "").first()
    if made is None:
        return render(request, "help/no_request.html", status=404)
    statement = withdrawals.statement_of(made)
    page = {
        "made": made,
        "declared": moments.for_a_receipt(made.declared_at, made.store.time_zone),
        "facts": _declared(statement, _titles_of(made), made),
        "email": statement.email,
        "seal": links.seal(made.contact_id),
    }
    response = render(request, "help/withdrawn.html", page)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _asked(request: Moment, found: Found | None, form: WithdrawalForm) -> HttpResponse:
    changed = "change" in request.POST
    refs = _refs(request, found)
    page = {"form": form, "order": found, "refs": refs, "titles": _titles(found, refs)}
    status = 422 if form.is_bound and not changed and not form.is_valid() else 200
    return render(request, "help/withdraw.html", page, status=status)


def _known(request: Moment, found: Found | None) -> dict[str, str]:
    """What he has told us already, for him to confirm or to change."""
    buyer = found.order.buyer if found else own.buyer_of(request.user)
    if buyer is None:
        return {}
    contract = found.order.pk if found else ""
    return {"name": buyer.name, "email": buyer.email, "contract": contract}


def _actor(request: Moment, found: Found | None) -> str:
    if found:
        return found.actor
    buyer = own.buyer_of(request.user)
    return f"buyer:{buyer.pk}" if buyer else ""


def _store(request: Moment) -> Store | None:
    """The named one, else the first: the order's own, where its number is known, is asked later."""
    stores = Store.objects.order_by("pk")
    named = request.GET.get("store", "").replace("\0", "")
    return stores.filter(pk=named).first() or stores.first()


def _refs(request: Moment, found: Found | None) -> list[str]:
    """Lines of his order that he means; all of them is the same as none."""
    if found is None:
        return []
    known = [line.ref for line in found.lines]
    chosen = request.POST.getlist("line") or request.GET.getlist("line")
    named = [ref for ref in known if ref in chosen]
    return [] if named == known else named


def _titles(found: Found | None, refs: list[str]) -> list[str]:
    return [own.title_of(one) for one in found.lines if one.ref in refs] if found else []


def _titles_of(made: Withdrawal) -> list[str]:
    lines = Line.objects.filter(order=made.order_id, ref__in=made.lines).order_by("position")
    return [own.title_of(line) for line in lines]


def _declared(
    statement: Statement, titles: list[str], made: Withdrawal | None = None
) -> list[Fact]:
    said = [
        (_("Your name"), statement.name),
        (_("Contract"), statement.contract),
        (_("Items"), ", ".join(titles)),
        (_("Your words"), statement.text),
        (_("E-mail for the confirmation"), statement.email),
        (_("Number of the declaration"), made.pk if made else ""),
    ]
    return [Fact(label, value) for label, value in said if value]
