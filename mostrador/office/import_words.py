"""What imports are called: kinds of tables, their fields, what was seen, how far one has come."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

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
GROUPS = {
    "": gettext_lazy("The record itself"),
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


def state(code: str) -> tuple[str, str]:
    """How an import stands, and how loud that is."""
    return {
        "waiting": (_("Waits for you"), "warn"),
        "running": (_("Running"), "brand"),
        "stopped": (_("Stopped"), "warn"),
        "done": (pgettext("import", "Done"), "ok"),
        "failed": (_("Stands still"), "late"),
    }.get(code, (code, "plain"))


def why(code: str) -> str:
    """Why an import stands still, and what to do."""
    return {
        "file_gone": _("The file is not in the data folder any more. Hand it in again."),
        "hopeless": _(
            "None of the first rows was good, so it stopped. Look at the reasons, correct the "
            "mapping and let it go on."
        ),
        "unforeseen": _(
            "Something unforeseen happened; the details are in the log of the worker. What is in "
            "stays, and it can go on from there."
        ),
        "not_of_this_kind": _("The file is not an export of this kind. Hand it in as another one."),
    }.get(code, "")


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
    }.get((about, word))
    if about == "separator":
        said = _("The first row has %(example)s cells.")
    return said % {"example": example} if said else f"{about}: {word} {example}"


def field(name: str) -> str:
    """A field as people call it, and as the load format does."""
    said = FIELDS.get(name.rpartition(".")[2])
    return f"{said} ({name})" if said else name
