"""Who answers, and every reason, as programs ask for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mostrador.site.demo import cast

pytestmark = pytest.mark.django_db

NOBODY_KNOWS = "S-NOBODY"


@pytest.fixture
def asked(marketplace, program):
    """What the API says of this question."""
    return lambda **question: program.post("coverage", question).json()


def said(order, line, topic, handler, *reasons):
    return {
        "order": order,
        "line": line,
        "topic": topic,
        "covered": not reasons,
        "handler": handler,
        "reasons": list(reasons),
    }


def an_order(key, **more):
    return {**cast.ORDERS[0], "id": key, **more}


def test_R36_a_covered_order_is_the_services(asked):
    assert asked(order="LM-1007", topic="delivery") == said("LM-1007", "1", "delivery", "service")


@pytest.mark.parametrize(
    ("order", "topic", "reason"),
    [
        ("LM-0968", "delivery", "NOT_ENROLLED_WHEN_PLACED"),
        ("LM-1007", "invoice", "TOPIC_INVOICE"),
        ("LM-1007", "customisation.proof", "TOPIC_CUSTOMISATION"),
        ("LM-1007", "pre_order", "PRE_ORDER"),
    ],
)
def test_R31_R37_R38_R39_a_reason_makes_it_the_sellers(asked, order, topic, reason):
    assert asked(order=order, topic=topic) == said(order, "1", topic, "seller", reason)


def test_E37_an_order_of_another_store_is_not_covered(asked, program):
    program.put("stores/at", {**cast.STORE, "id": "at", "country": "AT"})
    program.put("orders/LM-AT", an_order("LM-AT", store="at"))

    assert asked(order="LM-AT", topic="item") == said("LM-AT", "1", "item", "seller", "OTHER_STORE")


def test_R41_what_the_operator_ships_is_not_covered(asked):
    answer = asked(order="LM-1015", line="2", topic="item")

    assert answer == said("LM-1015", "2", "item", "seller", "OPERATOR_FULFILLED")


def test_all_reasons_come_at_once_and_in_their_order(asked, program):
    line = {**cast.LENA, "fulfilment": "operator"}
    program.put("orders/LM-OLD", an_order("LM-OLD", placed_at="2026-01-01", lines=[line]))

    answer = asked(order="LM-OLD", topic="invoice")

    reasons = ("NOT_ENROLLED_WHEN_PLACED", "OPERATOR_FULFILLED", "TOPIC_INVOICE")
    assert answer == said("LM-OLD", "1", "invoice", "seller", *reasons)


def test_an_order_with_no_known_seller_is_the_operators(asked, program):
    program.put("orders/LM-NOBODY", an_order("LM-NOBODY", seller=NOBODY_KNOWS))

    assert asked(order="LM-NOBODY", topic="item") == said(
        "LM-NOBODY", "1", "item", "operator", "NOT_ENROLLED_WHEN_PLACED"
    )


def test_E33_the_order_of_a_seller_who_left_has_an_end(asked, program):
    program.delete("sellers/S-ZHOU/enrolments/current")

    # Promised for 10 November 2026; two years and thirty days later it is over.
    last = "2028-12-10T20:00:00+01:00"
    assert asked(order="LM-1007", topic="item", at=last)["covered"] is True
    assert asked(order="LM-1007", topic="item", at="2028-12-10T20:00:00.000001+01:00") == said(
        "LM-1007", "1", "item", "seller", "PAST_COVERAGE_END"
    )


def test_E33_while_the_seller_is_enrolled_his_orders_have_no_end(asked):
    assert asked(order="LM-1007", topic="item", at="2040-01-01T00:00:00Z")["covered"] is True


def test_an_order_of_several_lines_is_answered_whole_and_a_line_at_a_time(asked):
    lines = [
        said("LM-1015", "1", "item", "service"),
        said("LM-1015", "2", "item", "seller", "OPERATOR_FULFILLED"),
    ]

    assert asked(order="LM-1015", topic="item") == {
        **said("LM-1015", None, "item", "service"),
        "lines": lines,
    }
    assert asked(order="LM-1015", line="1", topic="item") == lines[0]


def test_E24_a_line_with_units_of_both_kinds_names_them(asked, program):
    units = [{"quantity": 2, "fulfilment": "operator"}, {"quantity": 1, "fulfilment": "seller"}]
    line = {**cast.LENA, "quantity": 3, "units": units}
    program.put("orders/LM-BOTH", an_order("LM-BOTH", lines=[line]))

    assert asked(order="LM-BOTH", topic="item") == {
        **said("LM-BOTH", "1", "item", "service"),
        "units": [
            {
                "quantity": 2,
                "fulfilment": "operator",
                "covered": False,
                "handler": "seller",
                "reasons": ["OPERATOR_FULFILLED"],
            },
            {
                "quantity": 1,
                "fulfilment": "seller",
                "covered": True,
                "handler": "service",
                "reasons": [],
            },
        ],
    }


def test_without_an_order_only_a_question_before_one_is_not_ours(asked, program):
    program.put("products/P-LOST", {"seller": NOBODY_KNOWS})

    assert asked(topic="delivery") == said(None, None, "delivery", "service")
    for named in ({"product": "P-LENA"}, {"seller": "S-ZHOU"}, {}):
        assert asked(topic="pre_order", **named) == said(
            None, None, "pre_order", "seller", "PRE_ORDER"
        )
    assert asked(topic="pre_order", product="P-LOST")["handler"] == "operator"


@pytest.mark.parametrize(
    ("question", "status", "error"),
    [
        ({"order": "LM-0", "topic": "item"}, 404, ("NOT_FOUND", "/order")),
        ({"order": "LM-1007", "line": "9", "topic": "item"}, 404, ("NOT_FOUND", "/line")),
        ({"topic": "pre_order", "product": "P-0"}, 404, ("NOT_FOUND", "/product")),
        ({"topic": "pre_order", "seller": "S-0"}, 404, ("NOT_FOUND", "/seller")),
        ({"order": "LM-1007", "topic": "weather"}, 422, ("UNKNOWN_TOPIC", "/topic")),
        ({"order": "LM-1007", "topic": "item."}, 422, ("UNKNOWN_TOPIC", "/topic")),
        ({"order": "LM-1007"}, 422, ("MISSING", "/topic")),
        ({"line": "1", "topic": "item"}, 422, ("ORDER_REQUIRED", "/order")),
        ({"order": 7, "topic": "item"}, 422, ("WRONG_TYPE", "/order")),
        ({"topic": "item", "at": "2026-11-12T10:00:00"}, 422, ("NOT_A_MOMENT", "/at")),
        ({"topic": "item", "at": "0001-01-01T00:00:00Z"}, 422, ("OUT_OF_RANGE", "/at")),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(
    marketplace, program, errors, question, status, error
):
    answer = program.post("coverage", question)

    assert (answer.status_code, errors(answer)) == (status, [error])


def test_asking_writes_nothing(asked):
    with CaptureQueriesContext(connection) as queries:
        asked(order="LM-1007", topic="invoice")
        asked(order="LM-1015", topic="item")

    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
