"""Pieces of an entitlement, each found for itself, and how they become one."""

from dataclasses import dataclass, replace
from datetime import date

from mostrador.rules.clauses import Code
from mostrador.rules.entitlement_facts import (
    Amount,
    Bearer,
    Clause,
    Component,
    Denied,
    Facts,
    Ground,
    Option,
    Remedy,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one topic gives. Added to another, the kinder value of each wins."""

    options: tuple[Option, ...] = ()
    denied: tuple[Denied, ...] = ()
    clauses: tuple[Clause, ...] = ()
    used: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    ask_seller: bool = False

    def option(self, remedy: Remedy) -> Option | None:
        return next((each for each in self.options if each.remedy is remedy), None)

    def only(self, code: Code) -> "Found":
        """Its clause of this code, and nothing else."""
        return Found(clauses=tuple(each for each in self.clauses if each.code == code))

    def __add__(self, other: "Found") -> "Found":
        options = {each.remedy: each for each in self.options}
        for each in other.options:
            one = options.get(each.remedy)
            options[each.remedy] = kinder(one, each) if one else each
        return Found(
            options=tuple(options.values()),
            denied=_first_of_each(self.denied + other.denied),
            clauses=_first_of_each_code(self.clauses + other.clauses),
            used=_once(self.used + other.used),
            missing=_once(self.missing + other.missing),
            ask_seller=self.ask_seller or other.ask_seller,
        )


def kinder(one: Option, other: Option) -> Option:
    """The same remedy on two grounds: each thing as it is kinder; the first ground is named."""
    return replace(
        one,
        amounts=_kinder_amounts(one.amounts, other.amounts),
        until=_later(one.until, other.until),
        label=Bearer.SELLER if Bearer.SELLER in (one.label, other.label) else one.label,
        send_back_by=_later(one.send_back_by, other.send_back_by),
        refund_due=min((day for day in (one.refund_due, other.refund_due) if day), default=None),
        clauses=_once(one.clauses + other.clauses),
    )


def because(code: Code, ground: Ground, cites: str, **values: object) -> Clause:
    """Its values as words, so that they are kept as they were said."""
    said = {name: "" if value is None else str(value) for name, value in values.items()}
    return Clause(code=str(code), ground=ground, cites=cites, values=said)


def by_law(facts: Facts, code: Code, part: str, **values: object) -> Clause:
    cites = facts.law.clause(part) if facts.law else ""
    return because(code, Ground.LAW, cites, **values)


def by_standard(facts: Facts, code: Code, cites: str, **values: object) -> Clause:
    cited = f"standard policy {facts.standard.version}, {cites}"
    return because(code, Ground.STANDARD_POLICY, cited, **values)


def refuse(code: Code, *remedies: Remedy) -> tuple[Denied, ...]:
    return tuple(Denied(remedy, str(code)) for remedy in remedies)


def codes(*clauses: Clause) -> tuple[str, ...]:
    return tuple(each.code for each in clauses)


def _kinder_amounts(one: tuple[Amount, ...], other: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Of what is paid the higher, of what is taken off the lower, and nothing is lower still."""
    ours = {each.component: each for each in one}
    theirs = {each.component: each for each in other}
    ours.update({
        component: max(amount, ours.get(component, amount), key=lambda each: each.money)
        for component, amount in theirs.items()
    })  # fmt: skip
    taken_off = [each.get(Component.DEDUCTION) for each in ({a.component: a for a in one}, theirs)]
    ours.pop(Component.DEDUCTION, None)
    both = [amount for amount in taken_off if amount]
    if len(both) == len(taken_off):
        ours[Component.DEDUCTION] = min(both, key=lambda each: each.money)
    return tuple(ours.values())


def _later(one: date | None, other: date | None) -> date | None:
    """No day is no end, which is later than any."""
    return max(one, other) if one and other else None


def _first_of_each_code(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    first: dict[str, Clause] = {}
    for each in clauses:
        first.setdefault(each.code, each)
    return tuple(first.values())


def _first_of_each(denied: tuple[Denied, ...]) -> tuple[Denied, ...]:
    first: dict[Remedy, Denied] = {}
    for each in denied:
        first.setdefault(each.remedy, each)
    return tuple(first.values())


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
