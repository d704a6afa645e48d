"""What imports are called: kinds of tables, their fields, what was seen, how far one has come."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext, pgettext_lazy

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
MORE_KINDS = {"policy": gettext_lazy("Return policies"), "unknown": gettext_lazy("Unreadable lines")}
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
    words = {
        "id": _("Number"), "store": _("Store"), "seller": _("Seller"), "product": _("Product"),
        "order": _("Order number"), "buyer": _("Buyer"), "placed_at": _("Ordered on"),
        "updated_at": _("Last change"), "status": _("Status"), "ship_by": _("Ship by"),
        "deliver_by": _("Deliver by"), "name": pgettext("field of a record", "Name"),
        "email": _("Mail address"),
        "phone": _("Phone"), "language": _("Language"), "languages": _("Languages"),
        "street": _("Street"), "postal_code": _("Postal code"), "city": _("Town"),
        "region": _("Region"), "country": _("Country"), "sku": "SKU", "title": _("Title"),
        "category": _("Category"), "quantity": _("Quantity"), "unit_price": _("Price of one"),
        "shipping": _("Postage"), "currency": _("Currency"), "fulfilment": _("Shipped by"),
        "customised": _("Made to order"), "carrier": _("Carrier"), "tracking": _("Tracking number"),
        "shipped_at": _("Shipped on"), "delivered_at": _("Delivered on"), "lines": _("Its lines"),
        "method": _("Method"), "kind": _("Kind"), "amount": _("Amount"), "from": _("From"),
        "until": _("Until"), "terms": _("Version of the terms"), "at": _("When"),
        "reason": _("Reason"), "stars": _("Stars"), "text": _("Text"), "state": _("State"),
        "topic": _("Topic"), "opened_at": _("Opened on"), "closed_at": _("Closed on"),
        "channel": _("Channel"), "plan": _("Plan"), "standing": _("Account standing"),
        "url": _("Web address"), "description": _("Description"), "bullets": _("Bullet points"),
        "time_zone": _("Time zone"), "seller_languages": _("Languages with sellers"),
        "service": _("Address of the service"), "*": _("Address for handing over"),
    }  # fmt: skip
    last = name.rpartition(".")[2]
    said = words.get(last)
    return f"{said} ({name})" if said else name
