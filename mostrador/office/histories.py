"""What happened, in words: who, when and what, of a store's programme and of a seller's."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from mostrador.history.models import Entry
from mostrador.office import names, paging, words
from mostrador.office.names import Names
from mostrador.rules.money import Money
from mostrador.rules.programme import ELSEWHERE

Facts = Mapping[str, Any]
# Entries whose facts are settings, each as it was and as it is.
CHANGED = {"programme_changed", "money_changed", "live_share_changed"}


@dataclass(frozen=True, slots=True)
class Change:
    """One setting, as it was and as it is."""

    setting: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    at: datetime
    who: str
    words: str
    changes: tuple[Change, ...] = ()


def of(subjects: Sequence[str]) -> QuerySet[Entry]:
    """The entries of these subjects, the newest first."""
    return Entry.objects.filter(subject__in=subjects).order_by("-at", "-pk")


def page(
    request: HttpRequest, subjects: Sequence[str], size: int, *, path: str, part: str
) -> dict[str, Any]:
    """What happened to these, a page by key; `part` is where the page at `path` shows it."""
    found = of(subjects).filter(paging.before(request, "at", numbered=True))
    shown, last = paging.cut(found, size)
    older = paging.address(path, {}, before=paging.place(last.at, last.pk)) if last else ""
    return {"history": lines(shown), "older": f"{older}#{part}" if older else ""}


def lines(entries: Iterable[Entry]) -> list[Line]:
    told = list(entries)
    known = names.known(entry.by for entry in told)
    return [line(entry, known) for entry in told]


def line(entry: Entry, known: Names) -> Line:
    said = SENTENCES.get(entry.what)
    sentence = said(entry.facts) if said else entry.what.replace("_", " ").capitalize()
    changes = _changes(entry.facts) if entry.what in CHANGED else ()
    return Line(entry.number, entry.at, known.of(entry.by), sentence, changes)


def _changes(facts: Facts) -> tuple[Change, ...]:
    names_of = {
        "mode": _("Who may take part"),
        "trial_days": _("Days free of charge"),
        "activation_minutes": _("Minutes until the service is ready"),
        "own_seller_languages": _("Languages the service speaks with sellers"),
        "own_hand_over": _("Addresses for handing over"),
        "plan": _("Name of the plan"),
        "plan_version": _("Version of the plan"),
        "plan_words": _("What it costs"),
        "agent_limit_minor": _("What an agent may give alone"),
        "goodwill_limit_minor": _("Of it as goodwill"),
        "refund_grace_minutes": _("Minutes to take a best judgement back"),
        "appeal_days": _("Days to appeal"),
        "returnless_up_to_minor": _("Goods need not come back up to"),
        "option_days": _("Days for a seller abroad to offer a way back"),
        "live_share": _("Of a hundred sellers so many are live"),
    }
    known = (name for name in names_of if name in facts)
    coin = (facts.get("currency") or [""])[0]
    return tuple(
        Change(names_of[name], *(_value(name, one, coin) for one in facts[name])) for name in known
    )


def _value(name: str, value: Any, coin: str) -> str:
    """A setting's value as the operator would say it."""
    if name.endswith("_minor"):
        return _("no limit") if value is None else Money(coin, value).text()
    if name == "mode":
        return str(words.MODES.get(value, value))
    if name == "trial_days":
        return _("without an end") if value is None else str(value)
    if name == "own_seller_languages":
        return ", ".join(map(words.language, value))
    if name == "own_hand_over":
        return ", ".join(f"{_country(one)}: {address}" for one, address in sorted(value.items()))
    if name == "plan_words":
        said = [f"{words.language(one)}: {text}" for one, text in sorted(value.items())]
        return " · ".join(said) or pgettext("nothing is written", "nothing")
    return str(value)


def _country(code: str) -> str:
    return _("all other countries") if code == ELSEWHERE else words.country(code)


def _suspended(facts: Facts) -> str:
    why = ", ".join(words.refusal(code) for code in facts.get("reasons", ()))
    return _("Suspended: %(why)s") % {"why": why} if why else _("Suspended")


def _finished(counts: Mapping[str, Mapping[str, int]]) -> str:
    back = sum(int(each.get("rejected", 0)) for each in counts.values())
    if not back:
        return _("Everything was in")
    said = ngettext("Finished; %(n)s row came back", "Finished; %(n)s rows came back", back)
    return said % {"n": back}


