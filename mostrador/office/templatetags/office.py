"""What every page of the office has beside it."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.pages.shapes import NavItem

register = template.Library()


@register.simple_tag(takes_context=True)
def office_nav(context: template.Context) -> list[NavItem]:
    here = context["request"].path
    ways = [
        (_("Overview"), "office:home", "layout-dashboard"),
        (_("Mail room"), "office:mail_room", "inbox"),
        (_("Sent mail"), "office:sent", "send"),
    ]
    return [
        NavItem(words, reverse(name), icon, current=_leads_to(reverse(name), here))
        for words, name, icon in ways
    ]


def _leads_to(place: str, here: str) -> bool:
    """A mail's own page belongs to its list; the overview's address begins all the others."""
    return here == place if place == reverse("office:home") else here.startswith(place)
