import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules.money import Money

CENTS = st.integers(min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("19.90", "EUR", 1990),
        ("19.9", "EUR", 1990),
        ("19", "EUR", 1900),
        ("19.900", "EUR", 1990),
        ("0.01", "EUR", 1),
        ("-0.05", "EUR", -5),
        ("-39.90", "EUR", -3990),
        ("1990", "JPY", 1990),
        ("1990.00", "JPY", 1990),
        ("1990", "VND", 1990),
        ("1.234", "KWD", 1234),
        ("1.2345", "CLF", 12345),
        ("99999999999999.99", "EUR", 9999999999999999),
    ],
)
def test_E23_an_amount_is_read_to_the_last_coin(text, currency, minor):
    assert Money.of(text, currency) == Money(currency, minor)


@pytest.mark.parametrize(
    ("text", "currency", "sentence"),
    [
        ("19.905", "EUR", "EUR has 2 decimal places; 19.905 has more"),
        ("19.5", "JPY", "JPY has 0 decimal places; 19.5 has more"),
        ("1.2345", "KWD", "KWD has 3 decimal places; 1.2345 has more"),
        ("19,90", "EUR", "'19,90' is not an amount such as 19.90"),
        ("", "EUR", "'' is not an amount such as 19.90"),
        ("1e5", "EUR", "'1e5' is not an amount such as 19.90"),
        ("+1", "EUR", "'+1' is not an amount such as 19.90"),
        ("19.90\n", "EUR", "'19.90\\n' is not an amount such as 19.90"),
        ("١٩", "EUR", "'١٩' is not an amount such as 19.90"),
        ("9" * 15, "EUR", "'999999999999999' is not an amount such as 19.90"),
        ("19.90", "Euro", "'Euro' is not a currency such as EUR"),
        ("19.90", "eur", "'eur' is not a currency such as EUR"),
    ],
)
def test_E23_what_is_no_exact_amount_is_refused_with_a_sentence(text, currency, sentence):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the sentence is compared below
        Money.of(text, currency)

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money("EUR", 1990), "19.90 EUR"),
        (Money("EUR", 5), "0.05 EUR"),
        (Money("EUR", 0), "0.00 EUR"),
        (Money("EUR", -5), "-0.05 EUR"),
        (Money("JPY", 1990), "1990 JPY"),
        (Money("JPY", 0), "0 JPY"),
        (Money("KWD", 1234), "1.234 KWD"),
    ],
)
def test_E23_an_amount_is_written_with_its_currency(money, text):
    assert money.text() == text


@given(minor=CENTS, currency=st.sampled_from(["EUR", "JPY", "KWD", "CLF"]))
def test_E23_what_is_written_can_be_read_back(minor, currency):
    money = Money(currency, minor // 1000)

    assert Money.of(money.amount(), currency) == money


def test_E23_amounts_of_one_currency_add_up_and_compare():
    lamp, shade = Money("EUR", 3990), Money("EUR", 500)

    assert lamp + shade == Money("EUR", 4490)
    assert lamp - shade == Money("EUR", 3490)
    assert shade.times(3) == Money("EUR", 1500)
    assert sorted([lamp, shade]) == [shade, lamp]
    assert not lamp < lamp
    assert (shade < lamp, lamp <= lamp, shade > lamp, shade >= lamp) == (True, True, False, False)


@pytest.mark.parametrize(
    "act", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: a >= b]
)
def test_E23_two_currencies_never_meet(act):
    with pytest.raises(ValueError, match="EUR and JPY do not add up"):
        act(Money("EUR", 1), Money("JPY", 1))


def test_E23_two_currencies_are_never_equal():
    assert Money("EUR", 1) != Money("JPY", 1)


@pytest.mark.parametrize(
    ("minor", "shares", "parts"),
    [
        (490, [3990, 1995], [327, 163]),
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (1, [1, 2], [0, 1]),
        (5, [0, 7], [0, 5]),
        (100, [0, 0], [50, 50]),
        (0, [1, 2], [0, 0]),
        (7, [5], [7]),
    ],
)
def test_E23_shipping_is_split_by_the_prices_of_the_units(minor, shares, parts):
    split = Money("EUR", minor).split(shares)

    assert split == tuple(Money("EUR", part) for part in parts)


@given(minor=CENTS, shares=st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_E23_splitting_loses_no_cent_and_gives_each_its_share(minor, shares):
    parts = [part.minor for part in Money("EUR", minor).split(shares)]

    assert sum(parts) == minor
    if total := sum(shares):
        for part, share in zip(parts, shares, strict=True):
            assert abs(part * total - minor * share) < total


@pytest.mark.parametrize("shares", [[], [1, -1]])
def test_E23_nothing_can_be_split_by_no_share_or_a_negative_one(shares):
    with pytest.raises(ValueError, match="one share or more"):
        Money("EUR", 1).split(shares)
