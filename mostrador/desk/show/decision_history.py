"""Decisions in a contact's history: proposed, approved, taken back, stopped, carried out."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mostrador.desk import words
from mostrador.desk.dossier import Dossier

Facts = Mapping[str, Any]
Sentence = Callable[[str, Facts, Dossier], str]

# Why a decision that was to be carried out was stopped instead.
STOPPED: Mapping[str, str | Promise] = {
    "late_answer": gettext_lazy("the seller has answered after all"),
    "claim": gettext_lazy("a claim has come in elsewhere"),
    "claim_open": gettext_lazy("a claim has come in elsewhere"),
    "refunded_elsewhere": gettext_lazy("the money has gone back elsewhere"),
}


def _what(facts: Facts) -> dict[str, str]:
    ground = str(facts.get("ground") or "")
    return {
        "remedy": words.remedy(facts.get("remedy") or ""),
        "ground": str(words.GROUNDS.get(ground, ground)),
    }


def decided(who: str, facts: Facts, _dossier: Dossier) -> str:
    said = _("%(who)s decided: %(remedy)s. Ground: %(ground)s.")
    return said % {"who": who, **_what(facts)}


def _proposed(who: str, facts: Facts, _dossier: Dossier) -> str:
    said = _("%(who)s proposed: %(remedy)s. Ground: %(ground)s. A second person looks first.")
    return said % {"who": who, **_what(facts)}


def _approved(who: str, facts: Facts, _dossier: Dossier) -> str:
    return _("%(who)s approved: %(remedy)s.") % {"who": who, **_what(facts)}


def _stopped(_who: str, facts: Facts, _dossier: Dossier) -> str:
    code = str(facts.get("reason") or "")
    why = STOPPED.get(code, code.replace("_", " "))
    return _("The decision was stopped before it was carried out: %(why)s.") % {"why": why}


def _plain(template: Callable[[], str]) -> Sentence:
    return lambda who, _facts, _dossier: template() % {"who": who}


def _appeal_decided(who: str, facts: Facts, _dossier: Dossier) -> str:
    said = {
        "upheld": _("%(who)s decided about the seller's appeal: the decision stands."),
        "reversed_operator_pays": _(
            "%(who)s decided about the seller's appeal: the marketplace pays, not the seller."
        ),
        "reversed_customer_recharge": _(
            "%(who)s decided about the seller's appeal: the buyer has agreed to pay it back."
        ),
    }
    return said[str(facts.get("outcome") or "upheld")] % {"who": who}


SENTENCES: Mapping[str, Sentence] = {
    "decided": decided,
    "decision_proposed": _proposed,
    "decision_approved": _approved,
    "decision_rejected": _plain(lambda: _("%(who)s did not approve what was proposed.")),
    "decision_cancelled": _plain(lambda: _("%(who)s took the decision back.")),
    "decision_stopped": _stopped,
    "decision_executed": lambda _who, _facts, _dossier: _(
        "The time to take the decision back is over; it is carried out."
    ),
    "appeal_filed": _plain(lambda: _("%(who)s appealed against the decision.")),
    "appeal_asked": _plain(lambda: _("%(who)s asked the seller for more about his appeal.")),
    "appeal_supplied": _plain(lambda: _("%(who)s supplied what was asked about the appeal.")),
    "appeal_decided": _appeal_decided,
    "not_done": lambda _who, _facts, _dossier: _(
        "The marketplace could not carry the decision out; its money is taken back."
    ),
    "instruction_done": lambda _who, _facts, _dossier: _("The marketplace has carried it out."),
    "instruction_refused": lambda _who, _facts, _dossier: _(
        "The marketplace says that it cannot carry it out. Decide again."
    ),
}
ICONS: Mapping[str, str] = {
    "decided": "scale",
    "decision_proposed": "stamp",
    "decision_approved": "stamp",
    "decision_rejected": "x",
    "decision_cancelled": "undo-2",
    "decision_stopped": "circle-pause",
    "decision_executed": "circle-check",
    "appeal_filed": "gavel",
    "appeal_asked": "circle-question-mark",
    "appeal_supplied": "paperclip",
    "appeal_decided": "gavel",
    "not_done": "circle-alert",
    "instruction_done": "circle-check",
    "instruction_refused": "circle-alert",
}
