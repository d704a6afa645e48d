"""Single-use addresses that sign a person in, for a marketplace's own account pages (R55)."""

import secrets
from datetime import datetime, timedelta

from mostrador.people.models import EntryPass, User
from mostrador.people.tokens import digest

GOOD_FOR = timedelta(seconds=60)


def make(user: User, *, to: str, machine_now: datetime) -> str:
    secret = secrets.token_urlsafe(24)
    EntryPass.objects.create(
        digest=digest(secret), user=user, to=to, expires_at=machine_now + GOOD_FOR
    )
    return secret


def used_up(name: str, user: User, *, expires_at: datetime, machine_now: datetime) -> bool:
    """Note that an entry of this name was used; True if it was before."""
    _, new = EntryPass.objects.get_or_create(
        digest=digest(f"named:{name}"),
        defaults={"user": user, "to": "", "expires_at": expires_at, "used_at": machine_now},
    )
    return not new


def use(secret: str, *, machine_now: datetime) -> EntryPass | None:
    """The pass, the first time and in time; None for every other use."""
    unused = EntryPass.objects.filter(
        digest=digest(secret), used_at=None, expires_at__gte=machine_now
    )
    if not unused.update(used_at=machine_now):
        return None
    return EntryPass.objects.select_related("user").get(digest=digest(secret))
