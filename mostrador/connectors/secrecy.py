"""Blotting secrets out of whatever is kept, shown or logged."""

import base64
import html
import json
from collections.abc import Iterable, Sequence
from urllib.parse import quote, quote_plus

BLOT = "…"
# Of an answer that is none; enough to see what it is. Longer than any secret is what is looked at.
SHOWN, LOOKED_AT = 200, 20_000
# Shorter ones would blot out half of every sentence, and are no secrets.
SHORTEST = 4


def blotted(said: str, secrets: Sequence[str]) -> str:
    """What was said without any of the secrets, in the forms in which an answer may echo them."""
    for form in sorted(_forms(secrets), key=len, reverse=True):
        said = said.replace(form, BLOT)
    return said


def cleaned(body: bytes, secrets: Sequence[str]) -> bytes:
    """The bytes of an answer without any of the secrets."""
    said = body.decode(errors="surrogateescape")
    return blotted(said, secrets).encode(errors="surrogateescape")


def shown(body: bytes, secrets: Sequence[str]) -> str:
    """How it begins: cut off after blotting, for half a secret is not found any more."""
    return blotted(body[:LOOKED_AT].decode(errors="replace"), secrets)[:SHOWN]


def _forms(secrets: Iterable[str]) -> set[str]:
    forms = set()
    for secret in secrets:
        encoded = base64.b64encode(secret.encode()).decode()
        written = json.dumps(secret)[1:-1]
        forms |= {secret, quote(secret, safe=""), quote_plus(secret), encoded, html.escape(secret)}
        # Some write a slash with a stroke before it.
        forms |= {written, written.replace("/", "\\/")}
    return {form for form in forms if len(form) >= SHORTEST}
