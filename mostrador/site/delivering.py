"""Who delivers what is owed: the site only composes."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from mostrador.channels.bots import telling
from mostrador.channels.email import notices, outgoing
from mostrador.contacts import recheck
from mostrador.outbox.models import Owed
from mostrador.outbox.sending import Handler
from mostrador.sellers import announcing


def _order_changed(owed: Owed, now: datetime) -> None:
    recheck.of_order(owed.payload["order"], now=now)


def _enrolments_changed(owed: Owed, now: datetime) -> None:
    recheck.of_seller(owed.payload["seller"], now=now)


HANDLERS: Mapping[str, Handler] = {
    # Kept on this machine, a mail is sent exactly once; over SMTP at least once, with one id.
    "mail": Handler(outgoing.deliver, outside=bool(settings.SMTP_URL)),
    "notice": Handler(notices.deliver, outside=bool(settings.SMTP_URL)),
    "bot": Handler(telling.deliver, outside=True),
    "order_changed>contacts": Handler(_order_changed),
    "enrolments_changed>contacts": Handler(_enrolments_changed),
    "announcement>sellers": Handler(announcing.go_on),
}
