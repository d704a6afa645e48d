"""A shop of S20 as a seller of the load format.

Written from the public documentation, not tried on the live service.
"""

from mostrador.connectors.mirakl.orders import Ours, language
from mostrador.connectors.parts import Body, Made, given, part, text

STREET = ("street1", "street2")


def body(shop: Body, *, store: str, ours: Ours) -> Made:
    contact = part(shop, "contact_informations")
    country = text(contact, "country") or text(shop, "shipping_country")
    state = text(shop, "shop_state")
    return given(
        type="seller",
        id=text(shop, "shop_id"),
        store=store,
        name=text(shop, "shop_name"),
        country=two_letters(ours("countries", country)),
        plan="professional" if shop.get("is_professional") else "",
        standing=ours("shop_states", state) if state else "",
        marketplace_state=state,
        language=language(text(shop, "locale") or text(contact, "locale")),
        email=text(contact, "email"),
        phone=text(contact, "phone"),
        return_addresses=_addresses(shop, ours),
        updated_at=text(shop, "last_updated_date"),
        closed_from=text(shop, "closed_from"),
        closed_to=text(shop, "closed_to"),
        premium=shop.get("premium"),
    )


def two_letters(country: str) -> str:
    """What is no code of two letters is not said: the load format takes nothing else here."""
    return country if len(country) == len("DE") and country.isupper() else ""


def _addresses(shop: Body, ours: Ours) -> list[Made]:
    found = part(shop, "return_address") or part(shop, "shipping_address")
    lines = [said for key in STREET if (said := text(found, key))]
    place = " ".join(filter(None, (text(found, "zip_code"), text(found, "city"))))
    country = two_letters(ours("countries", text(found, "country_iso_code")))
    made = given(country=country, lines=[*lines, *([place] if place else [])])
    return [made] if made.get("lines") else []
