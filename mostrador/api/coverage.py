"""Who answers, and every reason: asked, never stored."""

from ninja import Router
from ninja.responses import Status

from mostrador.api import answers, keys
from mostrador.api.bearer import Bearer, Call
from mostrador.api.bodies import Body, Id, Moment, TopicName
from mostrador.api.finding import Search
from mostrador.api.problems import not_there, refused
from mostrador.api.shapes import Facts, Verdict
from mostrador.orders import queries
from mostrador.orders.models import Order
from mostrador.rules.coverage import UnknownLineError, coverage_without_order
from mostrador.sellers.models import Product, Seller

router = Router(tags=["Coverage"])


class CoverageAsked(Body):
    """`at` is the moment the buyer asks; it matters for the orders of a seller who has left."""

    order: Id | None = None
    line: Id | None = None
    product: Id | None = None
    seller: Id | None = None
    topic: TopicName
    at: Moment = None


@router.post(
    "/coverage", auth=Bearer("coverage"), response=answers.done(200, shape=Verdict),
    exclude_unset=True,
)  # fmt: skip
@keys.once
def ask_coverage(request: Call, body: CoverageAsked) -> Status[Facts]:
    if body.order is None:
        return Status(200, _without_order(body))
    order = Order.objects.filter(pk=body.order).first()
    if order is None:
        raise not_there("order", "/order")
    at = body.at or request.now
    try:
        found = queries.coverage_of(order, topic=body.topic, at=at, line=body.line)
    except UnknownLineError:
        raise not_there("line of this order", "/line") from None
    return Status(200, found.as_dict())


def _without_order(body: CoverageAsked) -> Facts:
    if body.line is not None:
        raise refused("ORDER_REQUIRED", "A line is a line of an order: name the order.", "/order")
    search = Search()
    product = search.find(Product.objects.all(), body.product, "product", "/product")
    search.find(Seller.objects.all(), body.seller, "seller", "/seller")
    search.settle()
    known = product is None or Seller.objects.filter(pk=product.seller_id).exists()
    return coverage_without_order(body.topic, seller_known=known).as_dict()
