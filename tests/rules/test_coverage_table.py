"""Who answers, in a hundred and some combinations of date, history, line and topic.

Read a row aloud: "Placed on 3 November, the seller enrolled since October, shipped by himself,
about the delivery, asked in November: the service answers."
"""

from datetime import UTC, datetime

import pytest

from mostrador.rules import coverage
from mostrador.rules.coverage import (
    Fulfilment,
    Interval,
    LineFacts,
    OrderFacts,
    SellerFacts,
    StoreTerms,
    Units,
)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


OCTOBER, MID_OCTOBER, NOVEMBER, MID_NOVEMBER = (
    at(day) for day in ("2026-10-01", "2026-10-15", "2026-11-01", "2026-11-15")
)


def left(store, from_at, left_at):
    return Interval(store, from_at, left_at, left_at)


HISTORIES = {
    "since October": (Interval("de", OCTOBER),),
    "October only": (left("de", OCTOBER, NOVEMBER),),
    "left and back": (left("de", OCTOBER, NOVEMBER), Interval("de", MID_NOVEMBER)),
    "back at once": (left("de", OCTOBER, MID_OCTOBER), Interval("de", MID_OCTOBER)),
    "left twice": (left("de", OCTOBER, MID_OCTOBER), left("de", NOVEMBER, MID_NOVEMBER)),
    "suspended": (Interval("de", OCTOBER, NOVEMBER),),
    "no time at all": (left("de", OCTOBER, OCTOBER),),
    "in France": (Interval("fr", OCTOBER),),
    "left France": (left("fr", OCTOBER, NOVEMBER),),
    "both stores": (left("de", OCTOBER, NOVEMBER), Interval("fr", OCTOBER)),
    "from 2027": (Interval("de", at("2027-01-01")),),
    "never": (),
}
SHIPPED_BY = {
    "seller": (Units(1, Fulfilment.SELLER),),
    "operator": (Units(1, Fulfilment.OPERATOR),),
    "both": (Units(2, Fulfilment.OPERATOR), Units(1, Fulfilment.SELLER)),
}
SHORT = {
    "not enrolled": "NOT_ENROLLED_WHEN_PLACED",
    "other store": "OTHER_STORE",
    "operator ships": "OPERATOR_FULFILLED",
    "invoice": "TOPIC_INVOICE",
    "customisation": "TOPIC_CUSTOMISATION",
    "pre-order": "PRE_ORDER",
    "past end": "PAST_COVERAGE_END",
}

