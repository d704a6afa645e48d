"""Step 1: the order, by its number and the code mailed to its address.

Nobody learns whether an order exists: the same page, the same words, the same work for every
number (orders/proofs.py).
"""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mostrador.helpcentre import found_orders
from mostrador.helpcentre.plain import PlainField
from mostrador.helpcentre.seals import ATTEMPT
from mostrador.orders import proofs
from mostrador.pages.requests import Moment

LOOK_OR_SEND = ["GET", "HEAD", "POST"]


class NumberForm(forms.Form):
    number = PlainField(
        label=_("Order number"),
        help_text=_("It stands in the confirmation of your order, such as LM-1007."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the number of your order.")},
    )


class CodeForm(forms.Form):
    code = PlainField(
        label=_("Code from the e-mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "pattern": "[0-9 ]*"}
        ),
        error_messages={"required": _("Type the six digits.")},
    )


@never_cache
@require_http_methods(LOOK_OR_SEND)
def number(request: Moment) -> HttpResponse:
    """Whatever is typed leads to the page that asks for the code."""
    form = NumberForm(request.POST or None)
    if not form.is_bound or not form.is_valid():
        return _form(request, "help/number.html", form)
    made = proofs.ask(
        form.cleaned_data["number"],
        language=get_language() or "",
        now=request.now,
        machine_now=request.machine_now,
    )
    return _see_other("help:code", ATTEMPT.seal(made.pk))


@never_cache
@require_http_methods(LOOK_OR_SEND)
def code(request: Moment, seal: str) -> HttpResponse:
    """The right code in time leads on; everything else gets one and the same sentence."""
    key = ATTEMPT.open(seal)
    if key is None:
        return HttpResponseRedirect(reverse("help:number"))
    form = CodeForm(request.POST or None)
    if not form.is_bound or not form.is_valid():
        return _form(request, "help/code.html", form, seal=seal)
    order = proofs.prove(key, form.cleaned_data["code"], machine_now=request.machine_now)
    if order is None:
        form.add_error("code", _("This code is wrong, or no longer good. Ask for a new one."))
        return _form(request, "help/code.html", form, seal=seal)
    return _see_other("help:order", found_orders.seal(order))


def _form(request: Moment, template: str, form: forms.Form, **more: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **more}, status=status)


def _see_other(name: str, seal: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(name, args=[seal]), status=303)
