"""What imports are called: kinds of tables, their fields, what was seen, how far one has come."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from mostrador.imports.fields import record_of
from mostrador.imports.lifecycle import TABLE
from mostrador.imports.models import Import

KINDS = {
    "order": gettext_lazy("Orders"),
    "line": gettext_lazy("Lines of orders"),
    "shipment": gettext_lazy("Shipments"),
    "payment": gettext_lazy("Payments"),
    "product": gettext_lazy("Products"),
    "seller": gettext_lazy("Sellers"),
    "buyer": gettext_lazy("Buyers"),
    "return": gettext_lazy("Returns"),
    "refund": gettext_lazy("Refunds"),
    "feedback": pgettext_lazy("kind of table", "Feedback"),
    "claim": gettext_lazy("Claims"),
    "contact": gettext_lazy("Past contacts"),
    "enrolment": gettext_lazy("Enrolments"),
    "store": gettext_lazy("Stores"),
}
# Records that no table can hold.
MORE_KINDS = {
    "policy": gettext_lazy("Return policies"),
    "unknown": gettext_lazy("Unreadable lines"),
}
# One record of a type, as a field of it is told from the same field of its parts.
RECORDS = {
    "order": gettext_lazy("Order"),
    "product": gettext_lazy("Product"),
    "seller": gettext_lazy("Seller"),
    "buyer": gettext_lazy("Buyer"),
    "return": pgettext_lazy("record", "Return"),
    "refund": gettext_lazy("Refund"),
    "feedback": pgettext_lazy("kind of table", "Feedback"),
    "claim": pgettext_lazy("record", "Claim"),
    "contact": pgettext_lazy("record", "Contact"),
    "enrolment": pgettext_lazy("record", "Enrolment"),
    "store": gettext_lazy("Store"),
}
# What one hands in after a table of this kind.
NEXT = {
    "store": "seller",
    "seller": "product",
    "product": "order",
    "order": "line",
    "line": "shipment",
    "shipment": "payment",
    "payment": "return",
    "return": "refund",
    "refund": "contact",
}
GROUPS = {
    "buyer": gettext_lazy("Buyer"),
    "ship_to": gettext_lazy("Delivery address"),
    "lines": gettext_lazy("Line"),
    "shipments": gettext_lazy("Shipment"),
    "payments": gettext_lazy("Payment"),
    "messages": gettext_lazy("Message"),
    "page": gettext_lazy("Product page"),
    "mail": gettext_lazy("Mail"),
}
ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252 (Latin)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "gb18030": "GB 18030",
}
SEPARATORS = {
    ",": gettext_lazy("Comma ,"),
    ";": gettext_lazy("Semicolon ;"),
    "\t": gettext_lazy("Tab"),
    "|": gettext_lazy("Bar |"),
}
DECIMALS = {
    "": gettext_lazy("Neither"),
    ",": gettext_lazy("Comma: 19,90"),
    ".": gettext_lazy("Point: 19.90"),
}
DATES = {
    "": gettext_lazy("Please choose"),
    "dmy": gettext_lazy("Day first: 31.12.2026"),
    "mdy": gettext_lazy("Month first: 12/31/2026"),
    "ymd": gettext_lazy("Year first: 2026-12-31"),
}


FIELDS = {
    "id": gettext_lazy("Number"),
    "store": gettext_lazy("Store"),
    "seller": gettext_lazy("Seller"),
    "product": gettext_lazy("Product"),
    "order": gettext_lazy("Order number"),
    "buyer": gettext_lazy("Buyer"),
    "placed_at": gettext_lazy("Ordered on"),
    "updated_at": gettext_lazy("Last change"),
    "status": gettext_lazy("Status"),
    "ship_by": gettext_lazy("Ship by"),
    "deliver_by": gettext_lazy("Deliver by"),
    "name": pgettext_lazy("field of a record", "Name"),
    "email": gettext_lazy("Mail address"),
    "phone": gettext_lazy("Phone"),
    "language": gettext_lazy("Language"),
    "languages": gettext_lazy("Languages"),
    "street": gettext_lazy("Street"),
    "postal_code": gettext_lazy("Postal code"),
    "city": gettext_lazy("Town"),
    "region": gettext_lazy("Region"),
    "country": gettext_lazy("Country"),
    "sku": "SKU",
    "title": gettext_lazy("Title"),
    "category": gettext_lazy("Category"),
    "quantity": gettext_lazy("Quantity"),
    "unit_price": gettext_lazy("Price of one"),
    "shipping": gettext_lazy("Postage"),
    "currency": gettext_lazy("Currency"),
    "fulfilment": gettext_lazy("Shipped by"),
    "customised": gettext_lazy("Made to order"),
    "carrier": gettext_lazy("Carrier"),
    "tracking": gettext_lazy("Tracking number"),
    "shipped_at": gettext_lazy("Shipped on"),
    "delivered_at": gettext_lazy("Delivered on"),
    "lines": gettext_lazy("Its lines"),
    "method": gettext_lazy("Method"),
    "kind": gettext_lazy("Kind"),
    "amount": gettext_lazy("Amount"),
    "from": gettext_lazy("From"),
    "until": gettext_lazy("Until"),
    "terms": gettext_lazy("Version of the terms"),
    "at": gettext_lazy("When"),
    "reason": gettext_lazy("Reason"),
    "stars": gettext_lazy("Stars"),
    "text": gettext_lazy("Text"),
    "state": gettext_lazy("State"),
    "topic": gettext_lazy("Topic"),
    "opened_at": gettext_lazy("Opened on"),
    "closed_at": gettext_lazy("Closed on"),
    "channel": gettext_lazy("Channel"),
    "subject": gettext_lazy("Subject"),
    "verified": gettext_lazy("Identity proven"),
    "address": gettext_lazy("Mail address"),
    "business": gettext_lazy("Order of a business"),
    "used": gettext_lazy("Used goods"),
    "guarantee_months": gettext_lazy("Months of guarantee"),
    "plan": gettext_lazy("Plan"),
    "standing": gettext_lazy("Account standing"),
    "url": gettext_lazy("Web address"),
    "description": gettext_lazy("Description"),
    "bullets": gettext_lazy("Bullet points"),
    "time_zone": gettext_lazy("Time zone"),
    "seller_languages": gettext_lazy("Languages with sellers"),
    "service": gettext_lazy("Address of the service"),
    "*": gettext_lazy("Address for handing over"),
}


def kind(code: str) -> str:
    return str(KINDS.get(code) or MORE_KINDS.get(code) or code)


def state(one: Import) -> tuple[str, str]:
    """How an import stands, and how loud that is."""
    if one.is_hopeless:
        return _("No row was good"), "late"
    return {
        "waiting": (_("Waits for you"), "warn"),
        "running": (_("Running"), "brand"),
        "stopped": (_("Stopped"), "warn"),
        "done": (pgettext("import", "Done"), "ok"),
        "failed": (_("Stands still"), "late"),
    }.get(one.state, (one.state, "plain"))


def why(one: Import) -> str:
    """Why an import stands still, and what to do."""
    if one.is_hopeless and one.form != TABLE:
        return _(
            "No row was good, and nothing was taken in. Look at the reasons, correct the file and "
            "hand it in again; or begin again once what it belongs to is in."
        )
    return {
        "file_gone": _("The file is not in the data folder any more. Hand it in again."),
        "hopeless": _(
            "No row was good: the mapping does not fit, or what the rows belong to is not in yet. "
            "Nothing was taken in. Look at the reasons, correct how it is read and begin again."
        ),
        "unforeseen": _(
            "Something unforeseen happened; the details are in the log of the worker. What is in "
            "stays, and it can go on from there."
        ),
        "not_of_this_kind": _("The file is not an export of this kind. Hand it in as another one."),
    }.get(one.why, "")


def became(word: str) -> tuple[str, str]:
    """What became of a row, and how loud that is."""
    return {
        "created": (pgettext("row of an import", "New"), "ok"),
        "changed": (pgettext("row of an import", "Changed"), "brand"),
        "unchanged": (pgettext("row of an import", "As it was"), "plain"),
        "rejected": (pgettext("row of an import", "Rejected"), "late"),
    }[word]


def seen(about: str, word: str, example: str) -> str:
    """One observation about the file, in a sentence."""
    said = {
        ("encoding", "mark"): _("The file says its encoding itself."),
        ("encoding", "utf8"): _("The letters are UTF-8."),
        ("encoding", "ascii"): _("There are only plain letters, the same in every encoding."),
        ("encoding", "halves"): _("Every letter has two bytes."),
        ("encoding", "not_utf8"): _("The letters are not UTF-8: an older encoding of Windows."),
        ("decimal", "comma"): _("Amounts have a comma, such as %(example)s."),
        ("decimal", "point"): _("Amounts have a point, such as %(example)s."),
        ("decimal", "both"): _("Amounts are written both ways: %(example)s. The others come back."),
        ("decimal", "none"): _("No amount has a comma or a point."),
        ("dates", "dmy"): _("The day stands first, as in %(example)s."),
        ("dates", "mdy"): _("The month stands first, as in %(example)s."),
        ("dates", "ymd"): _("The year stands first, as in %(example)s."),
        ("dates", "either"): _("Dates can be read two ways, such as %(example)s: say which."),
        ("dates", "mixed"): _(
            "Dates are written in two orders: %(example)s. The others come back."
        ),
        ("dates", "none"): _("No cell looks like a date."),
        ("kind", "unsure"): _("Its columns do not tell what is in it: choose that first."),
        ("zone", "proposed"): _(
            "Times without an offset were given the store's time zone, %(example)s: change it if "
            "that is not so."
        ),
        ("zone", "unknown"): _(
            "Times have no offset, such as %(example)s: name their time zone, or their rows come "
            "back."
        ),
    }.get((about, word))
    if about == "separator":
        said = _("The first row has %(example)s cells.")
    return said % {"example": example} if said else f"{about}: {word} {example}"


def group(name: str, kind: str) -> str:
    """What a field belongs to: the record itself, or a part of it."""
    first, point, _rest = name.partition(".")
    return str(GROUPS.get(first, first) if point else RECORDS[record_of(kind)])


def heading(name: str, kind: str) -> str:
    """A field as people call it, and what it belongs to: an order has a number, a line, too."""
    said = FIELDS.get(name.rpartition(".")[2])
    return f"{group(name, kind)}: {said}" if said else name


def field(name: str, kind: str) -> str:
    """The same, and how the load format calls it."""
    said = heading(name, kind)
    return f"{said} ({name})" if said != name else name


def reason(code: str) -> str:
    """Why a row comes back, where many do; "" for what is said in English only."""
    return {
        "WHOSE_CLOCK": _("times without an offset need a time zone"),
        "WHICH_ORDER": _("it is not said whether the day or the month stands first"),
        "OTHER_ORDER": _("dates are written in another order"),
        "NOT_MONEY": _("%(field)s: no amount with this decimal sign"),
        "NOT_A_NUMBER": _("%(field)s: no whole number"),
        "NOT_A_DATE": _("%(field)s: no date"),
        "NO_SUCH_DAY": _("%(field)s: no day of the calendar"),
        "NOT_A_TIME": _("%(field)s: no such time of day"),
        "NOT_ONE_OF": _("%(field)s: a word that is not one of ours"),
        "NOT_AN_ID": _("%(field)s: no number of a record"),
        "MISSING": _("%(field)s: is missing"),
        "EMPTY": _("%(field)s: is missing"),
        "NO_SUCH_ORDER": _("the order is not known; hand the orders in first"),
    }.get(code, "")
