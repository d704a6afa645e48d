"""What a marketplace says of one of its people: a JSON Web Token, signed with the shared key.

`sub` is `buyer:ID` or `seller:ID`, `to` the page, `exp` at most five minutes ahead, `jti` a name
that is used once. HS256 alone: whoever chooses the algorithm must not be whoever signs.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jwt.types import Options

LONGEST = timedelta(minutes=5)
KINDS = ("buyer", "seller")


@dataclass(frozen=True, slots=True)
class Assertion:
    kind: str
    id: str
    to: str
    name: str
    expires_at: datetime


def read(token: str, *, key: str, machine_now: datetime) -> Assertion | None:
    """None for whatever is not signed, not in time or not complete."""
    import jwt  # noqa: PLC0415  a quarter of a second, for which no other page should wait

    # The moment is ours to check: the library would ask its own clock.
    ours: Options = {"require": ["sub", "exp", "jti"], "verify_exp": False, "verify_iat": False}
    try:
        said = jwt.decode(token, key, algorithms=["HS256"], options=ours)
        expires_at = datetime.fromtimestamp(int(said["exp"]), UTC)
    except (jwt.PyJWTError, ValueError, OverflowError, OSError, TypeError):
        return None
    kind, _, person = str(said["sub"]).partition(":")
    if kind not in KINDS or not machine_now <= expires_at <= machine_now + LONGEST:
        return None
    return Assertion(kind, person, _page(said), str(said["jti"]), expires_at)


def _page(said: dict[str, Any]) -> str:
    return str(said.get("to") or "/")[:500]
