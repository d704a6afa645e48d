"""A photo from a phone whose connection breaks: it goes on where it stopped, and arrives whole."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, Request, expect

from mostrador.cases import links, uploads
from mostrador.cases.models import Question, Upload
from mostrador.contacts.models import Attachment
from tests.cast import a_question, annas_contact, signed_in

pytestmark = [pytest.mark.django_db(transaction=True)]
ON_A_PHONE = {"width": 390, "height": 844}
PHOTO = bytes(range(251)) * 3000
THE_THIRD = re.compile(rf"start={2 * uploads.A_PIECE}$")
A_PIECE = re.compile(r"start=\d+$")


@pytest.fixture
def question() -> Question:
    return a_question(annas_contact(), kind="part_photo")


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("phone") / "灯.jpg"
    file.write_bytes(PHOTO)
    return file


@pytest.fixture
def phone(browser: Browser, live_server: Any) -> Iterator[Page]:
    context = browser.new_context(
        viewport=ON_A_PHONE, has_touch=True, is_mobile=True, locale="zh-CN",
        base_url=live_server.url,
    )  # fmt: skip
    yield context.new_page()
    context.close()


def sign_in(page: Page, url: str) -> None:
    name = settings.SESSION_COOKIE_NAME
    value = signed_in("zhou").cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": url}])


def choose(page: Page, photo: Path) -> Locator:
    page.locator("#id_photos").set_input_files(photo)
    return page.locator("[data-photos] > li")


def lose_connection_at(page: Page, photo: Path, piece: re.Pattern[str]) -> Locator:
    """Choose the photo; when this piece is about to leave, the phone enters a tunnel."""
    held: list[Any] = []
    page.route(piece, lambda route: held.append(route))  # noqa: PLW0108  a method takes no mark
    with page.expect_request(piece):
        row = choose(page, photo)
    page.wait_for_timeout(0)
    page.context.set_offline(True)
    held[0].continue_()
    page.unroute(piece)
    expect(row).to_have_attribute("data-state", "waiting")
    return row


def answer(page: Page) -> None:
    page.locator("input[value=attached]").tap()
    page.locator("form.answer button[data-look=main]").tap()


def kept() -> list[bytes]:
    return [bytes(one.file.body) for one in Attachment.objects.select_related("file")]


@pytest.mark.parametrize("way", ["portal", "link"])
def test_R49_a_photo_arrives_whole_although_the_connection_breaks(
    phone: Page, live_server: Any, question: Question, photo: Path, way: str
) -> None:
    if way == "portal":
        sign_in(phone, live_server.url)
        phone.goto(f"/portal/cases/{question.pk}/")
    else:
        phone.goto(f"/portal/answer/{links.seal(question)}/")

    row = lose_connection_at(phone, photo, THE_THIRD)
    stopped_at = Upload.objects.get().received
    phone.context.set_offline(False)
    expect(row).to_have_attribute("data-state", "arrived")
    answer(phone)
    expect(phone.locator("form.answer")).to_have_count(0)

    assert stopped_at == 2 * uploads.A_PIECE
    assert kept() == [PHOTO]


def test_pressed_while_the_photo_is_on_its_way_the_answer_waits_for_it(
    phone: Page, question: Question, photo: Path
) -> None:
    phone.goto(f"/portal/answer/{links.seal(question)}/")

    lose_connection_at(phone, photo, THE_THIRD)
    answer(phone)
    expect(phone.locator("[data-photos-note]")).not_to_be_empty()
    before = question.answers.count()
    phone.context.set_offline(False)
    expect(phone.locator("form.answer")).to_have_count(0)

    assert before == 0
    assert kept() == [PHOTO]


def test_after_a_reload_the_same_photo_goes_on_where_it_stopped(
    phone: Page, question: Question, photo: Path
) -> None:
    phone.goto(f"/portal/answer/{links.seal(question)}/")
    lose_connection_at(phone, photo, THE_THIRD)
    phone.route(A_PIECE, lambda route: route.abort())
    phone.context.set_offline(False)
    phone.reload()
    phone.unroute(A_PIECE)
    sent: list[Request] = []
    phone.on("request", lambda request: sent.append(request))  # noqa: PLW0108  as above

    row = phone.locator("[data-photos] > li")
    expect(row).to_have_attribute("data-state", "half")
    choose(phone, photo)
    expect(row).to_have_attribute("data-state", "arrived")
    phone.reload()
    expect(row).to_have_attribute("data-state", "arrived")
    answer(phone)
    expect(phone.locator("form.answer")).to_have_count(0)

    assert [one.url for one in sent if one.method == "PUT" and "start=0" in one.url] == []
    assert kept() == [PHOTO]


def test_one_that_is_removed_does_not_come_along(
    phone: Page, question: Question, photo: Path
) -> None:
    phone.goto(f"/portal/answer/{links.seal(question)}/")

    row = choose(phone, photo)
    expect(row).to_have_attribute("data-state", "arrived")
    with phone.expect_response(lambda one: one.request.method == "DELETE"):
        row.get_by_role("button").tap()
    expect(row).to_have_count(0)

    assert not Upload.objects.exists()


def test_one_too_large_is_said_to_be_so_at_once(
    phone: Page, question: Question, tmp_path: Path
) -> None:
    phone.goto(f"/portal/answer/{links.seal(question)}/")
    film = tmp_path / "film.mov"
    with film.open("wb") as file:
        file.truncate(uploads.LARGEST + 1)

    phone.locator("#id_photos").set_input_files(film)

    expect(phone.locator("[data-photos-note]")).not_to_be_empty()
    expect(phone.locator("[data-photos] > li")).to_have_count(0)
    assert not Upload.objects.exists()


def test_without_scripts_the_form_carries_it(
    browser: Browser, live_server: Any, question: Question, photo: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto(f"/portal/answer/{links.seal(question)}/")

    page.locator("#id_photos").set_input_files(photo)
    page.locator("input[value=attached]").check()
    page.locator("form.answer button[data-look=main]").click()
    expect(page.locator("form.answer")).to_have_count(0)
    context.close()

    assert kept() == [PHOTO]
    assert Client().get(f"/portal/answer/{links.seal(question)}/").status_code == 200
