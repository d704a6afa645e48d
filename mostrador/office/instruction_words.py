"""What instructions and differences are called when the operator reads them."""

from django.utils.translation import gettext as _

from mostrador.decisions.models import Difference, Instruction

Said = tuple[str, str]


def kind(code: str) -> str:
    return {
        "refund": _("Refund"),
        "cancel": _("Cancel the order"),
        "change_address": _("Change the address"),
        "change_item": _("Change the item"),
        "change_payment": _("Change the payment"),
        "return": _("Authorise a return"),
        "replacement": _("Send a replacement"),
        "exchange": _("Exchange"),
        "repair": _("Repair"),
        "goodwill": _("A gesture of goodwill"),
        "recharge": _("Charge again"),
    }.get(code, code)


def state(row: Instruction) -> Said:
    """How it stands, and how loud that is."""
    if row.state == Instruction.State.OPEN and row.dead_at:
        return _("Could not be delivered"), "late"
    if row.state == Instruction.State.OPEN and row.delivered_at:
        return _("Delivered, not answered yet"), "brand"
    return {
        Instruction.State.OPEN: (_("Waits for the marketplace"), "brand"),
        Instruction.State.DONE: (_("Done"), "ok"),
        Instruction.State.REFUSED: (_("Cannot be done"), "warn"),
        Instruction.State.WITHHELD: (_("Withheld: the seller is not live"), "plain"),
    }[Instruction.State(row.state)]


def narrowed(code: str) -> str:
    return {
        "": _("All"),
        "open": _("Waiting"),
        "dead": _("Not delivered"),
        "done": _("Done"),
        "refused": _("Cannot be done"),
        "withheld": _("Withheld"),
    }[code]


def _said_both() -> tuple[str, str]:
    return (
        _("First said to be impossible and then done, or the other way round"),
        _("The first answer counts here. Ask the marketplace whether money was paid."),
    )


def difference(row: Difference) -> tuple[str, str]:
    """What does not agree, and what to do about it."""
    said = {
        "SAID_OTHERWISE": (
            _("Another amount was said than ordered"),
            _("Ask the marketplace what was really paid. If it was too little, decide again."),
        ),
        "SAID_BOTH": _said_both(),
        "NO_ANSWER": (
            _("No answer for two days"),
            _("See whether the marketplace's program runs, and send the instruction again."),
        ),
        "NO_RECORD": (
            _("Said to be paid back, but no record shows it"),
            _("Ask the marketplace for the refund's number, and tell the buyer if it takes time."),
        ),
        "OTHER_AMOUNT": (
            _("The record shows another amount than was said"),
            _("Ask the marketplace which is right. If it was too little, decide again."),
        ),
        "SECOND_REFUND": (
            _("Paid back twice"),
            _("Have the marketplace take one back; do not ask the buyer yourself."),
        ),
        "REFUND_AFTER_REFUSAL": (
            _("Paid back although it was said that this cannot be done"),
            _("Make sure that nobody decides a second time: the buyer has his money."),
        ),
        "REFUND_ELSEWHERE": (
            _("Paid back elsewhere, without us"),
            _("See whether it is for the same goods; if so, nothing more is owed for them."),
        ),
        "NOT_SHOWN": (
            _("The order does not show what was said to be done"),
            _("Have the marketplace look at the order; if it cannot be done, tell the buyer."),
        ),
    }
    return said.get(row.code, (row.code, ""))


def facts(row: Difference) -> str:
    """Both sides of it, in a line."""
    known = {
        "ordered": _("ordered %(value)s"),
        "said": _("said %(value)s"),
        "found": _("record %(value)s"),
        "records": _("records %(value)s"),
        "where": _("in %(value)s"),
        "before": _("first %(value)s"),
        "now": _("then %(value)s"),
    }
    found = [known[key] % {"value": row.facts[key]} for key in known if row.facts.get(key)]
    return " · ".join(found)
