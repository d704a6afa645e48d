"""One unit is given back in full once: the locks of an order's units (E60)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from mostrador.decisions.models import Decision, Hold, Instruction
from mostrador.decisions.refusal import RefusedError
from mostrador.orders.models import Order

CHANGES = (Decision.Remedy.CHANGE_ITEM, Decision.Remedy.EXCHANGE)
IN_KIND = (Decision.Remedy.REPLACEMENT, Decision.Remedy.EXCHANGE)


def check(
    order: Order, wanted: Mapping[str, int], whole: Mapping[str, int], *, but: str = ""
) -> None:
    """Are so many units of each line free? Raises RefusedError with whose they are."""
    for line, units in wanted.items():
        taken = _taken(order, line, but=but)
        if whole[line] - len(taken) < units:
            others = ", ".join(sorted(set(taken.values())))
            raise RefusedError(
                "UNIT_HELD", f"Line {line} is given back already by {others}.",
                line=line, reference=others,
            )  # fmt: skip


def check_goods(order: Order, wanted: Mapping[str, int], whole: Mapping[str, int]) -> None:
    """Whoever was sent another one has no part of the price beside it."""
    for line, units in wanted.items():
        held = Hold.objects.filter(
            order=order, line=line, released_at=None, decision__remedy__in=IN_KIND
        )
        others = sorted(held.values_list("decision_id", flat=True))
        if others and whole[line] - len(others) < units:
            named = ", ".join(dict.fromkeys(others))
            raise RefusedError(
                "UNIT_REPLACED", f"Line {line} is replaced already by {named}.",
                line=line, reference=named,
            )  # fmt: skip


def check_changes(order: Order, lines: Collection[str]) -> None:
    """One change of an item at a time: the next one starts from what the last one made of it."""
    given = Decision.objects.filter(order=order, remedy__in=CHANGES)
    answered = Instruction.objects.filter(state=Instruction.State.DONE, kind__in=CHANGES)
    waiting = given.exclude(state=Decision.State.CANCELLED).exclude(instructions__in=answered)
    for other in waiting.order_by("pk"):
        both = sorted(set(other.lines) & set(lines))
        if both:
            raise RefusedError(
                "CHANGE_OPEN", f"Line {both[0]} is changed already by {other.pk}.",
                line=both[0], reference=other.pk,
            )  # fmt: skip


def take(decision: Decision, wanted: Mapping[str, int], whole: Mapping[str, int]) -> None:
    """Lock the first free units of each line. The database refuses a second one at once."""
    order = decision.order
    if order is None:
        return
    check(order, wanted, whole, but=decision.pk)
    rows = [
        Hold(order=order, line=line, unit=unit, decision=decision)
        for line, units in wanted.items()
        for unit in _free(order, decision, line, units, whole[line])
    ]
    try:
        with transaction.atomic():
            Hold.objects.bulk_create(rows)
    except IntegrityError:
        raise RefusedError("UNIT_HELD", "These units are given back already.") from None


def release(decision: Decision, *, now: datetime) -> int:
    held = Hold.objects.filter(decision=decision, released_at=None)
    return held.update(released_at=now)


def _free(order: Order, decision: Decision, line: str, units: int, whole: int) -> list[int]:
    """As many as it does not hold already."""
    taken = _taken(order, line)
    mine = list(taken.values()).count(decision.pk)
    return [unit for unit in range(1, whole + 1) if unit not in taken][: units - mine]


def _taken(order: Order, line: str, *, but: str = "") -> dict[int, str]:
    held = Hold.objects.filter(order=order, line=line, released_at=None).exclude(decision=but)
    return dict(held.values_list("unit", "decision_id"))
