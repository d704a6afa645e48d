"""What a person does with a file that was handed in, and what comes back of it."""

import csv
import io
from datetime import timedelta

import pytest

from mostrador.history.chain import entries_of
from mostrador.history.verification import verify
from mostrador.imports import files, lifecycle, rejects, running
from mostrador.imports.guessing import NotATableError
from mostrador.imports.lifecycle import NotNowError
from mostrador.imports.mapping import TableMapping
from mostrador.imports.models import Import, Mapping
from mostrador.imports.tables import OPEN_QUOTE
from mostrador.orders.models import Order
from mostrador.stores.models import Store
from tests.cast import NOON, the_marketplace
from tests.imports.handing_in import BY, HEADING, begun, mapped, orders, received, worked_off

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]


def test_rejected_rows_come_back_with_line_and_reasons_and_can_be_handed_in_again():
    bad = 'N-1;31.02.2026;B-1;de\n=1+1;03.11.2026;B-2\nN-3;03.11.2026;;de\n"N-4;03.11.2026;B-4;de'
    one = worked_off(begun(HEADING + orders(1) + bad))

    text = b"".join(rejects.of_import(one)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [
        ["order_id", "date", "buyer_id", "store", "line", "reasons"],
        ["N-1", "31.02.2026", "B-1", "de", "3",
         "date: 31.02.2026 is no day of the calendar."],
        ["'=1+1", "03.11.2026", "B-2", "", "4",
         "The row has 3 cells, and there are 4 columns; nothing says which ones are missing."],
        ["N-3", "03.11.2026", "", "de", "5", "buyer_id is empty or missing."],
        ['"N-4;03.11.2026;B-4;de', "", "", "", "6",
         f"{OPEN_QUOTE}: the file was cut off here, or a quote is missing."],
    ]  # fmt: skip

    corrected = text.replace("31.02.2026", "03.11.2026").replace('"""N-4', "N-4").replace(
        "N-3;03.11.2026;;", "N-3;03.11.2026;B-3;").replace("B-2;;", "B-2;de;")  # fmt: skip
    again = received("\ufeff" + corrected)
    assert again.mapping["columns"]["line"] == again.mapping["columns"]["reasons"] == ""
    lifecycle.begin(mapped(again), by=BY, now=NOON)
    assert worked_off(again).counts["order"] == {
        "created": 3, "changed": 0, "unchanged": 0, "rejected": 1,
    }  # fmt: skip
    # What looked like a formula is read as it stood.
    assert Order.objects.filter(pk="=1+1").exists()


def test_a_file_that_is_gone_is_said_and_the_worker_goes_on():
    one, other = begun(HEADING + orders(2)), begun(HEADING + orders(2, first=5))
    files.throw_away(one.pk)

    assert (worked_off(one).why, worked_off(other).state) == ("file_gone", "done")


def test_a_month_later_the_file_is_gone_and_the_counts_are_there():
    one = worked_off(begun(HEADING + orders(1) + "x;x;x;x\n"))
    assert files.place(one.pk).exists()

    later = NOON + lifecycle.KEPT_FOR
    assert running.next_at() == later
    running.sweep(now=later - timedelta(seconds=1))
    assert files.place(one.pk).exists()
    running.sweep(now=later)

    found = Import.objects.get(pk=one.pk)
    assert not files.place(one.pk).exists()
    assert (found.rejects.count(), found.total("rejected"), running.next_at()) == (0, 1, None)
    with pytest.raises(NotNowError):
        lifecycle.go_on(found, by=BY, now=later)


def test_nothing_is_kept_of_a_file_that_is_no_table(data_folder):
    with pytest.raises(NotATableError):
        received(b"PK\x03\x04")

    assert Import.objects.count() == 0
    assert list((data_folder / "imports").iterdir()) == []


def test_acts_have_their_time():
    one = begun(HEADING + orders(1))
    for act in (lifecycle.begin, lifecycle.go_on, lifecycle.throw_away):
        with pytest.raises(NotNowError):
            act(one, by=BY, now=NOON)
    done = worked_off(one)
    for act in (lifecycle.begin, lifecycle.stop, lifecycle.go_on):
        with pytest.raises(NotNowError):
            act(done, by=BY, now=NOON)


def test_with_one_store_its_name_and_currency_are_proposed():
    the_marketplace()
    assert Store.objects.count() == 1

    one = received("order;sku;qty;price\nLM-1;A;1;5,00\n", kind="line")

    assert one.mapping["constants"] == {"store": "de", "lines.currency": "EUR"}


def test_another_kind_of_table_is_proposed_anew():
    one = received("order;id;price\nLM-1;A;5,00\n", kind="line")
    assert one.mapping["columns"]["id"] == "lines.id"

    lifecycle.propose_again(one, "shipment", by=BY, now=NOON)

    assert Import.objects.get(pk=one.pk).mapping["columns"]["id"] == "shipments.id"


def test_a_name_that_is_taken_is_not_written_over_unasked():
    first = TableMapping("order", columns={"Nr": "id"})
    lifecycle.keep_mapping("Shop", first, by=BY, now=NOON)

    for another, replace in ((first.with_columns({}), False), (TableMapping("line"), True)):
        with pytest.raises(lifecycle.NameTakenError) as found:
            lifecycle.keep_mapping("Shop", another, by=BY, now=NOON, replace=replace)
        assert found.value.kind == "order"

    assert Mapping.objects.get().body["columns"] == {"Nr": "id"}


def test_corrected_rows_are_read_as_those_were_that_came_back():
    one = mapped(received("Nr;Preis\n1;5,00\n"))
    text = "Nr;Preis;line;reasons\n1;5,00;2;x\n"

    like = lifecycle.receive(
        "back.csv", [text.encode()], form="table", by=BY, now=NOON, corrects=one
    )

    kept = {name: one.mapping["columns"].get(name, "") for name in like.columns}
    assert like.mapping["columns"] == kept
    assert {**like.mapping, "columns": 0, "line_break": 0} == {
        **one.mapping,
        "columns": 0,
        "line_break": 0,
    }
    other = lifecycle.receive("x.csv", [b"a;b\n1;2\n"], form="table", by=BY, now=NOON, corrects=one)
    assert set(other.mapping["columns"]) == {"a", "b"}


def test_a_mapping_is_kept_under_its_name_and_removed():
    first = TableMapping("order", columns={"Nr": "id"})
    kept = lifecycle.keep_mapping("Shop", first, by=BY, now=NOON)
    changed = first.with_columns({"No": "id"})
    again = lifecycle.keep_mapping("Shop", changed, by=BY, now=NOON, replace=True)
    assert (again.pk, again.body["columns"]) == (kept.pk, {"No": "id"})

    lifecycle.remove_mapping(again, by=BY, now=NOON)
    other = lifecycle.keep_mapping("Shop", first, by=BY, now=NOON)

    assert other.pk != kept.pk
    assert [entry.what for entry in entries_of(again)] == [
        "mapping_saved", "mapping_saved", "mapping_removed",
    ]  # fmt: skip
    assert verify().altered == ()
