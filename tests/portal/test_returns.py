"""A seller's returns: what is to do, a way back in time, a look with photos (R24, E62, E65)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mostrador import wallclock
from mostrador.decisions import return_steps, returns
from mostrador.decisions.models import Return
from mostrador.sellers.models import Membership
from tests.cast import NOON, signed_in
from tests.decisions import going_back
from tests.decisions.going_back import LABEL, LEIPZIG, PHOTO

LIST = "/portal/returns/"
PNG = PHOTO[2]


def page(row: Return, rest: str = "") -> str:
    return f"{LIST}{row.pk}/{rest}"


def a_file(name: str, media_type: str, body: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, media_type)


def at_anas() -> Return:
    going_back.takes_back_at("S-ANA", LEIPZIG)
    return going_back.a_return(seller="S-ANA")


def way(row: Return, **said: object) -> int:
    return signed_in("zhou").post(page(row, "way/"), said).status_code


def test_the_list_says_what_is_to_do_and_for_how_long():
    row = going_back.a_return()

    shown = signed_in("zhou").get(LIST).text

    assert page(row) in shown
    assert "Leselampe Lena" in shown


def test_each_list_holds_its_own():
    row = at_anas()
    ana = signed_in("ana")

    lists = {
        which: page(row) in ana.get(f"{LIST}?list={which}").text for which in ("", "coming", "over")
    }
    assert lists == {"": False, "coming": True, "over": False}


def test_E62_the_page_shows_the_clock_and_the_three_ways():
    row = going_back.a_return()

    shown = signed_in("zhou").get(page(row)).text

    for code in ("local_address", "prepaid_label", "returnless"):
        assert f'value="{code}"' in shown
    assert "2026-11-15T23:00:00+00:00" in shown


def test_E62_he_names_an_address_in_the_buyers_country():
    row = going_back.a_return()

    assert way(row, method="local_address", address="Lager 3\r\n\r\n 20097 Hamburg ") == 303

    row.refresh_from_db()
    assert (row.state, row.address) == (
        "authorised", {"country": "DE", "lines": ["Lager 3", "20097 Hamburg"]},
    )  # fmt: skip


def test_E62_he_sends_a_paid_label():
    row = going_back.a_return()

    assert way(row, method="prepaid_label", label=a_file(*LABEL)) == 303

    row.refresh_from_db()
    assert (row.method, row.label.media_type) == ("prepaid_label", "application/pdf")


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"method": "by_bird"},
        {"method": "local_address", "address": " \n "},
        {"method": "prepaid_label"},
    ],
)
def test_a_way_that_says_too_little_is_refused_with_the_reason(said):
    row = going_back.a_return()

    assert way(row, **said) == 422

    row.refresh_from_db()
    assert row.state == "awaiting_option"


@pytest.mark.parametrize("body", [b"<html>", b"GIF89a", b" %PDF-1.7"])
def test_a_label_is_a_pdf_or_a_png_by_what_it_holds(body):
    row = going_back.a_return()

    answer = way(row, method="prepaid_label", label=a_file("label.pdf", "application/pdf", body))

    assert answer == 422


def test_E62_after_his_time_nothing_is_offered_any_more():
    row = going_back.a_return()
    wallclock.advance_to(row.option_due_at + timedelta(seconds=1))
    zhou = signed_in("zhou")

    assert way(row, method="returnless") == 409
    assert 'value="returnless"' not in zhou.get(page(row)).text


def test_he_says_that_it_has_arrived_and_twice_is_once():
    row, ana = at_anas(), signed_in("ana")

    answers = [ana.post(page(row, "arrival/")).status_code for _ in range(2)]

    row.refresh_from_db()
    assert (answers, row.state) == ([303, 409], "received")


def test_all_is_well_and_the_refund_is_ordered():
    row, ana = at_anas(), signed_in("ana")
    ana.post(page(row, "arrival/"))

    answer = ana.post(page(row, "inspection/"), {"outcome": "fine"})

    row.refresh_from_db()
    assert (answer.status_code, row.state, row.loss_percent) == (303, "closed", 0)


def test_E65_a_loss_is_reported_with_a_photo_and_shown_to_him_again():
    row, ana = at_anas(), signed_in("ana")
    ana.post(page(row, "arrival/"))
    said = {"outcome": "worse", "percent": "30", "words": "Zerkratzt.", "photos": a_file(*PHOTO)}

    answer = ana.post(page(row, "inspection/"), said)

    row.refresh_from_db()
    photo = ana.get(page(row, f"photos/{row.photos.get().pk}/"))
    assert (answer.status_code, row.loss_percent) == (303, 30)
    assert (photo.status_code, photo.content) == (200, PNG)
    assert "Zerkratzt." in ana.get(page(row)).text


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"outcome": "worse", "percent": "", "words": "Zerkratzt."},
        {"outcome": "worse", "percent": "101", "words": "Zerkratzt."},
        {"outcome": "worse", "percent": "30", "words": "Zerkratzt."},
    ],
)
def test_E65_a_loss_that_is_not_shown_is_refused(said):
    row, ana = at_anas(), signed_in("ana")
    ana.post(page(row, "arrival/"))

    answer = ana.post(page(row, "inspection/"), said)

    row.refresh_from_db()
    assert (answer.status_code, row.state) == (422, "received")


def test_only_pictures_count_as_photos():
    row, ana = at_anas(), signed_in("ana")
    ana.post(page(row, "arrival/"))
    said = {"outcome": "worse", "percent": "30", "words": "Zerkratzt."}
    text = a_file("foto.txt", "text/plain", b"ein Foto")

    assert ana.post(page(row, "inspection/"), {**said, "photos": text}).status_code == 422


def test_he_adds_a_label_to_a_return_that_may_go_already():
    row = at_anas()

    answer = signed_in("ana").post(page(row, "label/"), {"label": a_file(*LABEL)})

    row.refresh_from_db()
    assert (answer.status_code, bytes(row.label.body), row.label_payer) == (303, LABEL[2], "seller")


@pytest.mark.parametrize("rest", ["", "way/", "label/", "arrival/", "inspection/", "photos/1/"])
def test_zed_does_not_even_learn_that_there_is_a_return(rest):
    row, zed = going_back.a_return(), signed_in("zed")

    answer = zed.get(page(row, rest)) if rest in {"", "photos/1/"} else zed.post(page(row, rest))

    assert answer.status_code == 404
    assert row.pk not in zed.get(LIST).text


def test_E55_who_only_reads_sees_it_and_does_nothing():
    row = going_back.a_return()
    Membership.objects.filter(seller="S-ZHOU").update(role="reads")

    assert way(row, method="returnless") == 403
    assert 'value="returnless"' not in signed_in("zhou").get(page(row)).text


@pytest.mark.parametrize("which", ["", "coming", "over"])
def test_a_list_asks_few_questions_however_long_it_is(django_assert_max_num_queries, which):
    zhou = signed_in("zhou")
    for number in range(3):
        row = going_back.a_return(key=f"LM-20{number:02}")
        if which == "coming":
            address = returns.Offer(returns.Method.LOCAL_ADDRESS, LEIPZIG)
            returns.offer(row.pk, address, by="seller:S-ZHOU", now=NOON)
        if which == "over":
            return_steps.arrived(row.pk, by="seller:S-ZHOU", now=NOON)
            return_steps.inspected(row.pk, return_steps.Inspection(), by="clock", now=NOON)

    with django_assert_max_num_queries(16):
        assert zhou.get(f"{LIST}?list={which}").text.count("matter-title") == 3
