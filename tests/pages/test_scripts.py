"""What the scripts add to a page that works without them."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def desk(page, patterns):
    """The case screen; what it posts is kept and answered with nothing."""
    page.posts = []

    def answer(route):
        if route.request.method != "POST":
            return route.continue_()
        page.posts.append(route.request.post_data)
        return route.fulfill(status=page.status)

    page.status = 204
    page.route("**/patterns/desk/**", answer)
    page.goto(f"{patterns}desk/")
    return page


def answer_of(page):
    return page.locator("#composer-text")


def test_a_key_goes_where_the_page_says(desk):
    desk.keyboard.press("r")
    expect(answer_of(desk)).to_be_focused()

    desk.keyboard.type("jq?")
    expect(answer_of(desk)).to_have_value("jq?")
    assert not desk.url.endswith("#2")


def test_the_next_case_is_one_key_away_unless_keys_are_off(desk):
    desk.keyboard.press("?")
    desk.get_by_role("checkbox").uncheck()
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    assert not desk.url.endswith("#2")

    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog")).to_be_hidden()
    desk.get_by_role("link", name="Keys").click()
    desk.get_by_role("checkbox").check()
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    assert desk.url.endswith("#2")


def test_control_and_enter_send_what_is_written(desk):
    answer_of(desk).fill("Guten Tag")
    with desk.expect_request(lambda request: "then=next" in (request.post_data or "")):
        answer_of(desk).press("Control+Enter")


def test_what_is_written_is_saved_a_second_later(desk):
    answer_of(desk).press_sequentially("Guten Tag")
    expect(desk.locator("[data-draft-state]")).to_have_text("Saved")

    assert len(desk.posts) == 1
    assert "Guten Tag" in desk.posts[0]


def test_a_draft_that_is_not_saved_is_said_to_be_so(desk):
    desk.status = 503
    answer_of(desk).press_sequentially("Guten Tag")

    state = desk.locator("[data-draft-state]")
    expect(state).to_have_text("Not saved. Your text stays here.")
    expect(answer_of(desk)).to_have_value("Guten Tag")


def test_a_phrase_stands_at_the_caret_and_one_undo_takes_it_back(desk):
    answer_of(desk).fill("Guten Tag. ")
    desk.get_by_text("Phrases").click()
    desk.get_by_role("button", name="Parcel").click()
    phrase = "Ihr Paket mit LM-1007 wurde am 11. November zugestellt."
    expect(answer_of(desk)).to_have_value("Guten Tag. " + phrase)

    desk.keyboard.press("Control+z")
    expect(answer_of(desk)).to_have_value("Guten Tag. ")


def test_the_words_of_a_clock_run_on_and_its_state_does_not(page, patterns):
    page.clock.install(time="2026-11-12T09:00:00Z")
    page.goto(patterns)
    running = page.locator("#clock [data-words]").nth(0)
    at_zero, late = (page.locator("#clock [data-words]").nth(place) for place in (3, 4))
    expect(running).to_have_text("23 h 58 min")

    page.clock.run_for(5 * 60 * 1000)

    expect(running).to_have_text("23 h 53 min")
    expect(at_zero).to_have_text("0 min")
    expect(late).to_have_text("+9 min")
    expect(page.locator("#clock .clock").nth(3)).to_have_attribute("data-state", "warn")


def test_a_refusal_is_read_first(page, patterns):
    page.goto(f"{patterns}refused/")

    expect(page.locator(".problems")).to_be_focused()


def test_without_scripts_the_keys_are_a_link_away(browser, patterns):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{patterns}desk/")
        page.get_by_role("link", name="Keys").click()

        expect(page.locator("#keys")).to_be_visible()
