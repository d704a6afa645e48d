"""What happened, in plain sentences: each means a cause to the rules, or a question to a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mostrador.helpcentre import own
from mostrador.helpcentre.found_orders import Found
from mostrador.rules.entitlement_facts import Cause
from mostrador.rules.topics import Topic


@dataclass(frozen=True, slots=True)
class What:
    words: Promise
    topic: Topic
    # Without one no rule is asked: a person answers.
    cause: Cause | None = None


WHATS: Mapping[str, What] = {
    "not_received": What(_("It has not arrived"), Topic.DELIVERY, Cause.NOT_RECEIVED),
    "damaged": What(_("It arrived damaged"), Topic.ITEM, Cause.DAMAGED),
    "defective": What(_("It does not work"), Topic.WARRANTY, Cause.DEFECTIVE),
    "wrong_item": What(_("Something else arrived"), Topic.ITEM, Cause.WRONG_ITEM),
    "missing_parts": What(_("A part of it is missing"), Topic.ITEM, Cause.MISSING_PARTS),
    "not_as_described": What(_("It is not as described"), Topic.ITEM, Cause.NOT_AS_DESCRIBED),
    "poor_fit": What(_("It does not fit"), Topic.RETURN, Cause.POOR_FIT),
    "changed_mind": What(_("I do not want it any more"), Topic.RETURN, Cause.CHANGED_MIND),
    "product_use": What(_("I have a question about using it"), Topic.PRODUCT_USE),
    "invoice": What(_("I need an invoice"), Topic.INVOICE),
    "other": What(_("Something else"), Topic.OTHER),
}


class HappenedForm(forms.Form):
    """Step 2: the items, ticked, and one sentence. It is sent by GET: nothing is written yet."""

    line = forms.MultipleChoiceField(
        label=_("Which items?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one item.")},
    )
    what = forms.ChoiceField(
        label=_("What happened?"),
        choices=[(code, what.words) for code, what in WHATS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened.")},
    )

    def __init__(self, *args: Any, found: Found, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [(line.ref, own.title_of(line)) for line in found.lines]
        self.fields["line"].choices = lines  # type: ignore[attr-defined]  # a ChoiceField
        if len(lines) == 1:
            # The only one is meant; an order without lines is asked about as a whole.
            self.fields["line"].initial = [lines[0][0]]
        if not lines:
            del self.fields["line"]

    @property
    def refs(self) -> list[str]:
        return list(self.cleaned_data.get("line", ()))

    @property
    def code(self) -> str:
        return str(self.cleaned_data["what"])
