"""Components, who pays them, and that never more goes back than was paid (E23, E60, E61)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules import amounts
from mostrador.rules.amounts import Account, Given, Priced
from mostrador.rules.entitlement_facts import Amount, Bearer, Component
from mostrador.rules.money import Money
from tests.rules.entitlements import deduction, delivery, eur, facts, price

NOTHING = eur("0.00")


def line(ref="1", unit_price="10.00", quantity=1, shipping=None):
    shipping = eur(shipping) if shipping else None
    return Priced(line=ref, quantity=quantity, unit_price=eur(unit_price), shipping=shipping)


def more_to_pay(text):
    return Amount(Component.PRICE_DIFFERENCE, eur(text), Bearer.BUYER)


def test_what_the_buyer_pays_lowers_what_he_gets():
    found = [price("39.90"), delivery("4.90"), deduction("5.00")]

    assert amounts.total(found, "EUR") == eur("39.80")
    assert amounts.total([more_to_pay("3.00")], "EUR") == eur("-3.00")
    assert amounts.total([], "EUR") == NOTHING


def test_E61_a_price_difference_is_not_held_against_the_price():
    assert amounts.back([price("10.00"), more_to_pay("3.00")], "EUR") == eur("10.00")


@pytest.mark.parametrize(
    ("paid", "refunded", "left"),
    [("44.80", "0.00", "44.80"), ("44.80", "44.80", "0.00"), ("44.80", "50.00", "0.00")],
)
def test_E60_what_is_left_is_never_below_nothing(paid, refunded, left):
    assert amounts.room(facts(paid=eur(paid), refunded=eur(refunded))) == eur(left)


@pytest.mark.parametrize(
    ("most", "kept"),
    [
        ("44.80", (price("39.90"), delivery("4.90"))),
        ("44.79", (price("39.90"), delivery("4.89"))),
        ("39.90", (price("39.90"),)),
        ("10.00", (price("10.00"),)),
        ("0.00", ()),
    ],
)
def test_E61_amounts_are_lowered_from_the_last_on(most, kept):
    assert amounts.capped((price("39.90"), delivery("4.90")), eur(most)) == kept


def test_E61_what_the_buyer_pays_is_not_lowered():
    found = (price("39.90"), deduction("5.00"), more_to_pay("3.00"))

    assert amounts.capped(found, eur("30.00")) == (
        price("35.00"), deduction("5.00"), more_to_pay("3.00"),
    )  # fmt: skip


def test_an_order_without_lines_has_no_accounts():
    assert amounts.accounts([], payments=eur("5.00"), given=[]) == {}


def test_E23_delivery_of_all_is_shared_by_price():
    lines = [line("1", "30.00"), line("2", "5.00", 2)]

    found = amounts.accounts(lines, payments=None, given=[], delivery=eur("4.00"))

    assert found == {
        "1": Account(eur("33.00"), NOTHING, eur("3.00"), NOTHING),
        "2": Account(eur("11.00"), NOTHING, eur("1.00"), NOTHING),
    }


def test_a_lines_own_delivery_goes_before():
    lines = [line("1", shipping="2.00"), line("2")]

    found = amounts.accounts(lines, payments=None, given=[], delivery=eur("9.00"))

    assert [one.shipping for one in found.values()] == [eur("2.00"), NOTHING]


@pytest.mark.parametrize(
    ("payments", "paid"), [("20.00", "10.00"), ("15.00", "7.50"), ("25.00", "10.00")]
)
def test_a_voucher_lowers_each_line_and_more_than_the_prices_is_for_none(payments, paid):
    found = amounts.accounts([line("1"), line("2")], payments=eur(payments), given=[])

    assert found["1"].paid == found["2"].paid == eur(paid)


def test_E61_what_was_given_adds_up_line_by_line():
    lines = [line("1", "10.00"), line("2", "30.00")]
    gone = [
        Given(("1",), eur("2.00")), Given((), eur("4.00")), Given(("2",), eur("99.00")),
        Given(("7",), eur("1.00")),
    ]  # fmt: skip

    found = amounts.accounts(lines, payments=None, given=gone)

    assert [one.refunded for one in found.values()] == [eur("3.00"), eur("30.00")]


def test_E60_what_is_only_promised_counts_and_is_told_apart():
    gone = [Given(("1",), eur("2.00")), Given(("1",), eur("9.00"), promised=True)]

    found = amounts.accounts([line("1", "10.00")], payments=None, given=gone)

    assert found["1"] == Account(eur("10.00"), eur("10.00"), NOTHING, eur("9.00"))


def test_who_receives_and_who_pays():
    found = amounts.postings([price("39.90"), deduction("5.00")])

    assert found == {
        (Bearer.BUYER, Component.PRINCIPAL): eur("39.90"),
        (Bearer.SELLER, Component.PRINCIPAL): eur("-39.90"),
        (Bearer.SELLER, Component.DEDUCTION): eur("5.00"),
        (Bearer.BUYER, Component.DEDUCTION): eur("-5.00"),
    }


def test_what_the_buyer_pays_goes_to_whoever_paid_the_rest():
    found = amounts.postings([price("39.90", Bearer.OPERATOR), deduction("39.90")])

    assert found[Bearer.OPERATOR, Component.DEDUCTION] == eur("39.90")
    assert Bearer.SELLER not in {who for who, _component in found}


def test_nothing_is_not_posted():
    assert amounts.postings([price("0.00")]) == {}


ANY = st.lists(
    st.builds(
        Amount,
        st.sampled_from(Component),
        st.integers(0, 10_000).map(lambda minor: Money("EUR", minor)),
        st.sampled_from(Bearer),
    ),
    max_size=6,
)


@given(ANY)
def test_postings_add_up_to_nothing_and_the_buyer_gets_the_total(found):
    posted = amounts.postings(found)

    assert sum(money.minor for money in posted.values()) == 0
    got = sum(money.minor for (who, _component), money in posted.items() if who is Bearer.BUYER)
    assert got == amounts.total(found, "EUR").minor


@given(ANY, st.integers(0, 20_000))
def test_E60_no_more_goes_back_than_there_is_room_for(found, most):
    kept = amounts.capped(found, Money("EUR", most))

    assert amounts.back(kept, "EUR").minor <= most
    assert all(one.money.minor > 0 for one in kept)
