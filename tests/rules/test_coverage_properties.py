"""What must hold whatever the history of a seller and the dates of an order."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules import coverage
from mostrador.rules.coverage import (
    Fulfilment,
    Handler,
    Interval,
    LineFacts,
    OrderFacts,
    Reason,
    SellerFacts,
    StoreTerms,
    Units,
)
from mostrador.rules.topics import Topic

BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
A_MICROSECOND = timedelta(microseconds=1)
# Whole days on purpose: the edges then meet often.
moments = st.integers(0, 1500).map(lambda days: BEGINS + timedelta(days=days))
lengths = st.integers(0, 400).map(lambda days: timedelta(days=days))


@st.composite
def intervals(draw, stores=("de", "fr")):
    from_at = draw(moments)
    until_at = draw(st.none() | lengths.map(lambda length: from_at + length))
    left_at = draw(st.sampled_from([None, until_at]))
    return Interval(draw(st.sampled_from(stores)), from_at, until_at, left_at)


units = st.builds(Units, st.integers(0, 5), st.sampled_from(Fulfilment))
lines = st.builds(
    LineFacts,
    line=st.sampled_from(["1", "2", "3"]),
    seller=st.sampled_from([None, "S-ZHOU", "S-ANA", "S-NOBODY"]),
    units=st.lists(units, min_size=1, max_size=3).map(tuple),
)
orders = st.builds(
    OrderFacts,
    order=st.just("LM-1007"),
    store=st.just("de"),
    placed_at=moments,
    seller=st.sampled_from([None, "S-ZHOU", "S-ANA"]),
    lines=st.lists(lines, max_size=3, unique_by=lambda line: line.line).map(tuple),
    last_delivered_at=st.none() | moments,
)
terms = st.builds(
    StoreTerms,
    operator_fulfilled_handler=st.sampled_from([Handler.SELLER, Handler.OPERATOR]),
    never_ends=st.booleans(),
)
histories = st.lists(intervals(), max_size=4).map(tuple)
sellers = st.fixed_dictionaries(
    {"S-ZHOU": st.builds(SellerFacts, st.just(True), histories)},
    optional={"S-ANA": st.builds(SellerFacts, st.booleans(), histories)},
)
topics = st.sampled_from(Topic)
ORDER_OF_REASONS = list(Reason)


def parts(found):
    whole = [found.whole, *found.lines]
    return whole + [unit for line in whole for unit in line.units]


@given(order=orders, sellers=sellers, terms=terms, topic=topics, at=moments)
def test_R36_reasons_stand_in_order_and_none_twice(order, sellers, terms, topic, at):
    found = coverage.coverage(order, topic=topic, sellers=sellers, terms=terms, at=at)

    for part in parts(found):
        assert list(part.reasons) == sorted(set(part.reasons), key=ORDER_OF_REASONS.index)
        assert part.covered is (part.handler is Handler.SERVICE)
    for line in found.lines:
        assert not {Reason.NOT_ENROLLED_WHEN_PLACED, Reason.OTHER_STORE} <= set(line.reasons)


@given(order=orders, sellers=sellers, terms=terms, topic=topics, at=moments)
def test_E25_the_whole_is_covered_if_any_line_is(order, sellers, terms, topic, at):
    found = coverage.coverage(order, topic=topic, sellers=sellers, terms=terms, at=at)

    if found.lines:
        assert bool(found) is any(line.covered for line in found.lines)
        assert found.covered_units == sum(line.covered_units for line in found.lines)
        assert found.handler in {line.handler for line in found.lines}


@given(
    order=orders,
    history=histories,
    elsewhere=intervals(stores=("fr", "es")),
    terms=terms,
    topic=topics,
    at=moments,
)
def test_E37_what_happens_in_another_store_never_removes_coverage(
    order, history, elsewhere, terms, topic, at
):
    before, after = (
        coverage.coverage(
            order,
            topic=topic,
            sellers={"S-ZHOU": SellerFacts(True, known)},
            terms=terms,
            at=at,
        )
        for known in (history, (*history, elsewhere))
    )

    assert bool(before) is bool(after)
    assert before.covered_units == after.covered_units


@given(order=orders, sellers=sellers, terms=terms, topic=topics, at=moments, later=lengths)
def test_E33_time_alone_never_gives_coverage_back_to_one_who_left(
    order, sellers, terms, topic, at, later
):
    gone = {
        who: SellerFacts(
            facts.known,
            tuple(Interval(i.store, i.from_at, i.until_at, i.from_at) for i in facts.intervals),
        )
        for who, facts in sellers.items()
    }
    now, then = (
        coverage.coverage(order, topic=topic, sellers=gone, terms=terms, at=moment)
        for moment in (at, at + later)
    )

    assert set(now.reasons) <= set(then.reasons)


@given(interval=intervals())
def test_E18_E19_an_interval_holds_its_first_moment_and_not_its_last(interval):
    empty = interval.until_at == interval.from_at

    assert interval.holds(interval.from_at) is not empty
    assert not interval.holds(interval.from_at - A_MICROSECOND)
    if interval.until_at is not None:
        assert not interval.holds(interval.until_at)
        assert interval.holds(interval.until_at - A_MICROSECOND) is not empty


@given(interval=intervals(), day=moments)
def test_E16a_a_bare_date_is_held_if_any_moment_of_it_is(interval, day):
    until = day + timedelta(days=1)
    edges = [day, until - A_MICROSECOND, interval.from_at]
    inside = [moment for moment in edges if day <= moment < until]

    assert interval.holds(day, until) is any(interval.holds(moment) for moment in inside)
