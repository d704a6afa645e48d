"""A product of the shop as a body of the load format."""

from mostrador.connectors import parts
from mostrador.connectors.parts import Body, Made
from mostrador.connectors.woocommerce import orders, plain
from mostrador.connectors.woocommerce.orders import Shop


def product(body: Body, shop: Shop) -> Made:
    vendor = orders.meta(body, shop.seller_meta)
    attributes = {
        parts.text(one, "name"): ", ".join(map(str, parts.values(one, "options")))
        for one in parts.parts(body, "attributes")
    }
    return parts.given(
        type="product",
        id=shop.id("product", parts.text(body, "id")),
        seller=shop.seller_of(vendor) if vendor else shop.seller,
        title=plain.words(parts.text(body, "name")),
        category=next((parts.text(one, "name") for one in parts.parts(body, "categories")), ""),
        url=parts.text(body, "permalink"),
        sku=parts.text(body, "sku"),
        updated_at=parts.in_utc(parts.text(body, "date_modified_gmt")),
        page=parts.given(
            description=plain.words(parts.text(body, "description")),
            bullets=[one for one in (plain.words(parts.text(body, "short_description")),) if one],
            attributes={key: value for key, value in attributes.items() if key and value},
        ),
    )
