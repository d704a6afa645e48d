"""Why a row comes back is said in the words of the table, and a wrong mapping before any row."""

import pytest

from mostrador.imports import merging
from mostrador.imports.mapping import TableMapping
from mostrador.imports.reading import Reading, columns_reason
from mostrador.imports.tables import Row
from mostrador.rules.bodies import RefusedError
from tests.cast import NOON

ORDERS = {
    "kind": "order", "separator": ";", "dates": "dmy", "zone": "Europe/Berlin",
    "columns": {"Nr": "id", "Datum": "placed_at", "Kunde": "buyer.id"},
    "constants": {"store": "de"},
}  # fmt: skip
PARTS = {
    "line": {"Nr": "id", "Pos": "lines.id", "Menge": "lines.quantity",
             "Preis": "lines.unit_price", "W": "lines.currency", "Wer": "lines.fulfilment"},
    "shipment": {"Nr": "id", "Paket": "shipments.tracking"},
    "payment": {"Nr": "id", "Betrag": "payments.amount", "W": "payments.currency"},
}  # fmt: skip
CELLS = {
    "line": ["LM-9", "1", "2", "5.00", "EUR", "seller"],
    "shipment": ["LM-9", "003404"],
    "payment": ["LM-9", "5.00", "EUR"],
}


def reasons(mapping: dict, *cells: str) -> list[str]:
    found = TableMapping.of(mapping)
    reading = Reading(found, list(found.columns))
    (outcome,) = merging.take(reading, [Row(2, 0, 0, 3, list(cells))], now=NOON, by="agent:7")
    return [reason.detail for reason in outcome.reasons]


def refused(mapping: dict) -> list[tuple[str, str]]:
    with pytest.raises(RefusedError) as caught:
        TableMapping.of(mapping)
    return [(reason.pointer, reason.detail) for reason in caught.value.reasons]


@pytest.mark.django_db
def test_a_day_that_never_was_and_a_cell_that_is_empty_are_named():
    assert reasons(ORDERS, "LM-1", "31.02.2018", "B-1") == [
        "Datum: 31.02.2018 is no day of the calendar."
    ]
    assert reasons(ORDERS, "LM-1", "03.02.2018", "") == ["Kunde is empty or missing."]
    without = ORDERS | {"columns": {"Nr": "id", "Datum": "placed_at"}}
    assert reasons(without, "LM-1", "03.02.2018") == ["buyer.id is empty or missing."]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", PARTS)
def test_a_part_of_an_order_that_is_not_known_says_so(kind):
    assert reasons({"kind": kind, "columns": PARTS[kind]}, *CELLS[kind]) == [
        "Order LM-9 is not known. Load the orders first."
    ]


@pytest.mark.django_db
def test_what_is_wrong_with_the_part_itself_is_said_beside_it():
    cells = [*CELLS["line"][:2], "0", *CELLS["line"][3:]]
    found = reasons({"kind": "line", "columns": PARTS["line"]}, *cells)

    assert found[0] == "Order LM-9 is not known. Load the orders first."
    assert found[1].startswith("Menge: ")
    assert len(found) == 2


@pytest.mark.django_db
def test_a_table_of_lines_may_bring_the_orders_along():
    more = {"Datum": "placed_at", "Kunde": "buyer.id"}
    both = {**ORDERS, "kind": "line", "columns": PARTS["line"] | more}

    assert reasons(both, *CELLS["line"], "03.02.2018", "B-1") == []
    wrong = [*CELLS["line"][:2], "0", *CELLS["line"][3:], "03.02.2018", "B-1"]
    assert [one[:6] for one in reasons(both, *["LM-8", *wrong[1:]])] == ["Menge:"]


def test_a_word_that_is_led_to_nothing_of_ours_is_refused_with_the_mapping():
    few = "it must be one of seller, operator."
    mapping = {"kind": "line", "values": {"lines.fulfilment": {"FBM": "merchant", "FBA": ""}}}
    place = "/values/lines.fulfilment"

    assert refused(mapping) == [
        (place, f"lines.fulfilment: FBM is led to merchant; {few}"),
        (place, f"lines.fulfilment: FBA is led to nothing; {few}"),
    ]
    assert refused({"kind": "line", "constants": {"lines.fulfilment": "FBM"}}) == [
        ("/constants/lines.fulfilment", f"lines.fulfilment: FBM is given; {few}")
    ]
    countries = {"kind": "order", "values": {"ship_to.country": {"Deutschland": "DE"}}}
    assert TableMapping.of(countries).values == countries["values"]


def test_a_constant_is_read_as_a_cell_is_and_refused_with_the_mapping():
    mapping = {"kind": "enrolment", "dates": "dmy", "constants": {"from": "01.02.2026"}}

    assert [pointer for pointer, _said in refused(mapping)] == ["/constants/from"]
    assert TableMapping.of({**mapping, "zone": "Europe/Berlin"}).constants


def test_columns_that_the_file_does_not_have_are_counted_and_named():
    mapping = TableMapping.of(ORDERS)

    assert columns_reason(mapping, ["Nr", "Datum", "Kunde", "Farbe"]) is None
    one, all_three = columns_reason(mapping, ["Nr", "Datum"]), columns_reason(mapping, [])
    names = "column that this file does not have: Kunde. It has: Nr, Datum."
    assert one
    assert (one.detail, one.pointer) == (f"The mapping names 1 {names}", "/columns")
    assert all_three
    assert all_three.detail == (
        "The mapping names 3 columns that this file does not have: Datum, Kunde, Nr. "
        "Its first row cannot be read so: look at encoding and separator."
    )
