"""What an appeal's codes are called, for whoever files it and whoever decides."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mostrador.rules.appeals import Outcome, Reason, Refusal

REASONS: Mapping[str, Promise] = {
    Reason.DELIVERED: _("The parcel was delivered"),
    Reason.NOT_RETURNED: _("The goods did not come back"),
    Reason.CAME_BACK_WORSE: _("The goods came back damaged or used"),
    Reason.OTHER_ITEM_RETURNED: _("Something else came back"),
    Reason.ABUSE: _("The buyer abuses the service"),
    Reason.OUTSIDE_POLICY: _("The return policy does not give this"),
    Reason.NOT_NOTIFIED: _("The question did not reach us"),
    Reason.WRONG_CLASSIFICATION: _("We are not based abroad, or we did offer a way back"),
    Reason.OTHER: pgettext_lazy("reason of an appeal", "Something else"),
}
# How an appeal stands, and how loud that is.
STATES: Mapping[str, tuple[Promise, str]] = {
    "open": (_("Appeal is being looked at"), "brand"),
    "asked": (_("More is asked for the appeal"), "warn"),
    Outcome.UPHELD: (_("The decision stands"), "plain"),
    Outcome.REVERSED_OPERATOR_PAYS: (_("Reversed: the marketplace pays"), "ok"),
    Outcome.REVERSED_CUSTOMER_RECHARGE: (_("Reversed: the buyer pays it back"), "ok"),
}
OUTCOMES: Mapping[str, Promise] = {
    Outcome.UPHELD: _("The decision stands"),
    Outcome.REVERSED_OPERATOR_PAYS: _("Reverse it; the marketplace pays"),
    Outcome.REVERSED_CUSTOMER_RECHARGE: _("Reverse it; the buyer has agreed to pay it back"),
}
REFUSALS: Mapping[str, Promise] = {
    Refusal.NOT_AT_YOUR_COST: _("This decision is not at your cost, so there is no appeal."),
    Refusal.APPEALED_ALREADY: _("You have appealed against this decision already."),
    Refusal.APPEAL_TOO_LATE: _("The time to appeal is over."),
    Refusal.OTHER_REASON: _("This reason does not fit this decision. Choose another one."),
    Refusal.ONLY_WRONG_CLASSIFICATION: _(
        "No way back was offered in time. You can only object that you are not based abroad, or "
        "that you did offer one."
    ),
    Refusal.NOT_AN_OPERATOR: _("An operator decides about appeals."),
    Refusal.SAME_PERSON: _(
        "You decided or approved this yourself. Somebody else has to look at the appeal."
    ),
    Refusal.WAITS_FOR_SELLER: _("The seller still has time to supply what he was asked for."),
    Refusal.NO_CONSENT: _("The buyer is charged only if he agreed. Write how and when he did."),
    Refusal.NOT_YET_PAID: _("The money has not moved yet. Decide once it has."),
    "REASON_REQUIRED": _("Say it in a sentence."),
}


def refusal(code: str) -> str:
    return str(REFUSALS.get(code, code))
