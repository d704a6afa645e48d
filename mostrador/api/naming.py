"""What a new contact names, found: its order and lines, its product or seller, its buyer."""

from datetime import datetime
from typing import Any, Literal

from mostrador.api.bodies import Body, Id, Moment, TopicName, Words
from mostrador.api.finding import Search
from mostrador.api.problems import ProblemError, refused
from mostrador.contacts.lanes import TOLD
from mostrador.contacts.opening import Opening
from mostrador.orders import buyers, queries
from mostrador.orders.models import Buyer, Order
from mostrador.rules.bodies import Reason, RefusedError
from mostrador.rules.topics import Topic
from mostrador.sellers.models import Product, Seller
from mostrador.stores.models import Store


class ContactOpened(Body):
    """About an order or some of its lines; or, before an order, a product or a seller.

    `buyer` is as in an order: who is missing is made, who is known is left as he is.
    """

    order: Id | None = None
    lines: list[Id] | None = None
    product: Id | None = None
    seller: Id | None = None
    topic: TopicName
    channel: Literal[tuple(each.value for each in TOLD)]  # type: ignore[valid-type]  # read from the model
    text: Words
    subject: str | None = None
    buyer: dict[str, Any] | None = None
    at: Moment = None


def opening(body: ContactOpened, *, now: datetime) -> Opening:
    """Everything the body names. ProblemError with every name that is not there, or refused."""
    search = Search()
    order = search.find(Order.objects.select_related("buyer"), body.order, "order", "/order")
    product = search.find(Product.objects.all(), body.product, "product", "/product")
    seller = search.find(Seller.objects.all(), body.seller, "seller", "/seller")
    if order and body.lines:
        search.lines((line.ref for line in queries.lines_of(order)), body.lines)
    search.settle()
    _check(body)
    store = _store(order, product, seller)
    # The last that may be refused, and the only one that may make something.
    buyer = _buyer(body.buyer)
    address = str((body.buyer or {}).get("email") or "").strip().lower()
    return Opening(
        store=store,
        topic=body.topic,
        channel=body.channel,
        text=body.text,
        subject=body.subject or "",
        at=body.at or now,
        order=order,
        lines=body.lines or (),
        product=None if order else product,
        seller=seller.pk if seller and not order else None,
        buyer=buyer,
        address=address,
        verified=order is None or _is_the_orders(order, buyer, address),
    )


def _check(body: ContactOpened) -> None:
    if body.order is not None:
        return
    if body.lines:
        raise refused("ORDER_REQUIRED", "Lines are lines of an order: name the order.", "/order")
    if Topic.of(body.topic) is Topic.PRE_ORDER and body.product is None and body.seller is None:
        detail = "A question before an order names a product or a seller."
        raise refused("PRODUCT_OR_SELLER_REQUIRED", detail, "/product")


def _buyer(said: dict[str, Any] | None) -> Buyer | None:
    if said is None:
        return None
    try:
        return buyers.named(said)
    except RefusedError as error:
        reasons = [Reason(one.code, one.detail, f"/buyer{one.pointer}") for one in error.reasons]
        raise ProblemError(422, *reasons) from None


def _is_the_orders(order: Order, buyer: Buyer | None, address: str) -> bool:
    """The program says who writes; whoever is not said to be another is the order's buyer."""
    if buyer is None and not address:
        return True
    return buyer == order.buyer or queries.belongs_to(order, address)


def _store(order: Order | None, product: Product | None, seller: Seller | None) -> Store:
    """The order's, else the home of the product's seller or the seller, else the first."""
    if order:
        found = queries.store_of(order)
        if found is None:
            detail = "The store of this order is not known yet; put it first."
            raise refused("STORE_UNKNOWN", detail, "/order")
        return found
    homes = Seller.objects.filter(pk=product.seller_id) if product else Seller.objects.none()
    home: Any = seller or homes.first()
    stores = Store.objects.order_by("pk")
    found = (stores.filter(pk=home.store_id).first() if home else None) or stores.first()
    if found is None:
        raise refused("NO_STORE", "There is no store yet; put one first.")
    return found
