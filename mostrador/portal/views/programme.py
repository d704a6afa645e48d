"""The programme of each store, for everybody, signed in or not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from mostrador.pages.requests import Moment
from mostrador.portal import programme
from mostrador.stores.models import Store


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    stores = list(Store.objects.order_by("name", "pk"))
    if len(stores) == 1:
        return redirect("programme:store", stores[0].pk)
    return render(request, "portal/programmes.html", {"stores": stores})


@require_safe
def store(request: Moment, key: str) -> HttpResponse:
    found = get_object_or_404(Store, pk=key)
    return render(request, "portal/programme.html", programme.page(found, now=request.now))
