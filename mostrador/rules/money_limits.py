"""What an operator may set for the money of a store: every reason against it at once."""

from collections.abc import Callable, Mapping
from typing import Any

from mostrador.rules.bodies import Given

# A best judgement can be taken back for two hours at most: the buyer waits for his money (E11).
LONGEST_GRACE_MINUTES = 120
LONGEST_APPEAL_DAYS = 365
# A buyer's days to send something back run on while the seller thinks (E62).
LONGEST_OPTION_DAYS = 14
HIGHEST = 10**12
LIMITS = ("agent_limit_minor", "goodwill_limit_minor")


def settings(given: Mapping[str, Any]) -> dict[str, Any]:
    """The settings as they are kept; RefusedError with every reason. A limit of None is none."""
    said = Given.of(dict(given), "money")
    ways: dict[str, Callable[[], Any]] = {
        "refund_grace_minutes": lambda: said.whole(
            "refund_grace_minutes", low=0, high=LONGEST_GRACE_MINUTES
        ),
        "agent_limit_minor": lambda: _limit(said, "agent_limit_minor"),
        "goodwill_limit_minor": lambda: _limit(said, "goodwill_limit_minor"),
        "appeal_days": lambda: said.whole("appeal_days", low=1, high=LONGEST_APPEAL_DAYS),
        "returnless_up_to_minor": lambda: said.whole("returnless_up_to_minor", low=0, high=HIGHEST),
        "option_days": lambda: said.whole("option_days", low=1, high=LONGEST_OPTION_DAYS),
    }
    found = {name: way() for name, way in ways.items() if name in given}
    for name in given:
        if name not in ways:
            said.refuse(name, "NO_SUCH_SETTING", f"There is no setting {name}.")
    return said.settled(found)


def _limit(said: Given, name: str) -> int | None:
    return said.whole(name, low=0, high=HIGHEST) if said.has(name) else None