# An order of 10 October 2026 has an end on 9 November 2028: two years and thirty days later.
TABLE = """
placed               | history        | shipped by | topic         | asked               | who: why

2026-09-30 23:59:59  | since October  | seller     | delivery      | 2026-11-20          | seller: not enrolled
2026-10-01           | since October  | seller     | delivery      | 2026-11-20          | service
2026-10-01 00:00:01  | since October  | seller     | delivery      | 2026-11-20          | service
2026-11-03           | since October  | seller     | delivery      | 2026-11-20          | service
2026-11-03           | since October  | seller     | item          | 2026-11-20          | service
2026-11-03           | since October  | seller     | return        | 2026-11-20          | service
2026-11-03           | since October  | seller     | refund        | 2026-11-20          | service
2026-11-03           | since October  | seller     | withdrawal    | 2026-11-20          | service
2026-11-03           | since October  | seller     | cancellation  | 2026-11-20          | service
2026-11-03           | since October  | seller     | warranty      | 2026-11-20          | service
2026-11-03           | since October  | seller     | product_use   | 2026-11-20          | service
2026-11-03           | since October  | seller     | payment       | 2026-11-20          | service
2026-11-03           | since October  | seller     | account       | 2026-11-20          | service
2026-11-03           | since October  | seller     | complaint     | 2026-11-20          | service
2026-11-03           | since October  | seller     | other         | 2026-11-20          | service
2026-11-03           | since October  | seller     | delivery.lost | 2026-11-20          | service
2026-11-03           | since October  | seller     | invoice       | 2026-11-20          | seller: invoice
2026-11-03           | since October  | seller     | invoice.copy  | 2026-11-20          | seller: invoice
2026-11-03           | since October  | seller     | customisation | 2026-11-20          | seller: customisation
2026-11-03           | since October  | seller     | pre_order     | 2026-11-20          | seller: pre-order
2026-11-03           | since October  | operator   | delivery      | 2026-11-20          | operator: operator ships
2026-11-03           | since October  | operator   | invoice       | 2026-11-20          | operator: operator ships, invoice
2026-11-03           | since October  | operator   | customisation | 2026-11-20          | operator: operator ships, customisation
2026-11-03           | since October  | operator   | pre_order     | 2026-11-20          | operator: operator ships, pre-order
2026-11-03           | since October  | both       | delivery      | 2026-11-20          | service
2026-11-03           | since October  | both       | invoice       | 2026-11-20          | seller: operator ships, invoice
2026-11-03           | since October  | both       | customisation | 2026-11-20          | seller: operator ships, customisation
2026-11-03           | since October  | seller     | delivery      | 2040-01-01          | service
2026-11-03           | since October  | seller     | invoice       | 2040-01-01          | seller: invoice
2026-11-03           | since October  | seller     | delivery      | 2026-11-03          | service
2026-09-30           | since October  | seller     | delivery      | 2040-01-01          | seller: not enrolled
2026-09-30           | since October  | seller     | delivery      | 2026-09-30          | seller: not enrolled
2026-09-30           | since October  | seller     | invoice       | 2026-11-20          | seller: not enrolled, invoice
2026-09-30           | since October  | seller     | customisation | 2026-11-20          | seller: not enrolled, customisation
2026-09-30           | since October  | seller     | pre_order     | 2026-11-20          | seller: not enrolled, pre-order
2026-09-30           | since October  | operator   | delivery      | 2026-11-20          | operator: not enrolled, operator ships
2026-09-30           | since October  | operator   | invoice       | 2026-11-20          | operator: not enrolled, operator ships, invoice
2026-09-30           | since October  | both       | delivery      | 2026-11-20          | seller: not enrolled, operator ships

2026-10-10           | October only   | seller     | delivery      | 2026-10-20          | service
2026-10-10           | October only   | seller     | delivery      | 2026-11-20          | service
2026-10-31 23:59:59  | October only   | seller     | delivery      | 2026-11-20          | service
2026-11-01           | October only   | seller     | delivery      | 2026-11-20          | seller: not enrolled
2026-11-03           | October only   | seller     | delivery      | 2026-11-20          | seller: not enrolled
2026-11-03           | October only   | seller     | invoice       | 2026-11-20          | seller: not enrolled, invoice
2026-11-03           | October only   | operator   | delivery      | 2026-11-20          | operator: not enrolled, operator ships
2026-11-03           | October only   | both       | delivery      | 2026-11-20          | seller: not enrolled, operator ships
2026-10-10           | October only   | seller     | invoice       | 2026-11-20          | seller: invoice
2026-10-10           | October only   | seller     | customisation | 2026-11-20          | seller: customisation
2026-10-10           | October only   | seller     | pre_order     | 2026-11-20          | seller: pre-order
2026-10-10           | October only   | operator   | delivery      | 2026-11-20          | operator: operator ships
2026-10-10           | October only   | both       | delivery      | 2026-11-20          | service
2026-10-10           | October only   | seller     | delivery      | 2028-11-09          | service
2026-10-10           | October only   | seller     | delivery      | 2028-11-09 00:00:01 | seller: past end
2026-10-10           | October only   | seller     | invoice       | 2028-11-09 00:00:01 | seller: invoice, past end
2026-10-10           | October only   | seller     | customisation | 2028-11-09 00:00:01 | seller: customisation, past end
2026-10-10           | October only   | seller     | pre_order     | 2028-11-09 00:00:01 | seller: pre-order, past end
2026-10-10           | October only   | operator   | delivery      | 2028-11-09 00:00:01 | operator: operator ships, past end
2026-10-10           | October only   | operator   | invoice       | 2028-11-09 00:00:01 | operator: operator ships, invoice, past end
2026-10-10           | October only   | both       | delivery      | 2028-11-09 00:00:01 | seller: operator ships, past end
2026-09-30           | October only   | seller     | delivery      | 2040-01-01          | seller: not enrolled, past end
2026-11-03           | October only   | seller     | delivery      | 2040-01-01          | seller: not enrolled, past end
2026-11-03           | October only   | operator   | invoice       | 2040-01-01          | operator: not enrolled, operator ships, invoice, past end

2026-10-10           | left and back  | seller     | delivery      | 2026-11-10          | service
2026-10-31 23:59:59  | left and back  | seller     | delivery      | 2026-11-20          | service
2026-11-01           | left and back  | seller     | delivery      | 2026-11-20          | seller: not enrolled
2026-11-10           | left and back  | seller     | delivery      | 2026-11-12          | seller: not enrolled
2026-11-10           | left and back  | seller     | delivery      | 2040-01-01          | seller: not enrolled
2026-11-14 23:59:59  | left and back  | seller     | delivery      | 2026-11-20          | seller: not enrolled
2026-11-15           | left and back  | seller     | delivery      | 2026-11-20          | service
2026-11-15           | left and back  | seller     | customisation | 2026-11-20          | seller: customisation
2026-10-10           | left and back  | seller     | delivery      | 2040-01-01          | service
2026-11-20           | left and back  | both       | delivery      | 2040-01-01          | service
2026-10-14 23:59:59  | back at once   | seller     | delivery      | 2026-11-20          | service
2026-10-15           | back at once   | seller     | delivery      | 2026-11-20          | service
2026-10-10           | back at once   | seller     | delivery      | 2040-01-01          | service
2026-10-10           | left twice     | seller     | delivery      | 2028-11-09          | service
2026-10-10           | left twice     | seller     | delivery      | 2028-11-10          | seller: past end
2026-10-20           | left twice     | seller     | delivery      | 2026-11-20          | seller: not enrolled
2026-11-03           | left twice     | seller     | delivery      | 2026-11-20          | service
2026-11-15           | left twice     | seller     | delivery      | 2026-11-20          | seller: not enrolled

2026-10-10           | suspended      | seller     | delivery      | 2026-11-20          | service
2026-10-31 23:59:59  | suspended      | seller     | delivery      | 2026-11-20          | service
2026-11-01           | suspended      | seller     | delivery      | 2026-11-20          | seller: not enrolled
2026-11-03           | suspended      | operator   | refund        | 2026-11-20          | operator: not enrolled, operator ships
2026-10-10           | suspended      | seller     | delivery      | 2040-01-01          | service
2026-11-03           | suspended      | seller     | delivery      | 2040-01-01          | seller: not enrolled
2026-10-10           | suspended      | seller     | invoice       | 2040-01-01          | seller: invoice

2026-10-01           | no time at all | seller     | delivery      | 2026-11-20          | seller: not enrolled
2026-10-02           | no time at all | seller     | delivery      | 2026-11-20          | seller: not enrolled
2026-10-01           | no time at all | seller     | delivery      | 2040-01-01          | seller: not enrolled, past end

2026-11-03           | in France      | seller     | delivery      | 2026-11-20          | seller: other store
2026-11-03           | in France      | seller     | delivery      | 2040-01-01          | seller: other store
2026-11-03           | in France      | seller     | invoice       | 2026-11-20          | seller: other store, invoice
2026-11-03           | in France      | operator   | delivery      | 2026-11-20          | operator: other store, operator ships
2026-11-03           | in France      | both       | pre_order     | 2026-11-20          | seller: other store, operator ships, pre-order
2026-09-30           | in France      | seller     | delivery      | 2026-11-20          | seller: not enrolled
2026-10-10           | left France    | seller     | delivery      | 2026-11-20          | seller: other store
2026-10-10           | left France    | seller     | delivery      | 2040-01-01          | seller: other store
2026-11-03           | left France    | seller     | delivery      | 2026-11-20          | seller: not enrolled
2026-10-10           | both stores    | seller     | delivery      | 2026-11-20          | service
2026-11-03           | both stores    | seller     | delivery      | 2026-11-20          | seller: other store
2026-11-03           | both stores    | operator   | customisation | 2026-11-20          | operator: other store, operator ships, customisation
2026-10-10           | both stores    | seller     | delivery      | 2040-01-01          | seller: past end
2026-11-03           | both stores    | seller     | delivery      | 2040-01-01          | seller: other store, past end

2026-11-03           | from 2027      | seller     | delivery      | 2026-11-20          | seller: not enrolled
2026-11-03           | from 2027      | seller     | delivery      | 2040-01-01          | seller: not enrolled
2027-01-01           | from 2027      | seller     | delivery      | 2027-01-01          | service
2026-11-03           | never          | seller     | delivery      | 2026-11-20          | seller: not enrolled
2026-11-03           | never          | seller     | delivery      | 2040-01-01          | seller: not enrolled
2026-11-03           | never          | seller     | invoice       | 2026-11-20          | seller: not enrolled, invoice
2026-11-03           | never          | operator   | delivery      | 2026-11-20          | operator: not enrolled, operator ships
2026-11-03           | never          | both       | delivery      | 2026-11-20          | seller: not enrolled, operator ships
2026-11-03           | unknown seller | seller     | delivery      | 2026-11-20          | operator: not enrolled
2026-11-03           | unknown seller | seller     | delivery      | 2040-01-01          | operator: not enrolled
2026-11-03           | unknown seller | seller     | invoice       | 2026-11-20          | operator: not enrolled, invoice
2026-11-03           | unknown seller | operator   | delivery      | 2026-11-20          | operator: not enrolled, operator ships
2026-11-03           | unknown seller | both       | pre_order     | 2026-11-20          | operator: not enrolled, operator ships, pre-order
"""  # noqa: E501 - a table is read by its columns, and a row that is broken is not read at all
ROWS = [
    tuple(cell.strip() for cell in row.split("|")) for row in TABLE.strip().splitlines()[1:] if row
]


