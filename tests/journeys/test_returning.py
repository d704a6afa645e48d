"""A lamp goes back to Shenzhen's man in Hamburg: from the decision to the money, on screens.

Ada decides at her desk, Zhou says where it goes, in Chinese on his phone, Anna sends it.
"""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.cast import a_mail
from tests.decisions.going_back import body_at_home
from tests.journeys import marketplace
from tests.journeys.marketplace import Marketplace
from tests.journeys.people import Ada, Anna, Zhou

pytestmark = pytest.mark.both

WORDS = "Guten Tag, ich möchte die Leselampe aus LM-1050 zurückgeben. Anna Keller"
ADDRESS = "Zhou Lighting c/o Lager 3\nAmsinckstraße 9\n20097 Hamburg"


@pytest.fixture(scope="module")
def lichtmarkt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marketplace]:
    folder = tmp_path_factory.mktemp("returning") / "data"
    folder.mkdir()
    with marketplace.opened(folder, staged=True) as opened:
        yield opened


def test_R24_a_lamp_goes_back_and_the_money_with_it(
    browser: Browser, lichtmarkt: Marketplace
) -> None:
    ada, anna, zhou = (who(browser, lichtmarkt.address) for who in (Ada, Anna, Zhou))
    case = _anna_has_written(lichtmarkt)

    ada_lets_it_go_back(ada, case)
    anna_is_asked_to_keep_it_for_now(anna)
    zhou_reads_his_clock_and_names_an_address(zhou)
    anna_prints_the_slip_and_sends_it(anna)
    zhou_receives_it_and_finds_it_well(zhou)
    the_money_is_on_its_way(anna, ada, case)


def ada_lets_it_go_back(ada: Ada, case: str) -> None:
    ada.come_in()
    ada.goes_to(f"/desk/contacts/{case}/decision/")
    ada.page.locator("input[name=remedy][value=return]").check()
    ada.page.locator("textarea[name=reason]").fill("Die Lampe ist noch in der Rückgabefrist.")
    ada.page.locator("button[value=preview]").click()
    ada.page.locator("button[value=decide]").click()
    ada.page.wait_for_url(f"**/contacts/{case}/")
    ada.sees("Rücksendung", "Der Verkäufer nennt einen Weg")


def anna_is_asked_to_keep_it_for_now(anna: Anna) -> None:
    anna.come_in()
    anna.goes_to("/help/")
    anna.follows("Rückgabe der Lampe")
    anna.sees("Bitte behalten Sie es vorerst.", "16. Nov")


def zhou_reads_his_clock_and_names_an_address(zhou: Zhou) -> None:
    zhou.come_in()
    zhou.follows("退货")
    zhou.follows("Leselampe Lena")
    zhou.sees("剩余时间：提供退货方式", "您与买家不在同一国家")
    zhou.page.get_by_text("寄到买家所在国的地址").click()
    zhou.page.locator("textarea[name=address]").fill(ADDRESS)
    zhou.presses("提供此方式")
    zhou.sees("买家可以寄回", "20097 Hamburg")


def anna_prints_the_slip_and_sends_it(anna: Anna) -> None:
    anna.page.reload()
    anna.sees("Bitte zurückschicken", "Amsinckstraße 9", "Sie dürfen es zurückschicken")
    here = anna.page.url
    anna.follows("Rücksendeschein drucken")
    anna.sees("Rücksendeschein R-", "20097 Hamburg", "Leselampe Lena")
    paper = anna.page.context.request.get(anna.page.url.removesuffix("/") + ".pdf")
    assert (paper.status, paper.body()[:5]) == (200, b"%PDF-")
    anna.page.goto(here)
    anna.page.get_by_label("Paketdienst und Sendungsnummer").fill("DHL 00340434161094042557")
    anna.presses("Ich habe es abgeschickt")
    anna.sees("Auf dem Rückweg", "DHL 00340434161094042557", "Sie haben es zurückgeschickt")


def zhou_receives_it_and_finds_it_well(zhou: Zhou) -> None:
    zhou.page.reload()
    zhou.sees("DHL 00340434161094042557")
    zhou.presses("已收到")
    zhou.sees("剩余检查时间")
    zhou.page.get_by_text("与发出时一致：全额退款").click()
    zhou.presses("提交并退款")
    zhou.sees("已安排退款")


def the_money_is_on_its_way(anna: Anna, ada: Ada, case: str) -> None:
    anna.page.reload()
    anna.sees("Ihre Erstattung ist unterwegs.", "Ihre Rücksendung ist angekommen")
    ada.goes_to(f"/desk/contacts/{case}/")
    ada.sees("Erstattung veranlasst")


def _anna_has_written(lichtmarkt: Marketplace) -> str:
    """The lamp has been delivered, and she does not want it; her contact's number."""
    order = json.dumps(body_at_home("LM-1050")).encode()
    assert lichtmarkt.run("load", "-", given=order).returncode == 0
    mail = a_mail(WORDS, subject="Rückgabe der Lampe", mail_id="<back@mail.example>")
    taken = lichtmarkt.run("mail", "-", "--json", given=mail)
    return str(json.loads(taken.stdout)["contact"])
