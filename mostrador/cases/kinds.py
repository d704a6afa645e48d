"""The kinds of question: each with a wording and closed answers in every language.

One more kind is one more entry here, and its strings in the catalogues.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


@dataclass(frozen=True, slots=True)
class Choice:
    """A closed answer. `detail` names one more thing the seller fills in, if any."""

    code: str
    label: Promise
    detail: str = ""
    detail_label: Promise | str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    title: Promise
    # What the seller reads; may use %(order)s and %(product)s.
    asks: Promise
    choices: tuple[Choice, ...] = ()


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
                    "tracking_number",
                    _("Tracking number"),
                ),
                Choice("not_sent", _("Not sent yet; I will send it on"), "day", _("Day")),
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
                Choice("later", _("Yes, from this day on"), "day", _("Day")),
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
                Choice("attached", _("The photo is attached")),
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
            (Choice("fits", _("Yes, it fits")), Choice("does_not_fit", _("No, it does not fit"))),
        ),
        Kind(
            "repair_or_spare_part",
            _("Repair or spare part"),
            _(
                "“%(product)s” of order %(order)s is defective. "
                "Can you repair it or send a spare part?"
            ),
            (
                Choice("repair", _("I repair it")),
                Choice("spare_part", _("I send the spare part")),
                Choice("neither", _("Neither is possible")),
            ),
        ),
        Kind(
            "return_address",
            _("Return address"),
            _("To which address shall the buyer of order %(order)s send “%(product)s” back?"),
        ),
        Kind(
            "exception",
            _("An exception"),
            _(
                "For order %(order)s the buyer asks for more than the return policy gives. "
                "Do you agree?"
            ),
            (Choice("agree", _("Yes, I agree")), Choice("disagree", _("No, I do not agree"))),
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
