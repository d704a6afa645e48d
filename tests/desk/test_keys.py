"""Answering by hand: from the list to the next contact in six keys and the words themselves."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import NOON, signed_in
from tests.desk.stage import another, path

pytestmark = pytest.mark.once
ANSWER = "Das Paket ist unterwegs."


@pytest.fixture
def desk(live_server: Any, page: Any) -> Any:
    """Ada before the list, in a browser."""
    cookie = signed_in("ada").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.set_default_timeout(10_000)

    def open_list() -> Any:
        page.goto(f"{live_server.url}/desk/")
        return page

    return open_list


def test_an_answer_takes_six_keys_beyond_its_words(desk):
    first, second = another(now=NOON - timedelta(hours=1)), another()
    page = desk()

    page.keyboard.press("j")
    page.wait_for_url(f"**{path(first)}")
    page.keyboard.press("r")
    page.keyboard.type(ANSWER)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**{path(second)}")

    assert first.messages.filter(text__body=ANSWER).count() == 1


def test_keys_open_what_they_name_and_are_letters_in_a_field(desk):
    contact = another()
    page = desk()
    page.keyboard.press("j")
    page.wait_for_url(f"**{path(contact)}")

    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url("**lane=inside*")
    page.keyboard.type("qde")
    assert page.locator("#composer-text").input_value() == "qde"

    page.locator("h1").click()
    page.keyboard.press("q")
    page.wait_for_url(f"**{path(contact, 'question')}")
    page.go_back()
    page.locator("h1").click()
    page.keyboard.press("d")
    page.wait_for_url(f"**{path(contact, 'decision')}")
    page.go_back()
    page.locator("h1").click()
    page.keyboard.press("e")
    page.get_by_text("Resolved.", exact=True).wait_for()


def test_what_is_written_survives_leaving_the_page(desk):
    contact = another()
    page = desk()
    page.keyboard.press("j")
    page.wait_for_url(f"**{path(contact)}")
    page.keyboard.press("r")
    page.keyboard.type("Guten Tag,")
    page.locator("[data-draft-state=saved], [data-draft-state][data-state=saved]").wait_for()

    page.reload()

    assert page.locator("#composer-text").input_value() == "Guten Tag,"
