"""Blotting secrets out of whatever is kept, shown or logged."""

import base64
from collections.abc import Iterable, Sequence
from urllib.parse import quote, quote_plus

BLOT = "…"
# Shorter ones would blot out half of every sentence, and are no secrets.
SHORTEST = 4


def blotted(said: str, secrets: Sequence[str]) -> str:
    """What was said without any of the secrets, in the forms in which an answer may echo them."""
    for form in sorted(_forms(secrets), key=len, reverse=True):
        said = said.replace(form, BLOT)
    return said


def _forms(secrets: Iterable[str]) -> set[str]:
    forms = set()
    for secret in secrets:
        encoded = base64.b64encode(secret.encode()).decode()
        forms |= {secret, quote(secret, safe=""), quote_plus(secret), encoded}
    return {form for form in forms if len(form) >= SHORTEST}
