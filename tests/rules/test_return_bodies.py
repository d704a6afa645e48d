"""Return policies as JSON: read with every reason, and written."""

from dataclasses import replace

import pytest
from hypothesis import given

from mostrador.rules.bodies import Given, RefusedError
from mostrador.rules.money import Money
from mostrador.rules.return_bodies import body_of, differences, named_in, read
from mostrador.rules.return_policy import Case, Payer, ReasonGroup
from mostrador.rules.standard_policies import PLAIN, standard_for
from tests.rules.policies import any_policy

GERMAN = standard_for("DE", "EUR")
CHRISTMAS = {
    "ordered_from": "2026-11-01",
    "ordered_until": "2026-12-25",
    "returnable_until": "2027-01-31",
}


def reading(body, otherwise=GERMAN):
    found = Given.of(body, "policy")
    return found.settled(read(found, otherwise, "EUR"))


def refused(body):
    with pytest.raises(RefusedError) as error:
        reading(body)
    return [(reason.code, reason.pointer) for reason in error.value.reasons]


readable = any_policy.filter(lambda each: each.conditions_accepted and each.remedy_choice)


def with_holidays(policy, holidays):
    return replace(policy, holiday_extension=tuple(dict.fromkeys(holidays)))


@given(policy=readable)
def test_what_is_written_is_read_as_the_same_policy(policy):
    policy = with_holidays(policy, policy.holiday_extension)

    assert reading(body_of(policy), PLAIN) == policy


@given(policy=readable)
def test_the_differences_alone_say_the_same_beside_the_standard(policy):
    policy = with_holidays(policy, [*GERMAN.holiday_extension, *policy.holiday_extension])

    assert reading(differences(policy, GERMAN)) == policy


def test_holidays_come_on_top_of_the_standards():
    (own,) = reading({"holiday_extension": [CHRISTMAS]}, PLAIN).holiday_extension

    assert reading({"holiday_extension": [CHRISTMAS]}).holiday_extension == (
        *GERMAN.holiday_extension,
        own,
    )
    assert reading({"holiday_extension": []}).holiday_extension == ()
    assert differences(replace(GERMAN, holiday_extension=()), GERMAN) == {"holiday_extension": []}


def test_who_says_nothing_follows_the_standard():
    assert reading({}) == GERMAN
    assert reading({"window_days": None}, PLAIN) == PLAIN


def test_of_cases_that_are_left_out_the_standard_counts():
    found = reading(
        {"label_payer": {"buyer": "seller"}, "max_deduction_percent": {"worse_condition": 0}}
    )

    assert found.label_payer == dict.fromkeys(ReasonGroup, Payer.SELLER)
    assert found.max_deduction_percent[Case.WORSE_CONDITION] == 0
    assert found.max_deduction_percent[Case.SENT_BACK_LATE] == 20


def test_categories_that_are_named_are_all_that_differ():
    found = reading({"window_days": 20, "window_days_by_category": {"toys": 40, "books": None}})

    assert dict(found.window_days_by_category) == {"toys": 40}
    assert found.window("books") == 20


def test_a_price_from_which_returns_are_free_may_be_never():
    assert reading({"free_return_from": "never"}).free_return_from is None
    assert reading({"free_return_from": "25.00"}).free_return_from == Money("EUR", 2500)


WINDOWS, PERCENT, EXTENSION = (
    "window_days_by_category",
    "max_deduction_percent",
    "holiday_extension",
)


def christmas(**more):
    return {EXTENSION: [{**CHRISTMAS, **more}]}


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"window_days": 10_000}, "OUT_OF_RANGE", "/window_days"),
        ({"window_days": 0}, "OUT_OF_RANGE", "/window_days"),
        ({"window_days": 3651}, "OUT_OF_RANGE", "/window_days"),
        ({"window_days": "30"}, "WRONG_TYPE", "/window_days"),
        ({WINDOWS: {"toys": 0}}, "OUT_OF_RANGE", "/window_days_by_category/toys"),
        ({WINDOWS: {" ": 9}}, "WRONG_FORM", "/window_days_by_category"),
        ({WINDOWS: []}, "WRONG_TYPE", "/window_days_by_category"),
        ({"window_start": "whenever"}, "NOT_ONE_OF", "/window_start"),
        ({"excluded_categories": "all"}, "WRONG_TYPE", "/excluded_categories"),
        ({"excluded_categories": ["x" * 101]}, "WRONG_FORM", "/excluded_categories"),
        ({"excluded_categories": ["x"] * 201}, "TOO_LONG", "/excluded_categories"),
        ({"label_payer": {"byer": "seller"}}, "NOT_ONE_OF", "/label_payer/byer"),
        ({"label_payer": {"buyer": "nobody"}}, "NOT_ONE_OF", "/label_payer/buyer"),
        ({PERCENT: {"sent_back_late": 101}}, "OUT_OF_RANGE", f"/{PERCENT}/sent_back_late"),
        ({"free_return_from": "forty"}, "NOT_MONEY", "/free_return_from"),
        ({"free_return_from": "-1.00"}, "OUT_OF_RANGE", "/free_return_from"),
        ({"refund_deadline_days": 31}, "OUT_OF_RANGE", "/refund_deadline_days"),
        ({"conditions_accepted": []}, "EMPTY", "/conditions_accepted"),
        ({"remedy_choice": ["hug"]}, "NOT_ONE_OF", "/remedy_choice"),
        (christmas(ordered_until="2026-10-31"), "BEFORE_FROM", f"/{EXTENSION}/0/ordered_until"),
        (christmas(returnable_until="soon"), "NOT_A_DAY", f"/{EXTENSION}/0/returnable_until"),
        (christmas(ordered_until="9999-12-31"), "NOT_A_DAY", f"/{EXTENSION}/0/ordered_until"),
        (christmas(ordered_from=None), "MISSING", f"/{EXTENSION}/0/ordered_from"),
        (christmas(but_not=[""]), "WRONG_FORM", f"/{EXTENSION}/0/but_not"),
        ({EXTENSION: [CHRISTMAS] * 21}, "TOO_LONG", "/holiday_extension"),
    ],
)
def test_what_cannot_be_promised_is_refused_where_it_stands(body, code, pointer):
    assert refused(body) == [(code, pointer)]


def test_every_reason_is_told_at_once():
    assert refused({"window_days": -1, "refund_trigger": "prayer"}) == [
        ("OUT_OF_RANGE", "/window_days"),
        ("NOT_ONE_OF", "/refund_trigger"),
    ]


def test_the_dimensions_a_body_names():
    assert named_in({"window_days": 30, "note": "we are nice", "remedy_choice": None}) == [
        "window_days"
    ]
