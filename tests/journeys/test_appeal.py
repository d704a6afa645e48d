"""A lapse, a judgement at Zhou's cost, his appeal in Chinese, and Olga who puts it right (E66).

The whole product runs in processes of its own; only people reach into it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys import marketplace
from tests.journeys.marketplace import Marketplace
from tests.journeys.people import AT_THE_DESK, ON_A_PHONE, Ada, Olga, Somebody, Zed, Zhou

pytestmark = pytest.mark.both

REASON = "Das Paket ist seit neun Tagen unterwegs, deshalb bekommen Sie Ihr Geld zurück."
WORDS = "包裹已于九日送达，买家本人签收。"
VERDICT = "Die Zustellung ist belegt; das hätten wir sehen müssen."
PRICE = "39.90"
PROOF = {"name": "签收单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 signed"}


@pytest.fixture(scope="module")
def lichtmarkt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marketplace]:
    folder = tmp_path_factory.mktemp("appeal") / "data"
    folder.mkdir()
    with marketplace.opened(folder, staged=True) as opened:
        yield opened


@dataclass
class Cast:
    ada: Ada
    zhou: Zhou
    olga: Olga
    zed: Zed
    case: str = ""
    decision: str = ""


def test_E66_from_the_lapse_to_the_money_back(
    browser: Browser, lichtmarkt: Marketplace, tmp_path: Path
) -> None:
    cast = Cast(*(person(browser, lichtmarkt.address) for person in (Ada, Zhou, Olga, Zed)))

    ada_asks_and_a_day_passes_in_silence(cast)
    she_refunds_by_best_judgement(cast)
    zhou_reads_what_it_costs_him(cast)
    photographed(cast.zhou, tmp_path / "card")
    he_appeals_in_chinese(cast)
    zed_learns_nothing(cast)
    olga_reverses_it(cast, tmp_path)
    zhou_has_his_money_back(cast)
    photographed(cast.zhou, tmp_path / "back")

    verified = lichtmarkt.run("verify")
    assert (verified.returncode, verified.stderr) == (0, "")


def ada_asks_and_a_day_passes_in_silence(cast: Cast) -> None:
    cast.ada.come_in()
    cast.ada.opens_the_first_contact()
    cast.case = cast.ada.page.url
    cast.ada.asks_the_seller("Wo ist das Paket?", "Die Käuferin wartet seit Dienstag.")
    cast.ada.page.goto(cast.case)
    cast.ada.lets_pass("+24 Std.")
    cast.ada.lets_pass("+1 Std.")


def she_refunds_by_best_judgement(cast: Cast) -> None:
    page = cast.ada.page
    page.goto(f"{cast.case}decision/")
    page.locator("input[name=remedy][value=refund_returnless]").check()
    page.locator("textarea[name=reason]").fill(REASON)
    page.locator("button[name=do][value=preview]").click()
    page.locator("button[name=do][value=decide]").click()
    page.wait_for_url(cast.case)
    # The time to take it back is over.
    cast.ada.lets_pass("+1 Std.")


def zhou_reads_what_it_costs_him(cast: Cast) -> None:
    cast.zhou.come_in()
    cast.zhou.goes_to("/portal/decided/")
    cast.zhou.sees("客服已作出的决定", PRICE, "LM-1007")
    cast.zhou.page.locator("ul.matters a").first.click()
    cast.zhou.page.wait_for_load_state()
    cast.zhou.sees(REASON, PRICE)
    cast.decision = cast.zhou.page.url


def he_appeals_in_chinese(cast: Cast) -> None:
    page = cast.zhou.page
    cast.zhou.follows("申诉")
    page.locator("input[name=reason][value=delivered]").check()
    page.locator("textarea[name=text]").fill(WORDS)
    page.locator("input[type=file]").set_input_files(PROOF)
    photographed(cast.zhou, None)
    cast.zhou.presses("提交申诉")
    cast.zhou.sees("已收到您的申诉", "申诉正在审理", WORDS, PROOF["name"])


def zed_learns_nothing(cast: Cast) -> None:
    cast.zed.come_in()
    answer = cast.zed.page.goto(cast.decision)
    assert answer is not None
    assert answer.status == 404


def olga_reverses_it(cast: Cast, folder: Path) -> None:
    page = cast.olga.page
    cast.olga.come_in()
    cast.olga.goes_to("/office/")
    cast.olga.follows("1 Widerspruch wartet auf eine Entscheidung")
    page.locator("ul.matters a").first.click()
    page.wait_for_load_state()
    cast.olga.sees(WORDS, REASON, PROOF["name"])
    photographed(cast.olga, folder / "office")
    page.locator("input[name=outcome][value=reversed_operator_pays]").check()
    page.locator("textarea[name=text]").fill(VERDICT)
    page.locator("input[name=clears]").check()
    cast.olga.presses("Entscheiden und dem Verkäufer mitteilen")
    cast.olga.sees("Der Marktplatz", VERDICT)


def zhou_has_his_money_back(cast: Cast) -> None:
    cast.zhou.page.goto(cast.decision)
    cast.zhou.sees("已撤销：由平台承担", VERDICT, "您的申诉已获支持")
    cast.zhou.goes_to("/portal/decided/")
    cast.zhou.sees("已退回")


def photographed(who: Somebody, path: Path | None) -> None:
    """On a phone and at a desk; nothing is ever wider than the screen."""
    page = who.page
    for size in (AT_THE_DESK, ON_A_PHONE):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        if path:
            page.screenshot(path=f"{path}-{size['width']}.png", full_page=True)
    page.set_viewport_size(who.size)
