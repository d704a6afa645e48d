"""What coverage says of lines and units, and of orders without them."""

import pytest

from mostrador.rules import coverage
from mostrador.rules.coverage import (
    Fulfilment,
    Handler,
    Interval,
    LineFacts,
    Reason,
    SellerFacts,
    Units,
)
from tests.rules.lamp_order import BY_OPERATOR, LAMP, OCTOBER, an_order, asked


def test_E23_an_order_of_both_kinds_is_answered_line_by_line():
    order = an_order(LAMP, LineFacts("2", units=BY_OPERATOR))

    assert asked(order).as_dict() == {
        "order": "LM-1007",
        "line": None,
        "topic": "delivery",
        "covered": True,
        "handler": "service",
        "reasons": [],
        "lines": [
            {
                "order": "LM-1007",
                "line": "1",
                "topic": "delivery",
                "covered": True,
                "handler": "service",
                "reasons": [],
            },
            {
                "order": "LM-1007",
                "line": "2",
                "topic": "delivery",
                "covered": False,
                "handler": "seller",
                "reasons": ["OPERATOR_FULFILLED"],
            },
        ],
    }


def test_E23_where_nothing_is_covered_the_whole_has_all_the_reasons_in_order():
    order = an_order(LineFacts("1", units=BY_OPERATOR), LineFacts("2", seller="S-ZED"))

    found = asked(order, "invoice")

    assert found.reasons == (
        Reason.NOT_ENROLLED_WHEN_PLACED,
        Reason.OPERATOR_FULFILLED,
        Reason.TOPIC_INVOICE,
    )
    assert [line.reasons for line in found.lines] == [
        (Reason.OPERATOR_FULFILLED, Reason.TOPIC_INVOICE),
        (Reason.NOT_ENROLLED_WHEN_PLACED, Reason.TOPIC_INVOICE),
    ]


def test_E24_a_line_of_both_kinds_is_answered_unit_by_unit():
    units = (Units(2, Fulfilment.OPERATOR), Units(1, Fulfilment.SELLER))
    found = asked(an_order(LineFacts("1", units=units)))

    assert found.covered_units == 1
    assert found.as_dict() == {
        "order": "LM-1007",
        "line": "1",
        "topic": "delivery",
        "covered": True,
        "handler": "service",
        "reasons": [],
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


def test_E24_units_of_one_kind_are_not_told_apart():
    units = (Units(2, Fulfilment.SELLER), Units(1, Fulfilment.SELLER))
    found = asked(an_order(LineFacts("1", units=units)))

    assert found.covered_units == 3
    assert "units" not in found.as_dict()


def test_E24_a_quantity_of_nothing_is_no_unit():
    units = (Units(3, Fulfilment.OPERATOR), Units(0, Fulfilment.SELLER))
    found = asked(an_order(LineFacts("1", units=units)))

    assert found.reasons == (Reason.OPERATOR_FULFILLED,)
    assert "units" not in found.as_dict()


def test_E24_a_line_without_units_is_refused():
    with pytest.raises(ValueError, match="Line 1 has no units"):
        LineFacts("1", units=())


def test_E25_each_line_is_judged_by_its_own_seller():
    found = asked(an_order(LAMP, LineFacts("2", seller="S-ZED"), LineFacts("3", seller="S-ANA")))

    assert [(line.line, line.handler) for line in found.lines] == [
        ("1", Handler.SERVICE),
        ("2", Handler.SELLER),
        ("3", Handler.SERVICE),
    ]
    assert found.covered_units == 2


@pytest.mark.parametrize(
    ("sellers_of_lines", "handler"),
    [
        (("S-ZED", "S-ZHOU", "S-NOBODY"), Handler.SERVICE),
        (("S-NOBODY", "S-ZED"), Handler.SELLER),
        (("S-NOBODY", "S-NOBODY"), Handler.OPERATOR),
    ],
)
def test_E25_the_service_answers_before_the_seller_and_he_before_the_operator(
    sellers_of_lines, handler
):
    lines = [LineFacts(str(n), seller=who) for n, who in enumerate(sellers_of_lines)]

    assert asked(an_order(*lines)).handler == handler


def test_E25_one_line_can_be_asked_about_alone():
    order = an_order(LAMP, LineFacts("2", seller="S-ZED"))

    assert asked(order, line="2").as_dict() == {
        "order": "LM-1007",
        "line": "2",
        "topic": "delivery",
        "covered": False,
        "handler": "seller",
        "reasons": ["NOT_ENROLLED_WHEN_PLACED"],
    }


@pytest.mark.parametrize("lines", [(), (LAMP,)])
def test_E25_a_line_that_is_not_in_the_order_is_an_error(lines):
    with pytest.raises(coverage.UnknownLineError, match="Order LM-1007 has no line 9"):
        asked(an_order(*lines), line="9")


def test_E27_a_line_taken_out_of_the_order_stays_covered():
    found = asked(an_order(LineFacts("1", units=(Units(0),))), "refund")

    assert found
    assert found.covered_units == 0


def test_R1_an_order_without_lines_is_answered_for_by_its_seller():
    assert asked(an_order()).as_dict() == {
        "order": "LM-1007",
        "line": None,
        "topic": "delivery",
        "covered": True,
        "handler": "service",
        "reasons": [],
        "lines": [],
    }
    assert asked(an_order(seller="S-ZED")).handler == Handler.SELLER
    assert asked(an_order(), "invoice").reasons == (Reason.TOPIC_INVOICE,)


@pytest.mark.parametrize(
    "sellers", [{}, {"S-ZHOU": SellerFacts(False, (Interval("de", OCTOBER),))}]
)
@pytest.mark.parametrize("seller", [None, "S-ZHOU"])
def test_R1_an_order_of_a_seller_whom_nobody_knows_is_the_operators(seller, sellers):
    found = asked(an_order(seller=seller), sellers=sellers)

    assert found.as_dict() == {
        "order": "LM-1007",
        "line": None,
        "topic": "delivery",
        "covered": False,
        "handler": "operator",
        "reasons": ["NOT_ENROLLED_WHEN_PLACED"],
        "lines": [],
    }


def test_R39_E41_a_question_before_an_order_is_the_sellers():
    assert coverage.coverage_without_order("pre_order").as_dict() == {
        "order": None,
        "line": None,
        "topic": "pre_order",
        "covered": False,
        "handler": "seller",
        "reasons": ["PRE_ORDER"],
    }


def test_R39_a_question_before_an_order_to_a_seller_whom_nobody_knows_is_the_operators():
    found = coverage.coverage_without_order("pre_order.stock", seller_known=False)

    assert (found.handler, found.reasons) == (Handler.OPERATOR, (Reason.PRE_ORDER,))
    assert found.covered_units == 0


@pytest.mark.parametrize("topic", ["other", "invoice", "customisation", "delivery.lost"])
@pytest.mark.parametrize("seller_known", [True, False])
def test_E42_anything_else_without_an_order_is_the_services(topic, seller_known):
    assert coverage.coverage_without_order(topic, seller_known=seller_known).as_dict() == {
        "order": None,
        "line": None,
        "topic": topic,
        "covered": True,
        "handler": "service",
        "reasons": [],
    }


@pytest.mark.parametrize("ask", [lambda t: asked(an_order(), t), coverage.coverage_without_order])
def test_R36_a_topic_that_nobody_knows_is_refused(ask):
    with pytest.raises(ValueError, match="'weather' is not a topic"):
        ask("weather")
