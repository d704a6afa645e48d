"""Where a store's marketplace is told what to do, and with which secret: their only writer."""

import base64
import secrets
from datetime import datetime

from django.db import transaction

from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.rules.bodies import Reason, RefusedError
from mostrador.rules.webhook_address import endpoint
from mostrador.stores.models import Store

PREFIX = "whsec_"
SECRET_BYTES = 32
NOT_AN_ADDRESS = "The address must begin with https://, or be on this machine."


@transaction.atomic
def change_address(store: Store, address: str, *, by: str, version: int, now: datetime) -> bool:
    """From now on instructions go there; an empty one means that they are fetched.

    Raises RefusedError, or MovedOnError if somebody was faster. False if it changes nothing.
    """
    wanted = address.strip()
    if store.version != version:
        raise chain.MovedOnError(store.subject)
    if wanted and endpoint(wanted) is None:
        raise RefusedError([Reason("NOT_A_WEBHOOK", NOT_AN_ADDRESS, "/webhook_url")])
    if wanted == store.webhook_url:
        return False
    # An address may hold a key in its query: the history says that it changed, not to what.
    happening = Happening("webhook_changed", now, by, {"fetched": not wanted})
    chain.write(store, {"version": version}, [happening], webhook_url=wanted)
    if wanted and not store.webhook_secret:
        _keep(store, made_secret(), by=by, now=now)
    return True


@transaction.atomic
def change_secret(store: Store, *, by: str, now: datetime) -> str:
    """A new secret, to be shown this once; the one before signs nothing any more."""
    made = made_secret()
    _keep(store, made, by=by, now=now)
    return made


def made_secret() -> str:
    """A fresh one, as the Standard Webhooks specification writes it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def _keep(store: Store, secret: str, *, by: str, now: datetime) -> None:
    happening = Happening("webhook_secret_changed", now, by)
    chain.write(store, {}, [happening], webhook_secret=secret)
