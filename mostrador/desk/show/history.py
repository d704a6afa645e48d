"""A contact's history in words: one sentence for every kind of entry."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mostrador.cases.kinds import KINDS, Choice, choice
from mostrador.desk import words
from mostrador.desk.dossier import Dossier
from mostrador.desk.show import decision_history, elsewhere, names, returning, withdrawn
from mostrador.history.models import Entry
from mostrador.pages import moments, shapes

Facts = Mapping[str, Any]


def sentence(entry: Entry, dossier: Dossier) -> str:
    """What happened. A later app's entry that has no sentence here is named as it is."""
    said = SENTENCES.get(entry.what)
    who = names.of(entry.by, dossier)
    if said is None:
        return _("%(who)s: %(what)s") % {"who": who, "what": entry.what.replace("_", " ")}
    return said(who, entry.facts, dossier)


def event(entry: Entry, dossier: Dossier) -> shapes.Event:
    icon = ICONS.get(entry.what, "dot")
    return shapes.Event(entry.at, sentence(entry, dossier), dossier.zone, icon)


def _plain(template: Callable[[], str]) -> Callable[[str, Facts, Dossier], str]:
    return lambda who, _facts, _dossier: template() % {"who": who}


def _opened(who: str, facts: Facts, _dossier: Dossier) -> str:
    said = _("%(who)s wrote %(channel)s. Topic: %(topic)s.") % {
        "who": who,
        "channel": words.CHANNELS.get(facts["channel"], facts["channel"]),
        "topic": words.topic(facts["topic"]),
    }
    if facts.get("verified") is False:
        return _("%(said)s The sender is not known to be the buyer.") % {"said": said}
    return said


def _topic(who: str, facts: Facts, _dossier: Dossier) -> str:
    return _("%(who)s changed the topic from %(before)s to %(after)s.") % {
        "who": who,
        "before": words.topic(facts["from"]),
        "after": words.topic(facts["to"]),
    }


def _passed_on(who: str, facts: Facts, dossier: Dossier) -> str:
    if facts["handler"] == "operator":
        return _("%(who)s passed the contact on to the marketplace.") % {"who": who}
    sellers = names.sellers(dossier) or pgettext("passed on to", "the seller")
    return _("%(who)s passed the contact on to %(sellers)s.") % {"who": who, "sellers": sellers}


def _linked(who: str, facts: Facts, _dossier: Dossier) -> str:
    return _("%(who)s found out that it is about order %(order)s.") % {
        "who": who,
        "order": facts["order"],
    }


def _split(who: str, facts: Facts, _dossier: Dossier) -> str:
    return _("%(who)s split off “%(topic)s” as contact %(into)s.") % {
        "who": who,
        "topic": words.topic(facts["topic"]),
        "into": facts["into"],
    }


def _asked(who: str, facts: Facts, dossier: Dossier) -> str:
    return _("%(who)s asked %(seller)s: %(kind)s") % {"who": who, **_question(facts, dossier)}


def _answered(_who: str, facts: Facts, dossier: Dossier) -> str:
    named = _question(facts, dossier)
    said = closed(facts["kind"], facts.get("choice") or "")
    if said:
        return _("%(seller)s answered: %(answer)s") % {**named, "answer": said.label}
    return _("%(seller)s answered: %(kind)s") % named


def _answered_late(_who: str, facts: Facts, dossier: Dossier) -> str:
    return _("%(seller)s answered after the time was over: %(kind)s") % _question(facts, dossier)


def _not_an_answer(who: str, facts: Facts, dossier: Dossier) -> str:
    said = _("%(who)s marked the seller's words as no answer; the question runs on: %(kind)s")
    return said % {"who": who, **_question(facts, dossier)}


def _withdrawn(who: str, facts: Facts, dossier: Dossier) -> str:
    return _("%(who)s withdrew the question: %(kind)s") % {"who": who, **_question(facts, dossier)}


def _lapsed(_who: str, facts: Facts, dossier: Dossier) -> str:
    return _("%(seller)s did not answer in time: %(kind)s") % _question(facts, dossier)


def _time_asked(_who: str, facts: Facts, dossier: Dossier) -> str:
    return _("%(seller)s asked for more time: %(kind)s") % _question(facts, dossier)


