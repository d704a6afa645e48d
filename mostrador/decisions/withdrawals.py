"""Taking a declaration of withdrawal: always, at once, by whatever way it came (E58, E59).

Nothing here may refuse. Whether it is in time, or whether the law knows the right at all for these
goods, is judged afterwards (withdrawal_standing.py), for the agent who decides.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from mostrador.contacts import conversation, deliveries, handover
from mostrador.contacts.conversation import Heard
from mostrador.contacts.models import Contact
from mostrador.contacts.names import fresh
from mostrador.contacts.opening import Opening, author_of, open_contact
from mostrador.decisions import withdrawal_standing
from mostrador.decisions.withdrawal_models import Withdrawal
from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.live import events
from mostrador.orders import queries
from mostrador.orders.models import Order
from mostrador.rules.naming import order_tokens
from mostrador.rules.topics import Topic
from mostrador.sealed import keeping
from mostrador.stores.models import Store

log = logging.getLogger("mostrador.withdrawals")
# A form sent twice comes within minutes; what comes later is kept as a second declaration.
THE_SAME_WITHIN = timedelta(minutes=10)
LOOKED_BACK = 100


@dataclass(frozen=True, slots=True)
class Statement:
    """What he declares, as he put it; `text` is what he wrote where no form asked him."""

    name: str = ""
    contract: str = ""
    email: str = ""
    text: str = ""


@transaction.atomic
def declare(
    store: Store,
    statement: Statement,
    *,
    channel: str,
    declared_at: datetime,
    by: str,
    now: datetime,
    order: Order | None = None,
    lines: Sequence[str] = (),
    contact: Contact | None = None,
    heard: bool = False,
    told: bool = True,
) -> Withdrawal:
    """Keep it, acknowledge it by mail, and let its days begin (§ 356a BGB). Twice is once.

    `by` empty is the person himself, of whom we know no more than he says. `heard`: his words stand
    in the contact already. `told` False: he has had too many mails this hour, and keeps the receipt
    that he sees.
    """
    meant = order or (contact.order if contact else None) or _meant(statement)
    store = (queries.store_of(meant) if meant else None) or store
    Store.objects.select_for_update(no_key=True).get(pk=store.pk)
    before = _declared_before(store, statement, lines, now=now)
    if before:
        return before
    if contact is None:
        contact = _opened(store, statement, channel, declared_at, meant, lines, by=by, now=now)
    else:
        said = None if heard else Heard(words(statement, contact.language), declared_at, channel)
        contact = _about_it(contact, said, by=by, now=now)
    made = _made(store, statement, channel, declared_at, contact, meant, lines, now=now)
    author = by or author_of(contact)
    _begin(made, author, now=now)
    _note(contact, made, author, now=now)
    if told:
        deliveries.owe_buyer(contact, "withdrawn", facts={"withdrawal": made.pk}, now=now)
    withdrawal_standing.judge(made, now=now)
    return made


def of_contact(contact: Contact) -> list[Withdrawal]:
    """What was declared in this contact, the oldest first."""
    found = Withdrawal.objects.filter(contact=contact).select_related("statement", "store")
    return list(found.order_by("declared_at", "pk"))


def statement_of(withdrawal: Withdrawal) -> Statement:
    """What he declared; empty where he has been erased."""
    body = withdrawal.statement.body
    return Statement(**json.loads(body)) if body else Statement()


def words(statement: Statement, language: str) -> str:
    """The declaration as a letter; what he wrote himself stands as it is."""
    if statement.text:
        return statement.text
    with override(language):
        said = [_("I withdraw from the contract.")]
        if statement.contract:
            said.append(_("Contract: %(contract)s") % {"contract": statement.contract})
        if statement.name:
            said.append(_("Name: %(name)s") % {"name": statement.name})
    return "\n".join(said)


def _declared_before(
    store: Store, statement: Statement, lines: Sequence[str], *, now: datetime
) -> Withdrawal | None:
    recent = Withdrawal.objects.filter(store=store, recorded_at__gt=now - THE_SAME_WITHIN)
    newest = recent.select_related("statement", "contact").order_by("-recorded_at")[:LOOKED_BACK]
    for one in newest:
        if one.lines == list(lines) and _folded(statement_of(one)) == _folded(statement):
            return one
    return None


def _folded(statement: Statement) -> Mapping[str, str]:
    return {name: " ".join(said.split()).casefold() for name, said in asdict(statement).items()}


def _meant(statement: Statement) -> Order | None:
    """The order that his words name; whatever goes wrong in looking, the declaration stands."""
    address = statement.email.strip().lower()
    tokens = [statement.contract.strip(), *order_tokens(statement.contract, statement.text)]
    try:
        with transaction.atomic():
            named = queries.orders_named([one for one in tokens if one], sender=address)
    except DatabaseError:
        log.exception("a withdrawal's order could not be looked for")
        return None
    return named[0] if named else None


def _opened(
    store: Store,
    statement: Statement,
    channel: str,
    at: datetime,
    order: Order | None,
    lines: Sequence[str],
    *,
    by: str,
    now: datetime,
) -> Contact:
    address = statement.email.strip()
    known = order is None or _is_buyers(order, address, by)
    opening = Opening(
        store=store,
        topic=Topic.WITHDRAWAL.value,
        channel=channel,
        text=words(statement, _language(store, order if known else None)),
        at=at,
        order=order,
        lines=lines,
        buyer=None if order else queries.buyer_with(address.lower()),
        address=address,
        verified=known,
        # The acknowledgement is the answer to it, and the only one.
        silent=True,
    )
    return open_contact(opening, now=now)


def _is_buyers(order: Order, address: str, by: str) -> bool:
    """He is signed in, wrote from the order's address, or a program of the marketplace says so."""
    himself = by == f"buyer:{order.buyer_id}" or by.startswith("program:")
    return himself or queries.belongs_to(order, address.lower())


