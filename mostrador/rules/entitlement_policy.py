"""What the standard policy and the seller's own give, whichever is kinder in each dimension."""

from dataclasses import dataclass, replace
from datetime import date

from mostrador.rules import international
from mostrador.rules.calendar import statutory_end, working_days_later
from mostrador.rules.clauses import Code
from mostrador.rules.entitlement_facts import Bearer, Clause, Facts, Ground, Terms
from mostrador.rules.entitlement_found import because
from mostrador.rules.entitlement_money import standard_delivery
from mostrador.rules.return_comparison import Dimension, kinder_of
from mostrador.rules.return_policy import (
    Outbound,
    Payer,
    ReasonGroup,
    ReturnPolicy,
    extension,
)
from mostrador.rules.return_rights import (
    NO_END_YET,
    ReturnFacts,
    Rights,
    deduction_percent,
    gives,
    window_end,
)

# A return asked for in time is to be sent off within so many days, as under the law.
SEND_BACK_DAYS = 14
PERSONALISED = "personalised"


@dataclass(frozen=True, slots=True)
class Agreed:
    """The kinder of both policies, what it gives here, and what the standard alone would give."""

    policy: ReturnPolicy
    rights: Rights
    standard: Rights
    facts: ReturnFacts

    @property
    def until(self) -> date | None:
        return None if self.rights.until == NO_END_YET else self.rights.until

    @property
    def percent(self) -> int:
        return deduction_percent(self.policy, self.facts)

    @property
    def label(self) -> Bearer:
        return Bearer.SELLER if self.rights.label is Payer.SELLER else Bearer.BUYER


def agreed(facts: Facts) -> Agreed:
    asked = _as_asked(facts)
    own = facts.own.policy if facts.own else facts.standard.policy
    policy = _abroad(facts, kinder_of(facts.standard.policy, own))
    standard = _abroad(facts, facts.standard.policy)
    return Agreed(policy, _gives(policy, asked, facts), _gives(standard, asked, facts), asked)


def _gives(policy: ReturnPolicy, asked: ReturnFacts, facts: Facts) -> Rights:
    return gives(policy, replace(asked, category=kind_of(policy, facts)))


def kind_of(policy: ReturnPolicy, facts: Facts) -> str:
    """What was made to the buyer's wishes is of a kind of its own where that is excluded."""
    kept = facts.customised and facts.cause.group is ReasonGroup.BUYER
    return PERSONALISED if kept and PERSONALISED in policy.excluded_categories else facts.category


def label_for(facts: Facts) -> Bearer:
    """Who pays for a way back that goes beyond the rules, as if it did not."""
    payer = agreed(facts).policy.label_payer[facts.cause.group]
    return Bearer.SELLER if payer is Payer.SELLER else Bearer.BUYER


def at_once(facts: Facts) -> date:
    """Where there are no goods to wait for, the policies' days begin with the request."""
    terms = [each.policy for each in (facts.standard, facts.own) if each]
    days = min(each.refund_deadline_days for each in terms)
    return working_days_later(facts.asked_on, days, facts.closed)


def send_back_by(facts: Facts) -> date:
    return statutory_end(facts.asked_on, SEND_BACK_DAYS, facts.closed)


def by_policy(
    facts: Facts,
    code: Code,
    dimension: Dimension,
    *,
    given: object = "",
    standard: object = "",
    is_kinder: bool | None = None,
    **values: object,
) -> Clause:
    """A value of the policies, the standard's beside it; the ground says whose it is."""
    differs = given != standard if is_kinder is None else is_kinder
    own = facts.own if differs else None
    ground = Ground.SELLER_POLICY if own else Ground.STANDARD_POLICY
    terms: Terms = own or facts.standard
    whose = "seller policy" if own else "standard policy"
    cites = f"{whose} {terms.version}, {dimension}"
    both = {"given": given, "standard": standard} if given != "" else {}
    return because(code, ground, cites, **both, version=terms.version, **values)


def window_clause(facts: Facts, found: Agreed) -> Clause:
    """Open, over or not begun; with the days of both policies where it is days that count."""
    standard = facts.standard.policy
    if found.until is not None and _is_by_holiday(facts, found):
        return _holiday_clause(facts, found)
    return by_policy(
        facts,
        _window_code(facts, found.until),
        Dimension.WINDOW_DAYS,
        given=found.policy.window(facts.category),
        standard=standard.window(facts.category),
        is_kinder=_end(facts, found.policy) != _end(facts, standard),
        until=found.until,
    )


def _window_code(facts: Facts, until: date | None) -> Code:
    if until is None:
        return Code.WINDOW_UNBEGUN
    return Code.WINDOW_OVER if facts.asked_on > until else Code.WINDOW_OPEN


def _holiday_clause(facts: Facts, found: Agreed) -> Clause:
    return by_policy(
        facts,
        Code.WINDOW_HOLIDAY,
        Dimension.HOLIDAY_EXTENSION,
        given=found.until,
        standard=_end(facts, facts.standard.policy),
        until=found.until,
    )


def _is_by_holiday(facts: Facts, found: Agreed) -> bool:
    """Is it open thanks to the holidays? Once over, only the day counts."""
    if extension(found.policy.holiday_extension, facts.ordered_on, facts.category) is None:
        return False
    plain = _end(facts, replace(found.policy, holiday_extension=()))
    return facts.asked_on <= _end(facts, found.policy) != plain


def _end(facts: Facts, policy: ReturnPolicy) -> date:
    return window_end(
        policy,
        ordered_on=facts.ordered_on,
        received_on=facts.delivered_on,
        category=facts.category,
        closed=facts.closed,
    )


def _as_asked(facts: Facts) -> ReturnFacts:
    at_fault = facts.cause.group is ReasonGroup.SELLER
    return ReturnFacts(
        ordered_on=facts.ordered_on,
        received_on=facts.delivered_on,
        asked_on=facts.asked_on,
        category=facts.category,
        condition=facts.condition,
        reason=facts.cause.group,
        price=facts.unit_price,
        outbound=facts.shipping if at_fault else standard_delivery(facts),
        sent_back_late=bool(facts.sent_back_on and facts.sent_back_on > send_back_by(facts)),
        sent_back_on=facts.sent_back_on,
        came_back_on=facts.came_back_on,
        inspected_on=facts.inspected_on,
        closed=facts.closed,
    )


def _abroad(facts: Facts, policy: ReturnPolicy) -> ReturnPolicy:
    """From abroad: a label to there is always the seller's, delivery only for what he did (R24)."""
    if not international.is_abroad(facts):
        return policy
    to_there = international.method(facts) is not international.Method.DOMESTIC_ADDRESS
    label = dict.fromkeys(ReasonGroup, Payer.SELLER) if to_there else policy.label_payer
    outbound = {**policy.outbound_refund, ReasonGroup.BUYER: Outbound.NEVER}
    return replace(policy, label_payer=label, outbound_refund=outbound)
