"""Rows are parts of records: whichever order they come in, the record is the same."""

import io
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mostrador.contacts.models import Contact, Message
from mostrador.history.verification import verify
from mostrador.imports import merging
from mostrador.imports.guessing import columns
from mostrador.imports.mapping import TableMapping
from mostrador.imports.merging import merged
from mostrador.imports.reading import Reading
from mostrador.imports.tables import rows
from mostrador.orders.models import Buyer, Event, Order
from mostrador.rules.bodies import RefusedError
from mostrador.stores.models import Store
from tests.cast import NOON
from tests.given import needed

pytestmark = pytest.mark.django_db
BY = "agent:7"
STORE = (
    "id;country;languages;currency;time_zone;service\nde;DE;de,en;EUR;Europe/Berlin;s@l.example\n"
)
ORDERS = (
    "id;placed_at;buyer_id;buyer_name;store\n"
    "LM-1;03.11.2026;B-1;Anna;de\n"
    "LM-2;04.11.2026 10:00;B-2;Bob;de\n"
)
LINES = (
    "order;id;qty;price;currency;fulfilment\n"
    "LM-1;1;2;19,90;EUR;seller\n"
    "LM-1;2;1;5,00;EUR;operator\n"
    "LM-2;1;1;7,00;EUR;seller\n"
)
SHIPMENTS = "order;id;tracking;shipped_at;lines\nLM-1;S-1;003404;05.11.2026;1\nLM-1;S-1;003404;;2\n"
OLDER = ORDERS.replace("store\n", "store;updated_at\n").replace(";de\n", ";de;2026-11-0{}\n")
MESSAGES = (
    "ticket;order;topic;from;date;body\n"
    "T-1;LM-1;delivery;service;02.09.2026 10:00;Unterwegs.\n"
    "T-1;LM-1;delivery;buyer;01.09.2026 10:00;Wo ist die Lampe?\n"
)


def reading(kind: str, text: str) -> Reading:
    from mostrador.imports.guessing import guess
    from mostrador.imports.proposing import propose

    found = propose(kind, guess(text.encode())).as_dict()
    found |= {"decimal": ",", "dates": "dmy", "zone": "Europe/Berlin"}
    return Reading(TableMapping.of(found), columns(text.partition("\n")[0].split(";")))


def rows_of(text: str, kind: str) -> tuple[Reading, list]:
    how = reading(kind, text)
    return how, list(rows(io.BytesIO(text.encode()), how.mapping.shape))[1:]


def taken(kind: str, text: str) -> list[str]:
    how, found = rows_of(text, kind)
    return [outcome.word for outcome in merging.take(how, found, now=NOON, by=BY)]


def reasons(kind: str, text: str) -> list[list[str]]:
    how, found = rows_of(text, kind)
    outcomes = merging.take(how, found, now=NOON, by=BY)
    return [[reason.detail for reason in outcome.reasons] for outcome in outcomes]


def test_orders_lines_and_shipments_are_three_tables_and_a_second_time_changes_nothing():
    assert taken("store", STORE) == ["created"]
    assert taken("order", ORDERS) == ["created", "created"]
    assert taken("line", LINES) == ["changed", "changed", "changed"]
    assert taken("shipment", SHIPMENTS) == ["changed", "changed"]

    assert Store.objects.get().languages == ["de", "en"]
    assert Order.objects.get(pk="LM-1").body == {
        "type": "order", "id": "LM-1", "placed_at": "2026-11-03", "store": "de",
        "buyer": {"id": "B-1", "name": "Anna"},
        "lines": [
            {"id": "1", "quantity": 2, "unit_price": "19.90", "currency": "EUR",
             "fulfilment": "seller"},
            {"id": "2", "quantity": 1, "unit_price": "5.00", "currency": "EUR",
             "fulfilment": "operator"},
        ],
        "shipments": [
            {"id": "S-1", "tracking": "003404", "shipped_at": "2026-11-05T00:00:00+01:00",
             "lines": ["1", "2"]},
        ],
    }  # fmt: skip
    for kind, text in (("order", ORDERS), ("line", LINES), ("shipment", SHIPMENTS)):
        assert set(taken(kind, text)) == {"unchanged"}


