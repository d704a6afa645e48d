"""Sentences that agents write every day, with the order's facts filled in.

One more phrase is one more entry here, and its strings in the catalogues.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


@dataclass(frozen=True, slots=True)
class Phrase:
    code: str
    name: Promise
    # What the buyer reads; a phrase is offered only if all its facts are known.
    text: Promise
    needs: tuple[str, ...] = ()


PHRASES: Mapping[str, Phrase] = {
    phrase.code: phrase
    for phrase in (
        Phrase(
            "on_its_way",
            _("The parcel is on its way"),
            _(
                "Your order %(order)s (%(product)s) was sent with %(carrier)s on %(sent)s. "
                "Its tracking number is %(tracking)s."
            ),
            ("order", "product", "carrier", "sent", "tracking"),
        ),
        Phrase(
            "we_ask",
            _("We ask the seller"),
            _(
                "We are asking the seller, %(seller)s, who has 24 hours to answer. "
                "After that we decide for you."
            ),
            ("seller",),
        ),
        Phrase(
            "photo",
            _("Please send a photo"),
            _(
                "Could you send us a photo that shows what is wrong with “%(product)s”? "
                "Simply attach it to your answer to this e-mail."
            ),
            ("product",),
        ),
        Phrase(
            "replacement",
            _("A replacement is possible"),
            _(
                "We can have a replacement for “%(product)s” (order %(order)s) sent to you, free "
                "of charge. Shall we do so, or would you rather have your money back?"
            ),
            ("order", "product"),
        ),
        Phrase(
            "closing",
            _("Closing words"),
            _(
                "If anything is left open, simply answer this e-mail.\n\n"
                "Kind regards\n%(agent)s\nCustomer service of %(store)s, in the name of %(seller)s"
            ),
            ("agent", "store", "seller"),
        ),
    )
}


def text(code: str, facts: Mapping[str, str], *, language: str) -> str | None:
    """The phrase in the buyer's language; None if there is none, or a fact of it is missing."""
    phrase = PHRASES.get(code)
    if phrase is None or not all(facts.get(one) for one in phrase.needs):
        return None
    with override(language):
        return str(phrase.text) % facts
