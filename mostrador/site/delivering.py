"""Who delivers what is owed: the site only composes."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from mostrador.channels.bots import telling
from mostrador.channels.email import codes, notices, outgoing
from mostrador.channels.webhooks import sending as webhooks
from mostrador.contacts import recheck
from mostrador.decisions import incoming, return_records
from mostrador.outbox.models import Owed
from mostrador.outbox.sending import Handler
from mostrador.sellers import announcing


def _order_changed(owed: Owed, now: datetime) -> None:
    recheck.of_order(owed.payload["order"], now=now)


def _enrolments_changed(owed: Owed, now: datetime) -> None:
    recheck.of_seller(owed.payload["seller"], now=now)


def _return_told(owed: Owed, now: datetime) -> None:
    return_records.take_note(owed.payload["event"], now=now)


def _money_told(owed: Owed, now: datetime) -> None:
    incoming.take_note(owed.payload["event"], now=now)


HANDLERS: Mapping[str, Handler] = {
    # Kept on this machine, a mail is sent exactly once; over SMTP at least once, with one id.
    "mail": Handler(outgoing.deliver, outside=bool(settings.SMTP_URL)),
    "notice": Handler(notices.deliver, outside=bool(settings.SMTP_URL)),
    "order_code": Handler(codes.deliver, outside=bool(settings.SMTP_URL)),
    "bot": Handler(telling.deliver, outside=True),
    "instruction": Handler(webhooks.deliver, outside=True),
    "order_changed>contacts": Handler(_order_changed),
    "enrolments_changed>contacts": Handler(_enrolments_changed),
    "return_told>decisions": Handler(_return_told),
    "money_told>decisions": Handler(_money_told),
    "announcement>sellers": Handler(announcing.go_on),
}
