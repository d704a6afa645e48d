"""The dimensions of a return policy, and which of two is kinder to the buyer."""

from dataclasses import replace
from datetime import date

import pytest

from mostrador.rules.money import Money
from mostrador.rules.return_comparison import (
    Dimension,
    Row,
    Verdict,
    compare,
    kinder_of,
    shortfalls,
)
from mostrador.rules.return_policy import (
    Case,
    Condition,
    Holiday,
    Outbound,
    Payer,
    ReasonGroup,
    Remedy,
    Start,
    Trigger,
)
from mostrador.rules.return_rights import at_least_as_kind, gives
from mostrador.rules.standard_policies import PLAIN, standard_for
from tests.rules.policies import GRID

GERMAN = standard_for("DE", "EUR")
CHRISTMAS = Holiday(date(2026, 11, 1), date(2026, 12, 25), date(2027, 1, 31))
EUR_20, EUR_40 = Money("EUR", 2000), Money("EUR", 4000)
BUYER, SELLER = ReasonGroup.BUYER, ReasonGroup.SELLER


def changed(policy, name, value):
    """The policy with another value in one dimension; of one case, where there are several."""
    known = getattr(policy, name)
    return replace(policy, **{name: {**known, **value} if isinstance(known, dict) else value})


@pytest.mark.parametrize(
    ("name", "harsher", "kinder"),
    [
        ("window_days", 29, 30),
        ("window_days_by_category", {"lamps": 29}, {"lamps": 30}),
        ("window_start", Start.PURCHASE, Start.RECEIPT),
        ("holiday_extension", (), (CHRISTMAS,)),
        ("excluded_categories", frozenset({"lamps"}), frozenset()),
        ("label_payer", {BUYER: Payer.BUYER}, {BUYER: Payer.SELLER}),
        ("label_payer", {SELLER: Payer.BUYER}, {SELLER: Payer.SELLER}),
        ("free_return_from", None, EUR_40),
        ("free_return_from", EUR_40, EUR_20),
        ("free_return_days", 13, 14),
        ("free_return_categories", frozenset(), frozenset({"shoes"})),
        ("outbound_refund", {BUYER: Outbound.NEVER}, {BUYER: Outbound.WITHIN_14_DAYS}),
        ("outbound_refund", {BUYER: Outbound.WITHIN_14_DAYS}, {BUYER: Outbound.ALWAYS}),
        ("max_deduction_percent", {Case.SENT_BACK_LATE: 21}, {Case.SENT_BACK_LATE: 20}),
        ("refund_deadline_days", 3, 2),
        ("refund_trigger", Trigger.INSPECTION, Trigger.RECEIPT),
        ("refund_trigger", Trigger.RECEIPT, Trigger.DISPATCH_PROOF),
        ("conditions_accepted", frozenset({Condition.AS_RECEIVED}), frozenset(Condition)),
        ("remedy_choice", frozenset({Remedy.REFUND}), frozenset(Remedy)),
    ],
)
def test_R20_each_dimension_alone_makes_a_policy_worse_or_kinder(name, harsher, kinder):
    base = replace(PLAIN, free_return_from=EUR_40)
    harsh, kind = changed(base, name, harsher), changed(base, name, kinder)

    (short,) = shortfalls(harsh, kind)

    assert short.dimension == name
    assert shortfalls(kind, harsh) == ()
    verdicts = [row.verdict for row in compare(kind, harsh)]
    assert verdicts.count(Verdict.KINDER) == 1
    assert Verdict.WORSE not in verdicts
    # And somebody on the grid would feel it: the proof that no buyer is worse off looks there.
    assert any(not at_least_as_kind(gives(harsh, each), gives(kind, each)) for each in GRID)


def test_R20_being_kinder_in_one_dimension_does_not_make_up_for_another():
    offered = replace(PLAIN, window_days=365, window_start=Start.PURCHASE)

    assert shortfalls(offered, PLAIN) == (
        Row(Dimension.WINDOW_START, "", Start.PURCHASE, Start.RECEIPT, Verdict.WORSE),
    )


def test_R20_sets_of_which_neither_holds_the_other_fall_short():
    offered = replace(PLAIN, remedy_choice=frozenset({Remedy.REPAIR, Remedy.EXCHANGE}))

    assert [row.dimension for row in shortfalls(offered, PLAIN)] == ["remedy_choice"]
    assert [row.dimension for row in shortfalls(PLAIN, offered)] == ["remedy_choice"]


