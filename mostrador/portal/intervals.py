"""What has happened between a seller and a store's service, for its timeline."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mostrador.history.models import Entry
from mostrador.pages.shapes import Event
from mostrador.people.models import User
from mostrador.portal.enrolling import Service, obstacles
from mostrador.rules.moments import moment
from mostrador.sellers.models import Enrolment, Invitation, Submission

Facts = Mapping[str, Any]
ICONS = {
    "enrolled": "pen-line", "enrolment_loaded": "pen-line", "activated": "circle-check",
    "activation_stuck": "triangle-alert", "suspended": "circle-alert", "resumed": "circle-check",
    "left": "arrow-right", "terms_accepted": "pen-line", "policy_warned": "triangle-alert",
    "policy_warning_ended": "circle-check",
}  # fmt: skip


def events(service: Service) -> list[Event]:
    """Every interval, terms version, invitation and approved policy, in the order of time."""
    rows = {row.subject: row for row in service.rows}
    entries = list(Entry.objects.filter(subject__in=rows).order_by("at", "pk"))
    people = _people(service, entries)
    told = [_event(service, rows[one.subject], one, people) for one in entries]
    every = [*told, *_invitations(service), *_policies(service)]
    return sorted(every, key=lambda one: one.at)


def _event(service: Service, row: Enrolment, entry: Entry, people: Mapping[str, str]) -> Event:
    who = _who(service, row, entry, people)
    said = SENTENCES.get(entry.what)
    sentence = said(service, row, entry.facts, who) if said else entry.what.replace("_", " ")
    return Event(entry.at, sentence, service.zone, ICONS.get(entry.what, "dot"))


def _who(service: Service, row: Enrolment, entry: Entry, people: Mapping[str, str]) -> str:
    """Of his own people the name; of the marketplace's, the marketplace."""
    if entry.by != f"seller:{service.seller.pk}":
        return str(service.store)
    person = entry.facts.get("person") or (row.accepted_by if entry.what == "enrolled" else "")
    return people.get(person) or str(service.seller)


def _people(service: Service, entries: Sequence[Entry]) -> dict[str, str]:
    said = {str(one.facts.get("person", "")) for one in entries}
    said |= {row.accepted_by for row in service.rows}
    numbers = {one.partition(":")[2] for one in said if one.startswith("seller:")}
    known = User.objects.filter(pk__in=[one for one in numbers if one.isdecimal()])
    return {one.actor: one.first_name or one.username for one in known}


def _invitations(service: Service) -> list[Event]:
    theirs = Invitation.objects.filter(seller=service.seller, store=service.store)
    said = _("%(store)s invited you.") % {"store": service.store}
    return [Event(one.sent_at, said, service.zone, "mail") for one in theirs]


def _policies(service: Service) -> list[Event]:
    """What was approved and when it binds (R22)."""
    theirs = Submission.objects.filter(seller=service.seller, store=service.store)
    approved = theirs.filter(from_at__isnull=False, decided_at__isnull=False)
    said = _("Return policy approved, in force from %(at)s.")
    return [
        Event(at, said % {"at": service.when(from_at)}, service.zone, "circle-check")
        for at, from_at in approved.values_list("decided_at", "from_at")
        if at and from_at
    ]


def _enrolled(_service: Service, row: Enrolment, facts: Facts, who: str) -> str:
    said = _("%(who)s enrolled and accepted version %(terms)s of the terms.")
    told = said % {"who": who, "terms": facts["terms"]}
    if not row.plan:
        return told
    plan = _("Plan: %(plan)s, version %(version)s.") % {
        "plan": row.plan, "version": row.plan_version,
    }  # fmt: skip
    return f"{told} {plan}"


def _loaded(service: Service, _row: Enrolment, facts: Facts, who: str) -> str:
    since, until = facts["from"], facts.get("until")
    if until:
        said = _("%(who)s told us: enrolled from %(since)s until %(until)s.")
        return said % {"who": who, "since": _at(service, since), "until": _at(service, until)}
    return _("%(who)s told us: enrolled since %(since)s.") % {
        "who": who, "since": _at(service, since),
    }  # fmt: skip


def _suspended(_service: Service, _row: Enrolment, facts: Facts, who: str) -> str:
    reasons = " ".join(one.words for one in obstacles(facts["reasons"]))
    return _("%(who)s suspended the service: %(reasons)s") % {"who": who, "reasons": reasons}


def _warned(service: Service, _row: Enrolment, facts: Facts, _who: str) -> str:
    said = _("The return policy became less kind than the standard; to be mended by %(until)s.")
    return said % {"until": _at(service, facts["until"])}


def _agreed(_service: Service, _row: Enrolment, facts: Facts, who: str) -> str:
    return _("%(who)s accepted version %(terms)s of the terms.") % {
        "who": who, "terms": facts["terms"],
    }  # fmt: skip


def _plain(template: Callable[[], str]) -> Callable[[Service, Enrolment, Facts, str], str]:
    return lambda _service, _row, _facts, who: template() % {"who": who}


def _at(service: Service, written: str) -> str:
    return service.when(moment(written))


SENTENCES: Mapping[str, Callable[[Service, Enrolment, Facts, str], str]] = {
    "enrolled": _enrolled,
    "enrolment_loaded": _loaded,
    "enrolment_changed": _loaded,
    "activated": _plain(lambda: pgettext("in a timeline", "The service was active.")),
    "activation_held": _plain(lambda: _("%(who)s looks into something before the service begins.")),
    "activation_released": _plain(lambda: _("%(who)s let the activation go on.")),
    "activation_stuck": _plain(lambda: _("The hour was over and the service not active yet.")),
    "policy_warned": _warned,
    "policy_warning_ended": _plain(
        lambda: _("The return policy is as kind as the standard again.")
    ),
    "suspended": _suspended,
    "suspension_ended": _plain(lambda: _("%(who)s ended the suspension.")),
    "resumed": _plain(lambda: _("New orders are covered again.")),
    "terms_accepted": _agreed,
    "left": _plain(lambda: _("%(who)s unsubscribed.")),
}
