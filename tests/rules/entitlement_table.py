"""The table of entitlement cases, entitlement_cases.md: read, and written again from the rule.

`python -m tests.rules.entitlement_table` writes what the rule says of each case now, so that a
change of the rule can be read, and questioned, as a change of the table, line by line.
"""

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path

from mostrador.rules.entitlement import entitlement
from mostrador.rules.entitlement_facts import Cause, Claim, Remedy, Stage, Terms
from mostrador.rules.entitlement_money import net
from mostrador.rules.law_tables import law_for
from mostrador.rules.money import Money
from mostrador.rules.return_policy import Condition, Outbound, Payer, ReasonGroup, Start, Trigger
from mostrador.rules.return_policy import Remedy as Choice
from tests.rules.entitlements import GERMAN, eur, facts

TABLE = Path(__file__).with_name("entitlement_cases.md")
# Said of every case in which something does not come into question at all.
PLAIN_DENIALS = {
    "already_shipped", "already_cancelled", "reason_unfit", "not_shipped", "not_delivered",
}  # fmt: skip
NOTHING = "–"
STAGES = {
    "before": Stage.NOT_SHIPPED,
    "way": Stage.ON_THE_WAY,
    "there": Stage.DELIVERED,
    "cancelled": Stage.CANCELLED,
}
DAYS = {
    "ordered": ("ordered_on",), "asked": ("asked_on",), "promised": ("promised_by",),
    "delivered": ("delivered_on", "all_delivered_on"), "last": ("all_delivered_on",),
    "sent": ("sent_back_on",), "back": ("came_back_on",), "inspected": ("inspected_on",),
    "shown": ("defect_shown_on",),
}  # fmt: skip
MONEY = {
    "price": "unit_price", "delivery": "shipping", "express": "express", "paid": "paid",
    "refunded": "refunded", "to-be-paid": "promised", "limit": "returnless_up_to",
}  # fmt: skip
FLAGS = {
    "customised": {"customised": True},
    "withdraws": {"withdraws": True},
    "uninstructed": {"instructed": False},
    "business": {"consumer": False},
    "address-here": {"return_address_here": True},
    "prepaid-label": {"prepaid_label": True},
    "overdue-offer": {"way_back_overdue": True},
    "silent": {"seller_silent": True},
    "repaired": {"repaired": True},
    "repair-failed": {"repaired": True, "repair_failed": True},
    "undelivered": {"delivered_on": None, "all_delivered_on": None},
    "more-to-come": {"all_delivered_on": None},
}
# A policy of the seller's own, or another standard, by what differs from the German standard.
POLICIES = {
    "45-days": {"window_days": 45},
    "from-purchase": {"window_start": Start.PURCHASE},
    "10-days": {"window_days": 10},
    "free-label": {"label_payer": dict.fromkeys(ReasonGroup, Payer.SELLER)},
    "on-proof": {"refund_trigger": Trigger.DISPATCH_PROOF},
    "on-inspection": {"refund_trigger": Trigger.INSPECTION, "refund_deadline_days": 5},
    "swaps": {"remedy_choice": frozenset(Choice)},
    "no-money": {"remedy_choice": frozenset({Choice.EXCHANGE})},
    "no-deduction": {"max_deduction_percent": dict.fromkeys(GERMAN.max_deduction_percent, 0)},
    "delivery-back": {"outbound_refund": dict.fromkeys(ReasonGroup, Outbound.ALWAYS)},
    "delivery-kept": {"outbound_refund": dict.fromkeys(ReasonGroup, Outbound.NEVER)},
    "takes-all": {"excluded_categories": frozenset(), "conditions_accepted": frozenset(Condition)},
}


@dataclass(frozen=True)
class Row:
    number: str
    told: str
    source: str
    had: str
    denied: str

    def text(self):
        return f"| {self.number} | {self.told} | {self.source} | {self.had} | {self.denied} |"


