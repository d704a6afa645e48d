"""What a decision could be: every remedy with its price, or with why it is not to be had."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from mostrador.cases.models import Question
from mostrador.decisions import facts as reading
from mostrador.decisions.facts import Known
from mostrador.decisions.models import Withdrawal
from mostrador.desk.dossier import Dossier
from mostrador.pages.told import Told
from mostrador.rules import entitlement as rule
from mostrador.rules.amounts import room
from mostrador.rules.entitlement_facts import (
    Amount,
    Cause,
    Clause,
    Entitlement,
    Facts,
    Ground,
    Option,
    Remedy,
)
from mostrador.rules.money import Money
from mostrador.rules.picking import OWED, Pick, pick
from mostrador.rules.possible import GIVES_MONEY, WORDS_ALONE, Obstacle, obstacle
from mostrador.rules.return_policy import Condition

# Said or given whatever the rules say.
FREE = (Remedy.EXPLAIN, Remedy.GOODWILL, Remedy.REFUSE)
OF_AN_AMOUNT = frozenset({Remedy.PARTIAL_REFUND, Remedy.GOODWILL})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the buyer asks about and why, as the agent understands it."""

    lines: tuple[str, ...]
    cause: str = ""
    condition: str = Condition.AS_RECEIVED
    withdraws: bool = False
    shown_on: date | None = None
    units: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offer:
    """A remedy that can be chosen, on its ground; `up_to` where its amount is chosen too."""

    told: Told
    by_rule: bool
    up_to: Money | None = None

    @property
    def remedy(self) -> Remedy:
        return self.told.remedy


