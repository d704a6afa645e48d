"""Saying that something was decided: the contact's history, the buyer's mail and the seller's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mostrador.contacts import deliveries
from mostrador.contacts.models import Contact
from mostrador.decisions.models import Decision
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.orders import queries


def decided(decision: Decision, what: str, *, by: str, now: datetime) -> None:
    """Told to both: the contact wants nobody but the buyer."""
    contact = decision.contact
    changes = {
        "state": Contact.State.WAITING_FOR_BUYER,
        "answer_due_at": None,
        "promise_left": None,
        "urgent_at": None,
        "first_answered_at": contact.first_answered_at or now,
    }
    note(decision, what, facts=_named(decision), by=by, now=now, **changes)
    _mail_both(decision, "decided", now=now)


def proposed(decision: Decision, *, by: str, now: datetime) -> None:
    """Nobody outside hears of it until a second person agrees."""
    note(decision, "decision_proposed", facts=_named(decision), by=by, now=now)


def undone(
    decision: Decision, what: str, *, why: str, facts: Mapping[str, Any], by: str, now: datetime
) -> None:
    """It does not happen as it was told: both read so, and a person looks at it again."""
    wake_a_person(decision, what, facts=facts, by=by, now=now)
    _mail_both(decision, "reconsidered", now=now, why=why)


def wake_a_person(
    decision: Decision, what: str, *, by: str, now: datetime, facts: Mapping[str, Any] | None = None
) -> None:
    """It is not as it was told: whoever has the contact looks at it at once."""
    contact = decision.contact
    stays = contact.state in {Contact.State.HANDED_OVER, Contact.State.MERGED}
    changes = {} if stays else {
        "state": Contact.State.OPEN, "urgent_at": now, "resolved_at": None,
    }  # fmt: skip
    note(
        decision, what, facts={"decision": decision.pk, **(facts or {})}, by=by, now=now, **changes
    )


def _mail_both(decision: Decision, template: str, *, now: datetime, **more: str) -> None:
    """The buyer, and every seller whose lines it is about."""
    facts = {"decision": decision.pk, **more}
    deliveries.owe_buyer(decision.contact, template, facts=facts, now=now)
    theirs = sellers(decision)
    for part in decision.contact.parts.filter(handler="service"):
        if not theirs or part.seller_id in theirs:
            deliveries.owe_seller(part, f"seller/{template}", facts=facts, now=now)


def note(
    decision: Decision, what: str, *, facts: Mapping[str, Any], by: str, now: datetime,
    **changes: Any,
) -> None:  # fmt: skip
    contact = decision.contact
    chain.write(contact, {}, [Happening(what, now, by, facts)], **changes)
    concerned = map(events.seller, sorted(sellers(decision)))
    events.tell(events.DESK, events.contact(contact.pk), *concerned, at=now)


def sellers(decision: Decision) -> set[str]:
    """Whose lines it is about; nobody's where it names none."""
    if decision.order is None:
        return {decision.question.seller_id} if decision.question else set()
    lines = [line for line in queries.lines_of(decision.order) if line.ref in decision.lines]
    found = {line.seller_id or decision.order.seller_id for line in lines}
    return {one for one in found if one}


def _named(decision: Decision) -> dict[str, Any]:
    return {
        "decision": decision.pk,
        "remedy": str(decision.remedy),
        "ground": str(decision.ground),
        "question": decision.question_id,
        "lines": decision.lines,
        "reason": decision.reason.digest,
    }
