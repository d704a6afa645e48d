"""Trying a store's webhook: a signed message that asks for nothing, and one with a false seal."""

import json
import secrets
from datetime import UTC, datetime
from http.client import HTTPException

from django.utils.translation import gettext as _

from mostrador import wallclock
from mostrador.channels.webhooks import sending
from mostrador.connectors.base import Finding
from mostrador.rules.webhook_address import Endpoint, endpoint
from mostrador.stores import webhooks
from mostrador.stores.models import Store


def test(store: Store) -> Finding:
    """The receiver must take what is signed by us, and nothing else."""
    receiver = endpoint(store.webhook_url)
    if receiver is None:
        sentence = _("There is no address: the marketplace fetches its instructions.")
        return Finding(fine=True, sentence=sentence)
    at, another = wallclock.machine_now(), webhooks.made_secret()
    try:
        taken = _answer(receiver, store.webhook_secret, at)
        forged = _answer(receiver, another, at)
    except (OSError, HTTPException, ValueError) as error:
        sentence = _("The receiver did not answer: %(error)s") % {"error": type(error).__name__}
        return Finding(fine=False, sentence=sentence)
    return _judged(taken, forged)


def _judged(taken: int, forged: int) -> Finding:
    if not _is_good(taken):
        sentence = _("The receiver answered %(status)s to a test message; it should be 200.")
        return Finding(fine=False, sentence=sentence % {"status": taken})
    if _is_good(forged):
        sentence = _(
            "The receiver also takes a message with a false signature: anybody could order"
            " refunds. Let it check the signature."
        )
        return Finding(fine=False, sentence=sentence)
    sentence = _("The receiver takes what we sign and refuses a false signature.")
    return Finding(fine=True, sentence=sentence)


def _is_good(status: int) -> bool:
    return 200 <= status < 300


def _answer(receiver: Endpoint, secret: str, at: datetime) -> int:
    key = f"test-{secrets.token_hex(8)}"
    said = {"type": "test", "timestamp": at.astimezone(UTC).isoformat(), "data": {}}
    body = json.dumps(said).encode()
    headers = sending.signed(body, key=key, secret=secret, at=at)
    return sending.post(receiver, body, headers)[0]
