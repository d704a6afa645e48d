"""A thread whose seller is not live: what was said is kept beside what we would have done."""

from datetime import datetime

from mostrador.connectors.base import Said
from mostrador.contacts import leaving
from mostrador.contacts.opening import Opening
from mostrador.orders.models import Order
from mostrador.shadow import observing
from mostrador.shadow.models import Heard, Observation

NEW = "new"
# A colleague who answered there is what really happened.
WHO = {
    "buyer": Heard.Who.BUYER, "seller": Heard.Who.SELLER, "operator": Heard.Who.SERVICE,
    "service": Heard.Who.SERVICE,
}  # fmt: skip


def is_live(opening: Opening, seller: str | None) -> bool:
    """`seller`: whose thread it is, which may be known before its order is here."""
    sellers = {one for one in (opening.seller or seller,) if one}
    return leaving.are_live(opening.store, opening.order, sellers)


def begin(opening: Opening, *, now: datetime) -> Observation:
    return observing.mail(opening, verdict=NEW, now=now)


def more(row: Observation, said: Said, *, order: Order | None, now: datetime) -> None:
    heard = observing.Said(WHO.get(said.by, Heard.Who.UNKNOWN), said.text, min(said.at, now))
    observing.more(row, heard, order=order, now=now)
