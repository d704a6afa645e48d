"""Who bought, and where it goes: the little that the marketplace shows."""

from mostrador.connectors import parts
from mostrador.connectors.parts import Body, Made


def buyer(order: str, said: Made) -> Made:
    """There are no buyers' ids. The masked address is one person's with this seller, and stays.

    Where it is not shown (not paid yet, sent by the operator, long ago) the buyer is this order's.
    """
    mail = str(said.get("email") or "").strip().lower()
    key = mail.replace("/", "_")[:200] if mail else f"buyer-of-{order}" if order else ""
    return {**parts.given(id=key), **said}


def ship_to(said: Body) -> Made:
    """In either shape: the newer names begin small, and the older ones with a capital letter."""
    names = {key[:1].lower() + key[1:]: value for key, value in said.items()}
    lines = [parts.text(names, f"addressLine{number}") for number in (1, 2, 3)]
    town = f"{parts.text(names, 'postalCode')} {parts.text(names, 'city')}".strip()
    region = parts.text(names, "stateOrRegion")
    return parts.given(
        name=parts.text(names, "name"),
        company=parts.text(names, "companyName"),
        lines=[one for one in (*lines, town, region) if one],
        country=parts.text(names, "countryCode"),
        phone=parts.text(names, "phone"),
    )
