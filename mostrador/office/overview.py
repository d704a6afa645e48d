"""What stands still and wants the operator: counted, and listed behind each count."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions import appeal_facts, reconciliation
from mostrador.decisions.models import Appeal, Decision, Instruction
from mostrador.intake.models import Inbound
from mostrador.office import words
from mostrador.pages.shapes import Fact
from mostrador.sellers import activation, suspension
from mostrador.sellers.models import Complaint, Notice, Submission
from mostrador.stores.models import Store

# The list of return policies to approve.
POLICIES = "/office/policies/"


@dataclass(frozen=True, slots=True)
class Want:
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class StoreFace:
    name: str
    facts: list[Fact]


def wants(now: datetime) -> list[Want]:
    """Each leads to the list of exactly what it counts."""
    found = [*_instructions(), *_mails(), *_sellers(now)]
    return [Want(words % {"n": count}, href) for count, words, href in found if count]


def _sellers(now: datetime) -> list[tuple[int, str, str]]:
    stuck = activation.stuck(now).count()
    out = suspension.suspended(now).count()
    contested = Complaint.objects.filter(state=Complaint.State.OPEN).count()
    appealed = Appeal.objects.filter(state__in=appeal_facts.WAITS).count()
    pending = Submission.objects.filter(state=Submission.State.PENDING).count()
    asked = Contact.objects.filter(
        kind=Contact.Kind.SUPPORT, state=Contact.State.HANDED_OVER
    ).count()
    proposed = Decision.objects.filter(state=Decision.State.PROPOSED).count()
    sellers = reverse("office:sellers")
    return [
        (proposed, ngettext("%(n)s decision waits for a second person",
                            "%(n)s decisions wait for a second person", proposed),
         reverse("desk:approvals")),
        (stuck, ngettext("%(n)s seller waits for the service for more than an hour",
                         "%(n)s sellers wait for the service for more than an hour", stuck),
         f"{sellers}?only=stuck"),
        (contested, ngettext("%(n)s complaint waits for a decision",
                             "%(n)s complaints wait for a decision", contested),
         reverse("office:complaints")),
        (appealed, ngettext("%(n)s appeal waits for a decision",
                            "%(n)s appeals wait for a decision", appealed),
         reverse("office:appeals")),
        (pending, ngettext("%(n)s return policy waits for approval",
                           "%(n)s return policies wait for approval", pending),
         POLICIES),
        (asked, ngettext("%(n)s seller asks about the service",
                         "%(n)s sellers ask about the service", asked),
         reverse("office:support")),
        (out, ngettext("%(n)s seller is suspended", "%(n)s sellers are suspended", out),
         f"{sellers}?only=suspended"),
    ]  # fmt: skip


def _instructions() -> list[tuple[int, str, str]]:
    dead = Instruction.objects.filter(state=Instruction.State.OPEN, dead_at__isnull=False).count()
    wrong = reconciliation.open_ones().count()
    return [
        (dead, ngettext("%(n)s instruction could not be delivered to the marketplace",
                        "%(n)s instructions could not be delivered to the marketplace", dead),
         f"{reverse('office:instructions')}?only=dead"),
        (wrong, ngettext("%(n)s difference between the marketplace's word and its records",
                         "%(n)s differences between the marketplace's word and its records", wrong),
         reverse("office:differences")),
    ]  # fmt: skip


def _mails() -> list[tuple[int, str, str]]:
    unread = inbound_only("quarantined").count()
    returned = sent_only("bounced").count() + notices_only("bounced").count()
    failed = sent_only("failed").count() + notices_only("failed").count()
    sent, room = reverse("office:sent"), reverse("office:mail_room")
    return [
        (unread, ngettext("%(n)s mail cannot be read", "%(n)s mails cannot be read", unread),
         f"{room}?only=quarantined"),
        (returned, ngettext("%(n)s mail came back", "%(n)s mails came back", returned),
         f"{sent}?only=bounced"),
        (failed, ngettext("%(n)s mail could not be sent", "%(n)s mails could not be sent", failed),
         f"{sent}?only=failed"),
    ]  # fmt: skip


def notices_only(which: str) -> QuerySet[Notice]:
    every = Notice.objects.all()
    if which in {"bounced", "withheld"}:
        return every.filter(state=which)
    return every.filter(owed__failed_at__isnull=False) if which == "failed" else every


def sent_only(which: str) -> QuerySet[Delivery]:
    every = Delivery.objects.all()
    if which in {"bounced", "withheld"}:
        return every.filter(state=which)
    return every.filter(owed__failed_at__isnull=False) if which == "failed" else every


def inbound_only(which: str) -> QuerySet[Inbound]:
    every = Inbound.objects.all()
    return every.filter(verdict=which) if which == "quarantined" else every


def of_store(store: Store, enrolled: int) -> StoreFace:
    mail = [Fact(_("Service address"), store.service_address)]
    handed = store.hand_over
    # The address for all other countries stands last.
    for country, address in sorted(handed.items(), key=lambda one: (one[0] == "*", one[0])):
        label = _("Hand-over, other countries") if country == "*" else _("Hand-over, %(country)s")
        mail.append(Fact(label % {"country": words.country(country)}, str(address)))
    return StoreFace(
        store.name,
        [
            Fact(_("Languages"), ", ".join(words.language(one) for one in store.languages)),
            Fact(_("Enrolled sellers"), str(enrolled)),
            Fact(_("Terms"), _("Version %(version)s") % {"version": store.terms_version}),
            *mail,
        ],
    )
