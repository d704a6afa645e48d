"""The agents' list: what each view holds, in which order, and how one goes on from a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mostrador.contacts.models import Contact
from mostrador.orders.models import Buyer, Order

A_PAGE = 50
# Counting stops here: an agent who has a thousand before him needs no exact number.
COUNTED = 1000
# As many letters of the last words as a row can show.
PREVIEW = 160
SEPARATOR = "~"
MOST_FOUND = 200
Key = tuple[datetime, str]


@dataclass(frozen=True, slots=True)
class View:
    code: str
    words: Promise
    short: Promise
    icon: str
    state: str
    # The column that orders the rows; ids break ties.
    by: str
    newest_first: bool = True
    nothing: Promise | str = ""


VIEWS: Mapping[str, View] = {
    view.code: view
    for view in (
        View(
            "answer",
            _("Wants an answer"),
            pgettext_lazy("view of the list", "Inbox"),
            "inbox",
            "open",
            "urgent_at",
            newest_first=False,
            nothing=_("Nobody is waiting for an answer."),
        ),
        View(
            "seller",
            _("Waiting for the seller"),
            pgettext_lazy("view of the list", "With the seller"),
            "store",
            "waiting_for_seller",
            "urgent_at",
            newest_first=False,
            nothing=_("No question to a seller is open."),
        ),
        View(
            "buyer",
            _("Waiting for the buyer"),
            pgettext_lazy("view of the list", "With the buyer"),
            "user-round",
            "waiting_for_buyer",
            "opened_at",
            nothing=_("We are waiting for no buyer."),
        ),
        View(
            "handed-over",
            _("Handed over"),
            pgettext_lazy("view of the list", "Handed over"),
            "forward",
            "handed_over",
            "opened_at",
            nothing=_("Nothing has been handed over to a seller."),
        ),
        View(
            "resolved",
            _("Resolved"),
            pgettext_lazy("view of the list", "Resolved"),
            "circle-check",
            "resolved",
            "resolved_at",
            nothing=_("Nothing has been resolved yet."),
        ),
    )
}
DEFAULT = VIEWS["answer"]


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Contact]
    # Where the list goes on, either way; empty at its ends.
    next: str = ""
    previous: str = ""


def page(view: View, *, after: str = "", before: str = "") -> Page:
    """One page of the view, found by the key of the row it follows or precedes."""
    shown = Contact.objects.filter(kind=Contact.Kind.BUYER, state=view.state)
    rows = with_words(shown.filter(**{f"{view.by}__isnull": False}))
    backwards = bool(before) and not after
    key = _key(before if backwards else after)
    beyond = _beyond(rows, view, key, backwards=backwards)
    found = list(_ordered(beyond, view, backwards=backwards)[: A_PAGE + 1])
    more, found = len(found) > A_PAGE, found[:A_PAGE]
    if backwards:
        found.reverse()
    more_after, more_before = (True, more) if backwards else (more, key is not None)
    return Page(
        found,
        next=cursor(found[-1], view) if found and more_after else "",
        previous=cursor(found[0], view) if found and more_before else "",
    )


def next_after(contact: Contact, urgent_at: datetime | None) -> Contact | None:
    """Whom to answer next: who followed this contact in the list, else the list's first."""
    waiting = Contact.objects.filter(state=DEFAULT.state, urgent_at__isnull=False)
    others = waiting.exclude(pk=contact.pk).order_by("urgent_at", "pk")
    if urgent_at:
        later = others.filter(urgent_at__gte=urgent_at)
        following = later.exclude(urgent_at=urgent_at, pk__lte=contact.pk).first()
        if following:
            return following
    return others.first()


def found(words: str) -> Page:
    """Contacts with this id, of this order, or of the buyer with this address; exactly."""
    wanted = words.strip()
    if "@" in wanted:
        address = wanted.lower()
        theirs = Q(buyer__in=Buyer.objects.filter(email=address)) | Q(
            order__in=Order.objects.filter(buyer_email=address)
        )
    else:
        theirs = Q(pk=wanted.upper()) | Q(order=wanted)
    rows = with_words(Contact.objects.filter(theirs)).order_by("-opened_at", "-pk")
    return Page(list(rows[:MOST_FOUND]))


def with_words(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    """The rows with all that a line of the list says of them, in one query."""
    joined = contacts.select_related(
        "store", "buyer", "product", "owner", "last_message", "address_text"
    )
    # Reading fifty loaded bodies would take longer than everything else.
    unread = joined.defer("coverage", "store__body", "buyer__body", "product__body")
    return unread.annotate(preview=Left("last_message__text__body", PREVIEW))


def counts() -> dict[str, int]:
    """How many want somebody, by view; what wants nobody is not counted."""
    waiting = Contact.objects.filter(urgent_at__isnull=False).order_by("urgent_at", "pk")
    first = waiting.values("pk")[:COUNTED]
    states = Contact.objects.filter(pk__in=first).order_by().values_list("state")
    by_state = dict(states.annotate(Count("pk")))
    return {view.code: by_state.get(view.state, 0) for view in VIEWS.values()}


def cursor(contact: Contact, view: View) -> str:
    return f"{getattr(contact, view.by).isoformat()}{SEPARATOR}{contact.pk}"


def _key(text: str) -> Key | None:
    """What the cursor says; one that says nothing begins at the beginning."""
    at, _separator, key = text.partition(SEPARATOR)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, key) if moment.tzinfo and key and key.isprintable() else None


def _beyond(
    rows: QuerySet[Contact], view: View, key: Key | None, *, backwards: bool
) -> QuerySet[Contact]:
    if key is None:
        return rows
    at, pk = key
    # Going down in time either because the view does or because we walk it backwards.
    down = view.newest_first != backwards
    side, tie = ("lte", "gte") if down else ("gte", "lte")
    # The range alone is what the index serves; the tie takes a row or two out of it again.
    return rows.filter(**{f"{view.by}__{side}": at}).exclude(**{view.by: at, f"pk__{tie}": pk})


def _ordered(rows: QuerySet[Contact], view: View, *, backwards: bool) -> QuerySet[Contact]:
    sign = "-" if view.newest_first != backwards else ""
    return rows.order_by(f"{sign}{view.by}", f"{sign}pk")
