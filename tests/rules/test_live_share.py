"""Which sellers are live at a share: always the same ones, and more of them at a higher share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules.bodies import RefusedError
from mostrador.rules.live_share import is_live, place, settings

A_NAME = st.text(min_size=1, max_size=30)
SHARE = st.integers(min_value=0, max_value=100)
# Written down: another hash would move sellers in and out of service.
PLACES = [33, 53, 59]
SELLERS = st.sets(A_NAME, min_size=1, max_size=4)


@given(store=A_NAME, sellers=SELLERS, one=SHARE, other=SHARE)
def test_raising_the_share_only_adds_sellers_and_lowering_it_only_takes_away(
    store, sellers, one, other
):
    low, high = sorted((one, other))

    assert is_live(store, sellers, share=high) or not is_live(store, sellers, share=low)


@given(store=A_NAME, sellers=SELLERS)
def test_nobody_is_live_at_nought_and_everybody_at_a_hundred(store, sellers):
    assert not is_live(store, sellers, share=0)
    assert is_live(store, sellers, share=100)


@given(store=A_NAME, seller=A_NAME, share=SHARE)
def test_a_seller_is_live_from_his_place_on(store, seller, share):
    assert is_live(store, {seller}, share=share) == (place(store, seller) < share)
    assert 0 <= place(store, seller) < 100


@given(store=A_NAME, sellers=SELLERS, share=SHARE)
def test_an_order_of_several_sellers_is_live_when_each_of_them_is(store, sellers, share):
    each = [is_live(store, {seller}, share=share) for seller in sellers]

    assert is_live(store, sellers, share=share) == all(each)


@pytest.mark.parametrize(("share", "live"), [(0, False), (1, False), (99, False), (100, True)])
def test_where_no_seller_is_known_only_everybody_is_live(share, live):
    assert is_live("de", (), share=share) is live


def test_a_place_never_changes():
    assert [place("de", one) for one in ("S-ZHOU", "S-ANA", "S-ZED")] == PLACES
    assert place("at", "S-ZHOU") != place("de", "S-ZHOU")


def test_a_share_of_the_sellers_is_that_share_of_them():
    live = sum(is_live("de", {f"S-{number}"}, share=25) for number in range(4_000))

    assert 900 < live < 1_100


@pytest.mark.parametrize("share", [0, 1, 99, 100])
def test_a_share_is_a_whole_number_from_0_to_100(share):
    assert settings({"live_share": share}) == {"live_share": share}


@pytest.mark.parametrize(
    ("share", "code"),
    [
        (-1, "OUT_OF_RANGE"),
        (101, "OUT_OF_RANGE"),
        ("50", "WRONG_TYPE"),
        (True, "WRONG_TYPE"),
        (None, "MISSING"),
    ],
)
def test_what_is_no_share_is_refused(share, code):
    with pytest.raises(RefusedError) as raised:
        settings({"live_share": share})

    assert [(one.code, one.pointer) for one in raised.value.reasons] == [(code, "/live_share")]
