"""Keys of programs: made once, shown once, kept as a digest."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from mostrador.people.models import Token

ALL_SCOPES = ("*",)


def make(name: str, *, scopes: Iterable[str] = ALL_SCOPES, now: datetime) -> str:
    """The secret, which cannot be shown again."""
    secret = f"mst_{secrets.token_urlsafe(32)}"
    Token.objects.create(name=name, digest=digest(secret), scopes=list(scopes), made_at=now)
    return secret


def forget(name: str) -> None:
    """Delete a program's tokens, as a demo does before it shows a new one."""
    Token.objects.filter(name=name).delete()


def find(secret: str) -> Token | None:
    return Token.objects.filter(digest=digest(secret), revoked_at=None).first()


def allows(token: Token, scope: str) -> bool:
    return "*" in token.scopes or scope in token.scopes


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