SENTENCES: dict[str, Callable[[Facts], str]] = {
    "connected": lambda _facts: _("Connected the marketplace"),
    "connection_changed": lambda facts: (
        _("Changed settings: %(names)s") % {"names": ", ".join(facts.get("settings", ()))}
    ),
    "connection_paused": lambda _facts: _("Paused the connection"),
    "connection_went_on": lambda _facts: _("Let the connection go on"),
    "connection_carries": lambda _facts: _("Let the connection carry out instructions"),
    "connection_stopped_carrying": lambda _facts: _("Took instructions away from the connection"),
    "stream_read_again": lambda facts: (
        _("Had %(stream)s read again from %(day)s on")
        % {"stream": facts.get("stream"), "day": str(facts.get("since"))[:10]}
    ),
    "standard_policy_published": lambda _facts: _("Published a standard return policy"),
    "policy_submitted": lambda _facts: _("Submitted a return policy"),
    "policy_superseded": lambda _facts: _("Submitted another return policy in its place"),
    "policy_asked": lambda _facts: _("Asked the seller about his return policy"),
    "policy_approved": lambda _facts: _("Approved the return policy"),
    "policy_refused": lambda _facts: _("Did not approve the return policy"),
    "policy_withdrawn": lambda _facts: _("Withdrew the return policy"),
    "policy_reconsidered": lambda _facts: _("Took the return policy up once more"),
    "policy_warned": lambda _facts: _("Warned: the return policy is less kind than the standard"),
    "policy_warning_ended": lambda _facts: _("The return policy is as kind as the standard again"),
    "webhook_changed": lambda facts: (
        _("Instructions are fetched from now on")
        if facts.get("fetched")
        else _("Changed the address for instructions")
    ),
    "webhook_secret_changed": lambda _facts: _("Made a new secret for instructions"),
    "import_received": lambda _facts: _("Handed the file in"),
    "import_mapped": lambda _facts: _("Said how it is read"),
    "import_tried": lambda _facts: _("Tried it; nothing was kept"),
    "import_begun": lambda _facts: _("Began"),
    "import_trial_begun": lambda _facts: _("Began a trial, which keeps nothing"),
    "import_stopped": lambda _facts: pgettext("what happened", "Stopped"),
    "import_resumed": lambda _facts: _("Let it go on"),
    "import_failed": lambda facts: (
        _("No row was good") if facts.get("why") == "hopeless" else _("Stood still")
    ),
    "import_finished": lambda facts: _finished(facts.get("counts", {})),
    "import_file_thrown_away": lambda _facts: _("Threw the file away"),
    "programme_changed": lambda _facts: _("Changed the programme"),
    "golive_tried": lambda _facts: _("Tried a point of the go-live checklist"),
    "live_share_changed": lambda _facts: _("Changed the share of live sellers"),
    "money_changed": lambda _facts: _("Changed the limits and days of money"),
    "filed": lambda _facts: _("Appealed against the decision"),
    "asked": lambda _facts: _("Asked the seller for more"),
    "supplied": lambda _facts: _("Supplied what was asked"),
    "terms_published": lambda facts: (
        _("Published the terms, version %(version)s") % {"version": facts["version"]}
    ),
    "terms_sent": lambda facts: (
        _("Wrote to the sellers about the terms, version %(version)s")
        % {"version": facts["version"]}
    ),
    "invited": lambda _facts: _("Invited"),
    "opened": lambda _facts: _("Opened the invitation"),
    "accepted": lambda _facts: _("Accepted the invitation"),
    "declined": lambda _facts: _("Declined the invitation"),
    "withdrawn": lambda _facts: _("Withdrew the invitation"),
    "enrolled": lambda facts: (
        _("Enrolled and accepted the terms, version %(version)s")
        % {"version": facts.get("terms") or "–"}
    ),
    "enrolment_loaded": lambda _facts: _("The marketplace told of this enrolment"),
    "enrolment_changed": lambda _facts: _("The marketplace told of a change"),
    "left": lambda _facts: _("Left the service; orders up to then stay with it"),
    "activated": lambda _facts: _("The service was ready"),
    "activation_stuck": lambda _facts: _("The service was not ready within the hour"),
    "activation_held": lambda _facts: _("Held the activation"),
    "activation_released": lambda _facts: _("Released the activation"),
    "suspended": _suspended,
    "suspension_ended": lambda _facts: _("Ended the suspension"),
    "resumed": lambda _facts: _("Enrolled again after the suspension"),
    "complained": lambda facts: (
        _("Complained: %(about)s") % {"about": words.complaint_about(str(facts.get("about")))}
    ),
    "decided": lambda facts: (
        _("Decided about the appeal")
        if "outcome" in facts
        else _("Granted the complaint")
        if facts.get("state") == "granted"
        else _("Rejected the complaint")
    ),
}
