"""Which sellers a store serves for real: a share of them, and at one share always the same ones.

Every seller has a place of his own in each store. Raising the share only adds sellers, lowering it
only takes away.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from mostrador.rules.bodies import Given

NOBODY, EVERYBODY = 0, 100


def place(store: str, seller: str) -> int:
    """From 0 to 99, the same in every process and every version of the program."""
    said = json.dumps([store, seller]).encode()
    return int.from_bytes(hashlib.sha256(said).digest()[:8], "big") % EVERYBODY


def is_live(store: str, sellers: Collection[str], *, share: int) -> bool:
    """Are all of these sellers live? Where no seller is known, only when everybody is.

    An order of several sellers is one matter: one who is not live keeps the whole of it out.
    """
    if share >= EVERYBODY:
        return True
    return bool(sellers) and all(place(store, seller) < share for seller in sellers)


def settings(given: Mapping[str, Any]) -> dict[str, int]:
    """The setting as it is kept; RefusedError if it is none."""
    said = Given.of(dict(given), "live_share")
    return said.settled({"live_share": said.whole("live_share", low=NOBODY, high=EVERYBODY)})
