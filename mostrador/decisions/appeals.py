"""Appeals: filed once, asked about, decided by another person; the only writer of them (E66)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.contacts.names import fresh
from mostrador.decisions import (
    appeal_facts,
    executing,
    instructions,
    ledger,
    recharging,
    telling,
)
from mostrador.decisions.models import Appeal, Decision, Evidence, Posting, Statement
from mostrador.decisions.refusal import RefusedError
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.rules import appeals as rules
from mostrador.rules.appeals import Outcome, Reason, Refusal
from mostrador.sealed import keeping
from mostrador.sealed.models import Text
from mostrador.sellers import notices

# Name, media type and bytes.
AFile = tuple[str, str, bytes]
REVERSED = "appeal_reversed"
PAYS = {
    Outcome.REVERSED_OPERATOR_PAYS: Posting.Account.OPERATOR,
    Outcome.REVERSED_CUSTOMER_RECHARGE: Posting.Account.BUYER,
}
SENTENCES = {
    Refusal.NOT_AT_YOUR_COST: "This decision is not at this seller's cost.",
    Refusal.APPEALED_ALREADY: "There is an appeal against this decision; there is only one.",
    Refusal.APPEAL_TOO_LATE: "The time to appeal is over.",
    Refusal.OTHER_REASON: "This reason does not fit the decision.",
    Refusal.ONLY_WRONG_CLASSIFICATION: (
        "No way back was offered in time; the only reason left is that the seller is not abroad."
    ),
    Refusal.NOT_AN_OPERATOR: "An operator decides about appeals.",
    Refusal.SAME_PERSON: "Who decided or approved it cannot decide about the appeal.",
    Refusal.WAITS_FOR_SELLER: "The seller still has time to supply what he was asked for.",
    Refusal.NO_CONSENT: "The buyer is charged only if he agreed; note how he did.",
    Refusal.NOT_YET_PAID: "The money has not moved yet; wait until it has.",
}


class SettledError(Exception):
    """It is decided, or waits for nothing from whoever acts; `appeal` says how it stands."""

    def __init__(self, appeal: Appeal) -> None:
        super().__init__(appeal.pk)
        self.appeal = appeal


@dataclass(frozen=True, slots=True)
class Plea:
    """Why the decision was wrong, in the seller's words, and what shows it."""

    reason: str
    text: str
    files: Sequence[AFile] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`clears` takes the mark against the seller back, apart from the money.

    `consent` says how the buyer agreed to pay it back.
    """

    outcome: str
    text: str
    clears: bool = False
    consent: str = ""


@transaction.atomic
def file(decision_id: str, plea: Plea, *, by: str, now: datetime) -> Appeal:
    """Once for each decision, by the seller who pays for it. Raises RefusedError."""
    decision = executing.locked(decision_id)
    _refuse(rules.refusal(appeal_facts.of(decision), Reason(plea.reason), now=now))
    _need(plea.text)
    late = list(appeal_facts.late_answers(decision).values_list("pk", flat=True))
    appeal = Appeal(
        id=fresh("A"), decision=decision, seller=decision.seller, reason=plea.reason,
        text=_kept(decision, plea.text), filed_by=by, filed_at=now,
    )  # fmt: skip
    facts: dict[str, Any] = {"decision": decision.pk, "reason": plea.reason, "late_answers": late}
    chain.begin(appeal, [Happening("filed", now, by, facts)])
    _keep_files(appeal, plea.files)
    _tell(appeal, "filed", by=by, now=now)
    return appeal


@transaction.atomic
def ask(appeal_id: str, text: str, *, by: str, now: datetime) -> Appeal:
    """The service wants to know more, within 72 hours. Raises RefusedError, SettledError."""
    appeal = _locked(appeal_id)
    _refuse(rules.stands_apart(by, *_before(appeal)))
    if appeal.state != Appeal.State.OPEN:
        raise SettledError(appeal)
    _need(text)
    due = now + rules.INFORMATION
    _say(appeal, Statement.Kind.ASKED, text, by=by, now=now)
    _write(appeal, "asked", {"until": due}, by=by, now=now, state="asked", asked_until=due)
    _tell(appeal, "asked", by=by, now=now)
    return appeal


@transaction.atomic
def supply(
    appeal_id: str, text: str, files: Sequence[AFile] = (), *, by: str, now: datetime
) -> Appeal:
    """What he was asked for; SettledError once his time for it is over."""
    appeal = _locked(appeal_id)
    if not appeal_facts.waits_for_seller(appeal, now=now):
        raise SettledError(appeal)
    _need(text)
    _say(appeal, Statement.Kind.SUPPLIED, text, by=by, now=now)
    _keep_files(appeal, files)
    _write(appeal, "supplied", {}, by=by, now=now, state="open", asked_until=None)
    _note(appeal, "supplied", by=by, now=now)
    return appeal


@transaction.atomic
def decide(appeal_id: str, verdict: Verdict, *, by: str, now: datetime) -> Appeal:
    """Upheld, or reversed at another's cost; told to the seller with the reasons.

    Raises RefusedError, and SettledError if somebody else has decided meanwhile.
    """
    appeal = _locked(appeal_id)
    if appeal.state not in appeal_facts.WAITS:
        raise SettledError(appeal)
    outcome = Outcome(verdict.outcome)
    _refuse(rules.stands_apart(by, *_before(appeal)))
    _refuse(_obstacle(appeal, outcome, verdict, now=now))
    _need(verdict.text)
    agreed = _agreed(appeal, outcome, verdict, by=by, now=now)
    facts = {"outcome": str(outcome), "metric_reversed": verdict.clears}
    text = _kept(appeal.decision, verdict.text)
    _write(
        appeal, "decided", {**facts, "reason": text.digest}, by=by, now=now, state=str(outcome),
        decided_by=by, decided_at=now, outcome_text=text, asked_until=None,
        metric_reversed=verdict.clears, buyer_agreed_at=agreed,
    )  # fmt: skip
    _move(appeal, outcome, now=now)
    _tell(appeal, "decided", by=by, now=now, **facts)
    return appeal


def _obstacle(
    appeal: Appeal, outcome: Outcome, verdict: Verdict, *, now: datetime
) -> Refusal | None:
    return rules.outcome_refusal(
        outcome,
        waits=appeal_facts.waits_for_seller(appeal, now=now),
        money_waits=appeal_facts.money_waits(appeal.decision),
        agreed=bool(verdict.consent.strip()),
    )


def _agreed(
    appeal: Appeal, outcome: Outcome, verdict: Verdict, *, by: str, now: datetime
) -> datetime | None:
    if outcome is not Outcome.REVERSED_CUSTOMER_RECHARGE:
        return None
    _say(appeal, Statement.Kind.CONSENT, verdict.consent, by=by, now=now)
    return now


def _move(appeal: Appeal, outcome: Outcome, *, now: datetime) -> None:
    """Reversals beside the entries, never edits; the buyer is charged by an instruction."""
    if outcome is Outcome.UPHELD:
        return
    decision = appeal.decision
    amounts = recharging.amounts_of(ledger.standing(decision))
    ledger.recharge(decision, to=str(PAYS[outcome]), reason=REVERSED, now=now)
    if amounts and outcome is Outcome.REVERSED_CUSTOMER_RECHARGE:
        payload = {"amounts": amounts}
        instructions.give(decision, recharging.PART, payload, part=recharging.PART, now=now)


def _locked(appeal_id: str) -> Appeal:
    """The appeal, with its decision's contact and order nobody else's until this is written."""
    decision = executing.locked(
        Appeal.objects.values_list("decision_id", flat=True).get(pk=appeal_id)
    )
    appeal = Appeal.objects.select_related("seller", "text").get(pk=appeal_id)
    appeal.decision = decision
    return appeal


def _before(appeal: Appeal) -> tuple[str, str]:
    return appeal.decision.decided_by, appeal.decision.approved_by


def _refuse(found: Refusal | None) -> None:
    if found:
        raise RefusedError(str(found), SENTENCES[found])


def _need(text: str) -> None:
    if not text.strip():
        raise RefusedError("REASON_REQUIRED", "Say it in a sentence.")


def _write(
    appeal: Appeal, what: str, facts: dict[str, Any], *, by: str, now: datetime, **changes: Any
) -> None:
    was = {"state": appeal.state}
    chain.write(appeal, was, [Happening(what, now, by, facts)], **changes)


def _say(appeal: Appeal, kind: str, text: str, *, by: str, now: datetime) -> None:
    kept = _kept(appeal.decision, text)
    Statement.objects.create(appeal=appeal, kind=kind, by=by, at=now, text=kept)


def _kept(decision: Decision, text: str) -> Text:
    return keeping.text(text, of=f"contact:{decision.contact_id}")


def _keep_files(appeal: Appeal, files: Sequence[AFile]) -> None:
    of = f"contact:{appeal.decision.contact_id}"
    for name, media_type, body in files:
        kept = keeping.file(body, of=of, name=name, media_type=media_type)
        Evidence.objects.create(appeal=appeal, file=kept)


def _note(appeal: Appeal, what: str, *, by: str, now: datetime, **facts: Any) -> None:
    """The sentence that the contact's own history keeps; whoever looks sees it at once."""
    said = {"appeal": appeal.pk, "decision": appeal.decision_id, **facts}
    telling.note(appeal.decision, f"appeal_{what}", facts=said, by=by, now=now)


def _tell(appeal: Appeal, what: str, *, by: str, now: datetime, **facts: Any) -> None:
    _note(appeal, what, by=by, now=now, **facts)
    notices.owe(
        appeal.seller, appeal.decision.contact.store, f"appeal_{what}", now=now,
        path=f"/portal/decided/{appeal.decision_id}/", appeal=appeal.pk,
        order=appeal.decision.order_id, until=appeal.asked_until, **facts,
    )  # fmt: skip
