"""A mapping: proposed by a table's own columns, kept as data, and a row read by it."""

import pytest

from mostrador.imports.fields import FIELDS, called
from mostrador.imports.guessing import guess
from mostrador.imports.mapping import TableMapping
from mostrador.imports.proposing import kind_of, propose
from mostrador.imports.reading import READERS, Reading
from mostrador.imports.tables import Row
from mostrador.rules.bodies import RefusedError

FLAT = (
    "Bestellnummer;Bestelldatum;Kundennummer;Kundenname;Land;Artikelnummer;Menge;Einzelpreis;"
    "Währung;Versand durch;Farbe\n"
    'LM-1;13.11.2026 09:30;B-1;"Keller; Anna";Deutschland;LENA;2;1.019,90;EUR;FBM;rot\n'
)
MAPPING = {
    "kind": "line", "separator": ";", "decimal": ",", "dates": "dmy", "zone": "Europe/Berlin",
    "columns": {"Nr": "id", "Pos": "lines.id", "Preis": "lines.unit_price", "Farbe": "+", "x": ""},
    "constants": {"store": "de", "lines.currency": "EUR", "shipments.carrier": "Post"},
    "values": {},
}  # fmt: skip


def part(mapping: dict, **cells: str):
    reading = Reading(TableMapping.of(mapping), list(cells))
    return reading.part(Row(2, 0, 0, 3, list(cells.values())))


def reasons(mapping: object) -> list[tuple[str, str]]:
    with pytest.raises(RefusedError) as caught:
        TableMapping.of(mapping)
    return [(reason.code, reason.pointer) for reason in caught.value.reasons]


def test_a_german_table_of_orders_maps_itself():
    found = propose("order", guess(FLAT.encode()), constants={"store": "de", "payments.kind": "x"})

    assert found.columns == {
        "Bestellnummer": "id", "Bestelldatum": "placed_at", "Kundennummer": "buyer.id",
        "Kundenname": "buyer.name", "Land": "ship_to.country", "Artikelnummer": "lines.sku",
        "Menge": "lines.quantity", "Einzelpreis": "lines.unit_price", "Währung": "lines.currency",
        "Versand durch": "lines.fulfilment", "Farbe": "",
    }  # fmt: skip
    assert found.values == {
        "lines.fulfilment": {"FBM": "seller"},
        "ship_to.country": {"Deutschland": "DE"},
    }
    assert found.constants == {"store": "de"}
    assert (found.decimal, found.dates, found.zone) == (",", "dmy", "")
    assert found.needed() == []


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("order_id,purchase_date,buyer_id,buyer_name,store", "order"),
        ("order_id,line_id,sku,qty,unit_price,fulfilment", "line"),
        ("order_id,shipment_id,carrier,tracking_number,shipped_at", "shipment"),
        ("seller_id,name,country,email,plan", "seller"),
        ("product_id,seller_id,title,description,bullets", "product"),
        ("refund_id,order_id,refund_amount,currency,refund_date", "refund"),
        ("ticket_id,order_id,topic,opened_at,from,sent_at,body", "contact"),
    ],
)
def test_a_table_says_by_its_columns_what_it_holds(heading, kind):
    assert kind_of(guess(f"{heading}\n{',' * heading.count(',')}\nx\n".encode())) == kind


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_can_be_read_and_its_own_name_is_understood(kind):
    assert {each.how for each in FIELDS[kind].values()} <= READERS.keys()
    assert set(called(kind).values()) == set(FIELDS[kind])


def test_a_mapping_is_data_and_comes_back_as_it_was():
    found = TableMapping.of(MAPPING)

    assert TableMapping.of(found.as_dict()) == found
    assert found.needed() == ["lines.quantity", "lines.fulfilment"]


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ([], [("WRONG_TYPE", "")]),
        ({"kind": "policy"}, [("NOT_ONE_OF", "/kind")]),
        (
            {"kind": "order", "colour": 1, "separator": "::", "heading": "yes", "zone": "Mars"},
            [("UNKNOWN", "/colour"), ("NOT_ONE_OF", "/separator"), ("WRONG_TYPE", "/heading"),
             ("NO_SUCH_ZONE", "/zone")],
        ),
        (
            {"kind": "order", "columns": {"a": "nothing", "b": "id", "c": "id"},
             "constants": {"x": "1"}, "values": {"y": {}}},
            [("NO_SUCH_FIELD", "/columns/a"), ("TWICE", "/columns"),
             ("NO_SUCH_FIELD", "/constants/x"), ("NO_SUCH_FIELD", "/values/y")],
        ),
        (
            {"kind": "order", "columns": [], "constants": {"id": 1}, "values": 1},
            [("WRONG_TYPE", "/columns"), ("WRONG_TYPE", "/constants"), ("WRONG_TYPE", "/values")],
        ),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_refused_with_every_reason(wrong, found):
    assert reasons(wrong) == found


def test_a_row_becomes_the_part_of_a_record_that_it_is():
    found = part(MAPPING, Nr="LM-1", Pos=" 2 ", Preis="1.019,90", Farbe="rot", x="no", y="no")

    assert found.reasons == ()
    assert found.body == {
        "type": "order", "id": "LM-1", "store": "de",
        "lines": [{"id": "2", "unit_price": "1019.90", "currency": "EUR"}],
        "extra": {"Farbe": "rot"},
    }  # fmt: skip


def test_an_empty_cell_says_nothing_and_a_constant_alone_makes_no_line():
    assert part(MAPPING, Nr="LM-1", Pos="", Preis=" ", Farbe="").body == {
        "type": "order", "id": "LM-1", "store": "de",
    }  # fmt: skip


def test_every_wrong_cell_is_named_by_its_column():
    found = part(MAPPING, Nr="1,0E+12", Preis="19.90")

    assert [(reason.code, reason.detail.split(":")[0]) for reason in found.reasons] == [
        ("SHORTENED", "Nr"), ("NOT_MONEY", "Preis"),
    ]  # fmt: skip


def test_an_amount_brings_its_currency_and_two_of_them_are_refused():
    alone = MAPPING | {"constants": {}}
    assert part(alone, Nr="1", Pos="1", Preis="5 €").body["lines"][0]["currency"] == "EUR"

    found = part(MAPPING, Nr="1", Pos="1", Preis="5 PLN")
    assert [reason.code for reason in found.reasons] == ["TWO_CURRENCIES"]


def test_words_of_the_table_become_ours():
    mapping = MAPPING | {
        "columns": {"Nr": "id", "SKU": "lines.sku", "Wer": "lines.fulfilment"},
        "values": {"lines.fulfilment": {"Händler": "seller"}},
    }
    found = part(mapping, Nr="1", SKU="A/1", Wer="HÄNDLER").body["lines"]

    # Without a number of its own a line is told apart by what is sold in it.
    assert found == [{"id": "A-1", "sku": "A/1", "fulfilment": "seller", "currency": "EUR"}]


def test_columns_that_the_file_lacks_are_named():
    reading = Reading(TableMapping.of(MAPPING), ["Nr", "Farbe"])

    assert reading.missing == ["Pos", "Preis"]
