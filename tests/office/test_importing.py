"""The operator hands a file in, says how it is read, and gets back what could not be."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mostrador.imports import running
from mostrador.imports.models import Import, Mapping
from mostrador.orders.models import Order
from mostrador.sellers.models import Seller
from tests.cast import NOON, signed_in
from tests.given import needed

TABLE = (
    "Bestellnummer;Bestelldatum;Kundennummer;Artikelnummer;Menge;Einzelpreis;Versand durch;"
    "Farbe\r\n"
    "LM-9001;13.11.2026 09:30;B-901;LENA;1;39,90;Kurier;weiß\r\n"
    "LM-9002;14.11.2026 10:00;B-902;LENA;1;39.90;Kurier;\r\n"
)


@pytest.fixture
def olga():
    return signed_in("olga")


def handed_in(client, text: str = TABLE, *, kind: str = "table:", encoding: str = "cp1252"):
    file = SimpleUploadedFile("bestellungen.csv", text.encode(encoding))
    answer = client.post(reverse("office:imports"), {"file": file, "kind": kind})
    assert answer.status_code == 302, answer.context["form"].errors
    return Import.objects.latest("received_at", "pk"), answer.url


def filled_in(client, one: Import, **changes: str) -> dict:
    """What the form of the mapping page says, as a browser sends it back."""
    form = client.get(reverse("office:import_mapping", args=[one.pk])).context["form"]
    told = {field.html_name: field.value() for field in form}
    found = {name: value for name, value in told.items() if value not in (None, False)}
    return {**found, "zone": "Europe/Berlin", **changes}


def mapped(client, one: Import, do: str = "look", **changes: str):
    data = {**filled_in(client, one), **changes, "do": do}
    return client.post(reverse("office:import_mapping", args=[one.pk]), data)


def worked_off() -> None:
    while (at := running.next_at()) and at <= NOON.replace(year=2027):
        if not Import.objects.filter(state="running").exists():
            return
        running.sweep(now=at)


def text_of(client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_table_is_handed_in_read_as_the_operator_says_and_its_bad_row_comes_back(olga):
    one, page = handed_in(olga)
    assert page == reverse("office:import_mapping", args=[one.pk])
    said = text_of(olga, page)
    assert "Windows-1252" in said
    assert "Amounts are written both ways: 39,90 · 39.90. The others come back." in said
    assert "were given the store&#x27;s time zone, Europe/Berlin" in said

    answer = mapped(olga, one, **{"values_lines.fulfilment": "Kurier = seller", "name": "Shop"})
    assert answer.status_code == 302
    shown = olga.get(page).context
    assert [(row.line, row.kind) for row in shown["rows"]] == [(2, "ok"), (3, "late")]
    assert shown["needed"] == []

    assert mapped(olga, one, "begin").url == reverse("office:import", args=[one.pk])
    worked_off()
    said = text_of(olga, reverse("office:import", args=[one.pk]))
    assert "Finished; 1 row came back" in said
    assert "Einzelpreis: &#x27;39.90&#x27; is not an amount with a decimal comma." in said
    assert Order.objects.get(pk="LM-9001").body["lines"][0]["fulfilment"] == "seller"
    back = olga.get(reverse("office:import_rejected", args=[one.pk]))
    assert back["Content-Disposition"] == f'attachment; filename="rejected-{one.pk}.csv"'
    assert (
        b"".join(back.streaming_content).decode("utf-8-sig").splitlines()[1].startswith("LM-9002")
    )


def test_a_kept_mapping_reads_the_next_file_however_that_was_saved(olga):
    one, _page = handed_in(olga)
    mapped(olga, one, **{"values_lines.fulfilment": "Kurier = seller", "name": "Shop"})
    kept = Mapping.objects.get()

    other, page = handed_in(olga, TABLE.replace(";", "\t"), encoding="utf-16")
    assert [each["name"] for each in olga.get(page).context["saved"]] == ["Shop"]
    olga.post(page, {"do": "use", "saved": kept.pk})

    other.refresh_from_db()
    assert (other.mapping["separator"], other.mapping["encoding"]) == ("\t", "utf-16-le")
    assert other.mapping["values"] == {"lines.fulfilment": {"Kurier": "seller"}}
    olga.post(reverse("office:import_mapping_removal", args=[kept.pk]))
    assert olga.get(reverse("office:imports")).context["mappings"] == []


def test_a_trial_says_what_would_happen_and_keeps_nothing(olga):
    one, _page = handed_in(olga)

    mapped(olga, one, "try", **{"values_lines.fulfilment": "Kurier = seller"})
    worked_off()

    trial = olga.get(reverse("office:import", args=[one.pk])).context["trial"]
    assert trial["counts"] == [["Orders", 1, 1, 0, 0]]
    assert [each.line for each in trial["rejected"]] == [3]
    assert not Order.objects.filter(pk="LM-9001").exists()


def test_another_kind_is_guessed_anew(olga):
    one, page = handed_in(olga, "id;name\nS-NEU;Neu\n", kind="table:product")

    olga.post(page, {"do": "kind", "kind": "seller"})

    one.refresh_from_db()
    assert one.mapping["kind"] == "seller"
    assert one.mapping["columns"] == {"id": "id", "name": "name"}


def test_what_a_mapping_cannot_be_is_said_beside_its_field(olga):
    one, _page = handed_in(olga)
    column = one.columns.index("Farbe")

    answer = mapped(olga, one, zone="Mars", **{f"column_{column}": "id"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"zone", "__all__"}


def test_another_separator_makes_other_columns(olga):
    one, page = handed_in(olga, "order_id,date;x\nLM-9001,2026-11-13;1\n")

    assert mapped(olga, one, separator=";").status_code == 302

    one.refresh_from_db()
    assert one.columns == ["order_id,date", "x"]
    assert olga.get(page).status_code == 200


def test_json_lines_and_exports_need_no_mapping(olga):
    body = json.dumps(needed("seller", id="S-NEU"))
    one, page = handed_in(olga, body, kind="lines")
    assert page == reverse("office:import", args=[one.pk])
    assert olga.get(reverse("office:import_mapping", args=[one.pk])).status_code == 404

    olga.post(reverse("office:import_course", args=[one.pk]), {"do": "begin"})
    worked_off()

    assert Seller.objects.filter(pk="S-NEU").exists()
    assert handed_in(olga, "From x", kind="past:mbox")[0].form == "mbox"


@pytest.mark.parametrize("text", ["PK\x03\x04", ""])
def test_what_is_no_table_is_refused(olga, text):
    file = SimpleUploadedFile("orders.xlsx", text.encode())

    answer = olga.post(reverse("office:imports"), {"file": file, "kind": "table:"})

    assert answer.status_code == 422
    assert Import.objects.count() == 0


def test_it_is_stopped_goes_on_and_is_thrown_away(olga):
    one, _page = handed_in(olga, json.dumps(needed("seller", id="S-NEU")), kind="lines")
    course = reverse("office:import_course", args=[one.pk])
    page = reverse("office:import", args=[one.pk])

    for do, actions in (
        ("begin", ["stop"]), ("stop", ["go_on", "throw_away"]), ("go_on", ["stop"]),
        ("go_on", ["stop"]), ("stop", ["go_on", "throw_away"]), ("throw_away", []),
        ("go_on", []),
    ):  # fmt: skip
        olga.post(course, {"do": do})
        shown = olga.get(page).context
        offered = [*shown["actions"], *([shown["away"]] if shown["away"] else [])]
        assert [each.value for each in offered] == actions
    assert olga.post(course, {"do": "dance"}).status_code == 404


def test_the_list_names_what_is_in_each_file(olga):
    handed_in(olga)
    handed_in(olga, "{}", kind="lines")

    rows = olga.get(reverse("office:imports")).context["rows"]

    assert sorted(row.about for row in rows) == ["JSON Lines", "Orders"]
