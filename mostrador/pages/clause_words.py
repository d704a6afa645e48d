"""A clause in a sentence, for whoever reads it; what fills it in the reader's own writing."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mostrador.pages import policy_words
from mostrador.pages.clause_words_buyer import BUYER, BUYER_OPEN
from mostrador.pages.clause_words_seller import SELLER, SELLER_OPEN
from mostrador.pages.templatetags.mostrador import money
from mostrador.rules.clauses import SAYS, Code
from mostrador.rules.entitlement_facts import Clause, Ground
from mostrador.rules.money import Money
from mostrador.rules.return_policy import Condition, Trigger


class Reader(StrEnum):
    BUYER = "buyer"
    SELLER = "seller"
    AGENT = "agent"


WORDS: Mapping[Reader, Mapping[Code, str | Promise]] = {
    Reader.BUYER: BUYER,
    Reader.SELLER: SELLER,
    # The agent reads what the seller reads, with the rule's name beside it.
    Reader.AGENT: SELLER,
}
OPEN: Mapping[Reader, Mapping[Code, str | Promise]] = {
    Reader.BUYER: BUYER_OPEN,
    Reader.SELLER: SELLER_OPEN,
    Reader.AGENT: SELLER_OPEN,
}
DAYS = {"until", "by", "from", "promised", "delivered"}
AMOUNTS = {"amount", "price", "limit"}
# "within 14 working days …"
TRIGGERS: Mapping[str, str | Promise] = {
    Trigger.INSPECTION: pgettext_lazy("within some days", "after the goods were inspected"),
    Trigger.RECEIPT: pgettext_lazy("within some days", "after the goods have arrived"),
    Trigger.DISPATCH_PROOF: pgettext_lazy(
        "within some days", "after it is shown that they were sent"
    ),
}
GROUNDS: Mapping[Ground, str | Promise] = {
    Ground.STANDARD_POLICY: gettext_lazy("Standard policy"),
    Ground.SELLER_POLICY: gettext_lazy("The seller's policy"),
    Ground.LAW: gettext_lazy("Law"),
    Ground.SELLER_ANSWER: gettext_lazy("The seller's answer"),
    Ground.BEST_JUDGEMENT: gettext_lazy("Best judgement"),
    Ground.GOODWILL: gettext_lazy("Goodwill"),
}


def said(clause: Clause, reader: Reader) -> str:
    """The clause in one sentence, or two where a seller gives more than he must."""
    code = _known(clause.code)
    if code is None:
        return clause.code.replace("_", " ")
    words = WORDS[reader][code]
    if clause.values.get("until") == "":
        words = OPEN[reader].get(code, words)
    # What a clause kept long ago does not say stands as a dash.
    names = dict.fromkeys(SAYS[code][1], "–")
    return str(words) % {**names, **_values(clause)} + _longer(clause)


def cited(clause: Clause) -> str:
    """For agents: the sentence, the rule's name, where it stands and what filled it."""
    filled = ", ".join(f"{name} {value}" for name, value in clause.values.items() if value)
    rule = " · ".join(filter(None, (clause.code, clause.cites, filled)))
    return f"{said(clause, Reader.AGENT)} [{rule}]"


def on_paper(clause: Clause) -> str:
    """For sellers: the sentence, and the paragraph where it is law."""
    sentence = said(clause, Reader.SELLER)
    by_law = clause.ground is Ground.LAW and clause.cites
    return f"{sentence} ({clause.cites})" if by_law else sentence


def _known(code: str) -> Code | None:
    return Code(code) if code in Code.__members__.values() else None


def _longer(clause: Clause) -> str:
    """A seller who is kinder than he must be is said to be so."""
    given, standard = clause.values.get("given", ""), clause.values.get("standard", "")
    counts = given.isdecimal() and standard.isdecimal()
    if clause.code != Code.WINDOW_OPEN or not counts or int(given) <= int(standard):
        return ""
    more = _("The seller gives %(given)s days, longer than the standard %(standard)s.")
    return " " + more % {"given": given, "standard": standard}


def _values(clause: Clause) -> dict[str, str]:
    return {name: _value(name, value) for name, value in clause.values.items()}


def _value(name: str, value: str) -> str:
    if not value:
        return "–"
    if name in DAYS:
        return _day(value)
    if name in AMOUNTS:
        return _amount(value)
    if name == "category":
        return policy_words.category(value)
    if name == "condition" and value in Condition.__members__.values():
        return str(policy_words.CONDITIONS[Condition(value)])
    return str(TRIGGERS.get(value, value)) if name == "trigger" else value


def _day(said: str) -> str:
    try:
        return policy_words.full_day(date.fromisoformat(said))
    except ValueError:
        return said


def _amount(said: str) -> str:
    """“19.90 EUR”, or the other way round."""
    parts = sorted(said.split(), key=str.isalpha)
    try:
        return money(Money.of(parts[0], parts[-1]))
    except ValueError:
        return said
