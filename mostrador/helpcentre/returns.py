"""A seller's return policy as buyers read it, in their store's language and without signing in."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from mostrador.pages import policy_rows
from mostrador.pages.policy_stage import stage_of
from mostrador.pages.requests import Moment
from mostrador.sellers import policies
from mostrador.sellers.models import Seller
from mostrador.stores.models import Store


@require_safe
def returns(request: Moment, key: str) -> HttpResponse:
    """The policy in force now: his own where it is kinder, else the standard (R21, R22)."""
    seller = get_object_or_404(Seller, pk=key)
    store = Store.objects.filter(pk=request.GET.get("store") or seller.store_id).first()
    if store is None:
        raise Http404
    policy = policies.in_force(seller, store, at=request.now)
    stage = stage_of(store, now=request.now)
    reader = get_language() or ""
    with override(reader if reader in store.languages else store.language):
        shown = {
            "seller": seller,
            "store": store,
            "parts": policy_rows.sentences(policy, stage),
            "abroad": seller.country not in ("", store.country),
        }
        return render(request, "help/returns.html", shown)
