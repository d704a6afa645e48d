"""Mails to sellers about the service itself: rendered when sent, in a language of the store."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from mostrador.channels.email import server
from mostrador.channels.email.compose import NotAnAddressError, Outgoing, compose
from mostrador.outbox.models import Owed
from mostrador.pages import moments, policy_rows, zones
from mostrador.rules.moments import moment
from mostrador.sellers import notices, own_policies, reach
from mostrador.sellers.models import Notice


class NoSuchNoticeError(LookupError):
    """The outbox owes a notice that nobody knows of."""


def deliver(owed: Owed, now: datetime) -> None:
    """Send it once; a second call for a notice that was sent does nothing."""
    known = Notice.objects.select_related("seller", "store")
    notice = known.filter(mail_id=owed.payload["mail_id"]).first()
    if notice is None:
        raise NoSuchNoticeError(owed.key)
    if notice.state != Notice.State.QUEUED:
        return
    wishes = reach.of(notice.seller)
    if reach.second_address(wishes, reach.SERVICE):
        notices.copy_to_second(notice, now=now)
    outgoing = written(notice, now=now)
    try:
        raw = compose(outgoing)
    except NotAnAddressError:
        notices.not_addressed(notice)
        return
    sender, recipient = outgoing.reply_to, outgoing.recipient
    if settings.SMTP_URL and server.refuses(raw, sender=sender, recipient=recipient):
        reach.came_back(notice, now=now)
        return
    notices.sent(notice, raw, now=now)


def written(notice: Notice, *, now: datetime) -> Outgoing:
    """A template's first line is the subject."""
    seller, store = notice.seller, notice.store
    asked = str(notice.facts.get("language") or seller.language)
    with override(store.language_with(asked)):
        text = render_to_string(f"mail/notice/{notice.template}.txt", _facts(notice))
        sender_name = _("%(store)s customer service") % {"store": store}
    subject, _blank, body = text.lstrip().partition("\n")
    return Outgoing(
        message_id=notice.mail_id,
        sender_name=sender_name,
        sender=store.service_address,
        recipient_name=seller.name,
        recipient=_recipient(notice),
        # Whatever he answers is a seller's own mail about the service (E82, R54).
        reply_to=store.hand_over_address(seller.country) or store.service_address,
        subject=subject,
        text=body.strip() + "\n",
        html=None,
        in_reply_to=None,
        references=(),
        automatic=True,
        loop_mark=store.service_address,
        date=now,
        attachments=(),
    )


def _recipient(notice: Notice) -> str:
    """Its second address is asked whether it is the seller's before anything else goes there."""
    if not notice.second:
        return notice.seller.email
    wishes = reach.of(notice.seller)
    asks = notice.template == reach.CONFIRMATION
    return wishes.second_email if asks else reach.confirmed_second(wishes)


def _confirmation(notice: Notice) -> str:
    """Where whoever reads there says that it is his."""
    return f"{settings.BASE_URL}/portal/addresses/{reach.seal(reach.of(notice.seller))}/"


def _facts(notice: Notice) -> Mapping[str, Any]:
    """The notice's own facts; those that are moments are written out in the seller's zone.

    `page` is the address that `facts["path"]` names, else the portal's first page.
    """
    zone = zones.zone_of(notice.seller.country, notice.store.time_zone)
    page = settings.BASE_URL + str(notice.facts.get("path") or "/portal/")
    shown = {name: _shown(value, zone) for name, value in notice.facts.items()}
    # Looked up by the one template that asks for it.
    looked_up = {"page": page, "short": partial(_short, notice)}
    if notice.template == reach.CONFIRMATION:
        looked_up["page"] = _confirmation(notice)
    return {**shown, "seller": notice.seller, "store": notice.store, **looked_up}


def _short(notice: Notice) -> list[str]:
    """Where his return policy fell short when he was warned, in words (E57)."""
    at = moment(str(notice.facts["at"]))
    return policy_rows.worse(own_policies.short_in(notice.seller, notice.store, at=at))


def _shown(value: Any, zone: str) -> Any:
    try:
        return moments.with_city(moment(value), zone) if isinstance(value, str) else value
    except ValueError:
        return value
