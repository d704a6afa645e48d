"""Goods on their way back: steps, ways and days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules import returns
from mostrador.rules.returns import Refused, Report, State, Step, Way

BERLIN = ZoneInfo("Europe/Berlin")
A_MICROSECOND = timedelta(microseconds=1)
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)})
NOTHING = frozenset()
HERE = {"country": "DE", "lines": ["Lager 3", "20457 Hamburg"]}
ABROAD = {"country": "CN", "lines": ["深圳市宝安区", "518000"]}


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (State.AWAITING_OPTION, {Step.OFFER, Step.GIVE_UP, Step.ARRIVE, Step.CANCEL}),
        (State.AUTHORISED, {Step.SEND, Step.ARRIVE, Step.CANCEL}),
        (State.SENT, {Step.ARRIVE, Step.CLOSE}),
        (State.RECEIVED, {Step.INSPECT, Step.CLOSE}),
        (State.INSPECTED, {Step.CLOSE}),
        (State.CLOSED, {Step.CLOSE}),
        (State.CANCELLED, set()),
    ],
)
def test_from_each_state_these_steps_and_no_others(state, steps):
    assert returns.may(state) == steps


@pytest.mark.parametrize(
    ("state", "step", "then"),
    [
        ("awaiting_option", Step.OFFER, State.AUTHORISED),
        ("awaiting_option", Step.GIVE_UP, State.CLOSED),
        ("awaiting_option", Step.SEND, None),
        ("authorised", Step.SEND, State.SENT),
        ("authorised", Step.ARRIVE, State.RECEIVED),
        ("sent", Step.ARRIVE, State.RECEIVED),
        ("sent", Step.CANCEL, None),
        ("received", Step.INSPECT, State.INSPECTED),
        ("inspected", Step.CLOSE, State.CLOSED),
        ("closed", Step.ARRIVE, None),
        ("cancelled", Step.SEND, None),
    ],
)
def test_where_a_step_leads(state, step, then):
    assert returns.after(state, step) == then


@pytest.mark.parametrize(
    ("word", "step"),
    [
        ("in_transit", Step.SEND),
        ("IN_TRANSIT", Step.SEND),
        ("Customer dropped-off", Step.SEND),
        ("received", Step.ARRIVE),
        ("RETURN_RECEIVED", Step.ARRIVE),
        ("cancelled", Step.CANCEL),
        ("created", None),
        ("", None),
    ],
)
def test_what_the_marketplace_tells_of_a_return(word, step):
    assert returns.told(word) == step


@given(st.lists(st.sampled_from(Step), max_size=20))
def test_whatever_is_done_a_cancelled_return_stays_so_and_a_closed_one_is_not_opened(steps):
    state = State.AWAITING_OPTION
    for step in steps:
        was, state = state, returns.after(state, step) or state
        assert state == was or was not in {State.CLOSED, State.CANCELLED}


@pytest.mark.parametrize(
    ("addresses", "found"),
    [
        ([], None),
        ([{"country": "DE", "lines": []}], None),
        ([{"country": "DE"}], None),
        ([ABROAD], ABROAD),
        ([ABROAD, HERE], HERE),
        ([HERE, ABROAD], HERE),
        ([{"country": "DE", "lines": []}, ABROAD], ABROAD),
    ],
)
def test_it_goes_to_the_address_in_the_stores_country_else_to_another(addresses, found):
    assert returns.where_to(addresses, "DE") == found


@pytest.mark.parametrize(
    ("address", "abroad", "small", "way"),
    [
        (HERE, False, False, Way.TO_ADDRESS),
        (HERE, True, True, Way.TO_ADDRESS),
        (HERE, True, False, Way.TO_ADDRESS),
        # A seller who is here may have his goods back wherever he keeps them.
        (ABROAD, False, True, Way.TO_ADDRESS),
        (ABROAD, True, True, Way.REFUND_AT_ONCE),
        (ABROAD, True, False, Way.SELLER_IS_ASKED),
        (None, True, True, Way.REFUND_AT_ONCE),
        (None, True, False, Way.SELLER_IS_ASKED),
        # Of a seller who is here and has no address an agent asks; nothing is lost to him.
        (None, False, True, Way.SELLER_IS_ASKED),
        (None, False, False, Way.SELLER_IS_ASKED),
    ],
)
def test_R24_E62_E63_which_way_it_comes_back(address, abroad, small, way):
    assert returns.way_back(address, country="DE", abroad=abroad, small=small) == way


@pytest.mark.parametrize(
    ("offered_on", "closed", "promised", "last"),
    [
        (date(2026, 11, 12), NOTHING, None, date(2026, 11, 26)),
        # The fourteenth day is a Saturday.
        (date(2026, 11, 14), NOTHING, None, date(2026, 11, 30)),
        (date(2026, 12, 11), CHRISTMAS, None, date(2026, 12, 28)),
        (date(2026, 11, 12), NOTHING, date(2026, 11, 20), date(2026, 11, 26)),
        (date(2026, 11, 12), NOTHING, date(2026, 12, 1), date(2026, 12, 1)),
    ],
)
def test_the_last_day_to_send_it_is_the_promised_one_and_never_before_the_laws(
    offered_on, closed, promised, last
):
    assert returns.send_by(offered_on, closed, promised=promised) == last


def test_a_return_that_was_never_sent_is_given_up_thirty_days_after_its_last_day():
    given_up = returns.given_up_at(date(2026, 11, 26), BERLIN)

    assert given_up == datetime(2026, 12, 27, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("received_at", "closed", "until"),
    [
        (datetime(2026, 11, 16, 9, tzinfo=BERLIN), NOTHING, date(2026, 11, 19)),
        # The last minute of Monday in Berlin is Monday, whatever it is in UTC.
        (datetime(2026, 11, 16, 22, 59, tzinfo=UTC), NOTHING, date(2026, 11, 19)),
        (datetime(2026, 11, 16, 23, 0, tzinfo=UTC), NOTHING, date(2026, 11, 20)),
        # Thursday: Friday and Monday. Saturday: Monday and Tuesday.
        (datetime(2026, 11, 12, 9, tzinfo=BERLIN), NOTHING, date(2026, 11, 17)),
        (datetime(2026, 11, 14, 9, tzinfo=BERLIN), NOTHING, date(2026, 11, 18)),
        (datetime(2026, 12, 23, 9, tzinfo=BERLIN), CHRISTMAS, date(2026, 12, 29)),
    ],
)
def test_E65_the_seller_has_two_working_days_of_the_store(received_at, closed, until):
    ends = returns.inspected_by(received_at, BERLIN, closed)

    assert ends == datetime(until.year, until.month, until.day, tzinfo=BERLIN)


MONDAY = datetime(2026, 11, 16, 9, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("state", "refund_due", "received_at", "at"),
    [
        ("authorised", date(2026, 11, 20), None, None),
        ("sent", None, None, None),
        # A promise to refund on proof of dispatch: to the end of that day.
        ("sent", date(2026, 11, 20), None, datetime(2026, 11, 21, tzinfo=BERLIN)),
        ("received", None, MONDAY, datetime(2026, 11, 19, tzinfo=BERLIN)),
        ("received", date(2026, 11, 17), MONDAY, datetime(2026, 11, 18, tzinfo=BERLIN)),
        ("received", date(2026, 11, 18), MONDAY, datetime(2026, 11, 19, tzinfo=BERLIN)),
        ("received", date(2026, 11, 30), MONDAY, datetime(2026, 11, 19, tzinfo=BERLIN)),
        ("received", None, None, None),
        ("inspected", date(2026, 11, 17), MONDAY, None),
        ("closed", date(2026, 11, 17), MONDAY, None),
    ],
)
def test_E65_silence_is_a_full_refund_when_the_first_of_the_two_days_ends(
    state, refund_due, received_at, at
):
    found = returns.refund_at(
        state, refund_due=refund_due, received_at=received_at, zone=BERLIN, closed=NOTHING
    )

    assert found == at


@pytest.mark.parametrize(
    ("came_on", "due"),
    [
        (None, None),
        (date(2026, 11, 16), date(2026, 11, 30)),
        (date(2026, 12, 11), date(2026, 12, 28)),
    ],
)
def test_where_no_policy_is_known_the_law_gives_fourteen_days(came_on, due):
    assert returns.refund_due(came_on, CHRISTMAS) == due


def report(**said):
    in_time = {"percent": 30, "photos": 1, "words": "Der Schirm ist zerkratzt."}
    until = datetime(2026, 11, 19, tzinfo=BERLIN)
    return Report(**({"at": MONDAY, "until": until} | in_time | said))


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        (report(), ()),
        (report(percent=100), ()),
        (report(percent=1), ()),
        (report(percent=101), (Refused.NOT_A_SHARE,)),
        (report(percent=-1), (Refused.NOT_A_SHARE,)),
        (report(photos=0), (Refused.PHOTOS_REQUIRED,)),
        (report(words=" \n"), (Refused.WORDS_REQUIRED,)),
        (report(at=datetime(2026, 11, 19, tzinfo=BERLIN)), ()),
        (report(at=datetime(2026, 11, 19, tzinfo=BERLIN) + A_MICROSECOND), (Refused.TOO_LATE,)),
        (
            report(photos=0, words="", at=datetime(2026, 11, 20, tzinfo=BERLIN)),
            (Refused.PHOTOS_REQUIRED, Refused.WORDS_REQUIRED, Refused.TOO_LATE),
        ),
        # All is well: there is nothing to show, and it is never too late to say so.
        (report(percent=0, photos=0, words="", at=datetime(2026, 12, 1, tzinfo=BERLIN)), ()),
    ],
)
def test_E65_a_loss_counts_as_far_as_it_is_shown_and_in_time(said, reasons):
    assert returns.refusals(said) == reasons