def rows():
    lines = (line for line in TABLE.read_text().splitlines() if line.startswith("| "))
    cells = ([cell.strip() for cell in line.strip("|").split(" | ")] for line in lines)
    return [Row(*each) for each in cells if each[0].isdigit()]


def answered(row):
    """The same row with what the rule says."""
    found = entitlement(facts_of(row.told))
    return replace(row, had=_had(found), denied=_denied(found))


def facts_of(told):
    """`changed_mind, asked 2026-11-17, own 45-days`: the cause first, then what differs."""
    cause, *words = told.split(", ")
    known = {"cause": Cause(cause), "ordered_on": date(2026, 11, 2)}
    for word in words:
        known |= _known(*word.split(" "))
    return facts(**_consistent(known))


def _consistent(known):
    """What was paid follows from price and delivery, the law from the day of the order."""
    law = law_for(known.pop("law", "DE"), known["ordered_on"])
    price, delivery = known.get("unit_price", eur("39.90")), known.get("shipping", eur("4.90"))
    paid = Money("EUR", price.minor * known.get("quantity", 1) + delivery.minor)
    return {"law": law, "paid": paid} | known


def _known(word, *values):
    if word in STAGES:
        return {"stage": STAGES[word]}
    if word in FLAGS:
        return FLAGS[word]
    if word in DAYS:
        return dict.fromkeys(DAYS[word], date.fromisoformat(values[0]))
    if word in MONEY:
        return {MONEY[word]: eur(values[0])}
    return NAMED[word](*values)


def _policy(version, names):
    differs = {key: value for each in names for key, value in POLICIES[each].items()}
    return Terms(replace(GERMAN, **differs), version)


NAMED = {
    "own": lambda *names: {"own": _policy("3", names)},
    "standard": lambda *names: {"standard": _policy("DE-2", names)},
    "claim": lambda kind: {"claim": Claim(kind)},
    "condition": lambda state: {"condition": Condition(state)},
    "grants": lambda *names: {"seller_grants": frozenset(map(Remedy, names))},
    "rules-out": lambda *names: {"seller_rules_out": frozenset(map(Remedy, names))},
    "seller": lambda country: {"seller_country": country},
    "law": lambda country: {"law": country},
    "loss": lambda percent: {"loss_percent": int(percent)},
    "units": lambda count: {"quantity": int(count)},
    "agreed": lambda months: {"agreed_guarantee_months": int(months)},
    "category": lambda *names: {"category": " ".join(names)},
}


def _had(found):
    """Remedies on the same terms together: ground, last day, money, who pays the way back."""
    offered = [each for each in found.options if each.remedy is not Remedy.EXPLAIN]
    terms = [
        " ".join(f"{remedy}" for remedy in (each.remedy for each in group)) + ": " + said
        for said, group in groupby(offered, key=_terms)
    ]
    opened = ["ask the seller"] if found.ask_seller else []
    missing = [f"not known: {', '.join(found.missing)}"] if found.missing else []
    return "; ".join([*terms, *opened, *missing]) or NOTHING


def _terms(option):
    until = f"until {option.until}" if option.until else "no end"
    money = [str(Money("EUR", net(option.amounts)).amount())] if option.amounts else []
    label = [f"label {option.label}"] if option.label else []
    due = [f"due {option.refund_due}"] if option.refund_due else []
    return ", ".join([str(option.ground), until, *money, *label, *due])


def _denied(found):
    denied = (each for each in found.denied if each.clause not in PLAIN_DENIALS)
    told = sorted(denied, key=lambda each: each.clause)
    by_clause = [
        f"{clause}: " + " ".join(str(each.remedy) for each in group)
        for clause, group in groupby(told, key=lambda each: each.clause)
    ]
    return "; ".join(by_clause) or NOTHING


if __name__ == "__main__":
    told = TABLE.read_text()
    for row in rows():
        told = told.replace(row.text(), answered(row).text())
    TABLE.write_text(told)
