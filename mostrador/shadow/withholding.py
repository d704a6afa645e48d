"""The second wall of a shadow run: nothing leaves for a seller who is not live, by whatever way.

What comes in for him opens no contact, so there is nothing to send. What is owed all the same, by a
page, a program or a person, is asked about here at the moment of sending, and then never sent.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db.models import Q

from mostrador.cases.models import Question
from mostrador.contacts import deliveries, leaving
from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions import instructions
from mostrador.decisions.models import Instruction
from mostrador.orders import queries
from mostrador.orders.models import Order
from mostrador.orders.proof_models import Proof
from mostrador.outbox import sending
from mostrador.outbox.models import Owed
from mostrador.sellers import notices
from mostrador.sellers.models import Notice
from mostrador.stores import going_live

May = Callable[[Owed], bool]


def walled(deliver: sending.Deliver) -> sending.Deliver:
    """The same delivery, behind the wall."""

    def through(owed: Owed, now: datetime) -> None:
        if may_leave(owed):
            deliver(owed, now)
        else:
            withhold(owed, now=now)

    return through


def may_leave(owed: Owed) -> bool:
    """A kind that nobody has thought of leaves for nobody: KeyError."""
    return KINDS[owed.kind](owed)


def withhold(owed: Owed, *, now: datetime) -> None:
    """Done with: its row says why, and so does what it was owed for."""
    sending.withhold(owed, now=now)
    MARKS.get(owed.kind, _nothing)(owed)


def _mail(owed: Owed) -> bool:
    row = Delivery.objects.select_related("contact__store", "contact__order")
    found = row.filter(mail_id=owed.payload["mail_id"]).first()
    return found is None or leaving.may_leave(found.contact)


def _notice(owed: Owed) -> bool:
    row = Notice.objects.select_related("store").filter(mail_id=owed.payload["mail_id"]).first()
    return row is None or going_live.is_live(row.store, {row.seller_id})


def _code(owed: Owed) -> bool:
    """Whoever has a matter of ours open can show that the order is his."""
    proof = Proof.objects.filter(pk=owed.payload["proof"]).first()
    order = Order.objects.filter(pk=proof.number).first() if proof else None
    store = queries.store_of(order) if order else None
    if order is None or store is None:
        return True
    return leaving.are_live(store, order, ()) or _ours(order)


def _ours(order: Order) -> bool:
    over = (Contact.State.RESOLVED, Contact.State.MERGED)
    free = Q(in_shadow=None) | Q(in_shadow=False)
    return Contact.objects.filter(free, order=order).exclude(state__in=over).exists()


def _bot(owed: Owed) -> bool:
    row = Question.objects.select_related("contact__store", "contact__order")
    found = row.filter(pk=owed.payload["question"]).first()
    return found is None or leaving.may_leave(found.contact)


def _instruction(owed: Owed) -> bool:
    row = Instruction.objects.select_related("decision__contact__store", "decision__contact__order")
    found = row.filter(pk=owed.payload["instruction"]).first()
    return found is None or leaving.may_leave(found.decision.contact)


def _nothing(_owed: Owed) -> None:
    """Its own row says it all."""


KINDS: Mapping[str, May] = {
    "mail": _mail,
    "notice": _notice,
    "order_code": _code,
    "bot": _bot,
    "instruction": _instruction,
    "reply>connector": _mail,
    "instruction>connector": _instruction,
    # To the store's own address, or to the operator who pressed the button.
    "trial_mail": lambda _owed: True,
}
MARKS: Mapping[str, Callable[[Owed], None]] = {
    "mail": lambda owed: deliveries.withheld(owed.payload["mail_id"]),
    "notice": lambda owed: notices.withheld(owed.payload["mail_id"]),
    "instruction": lambda owed: instructions.withhold(owed.payload["instruction"]),
    "reply>connector": lambda owed: deliveries.withheld(owed.payload["mail_id"]),
    "instruction>connector": lambda owed: instructions.withhold(owed.payload["instruction"]),
}
