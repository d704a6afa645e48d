"""Who delivers what is owed: the site only composes."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings

from mostrador import wallclock
from mostrador.channels.bots import telling
from mostrador.channels.email import codes, notices, outgoing, trials
from mostrador.channels.threads import replying
from mostrador.channels.webhooks import sending as webhooks
from mostrador.connectors import carrying
from mostrador.contacts import recheck
from mostrador.contacts.deliveries import REPLY
from mostrador.decisions import incoming, return_records
from mostrador.outbox.models import Owed
from mostrador.outbox.sending import Handler
from mostrador.sellers import announcing
from mostrador.shadow.withholding import walled


def _order_changed(owed: Owed, now: datetime) -> None:
    recheck.of_order(owed.payload["order"], now=now)


def _enrolments_changed(owed: Owed, now: datetime) -> None:
    recheck.of_seller(owed.payload["seller"], now=now)


def _return_told(owed: Owed, now: datetime) -> None:
    return_records.take_note(owed.payload["event"], now=now)


def _money_told(owed: Owed, now: datetime) -> None:
    incoming.take_note(owed.payload["event"], now=now)


def _carried_out(owed: Owed, now: datetime) -> None:
    carrying.deliver(owed, now=now, machine_now=wallclock.machine_now())


# Looking for a reply in its thread and saying it are a few calls, each with a limit of its own.
SAYING = timedelta(seconds=90)
HANDLERS: Mapping[str, Handler] = {
    # Kept on this machine, a mail is sent exactly once; over SMTP at least once, with one id.
    "mail": Handler(walled(outgoing.deliver), outside=bool(settings.SMTP_URL)),
    "notice": Handler(walled(notices.deliver), outside=bool(settings.SMTP_URL)),
    "order_code": Handler(walled(codes.deliver), outside=bool(settings.SMTP_URL)),
    trials.KIND: Handler(walled(trials.deliver), outside=bool(settings.SMTP_URL)),
    "bot": Handler(walled(telling.deliver), outside=True),
    "instruction": Handler(walled(webhooks.deliver), outside=True),
    carrying.OWED: Handler(walled(_carried_out), outside=True),
    REPLY: Handler(walled(replying.deliver), outside=True, lease=SAYING),
    "order_changed>contacts": Handler(_order_changed),
    "enrolments_changed>contacts": Handler(_enrolments_changed),
    "return_told>decisions": Handler(_return_told),
    "money_told>decisions": Handler(_money_told),
    "announcement>sellers": Handler(announcing.go_on),
}

# A marketplace may take half a minute to answer: whatever waits for one has a thread of its own in
# the worker, so that mail and webhooks never wait behind it.
TO_MARKETPLACES = {kind: HANDLERS[kind] for kind in (carrying.OWED, REPLY)}
AT_ONCE = {kind: each for kind, each in HANDLERS.items() if kind not in TO_MARKETPLACES}
