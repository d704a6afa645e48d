"""What the marketplace puts comes back as it was given."""

from datetime import UTC, datetime

import pytest

from mostrador.orders.models import Order
from mostrador.outbox.models import Owed
from mostrador.site.demo import cast

pytestmark = pytest.mark.django_db

RECORDS = {
    "stores/de": cast.STORE,
    "sellers/S-ZHOU": cast.SELLERS[0],
    "products/P-LENA": cast.PRODUCTS[0],
    "buyers/B-KELLER": cast.BUYERS[0],
    "orders/LM-1007": cast.ORDERS[0],
}


@pytest.mark.parametrize("address", RECORDS)
def test_a_record_is_made_changed_and_left_as_it_is(noon, program, address):
    body = RECORDS[address]
    changed = {**body, "colour": {"of": ["the", "cover"], "number": 7}}

    answers = [program.put(address, each) for each in (body, changed, changed)]

    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert [answer.json() for answer in answers] == [body, changed, changed]
    assert program.get(address).json() == changed


@pytest.mark.parametrize("address", RECORDS)
def test_the_address_says_what_it_is_and_how_it_is_called(noon, program, address):
    kept = {key: value for key, value in RECORDS[address].items() if key != "type"}
    bare = {key: value for key, value in kept.items() if key != "id"}

    program.put(address, bare)

    assert program.get(address).json() == kept


@pytest.mark.parametrize("address", RECORDS)
def test_what_nobody_put_is_not_there(program, errors, address):
    answer = program.get(address)

    assert (answer.status_code, errors(answer)) == (404, [("NOT_FOUND", "")])


@pytest.mark.parametrize(
    "key",
    ["#W2378156", "100 %", "a?b=c&d", "Bestellung Nr. 7 für Frau Müller", "订单七", "a+b", "%2E"],
)
def test_an_id_may_hold_any_character_but_a_slash(noon, program, path, key):
    order = {**cast.ORDERS[0], "id": key}

    assert program.put(path("orders", key), order).status_code == 201
    assert program.get(path("orders", key)).json() == order
    assert Order.objects.get().pk == key


@pytest.mark.parametrize("key", ["x" * 201, "a\0b"])
def test_an_id_that_cannot_be_one_is_refused_and_never_there(noon, program, path, key):
    order = {name: value for name, value in cast.ORDERS[0].items() if name != "id"}

    assert program.put(path("orders", key), order).status_code == 422
    assert program.get(path("orders", key)).status_code == 404


def test_every_reason_against_a_body_is_listed_at_once(noon, program, errors):
    line = {"id": "1", "quantity": 0, "unit_price": "1,5", "currency": "EUR", "fulfilment": "me"}
    body = {
        "id": "LM-2",
        "store": 7,
        "placed_at": "2026-11-01T10:00:00",
        "buyer": {},
        "lines": [line],
    }

    answer = program.put("orders/LM-1", body)

    assert answer.status_code == 422
    assert sorted(errors(answer)) == [
        ("MISSING", "/buyer/id"),
        ("NOT_A_MOMENT", "/placed_at"),
        ("NOT_MONEY", "/lines/0/unit_price"),
        ("NOT_ONE_OF", "/lines/0/fulfilment"),
        ("OTHER_ID", "/id"),
        ("OUT_OF_RANGE", "/lines/0/quantity"),
        ("WRONG_TYPE", "/store"),
    ]
    assert not Order.objects.exists()


def test_another_type_than_the_address_says_is_refused(noon, program, errors):
    answer = program.put("orders/LM-1", {**cast.ORDERS[0], "id": "LM-1", "type": "seller"})

    assert errors(answer) == [("WRONG_TYPE", "/type")]


def test_an_older_word_never_overwrites_a_newer_one(noon, program):
    newer = {**cast.ORDERS[0], "updated_at": "2026-11-05T10:00:00+01:00", "status": "shipped"}
    older = {**cast.ORDERS[0], "updated_at": "2026-11-04T10:00:00+01:00", "status": "placed"}
    program.put("orders/LM-1007", newer)

    answer = program.put("orders/LM-1007", older)

    assert (answer.status_code, answer.json()) == (200, newer)


def test_the_buyer_in_an_order_is_made_if_he_is_missing_and_never_changed(noon, program):
    program.put("buyers/B-KELLER", {"name": "Anna K."})

    program.put("orders/LM-1007", cast.ORDERS[0])

    assert program.get("buyers/B-KELLER").json() == {"id": "B-KELLER", "name": "Anna K."}


def test_a_changed_order_has_its_contacts_asked_again(noon, program):
    order = cast.ORDERS[0]
    program.put("orders/LM-1007", order)
    assert not Owed.objects.exists()

    program.put("orders/LM-1007", {**order, "seller": "S-ANA"})

    assert Owed.objects.get().payload == {"order": "LM-1007"}


def test_E16a_a_store_that_comes_after_its_orders_says_where_their_days_begin(noon, program):
    program.put("orders/LM-1", {**cast.ORDERS[0], "id": "LM-1", "placed_at": "2026-11-03"})
    assert Order.objects.get().placed_at == datetime(2026, 11, 3, tzinfo=UTC)

    program.put("stores/de", cast.STORE)

    assert Order.objects.get().placed_at == datetime(2026, 11, 2, 23, tzinfo=UTC)
