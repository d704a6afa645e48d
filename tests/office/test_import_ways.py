"""Ways on which a newcomer stumbled: a name that is taken, no good row, rows corrected."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mostrador.imports.models import Import, Mapping
from tests.cast import signed_in
from tests.office.test_importing import handed_in, mapped, text_of, worked_off

GOOD = {"values_lines.fulfilment": "Kurier = seller"}
BAD = "Bestellnummer;Bestelldatum;Kundennummer\r\nLM-9001;bald;B-901\r\nLM-9002;bald;B-902\r\n"


@pytest.fixture
def olga():
    return signed_in("olga")


def page_of(client, one: Import):
    return client.get(reverse("office:import_mapping", args=[one.pk])).context


def test_a_name_that_is_taken_is_asked_about_before_it_is_written_over(olga):
    one, _page = handed_in(olga)
    mapped(olga, one, **GOOD, name="Shop")
    other, _page = handed_in(olga)

    refused = mapped(olga, other, **GOOD, name="Shop", decimal=".")
    assert (refused.status_code, refused.context["form"].taken) == (422, True)
    assert Mapping.objects.get().body["decimal"] == ","
    (said,) = refused.context["form"].refusals
    assert said == (
        "Keep this mapping under a name: "
        "There is a mapping of this name already. Replace it, or choose another name."
    )

    assert mapped(olga, other, **GOOD, name="Shop", decimal=".", replace="on").status_code == 302
    assert Mapping.objects.get().body["decimal"] == "."
    # From now on it is the mapping that this import is read by.
    assert mapped(olga, other, **GOOD, name="Shop", decimal=",").status_code == 302
    assert Mapping.objects.get().body["decimal"] == ","


def test_a_name_of_another_kind_is_refused_whatever_is_ticked(olga):
    one, _page = handed_in(olga)
    mapped(olga, one, **GOOD, name="Shop")
    sellers, _page = handed_in(olga, "id;name\nS-NEU;Neu\n", kind="table:seller")

    refused = mapped(olga, sellers, name="Shop", replace="on")

    assert refused.status_code == 422
    assert refused.context["form"].errors["name"] == [
        "There is a mapping of this name for another kind already (Orders); choose another name."
    ]
    assert Mapping.objects.get().kind == "order"


def test_an_import_without_a_good_row_says_so_and_leads_back_to_the_mapping(olga):
    one, page = handed_in(olga, BAD)
    mapped(olga, one, "begin")
    worked_off()

    shown = olga.get(reverse("office:import", args=[one.pk])).context
    assert shown["state"] == {"words": "No row was good", "kind": "late"}
    assert (shown["mapping"].href, shown["mapping"].look) == (page, "main")
    assert [each.value for each in shown["actions"]] == ["go_on"]
    assert shown["history"][0].words == "No row was good"

    # The mapping is corrected, and it begins anew from there.
    assert mapped(olga, one, "begin", dates="dmy").status_code == 302
    assert Import.objects.get(pk=one.pk).state == "running"


def test_equal_reasons_are_one_with_a_link_to_what_cures_them(olga):
    rows = "".join(f"LM-{at};13.11.2026 09:30;B-{at}\r\n" for at in range(9001, 9004))
    one, _page = handed_in(olga, BAD.splitlines()[0] + "\r\n" + rows)
    mapped(olga, one, zone="")

    shown = page_of(olga, one)
    (trouble,) = shown["troubles"]
    assert (trouble.rows, trouble.href) == ("3 rows", "#id_zone")
    assert trouble.why.words == "times without an offset need a time zone"
    assert (shown["bad"], shown["fits"]) == (3, False)
    wrong = [cell.words for cell in shown["rows"][0].cells if cell.wrong]
    assert wrong == ["13.11.2026 09:30"]
    assert shown["heads"][0] == "Order: Ordered on"

    mapped(olga, one)
    shown = page_of(olga, one)
    assert (shown["troubles"], shown["fits"]) == ([], True)


def test_each_reason_leads_to_the_field_that_is_about_it(olga):
    one, _page = handed_in(olga)
    mapped(olga, one, dates="mdy")

    shown = page_of(olga, one)

    ways = {trouble.href for trouble in shown["troubles"]}
    assert {"#id_dates", "#id_values_lines.fulfilment"} & ways
    assert all(way == "#columns" or way[4:] in shown["form"].fields for way in ways)


def test_fields_say_what_they_belong_to_and_fixed_ones_only_where_a_row_has_them(olga):
    one, _page = handed_in(olga, BAD)

    form = page_of(olga, one)["form"]

    groups = dict(form.fields["column_0"].choices)
    assert {"Order", "Buyer", "Delivery address", "Line", "Shipment", "Payment"} <= set(groups)
    assert ("lines.id", "Line: Number (lines.id) *") in groups["Line"]
    assert [field.name for field in form.constants] == [
        "constant_store", "constant_seller", "constant_buyer.language",
    ]  # fmt: skip


def test_corrected_rows_begin_with_the_mapping_of_the_import_they_came_from(olga):
    one, _page = handed_in(olga)
    mapped(olga, one, "begin", **GOOD, constant_seller="M-100")
    worked_off()
    shown = olga.get(reverse("office:import", args=[one.pk])).context
    assert shown["corrected"]
    back = olga.get(shown["download"])
    text = b"".join(back.streaming_content).decode("utf-8-sig").replace("39.90", "39,90")

    file = SimpleUploadedFile("rejected.csv", text.encode("utf-8-sig"))
    sent = {"file": file, "kind": "table:order", "corrects": one.pk}
    answer = olga.post(reverse("office:imports"), sent)

    made = Import.objects.get(corrects=one)
    assert answer.url == reverse("office:import_mapping", args=[made.pk])
    assert made.mapping["constants"] == one_again(one).mapping["constants"]
    assert made.mapping["values"] == one_again(one).mapping["values"]
    assert page_of(olga, made)["bad"] == 0


def one_again(one: Import) -> Import:
    return Import.objects.get(pk=one.pk)


def test_the_next_table_is_named_unless_this_one_held_it_too(olga):
    with_lines, _page = handed_in(olga)
    mapped(olga, with_lines, "begin", **GOOD)
    without, _page = handed_in(olga, BAD.replace("bald", "13.11.2026"))
    mapped(olga, without, "begin")
    worked_off()

    for one, said in ((with_lines, "Next: Shipments"), (without, "Next: Lines of orders")):
        action = olga.get(reverse("office:import", args=[one.pk])).context["next"]
        assert action.words == said
    assert olga.get(action.href).context["form"]["kind"].value() == "table:line"


def test_rows_are_called_what_the_table_holds(olga):
    text = "Bestellnummer;Artikelnummer;Menge\r\nLM-NONE;LENA;1\r\n"
    one, _page = handed_in(olga, text, kind="table:line")
    mapped(olga, one, "try")
    worked_off()

    shown = olga.get(reverse("office:import", args=[one.pk])).context

    assert shown["trial"]["counts"][0][0] == "Lines of orders"
    assert [line.words for line in shown["history"]][:2] == [
        "Tried it; nothing was kept", "Began a trial, which keeps nothing",
    ]  # fmt: skip


def test_an_import_whose_mapping_names_other_columns_does_not_begin(olga):
    one, _page = handed_in(olga)
    mapped(olga, one, **GOOD, name="Shop")
    kept = Mapping.objects.get()
    other, page = handed_in(olga, BAD, kind="table:order")
    olga.post(page, {"do": "use", "saved": kept.pk})

    answer = olga.post(reverse("office:import_course", args=[other.pk]), {"do": "begin"})

    assert answer.url == page
    assert "The file has no such columns: Artikelnummer, " in text_of(olga, page)
    assert Import.objects.get(pk=other.pk).state == "waiting"


def test_json_lines_without_a_good_row_lead_to_the_file_and_no_mapping(olga):
    one, page = handed_in(olga, "{}", kind="lines")
    olga.post(reverse("office:import_course", args=[one.pk]), {"do": "begin"})
    worked_off()

    shown = olga.get(page).context

    assert shown["mapping"] is None
    assert shown["why"].startswith("No row was good, and nothing was taken in.")
