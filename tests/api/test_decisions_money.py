"""What a decision gives, as programs preview it, make it and are refused it."""

import pytest

from mostrador import wallclock
from mostrador.decisions.models import Decision, Hold
from mostrador.sealed.models import Text
from tests.cast import A_DAY, NOON
from tests.decisions.deciding import AFTER, SENT, THERE, a_line, an_order

pytestmark = pytest.mark.django_db

OVERDUE = {"shipments": [SENT], "deliver_by": "2026-11-09", "status": "shipped"}
REFUND = {"remedy": "refund_returnless", "ground": "law", "reason": "Überfällig."}
PART = {"remedy": "partial_refund", "ground": "law", "reason": "Ein Teil fehlt."}
TWO_SELLERS = a_line("1"), a_line("2", "129.00", product="P-ORBIT", seller="S-ANA")


@pytest.fixture
def decide(marketplace, program):
    """About a new order of Anna's; what it is and what is asked for differ."""

    def decided(body, *lines, topic="delivery", **order):
        wallclock.advance_to(NOON + A_DAY)
        an_order(*lines, **order)
        opened = {"order": "LM-1040", "topic": topic, "channel": "web", "text": "Bitte."}
        contact = program.post("contacts", opened).json()["id"]
        return program.post(f"contacts/{contact}/decisions", body)

    return decided


def test_a_preview_says_everything_and_writes_nothing(decide):
    before = Text.objects.count()

    shown = decide({**REFUND, "preview": True, "ship_to": {"lines": ["Weg 1"]}}, **OVERDUE)

    said = shown.json()
    assert (shown.status_code, said["id"], said["instructions"]) == (200, None, [])
    assert [(one["amount"], one["payer"]) for one in said["amounts"]] == [("39.90", "seller")]
    assert (Decision.objects.count(), Hold.objects.count()) == (0, 0)
    # The contact's own words.
    assert Text.objects.count() <= before + 2


def test_the_day_on_which_a_defect_showed_is_a_fact_of_it(decide):
    said = decide({**REFUND, "defect_shown_on": "2026-11-10"}, **OVERDUE).json()

    assert said["facts"]["lines"]["1"]["defect_shown_on"] == "2026-11-10"


def test_a_part_of_the_price(decide):
    said = decide({**PART, "amount": "12.50", "currency": "EUR"}, **OVERDUE).json()

    assert said["amounts"] == [
        {"component": "principal", "amount": "12.50", "currency": "EUR", "payer": "seller",
         "line": "1"},
    ]  # fmt: skip
    assert said["instructions"][0]["amounts"] == said["amounts"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"amount": "39.91"}, ("ABOVE_WHAT_WAS_PAID", "/amount")),
        ({"amount": "12.345"}, ("NOT_AN_AMOUNT", "/amount")),
        ({"amount": "1.00", "currency": "PLN"}, ("OTHER_CURRENCY", "/currency")),
        ({}, ("AMOUNT_REQUIRED", "/amount")),
        ({"amount": "1.00", "units": {"1": 2}}, ("NOT_SO_MANY_UNITS", "/units")),
        ({"amount": 5}, ("WRONG_TYPE", "/amount")),
        ({"cause": "bored"}, ("NOT_ONE_OF", "/cause")),
        ({"condition": "eaten"}, ("NOT_ONE_OF", "/condition")),
    ],
)
def test_what_cannot_be_given_is_refused_and_says_where(decide, errors, more, expected):
    refused = decide({**PART, **more}, **OVERDUE)

    assert (refused.status_code, errors(refused)) == (422, [expected])
    assert not Decision.objects.exists()


def test_a_refusal_brings_its_clauses_and_figures(decide):
    body = {**REFUND, "ground": "seller_policy"}

    refused = decide(body, **OVERDUE).json()

    assert [one["code"] for one in refused["clauses"]] == ["delivery_overdue"]


def test_a_refusal_brings_its_figures(decide):
    refused = decide({**PART, "amount": "50.00"}, **OVERDUE).json()

    assert refused["values"] == {"most": "39.90 EUR"}


def test_units_are_of_lines_of_this_order(decide, errors):
    refused = decide({**REFUND, "units": {"7": 1}}, **OVERDUE)

    assert (refused.status_code, errors(refused)) == (404, [("NOT_FOUND", "/units/7")])


def test_fewer_units_than_all(decide):
    said = decide({**REFUND, "units": {"1": 2}}, a_line(quantity=3), **OVERDUE).json()

    assert [one["amount"] for one in said["amounts"]] == ["79.80"]
    assert said["instructions"][0]["lines"] == [{"line": "1", "sku": "LENA", "quantity": 2}]


def test_the_cause_that_is_said_goes_before_the_topic(decide):
    body = {"remedy": "replacement", "ground": "law", "reason": "Defekt.", "cause": "defective"}

    said = decide(body, shipments=[THERE]).json()

    assert said["facts"]["lines"]["1"]["cause"] == "defective"
    assert said["facts"]["cause"] == "defective"


def test_E25_two_sellers_goods_go_back_by_two_decisions(decide, program):
    body = {"remedy": "return", "ground": "standard_policy", "reason": "Beides."}

    said = decide(body, *TWO_SELLERS, topic="return").json()

    [other] = said["others"]
    assert (said["seller"], said["lines"]) == ("S-ZHOU", ["1"])
    assert program.get(f"decisions/{other}").json()["lines"] == ["2"]
    assert [one["kind"] for one in said["instructions"]] == ["return"] * 2


def test_E11_a_best_judgement_says_when_it_is_carried_out(marketplace, program):
    an_order(**OVERDUE)
    opened = {"order": "LM-1040", "topic": "delivery", "channel": "web", "text": "Wo?"}
    contact = program.post("contacts", opened).json()["id"]
    program.post(f"contacts/{contact}/questions", {"kind": "tracking"})
    wallclock.advance_to(AFTER + A_DAY)
    contact_now = program.get(f"contacts/{contact}").json()

    late = program.post(
        f"questions/{contact_now['questions'][0]['id']}/answers", {"text": "Unterwegs."}
    )
    said = program.post(
        f"contacts/{contact}/decisions", {**REFUND, "ground": "best_judgement"}
    ).json()

    assert late.json()["state"] == "lapsed"
    assert (said["state"], said["instructions"], said["executed_at"]) == ("decided", [], None)
    assert said["executes_at"] > said["decided_at"]


def test_a_version_that_moved_on_is_a_conflict(decide):
    assert decide({**REFUND, "version": 99}, **OVERDUE).status_code == 409
