"""Who may give how much alone, and who is the second person."""

import pytest

from mostrador.rules.authority import Limits, Role, may_approve, needs_second, role_of
from mostrador.rules.money import Money
from tests.rules.entitlements import eur

LIMITS = Limits(currency="EUR", agent=5_000, goodwill=1_000)
NONE = Limits(currency="EUR", agent=None, goodwill=None)


@pytest.mark.parametrize(
    ("given", "goodwill", "second"),
    [
        ("49.99", "0.00", False),
        ("50.00", "0.00", False),
        ("50.01", "0.00", True),
        ("9.99", "9.99", False),
        ("10.00", "10.00", False),
        ("10.01", "10.01", True),
        ("-70.00", "0.00", False),
    ],
)
def test_an_agent_gives_up_to_the_limit_alone(given, goodwill, second):
    assert needs_second("agent:7", eur(given), eur(goodwill), LIMITS) is second


@pytest.mark.parametrize("actor", ["operator:3", "program:market", "clock", "buyer:B-1"])
def test_nobody_else_has_a_limit(actor):
    assert not needs_second(actor, eur("9000.00"), eur("9000.00"), LIMITS)


def test_a_store_may_set_none():
    assert not needs_second("agent:7", eur("9000.00"), eur("9000.00"), NONE)


def test_another_currency_is_not_within_a_limit_in_this_one():
    zloty = Money.of("1.00", "PLN")

    assert needs_second("agent:7", zloty, Money("PLN", 0), LIMITS)


@pytest.mark.parametrize(
    ("actor", "may"),
    [
        ("agent:8", True),
        ("operator:3", True),
        ("agent:7", False),
        # The same person, with another role since.
        ("operator:7", False),
        ("program:market", False),
        ("seller:S-1", False),
    ],
)
def test_the_second_person_is_another_one(actor, may):
    assert may_approve(actor, decided_by="agent:7") is may


def test_who_decides_nothing_has_no_role_here():
    assert role_of("seller:S-1") is None
    assert role_of("clock") is Role.CLOCK
