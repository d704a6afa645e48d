"""What is a buyer's own: by his sign-in, or by the signed link to one request."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from mostrador.contacts.models import Attachment, Contact, Message
from mostrador.decisions.models import Decision
from mostrador.orders.models import Buyer, Line, Order
from mostrador.pages.told import STANDING
from mostrador.people import links
from mostrador.people.models import Role
from mostrador.sellers.models import Product, Seller

A_PAGE = 20
# A form for older orders would be a list that nobody reads; those are written about by mail.
ORDERS_OFFERED = 20
# Merging twice in a row is rare; a ring of merged contacts must not hold the page for ever.
LONGEST_WAY = 10
SHOWN = ("store", "order__store", "product", "buyer", "subject_text", "merged_into")


def buyer_of(user: Any) -> Buyer | None:
    if not user.is_authenticated or user.role != Role.BUYER:
        return None
    return Buyer.objects.filter(user=user).first()


def by_seal(seal: str) -> Contact | None:
    """The request a signed link opens; one that was merged leads to its successor."""
    key = links.open_seal(seal)
    found = _one(key) if key else None
    for _hop in range(LONGEST_WAY):
        if found is None or found.merged_into_id is None:
            return found
        found = _one(found.merged_into_id)
    return None


def requests_of(buyer: Buyer, before: str = "") -> list[Contact]:
    """His requests, newest first, one more than a page holds; those after `before` in the list."""
    theirs = Contact.objects.filter(buyer=buyer, verified=True, merged_into=None)
    last = theirs.filter(pk=before).first() if _storable(before) else None
    if last:
        same_moment = Q(opened_at=last.opened_at, pk__lt=last.pk)
        theirs = theirs.filter(Q(opened_at__lt=last.opened_at) | same_moment)
    related = theirs.select_related("store", "subject_text", "product")
    return list(related.order_by("-opened_at", "-pk")[: A_PAGE + 1])


def orders_of(buyer: Buyer) -> list[Order]:
    """His newest orders with their lines, as the form offers them."""
    lines = Prefetch("lines", Line.objects.order_by("position"))
    known = buyer.orders.select_related("store").prefetch_related(lines)
    return list(known.order_by("-placed_at", "-pk")[:ORDERS_OFFERED])


def words_of(contact: Contact) -> QuerySet[Message]:
    """What was said in the buyer's lane, oldest first."""
    files = Prefetch("attachments", Attachment.objects.select_related("file").order_by("pk"))
    said = contact.messages.filter(lane="buyer").select_related("text", "part__seller")
    return said.prefetch_related(files).order_by("at", "pk")


def attachment(contact: Contact, number: int) -> Attachment | None:
    """A file of the buyer's lane; what the seller or an agent keeps is not there."""
    lane = Attachment.objects.filter(message__contact=contact, message__lane="buyer")
    return lane.select_related("file").filter(pk=number).first()


def sellers_of(contact: Contact) -> list[Seller]:
    """Whom he has his contract with (R1); nobody's name for a person we do not know."""
    if not contact.verified:
        return []
    return list(Seller.objects.filter(parts__contact=contact).order_by("name").distinct())


def lines_of(contact: Contact) -> list[Line]:
    """The lines the request is about; none for a person we do not know."""
    if contact.order is None or not contact.verified:
        return []
    refs = {one.get("line") for one in contact.coverage}
    return [one for one in contact.order.lines.order_by("position") if one.ref in refs]


def decisions_of(contact: Contact) -> list[Decision]:
    """What was decided and stands; what waits for a second person he is not told of yet."""
    standing = contact.decisions.filter(state__in=STANDING)
    return list(standing.select_related("reason").order_by("decided_at", "pk"))


def product(key: str) -> Product | None:
    """A product whose seller and store we know; others nobody could answer for."""
    known = Product.objects.select_related("seller__store")
    return known.filter(pk=key).first() if _storable(key) else None


def seller(key: str) -> Seller | None:
    known = Seller.objects.select_related("store")
    return known.filter(pk=key).first() if _storable(key) else None


def title_of(line: Line) -> str:
    return str(line.body.get("title") or line.ref)


def _one(key: str) -> Contact | None:
    return Contact.objects.select_related(*SHOWN).filter(pk=key).first()


def _storable(key: str) -> bool:
    """Databases refuse NUL in a text, even in one that is only looked for."""
    return bool(key) and "\0" not in key
