"""Mails to sellers about the service itself: the only writer of notices."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from mostrador.outbox import owing
from mostrador.sealed import keeping
from mostrador.sellers.models import Notice, Seller
from mostrador.stores.models import Store

KIND = "notice"


@transaction.atomic
def owe(seller: Seller, store: Store, template: str, *, now: datetime, **facts: Any) -> Notice:
    """The mail `mail/notice/TEMPLATE.txt`, to the seller's default address (R50).

    `facts` are ids, moments and codes, never a person's words.
    """
    return _owed(_unsaved(seller, store, template, facts), now=now)


@transaction.atomic
def owe_second(seller: Seller, store: Store, template: str, *, now: datetime) -> Notice:
    """The same to his second address alone: what only whoever reads there can do."""
    notice = _unsaved(seller, store, template, {})
    notice.second = True
    return _owed(notice, now=now)


def _owed(notice: Notice, *, now: datetime) -> Notice:
    notice.owed = owing.owe(KIND, notice.mail_id, {"mail_id": notice.mail_id}, now=now)
    notice.save(force_insert=True)
    return notice


@transaction.atomic
def owe_all(
    wanted: Sequence[tuple[Seller, Mapping[str, Any]]],
    store: Store,
    template: str,
    *,
    now: datetime,
) -> None:
    """The same mail to many sellers, each with his own facts, in two statements."""
    made = [_unsaved(seller, store, template, facts) for seller, facts in wanted]
    owed = [owing.unsaved(KIND, one.mail_id, {"mail_id": one.mail_id}, now=now) for one in made]
    owing.owe_all(owed)
    for notice, debt in zip(made, owed, strict=True):
        notice.owed = debt
    Notice.objects.bulk_create(made)


def _unsaved(seller: Seller, store: Store, template: str, facts: Mapping[str, Any]) -> Notice:
    mail_id = f"<{secrets.token_hex(16)}@{store.mail_domain}>"
    return Notice(
        seller=seller, store=store, template=template, facts=_plain(facts), mail_id=mail_id
    )


@transaction.atomic
def copy_to_second(notice: Notice, *, now: datetime) -> None:
    """The same mail to his second address, once."""
    mail_id = notice.mail_id.replace("@", ".2@", 1)
    if notice.second or Notice.objects.filter(mail_id=mail_id).exists():
        return
    owed = owing.owe(KIND, mail_id, {"mail_id": mail_id}, now=now)
    Notice.objects.create(
        seller=notice.seller,
        store=notice.store,
        template=notice.template,
        facts=notice.facts,
        second=True,
        mail_id=mail_id,
        owed=owed,
    )


@transaction.atomic
def sent(notice: Notice, raw: bytes, *, now: datetime) -> None:
    """It has left; a copy is kept, sealed, as what the seller received."""
    kept = keeping.file(raw, of=f"seller:{notice.seller_id}", media_type="message/rfc822")
    _queued(notice).update(state=Notice.State.SENT, sent_at=now, raw=kept)


def not_addressed(notice: Notice) -> None:
    """There is nowhere to send it; the portal shows it all the same."""
    _queued(notice).update(state=Notice.State.NO_ADDRESS)


def withheld(mail_id: str) -> None:
    """He is not live; the portal shows it all the same."""
    queued = Notice.objects.filter(mail_id=mail_id, state=Notice.State.QUEUED)
    queued.update(state=Notice.State.WITHHELD)


def bounced(notice: Notice) -> None:
    """Refused at once, or it came back later."""
    gone = Notice.objects.filter(pk=notice.pk, state__in=(Notice.State.QUEUED, Notice.State.SENT))
    gone.update(state=Notice.State.BOUNCED)


def _queued(notice: Notice) -> Any:
    return Notice.objects.filter(pk=notice.pk, state=Notice.State.QUEUED)


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in facts.items()
    }
