"""A judgement's lines, units and amounts: which, how many, and what of the money falls to each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from mostrador.contacts.models import Contact
from mostrador.decisions import facts, money
from mostrador.decisions.facts import Known
from mostrador.decisions.refusal import RefusedError
from mostrador.orders import queries
from mostrador.rules import amounts as sums
from mostrador.rules.entitlement_facts import (
    Amount,
    Bearer,
    Component,
    Entitlement,
    Remedy,
)
from mostrador.rules.money import Money
from mostrador.rules.picking import Pick, Refusal, Why, part_of
from mostrador.rules.picking import pick as pick_line

if TYPE_CHECKING:
    from mostrador.decisions.weighing import Case

SENTENCES = {
    Why.NOT_ENTITLED: "No law and no policy gives the buyer this.",
    Why.OTHER_GROUND: "The buyer may have this, but on another ground.",
    Why.STILL_ENTITLED: "This cannot be refused: the buyer is entitled to something.",
    Why.ABOVE_WHAT_WAS_PAID: "No more can go back than was paid and not refunded yet.",
    Why.ABOVE_THE_OPTION: "No rule gives the buyer so much.",
}


def lines(
    contact: Contact, named: Sequence[str], known: Known, *, sellers: Sequence[str]
) -> list[str]:
    """The lines that are meant: the named ones, else all that the service answers for."""
    if named:
        for ref in named:
            _check_ours(contact, ref, known)
        return list(dict.fromkeys(named))
    ours = [line.ref for line in facts.lines_of_ours(contact)]
    theirs = [
        ref for ref in ours
        if not sellers or facts.seller_of(known.lines[ref], known.order) in sellers
    ]  # fmt: skip
    return theirs or ours


def units(wanted: Mapping[str, int], refs: Iterable[str], known: Known) -> dict[str, int]:
    """How many of each line; whole lines where nothing is said."""
    found = {}
    for ref in refs:
        whole = money.quantity_of(known.lines[ref])
        found[ref] = wanted.get(ref, whole)
        if not 1 <= found[ref] <= whole:
            raise RefusedError(
                "NOT_SO_MANY_UNITS", f"Line {ref} has {whole} units.", line=ref, most=str(whole)
            )
    return found


def pick(case: "Case") -> dict[str, Pick]:
    """Each line's share; all of them, or a RefusedError with the clause that says why."""
    asked = case.judgement.amount
    if case.remedy is Remedy.PARTIAL_REFUND:
        if asked is None or asked.minor <= 0:
            raise RefusedError("AMOUNT_REQUIRED", "Say how much of the price goes back.")
        return _partial(case, _in_its_currency(asked, case))
    found = {
        ref: _allowed(
            pick_line(case.remedy, case.ground, answer=answer, facts=case.facts[ref]), answer
        )
        for ref, answer in case.answers.items()
    }
    if case.remedy is Remedy.GOODWILL and asked:
        if asked.minor <= 0:
            raise RefusedError("AMOUNT_REQUIRED", "Say how much; a word of regret needs none.")
        return _goodwill(case, _in_its_currency(asked, case))
    return found


def differences(case: "Case", found: Mapping[str, Amount]) -> dict[str, list[Amount]]:
    """What another item costs less goes back as far as anything is left to go back (E61)."""
    left, kept = case.known.left, {}
    for ref, one in found.items():
        kept[ref] = [one] if one.payer is Bearer.BUYER else _as_far_as(case, ref, one, left)
        if left is not None:
            left = left - sums.total(kept[ref], left.currency)
    return kept


def _as_far_as(case: "Case", ref: str, found: Amount, left: Money | None) -> list[Amount]:
    most = sums.room(case.facts[ref])
    kept = min(found.money, most if left is None else min(most, left))
    return [replace(found, money=kept)] if kept.minor > 0 else []