def _language(store: Store, order: Order | None) -> str:
    of_order = str((order.body.get("buyer") or {}).get("language") or "") if order else ""
    return of_order if of_order in store.languages else store.language


def _about_it(contact: Contact, said: Heard | None, *, by: str, now: datetime) -> Contact:
    if said:
        conversation.hear(contact.pk, said, now=now)
    if Topic.of(contact.topic) is not Topic.WITHDRAWAL:
        by = by or author_of(contact)
        handover.correct_topic(contact.pk, Topic.WITHDRAWAL.value, by=by, now=now)
    return handover.lock(contact.pk)


def _made(
    store: Store,
    statement: Statement,
    channel: str,
    declared_at: datetime,
    contact: Contact,
    order: Order | None,
    lines: Sequence[str],
    *,
    now: datetime,
) -> Withdrawal:
    sealed = json.dumps(asdict(statement), ensure_ascii=False)
    return Withdrawal(
        id=fresh("W"),
        store=store,
        # A stranger's declaration must not weigh on the buyer's own order.
        order=order if contact.verified else None,
        lines=list(lines),
        contact=contact,
        channel=channel,
        statement=keeping.text(sealed, of=f"buyer:{contact.buyer_id or contact.pk}"),
        language=contact.language,
        declared_at=declared_at,
        recorded_at=now,
        refund_due=withdrawal_standing.refund_by(store, order, declared_at),
    )


def _begin(made: Withdrawal, by: str, *, now: datetime) -> None:
    facts = {
        "order": made.order_id,
        "lines": made.lines,
        "contact": made.contact_id,
        "channel": str(made.channel),
        "statement": made.statement.digest,
        "recorded_at": now,
        "refund_due": made.refund_due,
    }
    chain.begin(made, [Happening("declared", made.declared_at, by, facts)])


def _note(contact: Contact, made: Withdrawal, by: str, *, now: datetime) -> None:
    facts = {
        "withdrawal": made.pk,
        "declared_at": made.declared_at,
        "refund_due": made.refund_due,
        "lines": made.lines,
    }
    chain.write(contact, {}, [Happening("withdrawal_declared", now, by, facts)])
    events.tell(events.DESK, events.contact(contact.pk), at=now)
