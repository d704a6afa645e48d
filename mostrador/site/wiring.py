"""Who takes which notice; filled in once in every process, whatever it does."""

from typing import TYPE_CHECKING

from mostrador.channels.email import trials
from mostrador.channels.email.markup import text_of
from mostrador.channels.email.parse import parse
from mostrador.connectors import carrying
from mostrador.decisions import instructions
from mostrador.desk import originals
from mostrador.imports.past import reading
from mostrador.office import golive
from mostrador.outbox import owing
from mostrador.site import copies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mostrador.connectors.base import Finding
    from mostrador.office.golive import Trying

TAKERS = {
    "order_changed": ("contacts",),
    "enrolments_changed": ("contacts",),
    "announcement": ("sellers",),
    "return_told": ("decisions",),
    "money_told": ("decisions",),
}


def connect() -> None:
    owing.TAKERS.update(TAKERS)
    # The desk shows what stood around a mail's new words; reading mail is the channel's trade.
    originals.READERS["message/rfc822"] = parse
    reading.LETTERS["message/rfc822"] = parse
    reading.PAGES["text/html"] = text_of
    instructions.CARRIERS[carrying.OWED] = carrying.takes
    _let_the_office_try()


def _let_the_office_try() -> None:
    """The go-live checklist's tests of what reaches outside."""
    _let_it_try_mail("mail_in", trials.IN)
    _let_it_try_mail("mail_out", trials.OUT)
    golive.TESTS["domain"] = _names_found
    golive.TESTS["instructions"] = _receiver_tried
    golive.TESTS["backup"] = lambda _asked: [copies.tried()]


def _let_it_try_mail(key: str, way: str) -> None:
    golive.LOOKS[key] = lambda store, _now: trials.look(store, way)
    golive.TESTS[key] = lambda asked: [trials.send(asked.store, way, asked.user, now=asked.now)]


def _names_found(asked: "Trying") -> "Sequence[Finding]":
    from mostrador.channels.email import domain  # noqa: PLC0415  every command would wait for DNS

    return domain.findings(asked.store, asked.typed)


def _receiver_tried(asked: "Trying") -> "list[Finding]":
    from mostrador.channels.webhooks import trying  # noqa: PLC0415  every command would wait

    # Reaching the marketplace is one half, its answer the other.
    return [trying.test(asked.store), golive.LOOKS["instructions"](asked.store, asked.now)]