def within_the_order(
    case: "Case", by_line: Mapping[str, Sequence[Amount]]
) -> dict[str, list[Amount]]:
    """Never more than is left of the whole order: what nobody gave a line was given, too (E60)."""
    left = case.known.left
    if left is None or case.remedy is Remedy.GOODWILL:
        return {ref: list(found) for ref, found in by_line.items()}
    kept = {}
    for ref, found in by_line.items():
        kept[ref] = list(sums.capped(list(found), left))
        left = left - sums.back(kept[ref], left.currency)
    return kept


def clauses(answers: Mapping[str, Entitlement], codes: Iterable[str]) -> list[dict[str, Any]]:
    """Those that it rests on, once each, as they are kept with the decision."""
    found = {
        clause.code: {**asdict(clause), "ground": str(clause.ground), "values": dict(clause.values)}
        for answer in answers.values()
        for clause in answer.clauses
        if clause.code in set(codes)
    }
    return list(found.values())


def _check_ours(contact: Contact, ref: str, known: Known) -> None:
    if ref not in known.lines:
        raise RefusedError("NOT_IN_THIS_ORDER", f"Line {ref} is none of this order.", line=ref)
    said = {one["line"]: one["handler"] for one in contact.coverage}
    handler = said.get(ref) or said.get(None)
    if handler is None:
        at, topic = contact.opened_at, contact.topic
        handler = str(queries.coverage_of(known.order, topic=topic, at=at, line=ref).handler)
    if handler != "service":
        raise RefusedError("NOT_OURS", f"The service does not answer for line {ref}.", line=ref)


def _in_its_currency(asked: Money, case: "Case") -> Money:
    currencies = {one.paid.currency for one in case.facts.values()}
    if currencies != {asked.currency}:
        raise RefusedError(
            "OTHER_CURRENCY", f"The order was paid in {', '.join(sorted(currencies))}.",
            currency=", ".join(sorted(currencies)),
        )  # fmt: skip
    return asked


def _partial(case: "Case", asked: Money) -> dict[str, Pick]:
    rooms = [sums.room(one) for one in case.facts.values()]
    most = sum(rooms[1:], rooms[0])
    if case.known.left is not None:
        most = min(most, case.known.left)
    if asked > most:
        raise _refused(Refusal(Why.ABOVE_WHAT_WAS_PAID, most=most), None)
    shares = sums.spread(asked, rooms)
    return {
        ref: _allowed(part_of(share, case.ground, answer=answer, facts=case.facts[ref]), answer)
        for (ref, answer), share in zip(case.answers.items(), shares, strict=True)
        if share.minor
    }


def _goodwill(case: "Case", asked: Money) -> dict[str, Pick]:
    """The operator's own, whatever was paid (E64); it has its own limit."""
    weights = [one.unit_price.times(one.quantity) for one in case.facts.values()]
    shares = sums.spread(asked, weights)
    return {
        ref: Pick((Amount(Component.GOODWILL, share, Bearer.OPERATOR),), discretionary=True)
        for ref, share in zip(case.facts, shares, strict=True)
        if share.minor
    }


def _allowed(found: Pick | Refusal, answer: Entitlement) -> Pick:
    if isinstance(found, Refusal):
        raise _refused(found, answer)
    return found


def _refused(found: Refusal, answer: Entitlement | None) -> RefusedError:
    """With all that helps: the clause that says why, the most that could be, what there is."""
    values = {}
    sentence = SENTENCES[found.why]
    if found.most is not None:
        values["most"] = found.most.text()
        sentence = f"{sentence[:-1]}: {found.most.text()}."
    if found.instead:
        values["instead"] = ", ".join(found.instead)
        sentence = f"{sentence[:-1]} ({values['instead']})."
    why = [one for one in (answer.clauses if answer else ()) if one.code == found.clause]
    cited = "".join(f" {one.code}: {one.cites}." for one in why)
    return RefusedError(str(found.why), sentence + cited, clauses=why, **values)
