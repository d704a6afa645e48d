"""The mail receiver: SMTP or LMTP, and 250 only after the mail is kept."""

import asyncio
import logging
import signal
from concurrent.futures import ThreadPoolExecutor

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import close_old_connections

from mostrador import wallclock
from mostrador.channels.email.parse import parse
from mostrador.intake import arrival
from mostrador.stores.models import Store

log = logging.getLogger("mostrador.receive")
LARGEST = 30 * 1024 * 1024
# Shops write whole pages into one line; a line without an end must not fill the memory.
LONGEST_LINE = 1024 * 1024
NOBODY = (None, "", "<>")
RETURNED_TO_NOBODY = b"Return-Path: <>\r\n"
KEPT = "250 2.0.0 kept"
LATER = "451 4.3.0 not kept, please send it again"
NOT_HERE = "550 5.1.1 nobody of this address is here"


class Door:
    """What aiosmtpd asks of us, one connection after the other."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.pool = pool

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        loop = asyncio.get_running_loop()
        refused = await loop.run_in_executor(self.pool, _refused, address)
        if refused:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        loop = asyncio.get_running_loop()
        said = await loop.run_in_executor(self.pool, _keep, envelope)
        # LMTP wants one answer for each recipient.
        return "\r\n".join([said] * len(envelope.rcpt_tos)) if isinstance(server, LMTP) else said


class Smtp(SMTP):
    line_length_limit = LONGEST_LINE


class Lmtp(LMTP):
    line_length_limit = LONGEST_LINE


def receive(*, host: str, port: int, lmtp: bool) -> int:
    """Until SIGTERM or SIGINT; a mail that is being kept is kept."""
    asyncio.run(_run(host, port, Lmtp if lmtp else Smtp))
    return 0


async def _run(host: str, port: int, protocol: type[SMTP]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    with ThreadPoolExecutor(max_workers=4) as pool:
        server = await loop.create_server(
            lambda: protocol(
                Door(pool), enable_SMTPUTF8=True, data_size_limit=LARGEST, hostname="mostrador"
            ),
            host,
            port,
        )
        await stop.wait()
        server.close()


def _refused(address: str) -> str | None:
    """An open relay is nobody's friend: only the domains of our stores."""
    try:
        close_old_connections()
        stores = list(Store.objects.all())
    except Exception as error:  # noqa: BLE001  whatever it is, the sender keeps the mail
        return _later(error)
    if not stores:
        return LATER
    domain = address.rpartition("@")[2].lower()
    ours = any(domain in {store.mail_domain, *_domains(store)} for store in stores)
    return None if ours else NOT_HERE


def _domains(store: Store) -> set[str]:
    return {address.rpartition("@")[2] for address in store.hand_over_addresses()}


def _keep(envelope: Envelope) -> str:
    raw = bytes(envelope.original_content or b"")
    if envelope.mail_from in NOBODY:
        # Only the envelope says that nobody wants an answer: a report, or another machine's mail.
        raw = RETURNED_TO_NOBODY + raw
    try:
        close_old_connections()
        letter = parse(raw, recipients=[address.lower() for address in envelope.rcpt_tos])
        arrival.take(letter, raw, now=wallclock.now())
    except Exception as error:  # noqa: BLE001  whatever it is, the sender keeps the mail
        return _later(error)
    return KEPT


def _later(error: Exception) -> str:
    log.warning("a mail was not kept: %s", error)
    close_old_connections()
    return LATER
