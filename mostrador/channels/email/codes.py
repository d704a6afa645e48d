"""The mail with the six digits, to the address of the order and to no other."""

import secrets
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from mostrador.channels.email import server
from mostrador.channels.email.compose import NotAnAddressError, Outgoing, compose
from mostrador.orders import proofs, queries
from mostrador.orders.models import Order
from mostrador.orders.proof_models import Proof
from mostrador.outbox.models import Owed
from mostrador.stores.models import Store


def deliver(owed: Owed, now: datetime) -> None:
    """Look the order up and send it its code; where there is none, nothing is sent."""
    proof = Proof.objects.filter(pk=owed.payload["proof"], sent_at=None).first()
    code = proofs.code_for(proof) if proof else None
    order = proof.order if proof else None
    store = queries.store_of(order) if order else None
    if proof is None or order is None or store is None or code is None:
        return
    try:
        outgoing = written(proof, order, store, code, now=now)
        raw = compose(outgoing)
    except NotAnAddressError:
        return
    if settings.SMTP_URL:
        server.refuses(raw, sender=outgoing.sender, recipient=outgoing.recipient)
    proofs.sent(proof, raw if settings.DEMO else None, now=now)


def written(proof: Proof, order: Order, store: Store, code: str, *, now: datetime) -> Outgoing:
    """A template's first line is the subject."""
    with override(proof.language):
        text = render_to_string("mail/code.txt", {"store": store, "code": code})
        sender_name = _("%(store)s customer service") % {"store": store}
    subject, _blank, body = text.lstrip().partition("\n")
    return Outgoing(
        message_id=f"<{secrets.token_hex(16)}@{store.mail_domain}>",
        sender_name=sender_name,
        sender=store.service_address,
        recipient=proofs.address_of(order),
        reply_to=store.service_address,
        subject=subject,
        text=body.strip() + "\n",
        automatic=True,
        loop_mark=store.service_address,
        date=now,
    )