@dataclass(frozen=True, slots=True)
class No:
    """A remedy that cannot be chosen, and the clause or the obstacle that says why."""

    remedy: Remedy
    clause: Clause | None = None
    obstacle: Obstacle | None = None
    owed: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be decided upon: facts and answers of each chosen line."""

    zone: str
    currency: str
    lapsed: bool
    answered: bool
    facts: Mapping[str, Facts]
    answers: Mapping[str, Entitlement]

    @property
    def offers(self) -> list[Offer]:
        found = [self._offer(remedy) for remedy in Remedy if remedy not in WORDS_ALONE]
        return [one for one in (*found, *self._words()) if isinstance(one, Offer)]

    @property
    def denied(self) -> list[No]:
        found = [self._offer(remedy) for remedy in Remedy if remedy not in WORDS_ALONE]
        return [one for one in (*found, *self._words()) if isinstance(one, No)]

    def ground_of(self, remedy: Remedy) -> Ground:
        """What the decision stands on follows from what happened (R17), not from a choice."""
        if remedy is Remedy.GOODWILL:
            return Ground.GOODWILL
        if self.lapsed:
            return Ground.BEST_JUDGEMENT
        options = self._options(remedy)
        if options:
            return options[0].ground
        if self.answered:
            return Ground.SELLER_ANSWER
        clauses = (one for answer in self.answers.values() for one in answer.clauses)
        usual = {Ground.LAW, Ground.STANDARD_POLICY, Ground.SELLER_POLICY}
        refusing = (one.ground for one in clauses if one.ground in usual)
        return (
            next(refusing, Ground.STANDARD_POLICY)
            if remedy is Remedy.REFUSE
            else (Ground.STANDARD_POLICY)
        )

    def _words(self) -> Iterator[Offer | No]:
        yield Offer(self._told(Remedy.EXPLAIN), by_rule=True)
        owed = self.owed
        if owed:
            yield No(Remedy.REFUSE, owed=owed)
        else:
            yield Offer(self._told(Remedy.REFUSE), by_rule=True)

    @property
    def owed(self) -> tuple[Remedy, ...]:
        """What nobody may deny a buyer who may have it."""
        every = (one.remedy for answer in self.answers.values() for one in answer.options)
        return tuple(dict.fromkeys(one for one in every if one in OWED))

    def _offer(self, remedy: Remedy) -> Offer | No | None:
        if not self.facts:
            return None
        stop = next((one for each in self.facts.values() if (one := obstacle(remedy, each))), None)
        # The law knows more than the goods' way does: who withdraws need not wait for them.
        if stop and (stop is Obstacle.CLAIM_OPEN or not self._options(remedy)):
            return No(remedy, clause=self._denying(remedy), obstacle=stop)
        if remedy in OF_AN_AMOUNT:
            return self._of_an_amount(remedy)
        if self._options(remedy):
            return Offer(self._told(remedy), by_rule=True)
        picked = self._picked(remedy) if self.lapsed or self.answered else None
        if picked is None:
            return No(remedy, clause=self._denying(remedy))
        return Offer(self._told(remedy, picked), by_rule=False)

    def _of_an_amount(self, remedy: Remedy) -> Offer | No:
        rooms = [room(each) for each in self.facts.values()]
        most = sum(rooms[1:], rooms[0])
        gives = any(one.remedy in GIVES_MONEY for a in self.answers.values() for one in a.options)
        if remedy is Remedy.GOODWILL:
            return Offer(self._told(remedy, ()), by_rule=False)
        if not (gives or self.lapsed or self.answered):
            return No(remedy, clause=self._denying(remedy))
        return Offer(self._told(remedy, ()), by_rule=gives, up_to=most)

    def _options(self, remedy: Remedy) -> list[Option]:
        """One for each line, or none where a line has none."""
        found = [answer.option(remedy) for answer in self.answers.values()]
        return [one for one in found if one] if found and all(found) else []

    def _picked(self, remedy: Remedy) -> Sequence[Amount] | None:
        ground = self.ground_of(remedy)
        found = [
            pick(remedy, ground, answer=answer, facts=self.facts[line])
            for line, answer in self.answers.items()
        ]
        if not all(isinstance(one, Pick) for one in found):
            return None
        return [amount for one in found if isinstance(one, Pick) for amount in one.amounts]

    def _denying(self, remedy: Remedy) -> Clause | None:
        for answer in self.answers.values():
            denial = answer.denial(remedy)
            if denial:
                return answer.clause(denial.clause)
        return None

    def _told(self, remedy: Remedy, amounts: Sequence[Amount] | None = None) -> Told:
        options = self._options(remedy)
        codes = {code for one in options for code in one.clauses}
        every = [one for answer in self.answers.values() for one in answer.clauses]
        priced = [one for option in options for one in option.amounts]
        return Told(
            remedy=remedy,
            ground=self.ground_of(remedy),
            currency=self.currency,
            zone=self.zone,
            amounts=tuple(priced if amounts is None else amounts),
            clauses=tuple({one.code: one for one in every if one.code in codes}.values()),
            options=tuple(options),
            facts=tuple(self.facts.values()),
            used=tuple(dict.fromkeys(n for a in self.answers.values() for n in a.used)),
            missing=tuple(dict.fromkeys(n for a in self.answers.values() for n in a.missing)),
        )


def sheet(dossier: Dossier, asked: Asked, *, now: datetime) -> Sheet:
    """Without an order there are no lines, and only words to give."""
    contact = dossier.contact
    known = reading.gather(contact) if contact.order and asked.lines else None
    each = _facts(known, asked, dossier, now) if known else {}
    answered = any(one.state == Question.State.ANSWERED for one in dossier.questions)
    return Sheet(
        zone=dossier.zone,
        currency=next((one.paid.currency for one in each.values()), contact.store.currency),
        lapsed=dossier.undecided is not None,
        answered=answered,
        facts=each,
        answers={line: rule.entitlement(one) for line, one in each.items()},
    )


def beginning(dossier: Dossier) -> Asked:
    """The silent seller's lines, else the first seller's whom the service answers for."""
    contact = dossier.contact
    ours = reading.lines_of_ours(contact)
    silent = dossier.undecided.seller_id if dossier.undecided else None
    sellers = [dossier.seller_of(line) for line in ours]
    whose = silent if silent in sellers else next(iter(sellers), None)
    mine = tuple(line.ref for line in ours if dossier.seller_of(line) == whose)
    withdraws = any(not one.lines or set(one.lines) & set(mine) for one in _withdrawn(dossier))
    cause = Cause.NO_REASON if withdraws else reading.cause_of(contact)
    return Asked(mine, cause=cause, withdraws=withdraws)


def _withdrawn(dossier: Dossier) -> Sequence[Withdrawal]:
    return list(dossier.contact.withdrawals.all())


def _facts(known: Known, asked: Asked, dossier: Dossier, now: datetime) -> dict[str, Facts]:
    cause = Cause(asked.cause) if asked.cause else reading.cause_of(dossier.contact)
    said = reading.Asked(
        cause=cause,
        condition=Condition(asked.condition),
        withdraws=asked.withdraws,
        shown_on=asked.shown_on,
    )
    return {
        line: reading.of_line(known, line, said, quantity=asked.units.get(line), now=now)
        for line in asked.lines
        if line in known.lines
    }
