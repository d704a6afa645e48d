"""Whether what we would have decided is what really happened to a matter in a shadow run."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mostrador.rules.entitlement_facts import Remedy
from mostrador.rules.money import Money


class Outcome(StrEnum):
    """What can have happened, the weightiest first."""

    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    RETURNED = "returned"
    REPLACED = "replaced"
    REPAIRED = "repaired"
    CHANGED = "changed"
    ANSWERED = "answered"
    NOTHING = "nothing"


class Agreement(StrEnum):
    AGREES = "agrees"
    # It was not what we offer first, but the buyer could have had it of us, too.
    OFFERED = "offered"
    DIFFERS = "differs"
    # Too early to say.
    OPEN = "open"
    # We would have passed it on: what the seller did is his.
    NOT_OURS = "not_ours"


@dataclass(frozen=True, slots=True)
class Happened:
    outcome: Outcome
    at: datetime | None = None
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What we offer, the first of it first; nothing is an answer in words.

    `sums` are the amounts that a remedy may come to: of one line, or of all of them.
    """

    ours: bool = True
    remedies: tuple[Remedy, ...] = ()
    sums: Mapping[Remedy, frozenset[Money]] = field(default_factory=dict)


# A buyer who was only talked to has not had what we would have given him.
NO_REMEDY = frozenset({Remedy.EXPLAIN, Remedy.REFUSE, Remedy.GOODWILL})
WORDS_ALONE = frozenset({Outcome.ANSWERED, Outcome.NOTHING})
BACK = frozenset({Outcome.RETURNED, Outcome.REFUNDED})
# What shows afterwards that a remedy was given.
SHOWS: Mapping[Remedy, frozenset[Outcome]] = {
    Remedy.EXPLAIN: frozenset({Outcome.ANSWERED}),
    Remedy.REFUSE: frozenset({Outcome.ANSWERED}),
    Remedy.CANCEL: frozenset({Outcome.CANCELLED, Outcome.REFUNDED}),
    Remedy.CHANGE_ADDRESS: frozenset({Outcome.CHANGED}),
    Remedy.CHANGE_ITEM: frozenset({Outcome.CHANGED}),
    Remedy.CHANGE_PAYMENT: frozenset({Outcome.CHANGED}),
    Remedy.RETURN: BACK,
    Remedy.REFUND_ON_PROOF: BACK,
    Remedy.REFUND_AFTER_RETURN: BACK,
    Remedy.REFUND_RETURNLESS: frozenset({Outcome.REFUNDED}),
    Remedy.PARTIAL_REFUND: frozenset({Outcome.REFUNDED}),
    Remedy.REPLACEMENT: frozenset({Outcome.REPLACED}),
    Remedy.EXCHANGE: frozenset({Outcome.REPLACED}),
    Remedy.REPAIR: frozenset({Outcome.REPAIRED}),
    Remedy.GOODWILL: frozenset({Outcome.REFUNDED}),
}
# Of our own decisions: what each is afterwards.
BECOMES: Mapping[Remedy, Outcome] = {
    Remedy.EXPLAIN: Outcome.ANSWERED,
    Remedy.REFUSE: Outcome.ANSWERED,
    Remedy.CANCEL: Outcome.CANCELLED,
    Remedy.CHANGE_ADDRESS: Outcome.CHANGED,
    Remedy.CHANGE_ITEM: Outcome.CHANGED,
    Remedy.CHANGE_PAYMENT: Outcome.CHANGED,
    Remedy.RETURN: Outcome.RETURNED,
    Remedy.REFUND_ON_PROOF: Outcome.REFUNDED,
    Remedy.REFUND_AFTER_RETURN: Outcome.REFUNDED,
    Remedy.REFUND_RETURNLESS: Outcome.REFUNDED,
    Remedy.PARTIAL_REFUND: Outcome.REFUNDED,
    Remedy.REPLACEMENT: Outcome.REPLACED,
    Remedy.EXCHANGE: Outcome.REPLACED,
    Remedy.REPAIR: Outcome.REPAIRED,
    Remedy.GOODWILL: Outcome.REFUNDED,
}


def outcome(happened: Iterable[Happened]) -> Outcome:
    """The weightiest of what happened; a refund weighs more than the words that came with it."""
    found = {one.outcome for one in happened}
    return next((one for one in Outcome if one in found), Outcome.NOTHING)


def compare(proposal: Proposal, happened: Sequence[Happened], *, settled: bool) -> Agreement:
    """Our first offer beside what happened, then our others. `settled`: nothing more will come.

    Money agrees to the smallest coin; where nobody wrote down how much, the kind is enough.
    """
    if not proposal.ours:
        return Agreement.NOT_OURS
    found = outcome(happened)
    first, *others = proposal.remedies or (Remedy.EXPLAIN,)
    early = not settled and found in WORDS_ALONE and found not in SHOWS[first]
    if early or (not settled and found is Outcome.NOTHING):
        return Agreement.OPEN
    paid = _paid(happened)
    if _shows(first, found, paid, proposal):
        return Agreement.AGREES
    more = [one for one in others if one not in NO_REMEDY]
    offered = any(_shows(one, found, paid, proposal) for one in more)
    return Agreement.OFFERED if offered else Agreement.DIFFERS


def share(counts: Mapping[str, int]) -> int | None:
    """Of a hundred matters that can be told, so many in which we would have done what happened.

    What we would have offered, too, counts; None where nothing can be told yet.
    """
    right = counts.get(Agreement.AGREES, 0) + counts.get(Agreement.OFFERED, 0)
    told = right + counts.get(Agreement.DIFFERS, 0)
    return round(100 * right / told) if told else None


def _shows(remedy: Remedy, found: Outcome, paid: Money | None, proposal: Proposal) -> bool:
    if found not in SHOWS[remedy]:
        return False
    sums = _of_currency(proposal.sums.get(remedy, frozenset()), paid)
    asks = found is Outcome.REFUNDED and paid is not None and bool(sums)
    return paid in sums if asks else True


def _of_currency(sums: Collection[Money], paid: Money | None) -> frozenset[Money]:
    """Another currency's sum says nothing of this one."""
    return frozenset(one for one in sums if paid and one.currency == paid.currency and one.minor)


def _paid(happened: Iterable[Happened]) -> Money | None:
    """Everything that went back together; None where nobody wrote it down."""
    sums = [one.money for one in happened if one.outcome is Outcome.REFUNDED and one.money]
    if not sums or len({one.currency for one in sums}) > 1:
        return None
    return sum(sums[1:], sums[0])
