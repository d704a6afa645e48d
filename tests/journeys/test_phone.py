"""A seller far away answers from the mail on his phone: no password, and a slow line.

The line is Chromium's own: 300 ms each way and 1.6 Mbit/s, as in a train near Shenzhen.
"""

import re
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import marketplace
from tests.journeys.marketplace import Marketplace
from tests.journeys.people import ON_A_PHONE

pytestmark = pytest.mark.both

LATENCY = 300
BYTES_A_SECOND = 1_600_000 // 8
LOOKS = 60
# What the page of a link that has done its work must not tell whoever it was passed on to.
OF_THE_CASE = ("LM-1007", "Leselampe", "Keller", "已发货", "RB123456789CN")


@pytest.fixture(scope="module")
def lichtmarkt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marketplace]:
    folder = tmp_path_factory.mktemp("phone") / "data"
    folder.mkdir()
    with marketplace.opened(folder, staged=True) as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport=ON_A_PHONE, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    yield page
    context.close()


def test_R49_from_the_mail_to_the_receipt_without_a_password(
    lichtmarkt: Marketplace, phone: Page
) -> None:
    the_service_asks(lichtmarkt)
    link = the_mails_link(lichtmarkt)

    he_opens_it_and_answers(phone, link)
    he_sees_that_it_has_arrived(phone)
    the_answer_is_there(lichtmarkt)
    the_link_shows_nothing_any_more(phone, link)


def the_service_asks(lichtmarkt: Marketplace) -> None:
    [contact] = _called(lichtmarkt, "GET", "contacts?order=LM-1007").json()["items"]
    asked = _called(lichtmarkt, "POST", f"contacts/{contact['id']}/questions", {"kind": "tracking"})
    assert asked.status_code == 201


def the_mails_link(lichtmarkt: Marketplace) -> str:
    """The worker sends it when it comes to it."""
    for _ in range(LOOKS):
        words = _letter(lichtmarkt, "seller/question")
        if words:
            return re.search(r"http\S+/portal/answer/\S+", words)[0]
    pytest.fail("the seller was not written to")


def he_opens_it_and_answers(phone: Page, link: str) -> None:
    opened = phone.goto(link)
    assert opened is not None
    assert opened.status == 200
    # Nobody is signed in.
    assert "sessionid" not in {cookie["name"] for cookie in phone.context.cookies()}
    expect(phone.locator("h1")).to_contain_text("LM-1007")
    # Everything within the width of the phone, and large enough for a thumb.
    assert phone.evaluate("document.documentElement.scrollWidth") <= ON_A_PHONE["width"]
    phone.locator("input[value=sent]").tap()
    phone.locator("input[name$=tracking_number]").first.fill("RB123456789CN")
    phone.get_by_role("button", name="发送答复").tap()


def he_sees_that_it_has_arrived(phone: Page) -> None:
    expect(phone.locator("h1")).to_have_text("已答复，谢谢")


def the_answer_is_there(lichtmarkt: Marketplace) -> None:
    [question] = _called(lichtmarkt, "GET", "questions?seller=S-ZHOU").json()["items"]
    [given] = question["answers"]
    assert (question["state"], given["choice"]) == ("answered", "sent")
    assert given["values"] == {"tracking_number": "RB123456789CN"}


def the_link_shows_nothing_any_more(phone: Page, link: str) -> None:
    phone.goto(link)

    expect(phone.locator("h1")).to_have_text("已答复，谢谢")
    expect(phone.locator("form.answer")).to_have_count(0)
    shown = phone.content()
    assert [word for word in OF_THE_CASE if word in shown] == []


def _letter(lichtmarkt: Marketplace, template: str) -> str:
    read = subprocess.run(
        [sys.executable, "-m", "tests.journeys.letters", template],
        env=lichtmarkt.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return read.stdout


def _called(
    lichtmarkt: Marketplace, method: str, path: str, body: dict[str, str] | None = None
) -> httpx.Response:
    headers = {"authorization": f"Bearer {lichtmarkt.card['token']}"}
    address = f"{lichtmarkt.card['urls']['api']}/{path}"
    return httpx.request(method, address, json=body, headers=headers, timeout=30)
