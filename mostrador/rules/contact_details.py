"""Where in a text somebody's e-mail address or telephone number stands, and where an id does."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

# Latin alone, so that an address is found within Chinese that stands around it without a blank.
LETTER = r"A-Za-z0-9\u00c0-\u024f"
LOCAL = rf"{LETTER}!#$%&'*+=?^_{{|}}~.-"
ADDRESSES = (
    re.compile(
        rf"(?<![{LOCAL}])[{LOCAL}]++(?:@|\s?[\[(]\s?at\s?[\])]\s?)"
        rf"(?:(?=[\d.-]*[^\W\d])[{LETTER}](?:[{LETTER}.-]*[{LETTER}])?|[^\W\d][\w.-]*)",
        re.IGNORECASE,
    ),
    # A name in another script, glued to nothing.
    re.compile(rf"(?<!\w)\w++(?<![{LETTER}])@[\w.-]*\w"),
)

# What follows one of these is a telephone number, whatever it looks like.
CALLED = (
    r"(?<![a-z])(?:tel|telefon|telefonnummer|telephone|fon|handy|handynummer|mobil|mobilnummer"
    r"|mobile|phone|phone number|call|call me at|whatsapp|fax|telefono|teléfono|movil|móvil"
    r"|my number is|nummer ist|nummer lautet|número es)(?![a-z])|电话|手机|手机号|致电|传真"
)
# What follows one of these is an id, whatever it looks like.
NUMBERED = re.compile(
    r"(?:order|bestellung|bestellnummer|bestellnr|auftrag|auftragsnummer|sendung|sendungsnummer"
    r"|paket|paketnummer|tracking|shipment|parcel|invoice|rechnung|rechnungsnummer|pedido|envio"
    r"|envío|seguimiento|factura|article|artikel|artikelnummer|isbn|ean|gtin|sku|iban|订单|单号"
    r"|订单号|快递|物流|运单|货号|编号|发票)"
    r"[\s.:：#-]{0,3}(?:id|no|nr|num|number|nummer|code|号|号码)?"
    r"[\s.:：#]{0,3}(?:is|ist|lautet|es|是|为)?[\s.:：#]{0,3}$",
    re.IGNORECASE,
)
LOOK_BACK = 50

GAP = r"[ \t\u00a0./()-]"
# Not within a word, an id, a price or a date; Chinese may stand right beside it.
BEGINS = r"(?<![A-Za-z0-9_#+])(?<![A-Za-z0-9_#][-./,:])"
ENDS = r"(?![A-Za-z0-9_])(?![-./,:]\d)"
SHAPES = "|".join(
    (
        r"00(?:1|3[0-9]|4[0-9]|86)\d{8,11}",
        rf"00[1-9]\d{{0,2}}{GAP}{{1,3}}(?:{GAP}{{0,3}}\d){{6,12}}",
        # An area code has three digits or more, and a date never begins with so many.
        rf"\(?0[1-9]\d{{1,3}}{GAP}{{1,3}}(?:{GAP}?\d){{6,9}}",
        r"0[1-9](?:[ .-]\d\d){4}",
        r"01[5-7]\d{8,9}",
        r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}",
        r"\(?[2-9]\d\d\)?[ .-]\d{3}[ .-]\d{4}",
    )
)
INTERNATIONAL = re.compile(rf"(?<![A-Za-z0-9+])\+[1-9](?:{GAP}{{0,3}}\d){{7,14}}{ENDS}")
BY_ITS_LOOK = re.compile(rf"{BEGINS}(?:{SHAPES}){ENDS}")
BY_NAME = re.compile(
    rf"(?:{CALLED})[\s.:：]{{0,4}}(\+?\(?\d(?:{GAP}{{0,3}}\d){{5,14}}){ENDS}", re.IGNORECASE
)


def contact_details(text: str) -> Iterator[Span]:
    """E-mail addresses and telephone numbers; not order numbers, prices, dates or parcels (E79)."""
    for address in ADDRESSES:
        yield from (found.span() for found in address.finditer(text))
    yield from (found.span() for found in INTERNATIONAL.finditer(text))
    yield from (found.span(1) for found in BY_NAME.finditer(text))
    for found in BY_ITS_LOOK.finditer(text):
        before = text[max(0, found.start() - LOOK_BACK) : found.start()]
        if not NUMBERED.search(before):
            yield found.span()


def telephone(secret: str) -> re.Pattern[str] | None:
    """Somebody's own number however it is written, with a country code or without."""
    digits = re.sub(r"\D", "", secret)
    if len(digits) < 7 or re.search(r"[^\d\s+()./-]", secret):
        return None
    last = rf"{GAP}*".join(digits[-7:])
    return re.compile(rf"(?<![A-Za-z0-9+])(?:\+?\d(?:{GAP}?\d){{0,7}}?{GAP}{{0,3}})?{last}(?!\d)")
