"""What an operator may set for money, to the bounds (E11, E62, E66)."""

import pytest

from mostrador.rules import money_limits
from mostrador.rules.bodies import RefusedError

BOUNDS = {
    "refund_grace_minutes": (0, 120),
    "appeal_days": (1, 365),
    "option_days": (1, 14),
    "agent_limit_minor": (0, 10**12),
    "goodwill_limit_minor": (0, 10**12),
    "returnless_up_to_minor": (0, 10**12),
}


def codes(**given):
    with pytest.raises(RefusedError) as raised:
        money_limits.settings(given)
    return [(one.code, one.pointer) for one in raised.value.reasons]


@pytest.mark.parametrize(("name", "bounds"), BOUNDS.items())
def test_the_bounds_are_within(name, bounds):
    low, high = bounds

    for value in bounds:
        assert money_limits.settings({name: value}) == {name: value}
    for value in (low - 1, high + 1):
        assert codes(**{name: value}) == [("OUT_OF_RANGE", f"/{name}")]


@pytest.mark.parametrize("name", money_limits.LIMITS)
def test_no_limit_is_one_too(name):
    assert money_limits.settings({name: None}) == {name: None}


def test_what_is_no_setting_is_refused():
    assert codes(salary=1) == [("NO_SUCH_SETTING", "/salary")]
