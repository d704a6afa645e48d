"""The Keller case, read aloud: from Anna's mail to the last word, on screens and by mail.

The whole product runs in processes of its own; only people and commands reach into it.
"""

import json
import sys
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser

from mostrador.site.demo import keller
from tests.journeys import marketplace
from tests.journeys.marketplace import Marketplace
from tests.journeys.people import Ada, Anna, Olga, Zed, Zhou

pytestmark = pytest.mark.both

INVOICE = keller.annas_mail().replace(b"20261112.1012", b"invoice").split(b"\n\n", 1)[0] + (
    b"\n\nGuten Tag, bitte schicken Sie mir die Rechnung zu LM-1007. Anna Keller\n"
)


@pytest.fixture(scope="module")
def lichtmarkt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marketplace]:
    folder = tmp_path_factory.mktemp("journey") / "data"
    folder.mkdir()
    with marketplace.opened(folder, stage=[sys.executable, "-m", "tests.journeys.stage"]) as opened:
        yield opened


def test_the_keller_case(browser: Browser, lichtmarkt: Marketplace) -> None:
    ada, zhou = Ada(browser, lichtmarkt.address), Zhou(browser, lichtmarkt.address)
    anna, olga = Anna(browser, lichtmarkt.address), Olga(browser, lichtmarkt.address)
    zed = Zed(browser, lichtmarkt.address)

    # Anna has written that her lamp has not come, and follows her request.
    anna.come_in()
    anna.follows("Wo bleibt meine Lampe?")
    anna.sees("Wir haben Ihre Nachricht erhalten", "Wir kümmern uns um Ihre Antwort", "47 Std.")

    # Ada sees her first in the list, and on one screen all she needs to know.
    ada.come_in()
    ada.opens_the_first_contact()
    ada.sees("Anna Keller", "LM-1007", "Leselampe Lena", "00340434161094042557", "Fassung E14")
    ada.sees("Abgedeckt: bestellt am 3. November, Zhou Lighting angemeldet seit 1. Oktober.")
    case = ada.page.url

    # That is not enough: she asks Zhou, who reads it in Chinese on his phone.
    ada.asks_the_seller("Wo ist das Paket?", "Die Käuferin wartet seit Dienstag.")
    zhou.come_in()
    zhou.sees("物流单号", "LM-1007", "Die Käuferin wartet seit Dienstag.")
    zhou.does_not_see("anna.keller@mail.example", "+49 30 5550 1007")

    # Three taps: the answer that fits, its number, send.
    zhou.page.get_by_role("link", name="已发货").or_(
        zhou.page.get_by_role("button", name="已发货")
    ).first.click()
    zhou.page.wait_for_load_state()
    zhou.page.locator("input[name=tracking_number], input[name$=tracking_number]").first.fill(
        "RB123456789CN"
    )
    zhou.page.locator("form.answer button").last.click()
    zhou.page.wait_for_load_state()

    # Zed learns nothing, not even that there is something to learn.
    zed.come_in()
    question = zhou.page.url.rstrip("/").rsplit("/", 1)[-1]
    assert question.startswith("Q-")
    assert zed.page.goto(f"{lichtmarkt.address}portal/cases/{question}/").status == 404

    # Ada reads Zhou's answer in German beside the original, and answers Anna.
    ada.page.goto(case)
    ada.sees("RB123456789CN", "Versandt, hier ist die Sendungsnummer")
    ada.writes("Guten Tag Frau Keller, Ihr Paket ist unterwegs: RB123456789CN.", then="Senden")
    anna.page.reload()
    anna.sees("Wir haben Ihnen geantwortet", "RB123456789CN")

    # Anna is not content; Zhou is asked once more and stays silent for a day.
    anna.page.locator("textarea[name=text]").fill(
        "Das Paket kam leer an. Ich möchte eine neue Lampe."
    )
    anna.presses("Senden")
    ada.page.goto(case)
    ada.page.wait_for_load_state("networkidle")
    ada.asks_the_seller("Ist Ersatz möglich?", "Das Paket kam leer an.")
    ada.page.goto(case)
    ada.lets_pass("+24 Std.")
    ada.lets_pass("+1 Std.")

    # The question lapsed, once. Ada decides by best judgement, with one sentence.
    ada.page.goto(f"{case}decision/")
    ada.page.get_by_text("Ersatzlieferung", exact=False).first.click()
    ada.page.locator("textarea[name=reason]").fill(
        "Das Paket kam leer an, deshalb erhalten Sie eine neue Lampe."
    )
    ada.presses("Entscheiden und Käufer benachrichtigen")
    anna.page.reload()
    anna.sees("Ersatzlieferung", "deshalb erhalten Sie eine neue Lampe")
    ada.page.goto(case)
    ada.page.wait_for_load_state("networkidle")
    ada.page.keyboard.press("e")
    ada.page.wait_for_load_state("networkidle")

    # Olga sees every mail, the seller named as contract partner in each to Anna.
    olga.come_in()
    olga.goes_to("/office/sent/")
    olga.sees("anna.keller@mail.example", "zhou@zhou-lighting.example")
    olga.page.locator("a", has_text="Lampe").first.click()
    olga.sees("im Namen von Zhou Lighting")

    history = [entry["what"] for entry in _history(lichtmarkt, case)]
    assert history.count("question_lapsed") == 1
    assert history[-2:] == ["decided", "resolved"]


def test_an_invoice_is_the_sellers_matter(browser: Browser, lichtmarkt: Marketplace) -> None:
    taken = lichtmarkt.run("mail", "-", "--json", given=INVOICE)
    said = json.loads(taken.stdout)
    assert (said["verdict"], said["handler"]) == ("new", "seller")

    zhou = Zhou(browser, lichtmarkt.address)
    zhou.come_in()
    zhou.goes_to(f"/portal/messages/{said['contact']}/")
    zhou.sees("bitte schicken Sie mir die Rechnung zu LM-1007")
    zhou.does_not_see("anna.keller@mail.example")

    anna = Anna(browser, lichtmarkt.address)
    anna.come_in()
    anna.page.locator("a[href*='/help/contacts/']").first.click()
    anna.sees("Der Verkäufer antwortet Ihnen direkt")


def test_every_record_is_whole(lichtmarkt: Marketplace) -> None:
    verified = lichtmarkt.run("verify")

    assert (verified.returncode, verified.stderr) == (0, "")
    assert verified.stdout.endswith("records are whole.\n")


def _history(lichtmarkt: Marketplace, case: str) -> list[dict[str, str]]:
    contact = case.rstrip("/").rsplit("/", 1)[-1]
    answered = httpx.get(
        f"{lichtmarkt.card['urls']['api']}/contacts/{contact}",
        headers={"Authorization": f"Bearer {lichtmarkt.card['token']}"},
    )
    return list(answered.json()["history"])