def test_every_case_has_a_row_of_its_own():
    rows = [(row.dimension.value, row.key) for row in compare(PLAIN, PLAIN)]

    assert rows == [
        ("window_days", ""),
        ("window_start", ""),
        ("holiday_extension", ""),
        ("excluded_categories", ""),
        ("label_payer", "buyer"),
        ("label_payer", "seller"),
        ("free_return_from", ""),
        ("free_return_days", ""),
        ("free_return_categories", ""),
        ("outbound_refund", "buyer"),
        ("outbound_refund", "seller"),
        ("max_deduction_percent", "as_received"),
        ("max_deduction_percent", "sent_back_late"),
        ("max_deduction_percent", "worse_condition"),
        ("max_deduction_percent", "opened_media"),
        ("max_deduction_percent", "seller_fault"),
        ("refund_deadline_days", ""),
        ("refund_trigger", ""),
        ("conditions_accepted", ""),
        ("remedy_choice", ""),
    ]


def test_a_category_is_compared_where_either_policy_names_it():
    ours = replace(PLAIN, window_days_by_category={"lamps": 60})
    theirs = replace(PLAIN, window_days=40, window_days_by_category={"books": 14})

    rows = [row for row in compare(ours, theirs) if row.dimension.startswith("window_days")]

    assert [(row.key, row.offered, row.standard, row.verdict.value) for row in rows] == [
        ("", 30, 40, "worse"),
        ("books", 30, 14, "kinder"),
        ("lamps", 60, 40, "kinder"),
    ]


@pytest.mark.parametrize(
    ("offered", "verdict"),
    [
        ((CHRISTMAS,), "equal"),
        ((), "worse"),
        ((replace(CHRISTMAS, returnable_until=date(2027, 1, 30)),), "worse"),
        ((replace(CHRISTMAS, returnable_until=date(2027, 2, 1)),), "kinder"),
        ((replace(CHRISTMAS, ordered_from=date(2026, 11, 2)),), "worse"),
        ((replace(CHRISTMAS, ordered_until=date(2026, 12, 24)),), "worse"),
        ((replace(CHRISTMAS, ordered_until=date(2026, 12, 26)),), "kinder"),
        ((replace(CHRISTMAS, but_not=frozenset({"books"})),), "worse"),
        # Two periods that lie side by side are one.
        (
            (
                replace(CHRISTMAS, ordered_until=date(2026, 11, 30)),
                replace(CHRISTMAS, ordered_from=date(2026, 12, 1)),
            ),
            "equal",
        ),
    ],
)
def test_R20_a_holiday_must_reach_as_far_on_every_day_of_ordering(offered, verdict):
    standard = replace(PLAIN, holiday_extension=(CHRISTMAS,))

    rows = compare(replace(PLAIN, holiday_extension=offered), standard)

    assert [row.verdict for row in rows if row.dimension == "holiday_extension"] == [verdict]


def test_E56_the_kinder_value_counts_in_each_dimension():
    short_but_free = replace(
        PLAIN, window_days=14, label_payer=dict.fromkeys(ReasonGroup, Payer.SELLER)
    )
    long = replace(PLAIN, window_days=60, window_days_by_category={"books": 10})

    kinder = kinder_of(short_but_free, long)

    assert kinder == replace(
        PLAIN,
        window_days=60,
        window_days_by_category={"books": 14},
        label_payer=dict.fromkeys(ReasonGroup, Payer.SELLER),
    )


def test_R19_the_german_standard_has_short_windows_and_last_years_holidays():
    assert (GERMAN.window("lamps"), GERMAN.window("toys"), GERMAN.longest_window) == (30, 14, 30)
    assert len(GERMAN.window_days_by_category) == 17
    assert len(GERMAN.holiday_extension) == 2
    assert GERMAN.free_return_from == Money("EUR", 4001)


@pytest.mark.parametrize(("country", "currency"), [("ES", "EUR"), ("DE", "euros")])
def test_other_countries_have_a_plain_one_of_thirty_days(country, currency):
    assert standard_for(country, currency) is PLAIN


def test_a_german_store_that_counts_in_francs_has_no_limit_in_euros():
    assert standard_for("DE", "CHF").free_return_from is None


def test_R20_the_german_standard_is_kinder_than_the_plain_one_in_some_things_and_worse_in_others():
    short = {row.dimension.value for row in shortfalls(GERMAN, PLAIN)}

    assert short == {"window_days_by_category", "excluded_categories"}
