"""Soft limits: nobody's letter box is filled through our forms.

Kept in memory and on the machine's time; a restart forgets them.
"""

import hashlib

from django.core.cache import cache

MOST = 5
# A declaration is received however many came before; beyond these, its mail alone is left out.
MOST_WITHDRAWALS = 20
AN_HOUR = 60 * 60


def too_many(address: str, *, what: str = "question", most: int = MOST) -> bool:
    """Count one more of this kind from this address within the hour."""
    key = f"{what}:" + hashlib.sha256(address.strip().lower().encode()).hexdigest()
    asked = cache.get(key, 0) + 1
    cache.set(key, asked, AN_HOUR)
    return bool(asked > most)