def _time_given(who: str, facts: Facts, dossier: Dossier) -> str:
    said = _("%(who)s gave %(seller)s more time, until %(due)s: %(kind)s")
    return said % {"who": who, "due": _due(facts, dossier), **_question(facts, dossier)}


def _shifted(_who: str, facts: Facts, dossier: Dossier) -> str:
    said = _("A disturbance gave %(seller)s its time back, until %(due)s: %(kind)s")
    return said % {"due": _due(facts, dossier), **_question(facts, dossier)}


def _due(facts: Facts, dossier: Dossier) -> str:
    return moments.day_and_hour(datetime.fromisoformat(facts["due_at"]), dossier.zone)


def _bounced(_who: str, facts: Facts, _dossier: Dossier) -> str:
    if facts.get("to") == "seller":
        return _("A mail to the seller came back; the clock runs on.")
    return _("A mail to the buyer came back.")


def _question(facts: Facts, dossier: Dossier) -> dict[str, str]:
    question = next((one for one in dossier.questions if one.pk == facts["question"]), None)
    seller = str(dossier.seller(question.seller_id)) if question else _("The seller")
    return {"seller": seller, "kind": kind(facts["kind"])}


def kind(code: str) -> str:
    return str(KINDS[code].title) if code in KINDS else code


def closed(code: str, answer: str) -> Choice | None:
    """The closed answer of a kind; none where the seller wrote freely."""
    return choice(code, answer) if code in KINDS else None


SENTENCES: Mapping[str, Callable[[str, Facts, Dossier], str]] = {
    "opened": _opened,
    "said_to_buyer": _plain(lambda: _("%(who)s wrote to the buyer.")),
    "heard_from_buyer": _plain(lambda: _("%(who)s wrote again.")),
    "noted": _plain(lambda: _("%(who)s wrote a note for colleagues.")),
    "heard_from_seller": _plain(lambda: _("%(who)s wrote in the Case Log.")),
    "said_to_seller": _plain(lambda: _("%(who)s wrote to the seller.")),
    "seller_answered_buyer": _plain(lambda: _("%(who)s answered the buyer.")),
    "waits_for_buyer": _plain(lambda: _("%(who)s left the next word to the buyer.")),
    "passed_on": _passed_on,
    "taken_over": _plain(lambda: _("%(who)s took the contact over for the service.")),
    "taken": _plain(lambda: _("%(who)s took the contact.")),
    "topic_corrected": _topic,
    "verified": _plain(lambda: _("%(who)s made sure that the sender is the buyer.")),
    "linked_to_order": _linked,
    "verdict_changed": lambda _who, _facts, _dossier: _(
        "The records of the order or the seller changed, and with them the verdict."
    ),
    "mail_bounced": _bounced,
    "reply_refused": _plain(
        lambda: _("The marketplace did not take our message; the buyer has not got it.")
    ),
    "split": _split,
    "question_asked": _asked,
    "question_answered": _answered,
    "answer_after_due": _answered_late,
    "not_an_answer": _not_an_answer,
    "question_withdrawn": _withdrawn,
    "question_lapsed": _lapsed,
    "more_time_asked": _time_asked,
    "more_time_given": _time_given,
    "question_shifted": _shifted,
    "withdrawal_declared": withdrawn.sentence,
    "resolved": _plain(lambda: _("%(who)s resolved the contact.")),
    **decision_history.SENTENCES,
    **returning.SENTENCES,
    **elsewhere.SENTENCES,
}
ICONS: Mapping[str, str] = {
    "opened": "mail-open",
    "passed_on": "forward",
    "taken_over": "headset",
    "taken": "user-round-check",
    "topic_corrected": "pencil",
    "verified": "shield-check",
    "linked_to_order": "package",
    "verdict_changed": "refresh-cw",
    "mail_bounced": "undo-2",
    "reply_refused": "circle-alert",
    "split": "split",
    "question_asked": "circle-question-mark",
    "question_answered": "store",
    "answer_after_due": "store",
    "not_an_answer": "store",
    "question_withdrawn": "x",
    "question_lapsed": "clock-alert",
    "more_time_asked": "clock",
    "more_time_given": "clock-plus",
    "question_shifted": "clock-plus",
    "withdrawal_declared": "undo-2",
    "resolved": "circle-check",
    **decision_history.ICONS,
    **returning.ICONS,
    **elsewhere.ICONS,
}
