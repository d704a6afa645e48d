"""No buyer is worse off: what must hold whatever two policies say."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mostrador.rules.return_comparison import (
    AT_LEAST_AS_KIND,
    Dimension,
    Verdict,
    compare,
    kinder_of,
    shortfalls,
)
from mostrador.rules.return_rights import at_least_as_kind, gives
from tests.rules.policies import GRID, any_policy

SOME = settings(max_examples=40)
SIZE_OF_THE_GRID = 960


def worse_off(offered, standard):
    """The facts on which somebody gets less from the offered policy."""
    return [
        facts
        for facts in GRID
        if not at_least_as_kind(gives(offered, facts), gives(standard, facts))
    ]


@st.composite
def approvable(draw):
    """Any standard, and an offer that is at least as kind: some of its dimensions are its own."""
    standard, wish = draw(any_policy), draw(any_policy)
    kind = kinder_of(standard, wish)
    taken = draw(st.frozensets(st.sampled_from(Dimension)))
    return replace(standard, **{name: getattr(kind, name) for name in taken}), standard


def test_the_grid_is_as_large_as_it_looks():
    assert len(GRID) == SIZE_OF_THE_GRID


@SOME
@given(approvable())
def test_R20_what_may_be_approved_never_gives_any_buyer_less(both):
    offered, standard = both
    assume(shortfalls(offered, standard) == ())

    assert worse_off(offered, standard) == []


@st.composite
def neighbours(draw):
    """Any standard, and an offer that differs from it in a dimension or two, whichever way."""
    standard, wish = draw(any_policy), draw(any_policy)
    taken = draw(st.frozensets(st.sampled_from(Dimension), min_size=1, max_size=2))
    return replace(standard, **{name: getattr(wish, name) for name in taken}), standard


@SOME
@given(neighbours())
def test_R20_whatever_passes_gives_no_buyer_less(both):
    offered, standard = both
    assume(shortfalls(offered, standard) == ())

    assert worse_off(offered, standard) == []


@SOME
@given(one=any_policy, other=any_policy)
def test_E56_the_kinder_of_two_gives_no_buyer_less_than_either(one, other):
    kinder = kinder_of(one, other)

    assert shortfalls(kinder, one) == ()
    assert shortfalls(kinder, other) == ()
    assert worse_off(kinder, one) == worse_off(kinder, other) == []


@given(one=any_policy, other=any_policy)
def test_E56_it_does_not_matter_which_of_the_two_is_named_first(one, other):
    there, back = kinder_of(one, other), kinder_of(other, one)

    assert {row.verdict for row in compare(there, back)} == {Verdict.EQUAL}


@given(any_policy)
def test_a_policy_is_as_kind_as_itself(policy):
    assert {row.verdict for row in compare(policy, policy)} == {Verdict.EQUAL}


@given(one=any_policy, other=any_policy)
def test_a_dimension_is_kinder_on_one_side_where_it_is_worse_on_the_other_or_neither(one, other):
    turned = {(row.dimension, row.key): row.verdict for row in compare(other, one)}

    for row in compare(one, other):
        back = turned[row.dimension, row.key]
        if row.verdict is Verdict.KINDER:
            assert back is Verdict.WORSE
        elif row.verdict is Verdict.EQUAL:
            assert back is Verdict.EQUAL
        else:
            assert back in {Verdict.KINDER, Verdict.WORSE}


@SOME
@given(one=any_policy, other=any_policy, third=any_policy)
def test_what_passes_against_what_passes_passes(one, other, third):
    best = kinder_of(kinder_of(one, other), third)

    assert shortfalls(best, kinder_of(one, other)) == shortfalls(best, one) == ()


@pytest.mark.parametrize("dimension", Dimension)
def test_every_dimension_says_what_is_kinder(dimension):
    assert dimension in AT_LEAST_AS_KIND