def test_one_flat_table_says_the_same_as_three():
    flat = (
        "order id;line id;qty;price;currency;fulfilment;placed_at;buyer_id;buyer_name;store\n"
        "LM-1;1;2;19,90;EUR;seller;03.11.2026;B-1;Anna;de\n"
        "LM-1;2;1;5,00;EUR;operator;03.11.2026;B-1;Anna;de\n"
    )
    assert taken("order", flat) == ["created", "changed"]
    one = Order.objects.get(pk="LM-1").body

    Order.objects.all().delete()
    taken("order", ORDERS)
    taken("line", LINES)

    assert Order.objects.get(pk="LM-1").body == one


def test_what_is_not_whole_after_merging_is_rejected_with_the_column_and_the_rest_goes_on():
    wrong = LINES + "LM-9;1;1;1,00;EUR;seller\nLM-2;2;;x;EUR;carrier\n;3;1;1,00;EUR;seller\n"
    taken("order", ORDERS)

    assert reasons("line", wrong) == [
        [], [], [],
        ["Order LM-9 is not known. Load the orders first."],
        ["price: 'x' is not an amount with a decimal comma."],
        ["order is empty or missing."],
    ]  # fmt: skip


def test_a_wrong_row_of_an_order_spoils_no_other_row_of_it():
    taken("order", ORDERS)

    assert taken("line", LINES + "LM-1;3;0;1,00;EUR;seller\nLM-1;4;1;1,00;EUR;seller\n") == [
        "changed", "changed", "changed", "rejected", "changed",
    ]  # fmt: skip
    assert [line["id"] for line in Order.objects.get(pk="LM-1").body["lines"]] == ["1", "2", "4"]


def test_an_older_row_never_overwrites_a_newer_one():
    assert taken("order", OLDER.replace("{}", "5")) == ["created", "created"]
    older = OLDER.replace("{}", "4").replace("Anna", "Antje")

    assert taken("order", older) == ["unchanged", "unchanged"]
    assert Order.objects.get(pk="LM-1").body["buyer"]["name"] == "Anna"


def test_another_buyer_keeps_nothing_of_the_one_before():
    taken("order", ORDERS)
    taken("order", "id;buyer_id\nLM-1;B-7\n")

    assert Order.objects.get(pk="LM-1").body["buyer"] == {"id": "B-7"}


def test_a_buyers_own_record_begins_without_what_an_order_said():
    taken("order", ORDERS)

    assert taken("buyer", "id;email\nB-1;anna@mail.example\n") == ["created"]
    assert Buyer.objects.get(pk="B-1").body == {
        "type": "buyer", "id": "B-1", "email": "anna@mail.example",
    }  # fmt: skip


def test_a_past_contact_is_a_row_a_message_in_any_order_and_grows():
    taken("store", STORE)
    taken("order", ORDERS)

    assert taken("contact", MESSAGES) == ["created", "changed"]
    assert taken("contact", MESSAGES) == ["unchanged", "unchanged"]
    more = "T-1;LM-1;delivery;buyer;03.09.2026 10:00;Danke.\n"
    assert taken("contact", MESSAGES.partition("\n")[0] + "\n" + more) == ["changed"]

    said = Message.objects.filter(contact="T-1").order_by("at").values_list("text__body", flat=True)
    assert list(said) == ["Wo ist die Lampe?", "Unterwegs.", "Danke."]
    contact = Contact.objects.get(pk="T-1")
    assert (contact.order_id, contact.opened_at.day, contact.resolved_at.day) == ("LM-1", 1, 3)
    assert verify().altered == ()


