"""The buyer's part of a return: where to, the slip, "I have sent it", "I keep it"."""

from datetime import datetime

import pytest
from django.test import RequestFactory

from mostrador.decisions import return_labels, returns
from mostrador.decisions.models import Return
from mostrador.decisions.return_labels import Label
from mostrador.decisions.returns import Offer
from mostrador.helpcentre import sending_back
from mostrador.pages import papers
from mostrador.people import links
from mostrador.rules.returns import Method
from tests.cast import ADA, BERLIN, NOON, annas_contact
from tests.decisions import going_back
from tests.decisions.going_back import LABEL, LEIPZIG, SHENZHEN


@pytest.fixture
def row() -> Return:
    going_back.takes_back_at("S-ANA", LEIPZIG)
    return going_back.a_return(seller="S-ANA")


def page(row: Return, rest: str = "") -> str:
    address = f"/help/contacts/{links.seal(row.contact_id)}/"
    return f"{address}returns/{row.pk}/{rest}" if rest else address


def test_the_page_says_where_it_goes_and_until_when(client, row):
    shown = client.get(page(row)).text

    assert "Karl-Heine-Straße 4" in shown
    assert f"/returns/{row.pk}/slip/" in shown
    assert "I have sent it" in shown


def test_the_slip_can_be_printed_with_its_square_and_address(client, row):
    shown = client.get(page(row, "slip/"))

    assert shown.status_code == 200
    for said in (row.pk, "LM-1030", "Karl-Heine-Straße 4", "Leselampe Lena", "<svg", "qrline"):
        assert said in shown.text
    assert "style=" not in shown.text


def test_the_slip_is_a_pdf_with_the_sellers_chinese_address(client):
    going_back.takes_back_at("S-ANA", SHENZHEN)
    row = going_back.a_return(seller="S-ANA")

    assert papers.has_chinese_font(), "install a font with Chinese characters: fonts-noto-cjk"
    paper = client.get(page(row, "slip.pdf"))

    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert paper.content.startswith(b"%PDF-")
    assert row.pk in paper["Content-Disposition"]


def no_pango(_html: str, _css: str) -> bytes:
    raise OSError("cannot load library 'libgobject-2.0-0'")


def test_without_pango_the_page_to_print_says_so_in_one_sentence(row):
    request = RequestFactory().get("/")
    request.user, request.now = None, NOON

    shown = sending_back.paper(request, row, "seal", draw=no_pango)

    assert shown.status_code == 503
    assert row.pk in shown.text
    assert "Pango" in shown.text


def test_he_says_that_he_has_sent_it_and_twice_is_once(client, row):
    said = {"tracking": "DHL 00340434161094042557"}
    answers = [client.post(page(row, "sending/"), said) for _ in range(2)]

    row.refresh_from_db()
    assert [answer.status_code for answer in answers] == [303, 303]
    assert (row.state, row.tracking) == ("sent", said["tracking"])


def test_without_a_number_it_has_not_been_sent(client, row):
    answer = client.post(page(row, "sending/"), {"tracking": " "})

    row.refresh_from_db()
    assert (answer.status_code, row.state) == (422, "authorised")


def test_he_keeps_it_after_all(client, row):
    answers = [client.post(page(row, "cancellation/")) for _ in range(2)]

    row.refresh_from_db()
    assert [answer.status_code for answer in answers] == [303, 303]
    assert row.state == "cancelled"


def test_he_gets_the_label_that_the_seller_has_paid(client):
    row = going_back.a_return()
    assert client.get(page(row, "label/")).status_code == 404
    offered = Offer(Method.PREPAID_LABEL, {}, LABEL)
    returns.offer(row.pk, offered, by="seller:S-ZHOU", now=NOON)

    label = client.get(page(row, "label/"))

    assert (label.status_code, label.content) == (200, LABEL[2])
    assert f"/returns/{row.pk}/label/" in client.get(page(row)).text


@pytest.mark.parametrize("rest", ["slip/", "slip.pdf", "label/", "sending/", "cancellation/"])
def test_another_requests_link_opens_nothing_of_it(client, row, rest):
    other = annas_contact(mail_id="<other@mail.example>")
    address = f"/help/contacts/{links.seal(other.pk)}/returns/{row.pk}/{rest}"

    answer = client.post(address) if rest in {"sending/", "cancellation/"} else client.get(address)

    assert answer.status_code == 404


def test_while_the_seller_abroad_still_has_time_the_page_says_until_when(client):
    row = going_back.a_return()

    shown = client.get(page(row)).text

    assert row.option_due_at == datetime(2026, 11, 16, tzinfo=BERLIN)
    assert row.pk in shown
    assert client.get(page(row, "slip/")).status_code == 404


def test_a_carriers_code_is_shown_as_a_square_with_its_words(client, row):
    before = client.get(page(row)).text.count("qrline")
    return_labels.add(row.pk, Label(code="RMA-77-QR"), by=ADA, now=NOON)

    shown = client.get(page(row)).text

    assert "show this code where you hand the parcel over" in shown
    assert "RMA-77-QR" in shown
    assert (before, shown.count("qrline")) == (0, 1)
