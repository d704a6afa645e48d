"""A soft limit: nobody's letter box is filled through our form.

Kept in memory and on the machine's time; a restart forgets it.
"""

import hashlib

from django.core.cache import cache

MOST = 5
AN_HOUR = 60 * 60


def too_many(address: str) -> bool:
    """Count one more question from this address within the hour."""
    key = "question:" + hashlib.sha256(address.strip().lower().encode()).hexdigest()
    asked = cache.get(key, 0) + 1
    cache.set(key, asked, AN_HOUR)
    return bool(asked > MOST)
