"""Writing observations: what came in, what we would have done, and what happened since."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from mostrador.contacts.lanes import Handler, Lane
from mostrador.contacts.models import Contact
from mostrador.contacts.names import fresh
from mostrador.contacts.opening import Opening, would_be
from mostrador.decisions import replay
from mostrador.orders.models import Order
from mostrador.rules import agreement
from mostrador.rules.agreement import Proposal
from mostrador.rules.amounts import total
from mostrador.rules.entitlement_facts import Remedy
from mostrador.rules.money import Money
from mostrador.sealed import keeping
from mostrador.sealed.models import Text
from mostrador.sellers.models import Seller
from mostrador.shadow import happened, judging
from mostrador.shadow.models import Heard, Observation
from mostrador.stores.models import Store

# As long as most refunds take; then nothing that comes is taken for an outcome of it.
WAITS_FOR = timedelta(days=14)
A_DAY = timedelta(days=1)
SUPPORT = "account"


@dataclass(frozen=True, slots=True)
class Said:
    """Something that came in for a matter that is only observed."""

    who: str
    text: str
    at: datetime
    original: bytes = b""


@transaction.atomic
def mail(opening: Opening, *, verdict: str, now: datetime) -> Observation:
    """A mail that would have opened a contact if its seller were live."""
    contact = would_be(opening)
    judged = judging.judge(contact, opening.subject, opening.text)
    row = Observation(
        id=fresh("O"),
        source=Observation.Source.MAIL,
        store=opening.store,
        order=opening.order,
        seller=_seller(opening.order, opening.seller),
        buyer=contact.buyer,
        at=opening.at,
        verdict=verdict,
        verified=contact.verified,
        language=contact.language,
        before=happened.snapshot(opening.order),
        judged_at=now,
        wakes_at=_tomorrow(now),
        **asdict(judged),
    )
    _begin(row, opening.subject, opening.address)
    said = Said(Heard.Who.BUYER, opening.text, opening.at, opening.original)
    _hear(row, said)
    return row


@transaction.atomic
def sellers_mail(
    seller: Seller, store: Store, said: Said, *, subject: str, now: datetime
) -> Observation:
    """A seller who is not live writes about the service itself."""
    row = Observation(
        id=fresh("O"),
        source=Observation.Source.MAIL,
        store=store,
        seller=seller,
        at=said.at,
        verdict="seller_message",
        verified=False,
        language=store.language_with(seller.language),
        topic=SUPPORT,
        handler=Handler.OPERATOR,
        coverage=[],
        proposal=Observation.Proposal.SUPPORT,
        agreement=Observation.Agreement.NOT_OURS,
        judged_at=now,
    )
    _begin(row, subject, seller.email)
    _hear(row, said)
    return row


@transaction.atomic
def more(row: Observation, said: Said, *, order: Order | None, now: datetime) -> Heard:
    """A follow-up, or a copy of what somebody else answered. `order`: one that it names."""
    row = Observation.objects.select_for_update(of=("self",)).get(pk=row.pk)
    heard = _hear(row, said)
    if said.who == Heard.Who.BUYER and row.order is None and order is not None:
        _found(row, order, now=now)
    compare(row, now=now)
    return heard


@transaction.atomic
def contact(found: Contact, *, now: datetime) -> Observation:
    """A contact that is over, judged for the moment in which it was opened."""
    subject, text = _words(found)
    judged = judging.judge(found, subject, text, until=found.opened_at)
    columns: dict[str, Any] = {
        **asdict(judged),
        # The contact's own sealed words: one erasure empties both.
        "subject_text": found.subject_text,
        "address_text": found.address_text,
        "order": found.order,
        "seller": _seller(found.order, None),
        "buyer": found.buyer,
        "at": found.opened_at,
        "before": happened.snapshot(found.order, until=found.opened_at),
        "judged_at": now,
    }
    fixed = {"source": Observation.Source.CONTACT, "store": found.store, "id": fresh("O")}
    kept = {"verified": found.verified, "language": found.language}
    row, _new = Observation.objects.update_or_create(
        contact=found, defaults={**columns, **kept}, create_defaults={**columns, **kept, **fixed}
    )
    compare(row, now=now)
    return row


def compare(row: Observation, *, now: datetime) -> None:
    """What has happened by now, beside what we would have done."""
    found = happened.since(row)
    over = now - row.at >= WAITS_FOR
    settled = over or row.source == Observation.Source.CONTACT
    row.happened = [happened.as_said(one) for one in found]
    row.outcome = Observation.Outcome(agreement.outcome(found))
    row.agreement = Observation.Agreement(agreement.compare(proposal(row), found, settled=settled))
    row.compared_at = now
    row.wakes_at = None if settled else _tomorrow(now)
    row.save(update_fields=["happened", "outcome", "agreement", "compared_at", "wakes_at"])


def proposal(row: Observation) -> Proposal:
    """What we offer as the rule of agreement reads it: the first, then the others."""
    ours = row.proposal not in {Observation.Proposal.PASS_ON, Observation.Proposal.SUPPORT}
    sums: dict[Remedy, set[Money]] = {}
    whole: dict[Remedy, list[Money]] = {}
    answers = (row.entitlement.get("answer") or {}).values()
    for option in (one for said in answers for one in replay.answer_from(said).options):
        given = _sum(option.amounts)
        sums.setdefault(option.remedy, set()).update([given] if given else [])
        whole.setdefault(option.remedy, []).extend([given] if given else [])
    for remedy, each in whole.items():
        if len(each) > 1:
            sums[remedy].add(sum(each[1:], each[0]))
    first = [Remedy(row.remedy)] if row.remedy else []
    others = [one for one in sums if one not in first]
    frozen = {remedy: frozenset(found) for remedy, found in sums.items()}
    return Proposal(ours, (*first, *others), frozen)


def _tomorrow(now: datetime) -> datetime:
    """At the full hour, so that many are looked at together."""
    return (now + A_DAY).replace(minute=0, second=0, microsecond=0)


def _sum(amounts: Any) -> Money | None:
    return total(amounts, amounts[0].money.currency) if amounts else None


def _begin(row: Observation, subject: str, address: str) -> None:
    row.subject_text = _kept(row, subject)
    row.address_text = _kept(row, address)
    row.save(force_insert=True)


def _found(row: Observation, order: Order, *, now: datetime) -> None:
    """Now that the order is known the matter is judged as if it had been named at once."""
    first = row.heard.order_by("at", "pk").select_related("text")[0]
    opening = Opening(
        store=row.store, topic=row.topic, channel="mail", text=first.text.body, at=row.at,
        order=order, buyer=row.buyer, verified=row.verified,
    )  # fmt: skip
    subject = row.subject_text.body if row.subject_text else ""
    judged = judging.judge(would_be(opening), subject, first.text.body)
    named: Mapping[str, Any] = {
        **asdict(judged),
        "order": order,
        "seller": _seller(order, None),
        "before": happened.snapshot(order),
        "judged_at": now,
    }
    for name, value in named.items():
        setattr(row, name, value)
    row.save(update_fields=list(named))


def _hear(row: Observation, said: Said) -> Heard:
    of = _of(row)
    file = (
        keeping.file(said.original, of=of, media_type="message/rfc822") if said.original else None
    )
    return Heard.objects.create(
        observation=row,
        who=Heard.Who(said.who),
        at=said.at,
        text=keeping.text(said.text, of=of),
        original=file,
    )


def _kept(row: Observation, words: str) -> Text | None:
    return keeping.text(words, of=_of(row)) if words else None


def _of(row: Observation) -> str:
    """Whose words these are when a person asks to be erased."""
    return f"buyer:{row.buyer_id}" if row.buyer_id else f"observation:{row.pk}"


def _words(found: Contact) -> tuple[str, str]:
    said = found.messages.filter(lane=Lane.BUYER, author__startswith="buyer")
    first = said.order_by("at", "pk").select_related("text").first()
    subject = found.subject_text.body if found.subject_text else ""
    return subject, first.text.body if first else ""


def _seller(order: Order | None, named: str | None) -> Seller | None:
    key = order.seller_id if order else named
    return Seller.objects.filter(pk=key).first() if key else None
