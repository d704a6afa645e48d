"""Showing that an order is one's own: number, code by mail, and at no point a yes or a no.

Whoever asks causes the same work whether the order exists or not: a row and a debt of the outbox.
The order is looked up, and the code made, when the mail is sent. Codes live on the machine's time.
"""

import secrets
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils.crypto import constant_time_compare, salted_hmac

from mostrador.orders.models import Order
from mostrador.orders.proof_models import Proof
from mostrador.outbox import owing
from mostrador.sealed import keeping

KIND = "order_code"
GOOD_FOR = timedelta(minutes=10)
MOST_TRIES = 5
# More mails than these an hour nobody needs who reads them.
MOST_MAILS = 3
AN_HOUR = timedelta(hours=1)
KEPT = timedelta(days=1)


def ask(number: str, *, language: str, now: datetime, machine_now: datetime) -> Proof:
    """Somebody says that this order is his; if it is, a code goes to its address."""
    key = secrets.token_hex(15)
    return Proof.objects.create(
        id=key,
        number=number.replace("\0", "").strip()[:200],
        language=language,
        owed=owing.owe(KIND, f"{KIND}:{key}", {"proof": key}, now=now),
        asked_at=machine_now,
        expires_at=machine_now + GOOD_FOR,
    )


def code_for(proof: Proof) -> str | None:
    """A new code for the mail, its order set; None where no mail is to go.

    A second call, after a crash, makes a second code: only the last one counts.
    """
    order = Order.objects.select_related("buyer").filter(pk=proof.number).first()
    if order is None or not address_of(order) or _too_many(order, proof):
        return None
    code = f"{secrets.randbelow(1_000_000):06}"
    proof.order, proof.digest = order, _digest(proof.pk, code)
    proof.save(update_fields=["order", "digest"])
    return code


def sent(proof: Proof, raw: bytes | None, *, now: datetime) -> None:
    """The mail has left; a copy only where it can go nowhere else."""
    if raw is not None and proof.order:
        of = f"buyer:{proof.order.buyer_id}"
        proof.raw = keeping.file(raw, of=of, media_type="message/rfc822")
    proof.sent_at = now
    proof.save(update_fields=["sent_at", "raw"])


def prove(key: str, code: str, *, machine_now: datetime) -> Order | None:
    """The order, for the right code, in time, once; None for everything else alike."""
    usable = Proof.objects.filter(
        pk=key, used_at=None, expires_at__gte=machine_now, tries__lt=MOST_TRIES
    )
    # Counted before it is looked at: many guesses at once are as many tries.
    if not usable.update(tries=F("tries") + 1):
        return None
    proof = Proof.objects.select_related("order").get(pk=key)
    given = "".join(code.split())
    if not proof.digest or not constant_time_compare(proof.digest, _digest(key, given)):
        return None
    first = Proof.objects.filter(pk=key, used_at=None).update(used_at=machine_now)
    return proof.order if first else None


def forget(*, machine_now: datetime) -> int:
    """What somebody typed a day ago proves nothing any more; what is still to be sent stays.

    Where no mail leaves the machine, the mail room goes on showing those that it has.
    """
    old = Proof.objects.filter(asked_at__lt=machine_now - KEPT, raw=None)
    done = old.filter(Q(owed__done_at__isnull=False) | Q(owed__failed_at__isnull=False))
    return done.delete()[0]


def address_of(order: Order) -> str:
    return order.buyer_email or order.buyer.email


def _too_many(order: Order, proof: Proof) -> bool:
    lately = Proof.objects.filter(order=order, asked_at__gt=proof.asked_at - AN_HOUR)
    return lately.exclude(pk=proof.pk).count() >= MOST_MAILS


def _digest(key: str, code: str) -> str:
    return salted_hmac(f"mostrador.proof.{key}", code, algorithm="sha256").hexdigest()
