"""The kinds of question: each with a wording and closed answers in every language.

One more kind is one more entry here, and its strings in the catalogues: what the seller fills in
and how both sides read it follow from the entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy


class Form(StrEnum):
    """How a detail is filled in, and so how it is read."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    DAYS = "days"
    MONEY = "money"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing more that an answer says. `needed`: unless the seller's own words stand for it."""

    name: str
    label: Promise
    form: Form = Form.LINE
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A closed answer, with the details and the photo that belong to it."""

    code: str
    label: Promise
    details: tuple[Detail, ...] = ()
    needs_photo: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    title: Promise
    # What the seller reads; may use %(order)s and %(product)s.
    asks: Promise
    choices: tuple[Choice, ...] = ()
    # What is filled in whatever is chosen.
    details: tuple[Detail, ...] = ()

    @property
    def every_detail(self) -> tuple[Detail, ...]:
        return (*self.details, *(detail for one in self.choices for detail in one.details))

    def details_with(self, code: str) -> tuple[Detail, ...]:
        """What belongs to the closed answer `code`."""
        chosen = next((one for one in self.choices if one.code == code), None)
        return (*self.details, *(chosen.details if chosen else ()))


_PRICE = _("Price for the buyer (0 if it is free)")
_LASTS = _("How many days it takes")

KINDS: Mapping[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "tracking",
            _("Where is the parcel?"),
            _(
                "The buyer of order %(order)s has not received “%(product)s”. "
                "Has the parcel been sent, and what is its tracking number?"
            ),
            (
                Choice(
                    "sent",
                    _("Sent; here is the tracking number"),
                    (Detail("tracking_number", _("Tracking number"), needed=True),),
                ),
                Choice(
                    "not_sent",
                    _("Not sent yet; I will send it on"),
                    (Detail("day", _("Day"), Form.DAY),),
                ),
                Choice("lost", _("The parcel is lost")),
            ),
        ),
        Kind(
            "replacement_stock",
            _("Can a replacement be sent?"),
            _(
                "The buyer of order %(order)s needs a replacement for “%(product)s”. "
                "Do you have one in stock?"
            ),
            (
                Choice("in_stock", _("Yes, I can send one at once")),
                Choice(
                    "later",
                    _("Yes, from this day on"),
                    (Detail("day", _("Day"), Form.DAY, needed=True),),
                ),
                Choice("none", _("No, there is none left")),
            ),
        ),
        Kind(
            "part_photo",
            _("A photo of a part"),
            _(
                "The buyer of order %(order)s asks about a part of “%(product)s”. "
                "Please describe the part and attach a photo."
            ),
            (
                Choice("attached", _("The photo is attached"), needs_photo=True),
                Choice("no_photo", _("I have no photo of it")),
            ),
        ),
        Kind(
            "compatibility",
            _("Does it fit?"),
            _(
                "The buyer of order %(order)s asks whether “%(product)s” works together with "
                "something else. Does it?"
            ),
            (
                Choice("fits", _("Yes, it fits")),
                Choice("does_not_fit", _("No, it does not fit")),
                Choice(
                    "partly",
                    _("Partly, or only under conditions"),
                    (Detail("limits", _("What fits, and what does not"), Form.WORDS, needed=True),),
                ),
            ),
        ),
        Kind(
            "repair_or_spare_part",
            _("Repair or spare part"),
            _(
                "“%(product)s” of order %(order)s is defective. "
                "Can you repair it or send a spare part?"
            ),
            (
                Choice(
                    "repair",
                    _("I repair it"),
                    (
                        Detail("repair_price", _PRICE, Form.MONEY),
                        Detail("repair_days", _LASTS, Form.DAYS),
                    ),
                ),
                Choice(
                    "spare_part",
                    _("I send the spare part"),
                    (
                        Detail("part_price", _PRICE, Form.MONEY),
                        Detail("part_days", _LASTS, Form.DAYS),
                    ),
                ),
                Choice("neither", _("Neither is possible")),
            ),
        ),
        Kind(
            "return_address",
            _("Return address"),
            _("To which address shall the buyer of order %(order)s send “%(product)s” back?"),
            details=(
                Detail("name", pgettext_lazy("of an address", "Name or company"), needed=True),
                Detail("street", _("Street and number"), needed=True),
                Detail("place", _("Postal code and town"), needed=True),
                Detail("country", _("Country"), Form.COUNTRY, needed=True),
            ),
        ),
        Kind(
            "exception",
            _("An exception"),
            _(
                "For order %(order)s the buyer asks for more than the return policy gives. "
                "Do you agree?"
            ),
            (
                Choice("agree", _("Yes, I agree")),
                Choice("disagree", _("No, I do not agree")),
                Choice(
                    "only_with",
                    _("Only on a condition"),
                    (Detail("condition", _("Which condition"), Form.WORDS, needed=True),),
                ),
            ),
        ),
        Kind(
            "free_text",
            _("A question"),
            _("We have a question about order %(order)s, “%(product)s”."),
        ),
    )
}


def wording(kind: str, facts: Mapping[str, Any], *, language: str) -> str:
    """The kind's question in `language`, with the order's facts."""
    with override(language):
        return str(KINDS[kind].asks) % facts


def choice(kind: str, code: str) -> Choice | None:
    return next((one for one in KINDS[kind].choices if one.code == code), None)