def test_words_that_were_erased_do_not_come_back():
    from mostrador.sealed import keeping
    from mostrador.sealed.models import Text

    taken("store", STORE)
    taken("contact", MESSAGES)
    for of in Text.objects.values_list("of", flat=True).distinct():
        keeping.erase(of=of)

    assert set(taken("contact", MESSAGES)) == {"unchanged"}
    assert set(Message.objects.values_list("text__body", flat=True)) == {""}


def test_a_refund_is_one_row_and_the_last_line_is_not_taken_for_the_whole():
    table = "id;order;lines;amount;currency\nF-1;LM-1;1;10,00;EUR\nF-1;LM-1;2;5,00;EUR\n"

    assert taken("refund", table) == ["created", "rejected"]
    assert Event.objects.get().body["amount"] == "10.00"
    # The whole, told later, is another matter.
    assert taken("refund", table[:30] + "\nF-1;LM-1;1|2;15,00;EUR\n") == ["changed"]


def test_feedback_and_claims_are_a_row_each():
    table = "order;stars;date\nLM-1;2;20.11.2026 08:00\nLM-1;2;20.11.2026 08:00\nLM-1;9;x\n"

    assert taken("feedback", table) == ["created", "unchanged", "rejected"]
    claims = "order;type;status;date\nLM-1;a_to_z;open;21.11.2026\n"
    assert taken("claim", claims) == ["created"]


def test_foreseeing_says_the_same_and_writes_nothing():
    taken("order", ORDERS)
    wrong = LINES + "LM-9;1;1;1,00;EUR;seller\n"
    how, found = rows_of(wrong, "line")

    foreseen = merging.foresee(how, found)

    assert "lines" not in Order.objects.get(pk="LM-1").body
    assert [outcome.word for _, outcome in foreseen] == taken("line", wrong)
    assert foreseen[0][0].body["lines"] == [
        {"id": "1", "quantity": 2, "unit_price": "19.90", "currency": "EUR", "fulfilment": "seller"}
    ]


@pytest.mark.parametrize("how_many", [10, 300])
def test_a_batch_asks_the_same_number_of_questions(how_many):
    lines = [f"LM-{number};03.11.2026;B-{number};Anna;de\n" for number in range(how_many)]
    table = ORDERS.partition("\n")[0] + "\n" + "".join(lines)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert Counter(taken("order", table)) == {"created": how_many}

    assert len(asked) < 25


@pytest.mark.parametrize(
    ("was", "part", "found"),
    [
        ([{"id": "1", "amount": "5"}], {"id": "1", "kind": "x"},
         [{"id": "1", "amount": "5", "kind": "x"}]),
        ([{"amount": "5", "kind": "x"}], {"amount": "5"}, [{"amount": "5", "kind": "x"}]),
        ([{"amount": "5"}], {"amount": "6"}, [{"amount": "5"}, {"amount": "6"}]),
        ([{"id": "1", "amount": "5"}], {"id": "2", "amount": "5"},
         [{"id": "1", "amount": "5"}, {"id": "2", "amount": "5"}]),
    ],
)  # fmt: skip
def test_a_payment_is_known_by_its_id_or_by_all_that_is_said(was, part, found):
    order = needed("order")

    assert merged({**order, "payments": was}, {**order, "payments": [part]})["payments"] == found


def test_a_parcel_without_an_id_is_known_by_its_tracking():
    order = needed("order")
    was = {**order, "shipments": [{"tracking": "1"}]}
    found = merged(was, {**order, "shipments": [{"tracking": "1", "status": "lost"}]})

    assert found["shipments"] == [{"tracking": "1", "status": "lost"}]
    assert len(merged(was, {**order, "shipments": [{"status": "lost"}]})["shipments"]) == 2


def test_two_halves_of_a_refund_contradict_each_other():
    half = needed("refund", lines=["1"], amount="5")
    with pytest.raises(RefusedError):
        merged(half, {**half, "lines": ["2"], "amount": "6"})
