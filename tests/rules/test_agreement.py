"""Does what happened agree with what we would have decided?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules.agreement import (
    BECOMES,
    SHOWS,
    Agreement,
    Happened,
    Outcome,
    Proposal,
    compare,
    outcome,
    share,
)
from mostrador.rules.entitlement_facts import Remedy
from mostrador.rules.money import Money

PRICE, HALF, DOLLARS = Money("EUR", 3990), Money("EUR", 1995), Money("USD", 3990)
WHOLE = Proposal(
    remedies=(Remedy.REFUND_AFTER_RETURN, Remedy.REPLACEMENT, Remedy.EXPLAIN),
    sums={Remedy.REFUND_AFTER_RETURN: frozenset({PRICE})},
)
IN_WORDS = Proposal(remedies=(Remedy.EXPLAIN,))


def paid(money=None):
    return Happened(Outcome.REFUNDED, money=money)


SAID = Happened(Outcome.ANSWERED)


@pytest.mark.parametrize(
    ("happened", "settled", "agreement"),
    [
        ([], False, Agreement.OPEN),
        ([], True, Agreement.DIFFERS),
        ([SAID], False, Agreement.OPEN),
        ([SAID], True, Agreement.DIFFERS),
        ([paid(PRICE)], False, Agreement.AGREES),
        ([paid(HALF), paid(HALF)], True, Agreement.AGREES),
        ([paid(HALF)], True, Agreement.DIFFERS),
        # Nobody wrote down how much, or it is another currency's.
        ([paid()], True, Agreement.AGREES),
        ([paid(DOLLARS)], True, Agreement.AGREES),
        ([paid(PRICE), paid(DOLLARS)], True, Agreement.AGREES),
        ([Happened(Outcome.RETURNED)], False, Agreement.AGREES),
        ([Happened(Outcome.REPLACED), SAID], False, Agreement.OFFERED),
        ([Happened(Outcome.CANCELLED)], False, Agreement.DIFFERS),
        ([Happened(Outcome.REPAIRED)], True, Agreement.DIFFERS),
    ],
)
def test_a_refund_that_we_offer_first(happened, settled, agreement):
    assert compare(WHOLE, happened, settled=settled) == agreement


@pytest.mark.parametrize(
    ("happened", "settled", "agreement"),
    [
        ([], False, Agreement.OPEN),
        ([], True, Agreement.DIFFERS),
        ([SAID], False, Agreement.AGREES),
        ([SAID, paid(PRICE)], False, Agreement.DIFFERS),
    ],
)
@pytest.mark.parametrize("proposal", [IN_WORDS, Proposal()])
def test_words_agree_with_words(proposal, happened, settled, agreement):
    assert compare(proposal, happened, settled=settled) == agreement


def test_what_we_would_have_passed_on_is_not_compared():
    assert compare(Proposal(ours=False), [paid(PRICE)], settled=True) == Agreement.NOT_OURS


@pytest.mark.parametrize("remedy", Remedy)
def test_each_remedy_agrees_with_itself(remedy):
    happened = [Happened(BECOMES[remedy], money=PRICE)]

    found = compare(Proposal(remedies=(remedy,)), happened, settled=True)

    assert (BECOMES[remedy] in SHOWS[remedy], found) == (True, Agreement.AGREES)


EACH = st.builds(
    Happened, st.sampled_from(Outcome), st.none(), st.sampled_from([None, PRICE, HALF])
)
OFFERS = st.builds(
    Proposal, st.just(True), st.lists(st.sampled_from(Remedy), unique=True).map(tuple)
)


@given(proposal=OFFERS, happened=st.lists(EACH))
def test_what_is_settled_is_never_open(proposal, happened):
    assert compare(proposal, happened, settled=True) != Agreement.OPEN


@given(proposal=OFFERS, happened=st.lists(EACH))
def test_what_agrees_early_agrees_late(proposal, happened):
    early = compare(proposal, happened, settled=False)

    assert early in {Agreement.OPEN, compare(proposal, happened, settled=True)}


@given(happened=st.lists(EACH, min_size=1))
def test_the_weightiest_counts(happened):
    places = [list(Outcome).index(one.outcome) for one in happened]

    assert list(Outcome).index(outcome(happened)) == min(places)


@pytest.mark.parametrize(
    ("counts", "percent"),
    [
        ({}, None),
        ({"open": 3, "not_ours": 2}, None),
        ({"agrees": 1, "offered": 1, "differs": 1, "open": 9}, 67),
        ({"differs": 2}, 0),
        ({"agrees": 2}, 100),
    ],
)
def test_the_share_is_of_what_can_be_told(counts, percent):
    assert share(counts) == percent
