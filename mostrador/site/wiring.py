"""Who takes which notice; filled in once in every process, whatever it does."""

from mostrador.channels.email.parse import parse
from mostrador.desk import originals
from mostrador.outbox import owing

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