@pytest.mark.parametrize(("placed", "history", "ships", "topic", "asked", "answer"), ROWS)
def test_R31_to_R42_who_answers_is_what_the_table_says(
    placed, history, ships, topic, asked, answer
):
    order = OrderFacts(
        order="LM-1007",
        store="de",
        placed_at=at(placed),
        seller="S-ZHOU",
        lines=(LineFacts("1", units=SHIPPED_BY[ships]),),
    )
    sellers = (
        {} if history == "unknown seller" else {"S-ZHOU": SellerFacts(True, HISTORIES[history])}
    )

    found = coverage.coverage(
        order,
        topic=topic,
        sellers=sellers,
        terms=StoreTerms(operator_fulfilled_handler=coverage.Handler.OPERATOR),
        at=at(asked),
    )

    who, _, why = answer.partition(": ")
    told = found.as_dict()
    told.pop("units", None)
    assert told == {
        "order": "LM-1007",
        "line": "1",
        "topic": topic,
        "covered": who == "service",
        "handler": who,
        "reasons": [SHORT[reason] for reason in why.split(", ") if reason],
    }


def test_R31_to_R42_the_table_has_more_than_a_hundred_rows_and_none_twice():
    assert len(ROWS) == len(set(ROWS))
    assert len(ROWS) > 100
