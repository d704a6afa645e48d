"""The test button: everything is really tried, and each thing gets a sentence that helps."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mostrador.connectors import opening
from mostrador.connectors.base import Connector, Finding, Words
from mostrador.connectors.failures import CallError
from mostrador.connectors.models import Connection

log = logging.getLogger("mostrador.connectors")
# Further off than this a round may begin too late, but for the one a day that looks back.
CLOCK_MAY_BE_OFF = timedelta(minutes=30)
ADVICE: dict[str, Words] = {
    "KEY_REFUSED": gettext_lazy(
        "The marketplace does not accept the key. Look there whether it is still valid and what "
        "it may do, or type a new one in here."
    ),
    "TRY_LATER": gettext_lazy(
        "The marketplace cannot be reached, or asks us to wait. It is tried again by itself; if "
        "this goes on, check the address."
    ),
    "ANSWERED": gettext_lazy(
        "The marketplace gave another answer than the connector expects. Check the address and "
        "the other settings."
    ),
    "UNREADABLE": gettext_lazy(
        "The answer could not be read. Check that the address is that of the interface, and not "
        "of a page."
    ),
    "SETTING": gettext_lazy("Something is not filled in, or not as it should be."),
    "START_AGAIN": gettext_lazy("The marketplace has lost its place: reading begins again."),
    "FAULT": gettext_lazy(
        "The connector itself stumbled. Tell whoever wrote it; the details are in the log."
    ),
}


def findings(connection: Connection, *, machine_now: datetime) -> list[Finding]:
    """What was tried and found, in the reader's language; never an error."""
    try:
        connector = opening.opened(connection, machine_now=machine_now)
        return [*_tested(connector), *_clock(connector)]
    except CallError as error:
        return [_failed(error)]


def advice(code: str) -> str:
    """What to do about a fault of this kind."""
    return str(ADVICE.get(code, ""))


def _tested(connector: Connector) -> Sequence[Finding]:
    try:
        return connector.test()
    except CallError:
        raise
    except Exception as error:
        log.exception("the test of %s stumbled", connector.kind)
        said = f"{advice('FAULT')} ({type(error).__name__})"
        return [Finding(fine=False, sentence=said)]


def _failed(error: CallError) -> Finding:
    return Finding(fine=False, sentence=f"{advice(error.code)} ({error.sentence})".strip())


def _clock(connector: Connector) -> list[Finding]:
    """Whether the marketplace's answers are dated by a clock like ours."""
    heard = [caller.ahead for caller in connector.access.callers if caller.ahead is not None]
    if not heard:
        return []
    off = max(heard, key=abs)
    if abs(off) <= CLOCK_MAY_BE_OFF:
        return [Finding(fine=True, sentence=_("Its clock and ours agree."))]
    said = _(
        "Its clock and ours are %(minutes)s minutes apart: set ours right, or expect what is new "
        "to come in up to a day late."
    )
    return [Finding(fine=False, sentence=said % {"minutes": int(abs(off).total_seconds() // 60)})]
