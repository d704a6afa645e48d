"""What every page of the office has beside it."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mostrador.office.overview import POLICIES
from mostrador.pages.shapes import NavItem

register = template.Library()


@register.simple_tag(takes_context=True)
def office_nav(context: template.Context) -> list[NavItem]:
    here = context["request"].path
    ways = [
        (_("Overview"), "office:home", "layout-dashboard"),
        (_("Sellers"), "office:sellers", "store"),
        (_("Invitations"), "office:invitations", "mail-plus"),
        (pgettext("navigation", "Return policies"), POLICIES, "undo-2"),
        (_("Complaints"), "office:complaints", "scale"),
        (_("Appeals"), "office:appeals", "gavel"),
        (_("Instructions"), "office:instructions", "arrow-right-left"),
        (_("Seller support"), "office:support", "life-buoy"),
        (_("Disturbances"), "office:incidents", "clock-alert"),
        (_("Connections"), "office:connections", "plug"),
        (_("Programme"), "office:programmes", "sliders-horizontal"),
        (_("Shadow run"), "office:shadow_stores", "eye"),
        (_("Imports"), "office:imports", "file-up"),
        (_("Mail room"), "office:mail_room", "inbox"),
        (_("Sent mail"), "office:sent", "send"),
    ]
    return [
        NavItem(words, place, icon, current=_leads_to(place, here))
        for words, name, icon in ways
        for place in (name if name == POLICIES else reverse(name),)
    ]


def _leads_to(place: str, here: str) -> bool:
    """A mail's own page belongs to its list; the overview's address begins all the others."""
    return here == place if place == reverse("office:home") else here.startswith(place)
