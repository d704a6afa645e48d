"""Which of our orders, buyers and topics another program's matters are about."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from mostrador.imports.past.telling import LONGEST_SUBJECT, Options, Told, clean
from mostrador.orders import queries
from mostrador.orders.models import Buyer, Order
from mostrador.rules.bodies import Reason
from mostrador.rules.naming import order_tokens
from mostrador.rules.topics import Topic, proposed_topic
from mostrador.sellers.models import Seller

# So many are looked up at once.
TOGETHER = 50
# An order is named at the beginning or never.
LOOKED_THROUGH = 20_000


@dataclass(frozen=True, slots=True)
class Known:
    """What is here of what some matters name."""

    orders: Mapping[str, Order]
    buyers: Mapping[str, str]
    sellers: frozenset[str]

    @classmethod
    def of(cls, many: Iterable[Told]) -> "Known":
        told = list(many)
        tokens = {token for one in told for token in (*_in_fields(one), *_in_words(one))}
        addresses = {address for one in told for address in _addresses(one)}
        orders = Order.objects.filter(pk__in=tokens).select_related("buyer", "store")
        theirs = Order.objects.filter(buyer_email__in=addresses).order_by("placed_at")
        buyers = dict(theirs.values_list("buyer_email", "buyer_id"))
        records = Buyer.objects.filter(email__in=addresses).order_by("-pk")
        sellers = Seller.objects.filter(email__in=addresses)
        return cls(
            orders={order.pk: order for order in orders},
            buyers=buyers | dict(records.values_list("email", "pk")),
            sellers=frozenset(sellers.values_list("email", flat=True)),
        )


def lines(told: Iterable[Told | Reason], options: Options) -> Iterator[bytes | Reason]:
    """Each matter as a line of the load format."""
    rest = iter(told)
    while some := list(islice(rest, TOGETHER)):
        known = Known.of(one for one in some if isinstance(one, Told))
        for one in some:
            if isinstance(one, Reason):
                yield one
            elif (body := _body(one, known, options)) is not None:
                yield json.dumps(body).encode()


def _body(told: Told, known: Known, options: Options) -> dict[str, Any] | None:
    messages = [one.body(_who(one.who, one.address, known, options)) for one in told.said]
    buyers = [one["text"] for one in messages if one["from"] == "buyer"]
    if told.address in known.sellers or (messages and not buyers):
        options.left_out["sellers" if told.address in known.sellers else "silent"] += 1
        return None
    order, verified = _order(told, known)
    return {
        "type": "contact",
        "id": told.key,
        "store": options.store or None,
        "order": order.pk if order else None,
        "buyer": known.buyers.get(told.address),
        "verified": verified,
        "address": told.address,
        "subject": clean(told.subject)[:LONGEST_SUBJECT],
        "topic": _topic(told, "\n".join(buyers[:1]), has_order=order is not None),
        "opened_at": told.opened_at,
        "closed_at": told.closed_at,
        "messages": messages,
    }


def _who(said: str, address: str, known: Known, options: Options) -> str:
    """Other programs know staff and others; which of the others are sellers, we know."""
    if address and address in options.service:
        return "service"
    return "seller" if said == "buyer" and address in known.sellers else said


def _order(told: Told, known: Known) -> tuple[Order | None, bool]:
    """The order, and whether it is known to be this buyer's.

    A field is filled in by the people there, who looked; in his own words anybody can name any
    order.
    """
    for token in _in_fields(told):
        if token in known.orders:
            return known.orders[token], True
    found = [known.orders[token] for token in _in_words(told) if token in known.orders]
    own = [order for order in found if queries.belongs_to(order, told.address)]
    return next(iter(own or found), None), bool(own or not found)


def _topic(told: Told, words: str, *, has_order: bool) -> str:
    """A tag or a field that is one of our topics; else what the words ask for."""
    known = {topic.value for topic in Topic}
    tagged = (tag.strip().lower() for tag in (*told.tags, *told.fields))
    found = next((tag for tag in tagged if tag in known), None)
    return found or proposed_topic(told.subject, words, has_order=has_order).value


def _in_fields(told: Told) -> tuple[str, ...]:
    return order_tokens("", " ".join(told.fields))


def _in_words(told: Told) -> tuple[str, ...]:
    words = "\n".join(one.text for one in told.said)
    return order_tokens(clean(told.subject), clean(words[:LOOKED_THROUGH]))


def _addresses(told: Told) -> set[str]:
    return {told.address, *(one.address for one in told.said)} - {""}
