"""What stands still and wants the operator: counted, and listed behind each count."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.contacts.models import Delivery
from mostrador.intake.models import Inbound
from mostrador.pages import moments
from mostrador.pages.shapes import Fact
from mostrador.stores.models import Store


@dataclass(frozen=True, slots=True)
class Want:
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class StoreFace:
    name: str
    facts: list[Fact]


def wants() -> list[Want]:
    """Each leads to the list of exactly the mails it counts."""
    unread = inbound_only("quarantined").count()
    returned = sent_only("bounced").count()
    failed = sent_only("failed").count()
    sent, room = reverse("office:sent"), reverse("office:mail_room")
    found = [
        (unread, ngettext("%(n)s mail cannot be read", "%(n)s mails cannot be read", unread),
         f"{room}?only=quarantined"),
        (returned, ngettext("%(n)s mail came back", "%(n)s mails came back", returned),
         f"{sent}?only=bounced"),
        (failed, ngettext("%(n)s mail could not be sent", "%(n)s mails could not be sent", failed),
         f"{sent}?only=failed"),
    ]  # fmt: skip
    return [Want(words % {"n": count}, href) for count, words, href in found if count]


def sent_only(which: str) -> QuerySet[Delivery]:
    every = Delivery.objects.all()
    if which == "bounced":
        return every.filter(state=Delivery.State.BOUNCED)
    return every.filter(owed__failed_at__isnull=False) if which == "failed" else every


def inbound_only(which: str) -> QuerySet[Inbound]:
    every = Inbound.objects.all()
    return every.filter(verdict=which) if which == "quarantined" else every


def of_store(store: Store, enrolled: int) -> StoreFace:
    mail = [Fact(_("Service address"), store.service_address)]
    handed = store.mail.get("hand_over") or {}
    # The address for all other countries stands last.
    for country, address in sorted(handed.items(), key=lambda one: (one[0] == "*", one[0])):
        label = _("Hand-over, other countries") if country == "*" else _("Hand-over, %(country)s")
        mail.append(Fact(label % {"country": _named("territories", country)}, str(address)))
    return StoreFace(
        store.name,
        [
            Fact(_("Languages"), ", ".join(_named("languages", one) for one in store.languages)),
            Fact(_("Enrolled sellers"), str(enrolled)),
            Fact(_("Terms"), _("Version %(version)s") % {"version": store.terms_version}),
            *mail,
        ],
    )


def _named(kind: str, code: str) -> str:
    """A country or language as the reader calls it; a code nobody knows stays a code."""
    return str(getattr(moments.reader(), kind).get(code.replace("-", "_"), code))
