"""The Keller case, read aloud: from Anna's mail to the last word, on screens and by mail.

The whole product runs in processes of its own; only people and commands reach into it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import Browser, expect

from mostrador.site.demo import keller
from tests.journeys import marketplace
from tests.journeys.marketplace import Marketplace
from tests.journeys.people import Ada, Anna, Olga, Zed, Zhou

pytestmark = pytest.mark.both

INVOICE = (
    keller.annas_mail()
    .split(b"\n\n", 1)[0]
    .replace(b"20261112.1012", b"invoice")
    .replace(b"Wo bleibt meine Lampe?", b"Rechnung")
    + b"\n\nGuten Tag, bitte schicken Sie mir die Rechnung zu LM-1007. Anna Keller\n"
)


@pytest.fixture(scope="module")
def lichtmarkt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marketplace]:
    folder = tmp_path_factory.mktemp("journey") / "data"
    folder.mkdir()
    with marketplace.opened(folder, staged=True) as opened:
        yield opened


@dataclass
class Cast:
    ada: Ada
    anna: Anna
    zhou: Zhou
    zed: Zed
    olga: Olga
    # The address of Anna's case at the desk, once Ada has opened it.
    case: str = ""


def test_the_keller_case(browser: Browser, lichtmarkt: Marketplace) -> None:
    people = [person(browser, lichtmarkt.address) for person in (Ada, Anna, Zhou, Zed, Olga)]
    cast = Cast(*people)

    anna_has_written_and_follows_her_request(cast)
    ada_sees_on_one_screen_all_she_needs_to_know(cast)
    she_asks_zhou_who_reads_it_in_chinese_on_his_phone(cast)
    he_answers_in_three_taps(cast)
    zed_learns_nothing(cast)
    ada_reads_it_in_german_and_answers_anna(cast)
    anna_is_not_content_and_zhou_is_asked_again(cast)
    a_day_passes_in_silence(cast)
    ada_decides_by_best_judgement(cast)
    olga_sees_every_mail_with_the_contract_partner_named(cast)

    happened = _history(lichtmarkt, cast.case)
    assert happened.count("question_lapsed") == 1
    assert happened[-2:] == ["decided", "resolved"]


def anna_has_written_and_follows_her_request(cast: Cast) -> None:
    cast.anna.come_in()
    cast.anna.follows("Wo bleibt meine Lampe?")
    cast.anna.sees("Wir haben Ihre Nachricht erhalten", "47 Std.")


def ada_sees_on_one_screen_all_she_needs_to_know(cast: Cast) -> None:
    cast.ada.come_in()
    cast.ada.opens_the_first_contact()
    cast.ada.sees("Anna Keller", "LM-1007", "Leselampe Lena", "00340434161094042557", "Fassung E14")
    cast.ada.sees("Abgedeckt: bestellt am 3. November, Zhou Lighting angemeldet seit 1. Oktober.")
    cast.case = cast.ada.page.url


def she_asks_zhou_who_reads_it_in_chinese_on_his_phone(cast: Cast) -> None:
    cast.ada.asks_the_seller("Wo ist das Paket?", "Die Käuferin wartet seit Dienstag.")
    cast.ada.page.goto(cast.case)
    cast.zhou.come_in()
    cast.zhou.sees("物流单号", "LM-1007", "Die Käuferin wartet seit Dienstag.")
    cast.zhou.does_not_see("anna.keller@mail.example", "+49 30 5550 1007")


def he_answers_in_three_taps(cast: Cast) -> None:
    page = cast.zhou.page
    button = page.get_by_role("button", name="已发货")
    page.get_by_role("link", name="已发货").or_(button).first.click()
    page.wait_for_load_state()
    page.locator("input[name$=tracking_number]").first.fill("RB123456789CN")
    page.locator("form.answer button").last.click()
    page.wait_for_load_state()


def zed_learns_nothing(cast: Cast) -> None:
    question = cast.zhou.page.url.rstrip("/").rsplit("/", 1)[-1]
    assert question.startswith("Q-")

    cast.zed.come_in()

    answer = cast.zed.page.goto(f"{cast.zed.address}portal/cases/{question}/")
    assert answer is not None
    assert answer.status == 404


def ada_reads_it_in_german_and_answers_anna(cast: Cast) -> None:
    # Nobody reloads a page: what happens comes to whoever has it open.
    cast.ada.sees("RB123456789CN", "Versandt, hier ist die Sendungsnummer")
    cast.ada.takes_a_glance()
    cast.ada.writes("Guten Tag Frau Keller, Ihr Paket ist unterwegs: RB123456789CN.", then="Senden")
    cast.anna.sees("Wir haben Ihnen geantwortet", "RB123456789CN")


def anna_is_not_content_and_zhou_is_asked_again(cast: Cast) -> None:
    half = "Guten Tag Frau Keller, darf ich noch"
    cast.ada.page.goto(cast.case)
    answer = cast.ada.page.locator("#composer-text")
    answer.fill(half)
    words = cast.anna.page.locator("textarea[name=text]")
    words.fill("Das Paket kam leer an. Ich möchte eine neue Lampe.")
    cast.anna.presses("Senden")
    # The news appears above what is half written, which stays, and is not sent past the news.
    cast.ada.sees("Das Paket kam leer an.")
    expect(answer).to_have_value(half)
    cast.ada.takes_a_glance()
    cast.ada.presses("Senden")
    cast.ada.sees("1 neue Nachricht")
    expect(answer).to_have_value(half)
    cast.ada.page.goto(cast.case)
    cast.ada.page.wait_for_load_state("networkidle")
    cast.ada.asks_the_seller("Ist Ersatz möglich?", "Das Paket kam leer an.")


def a_day_passes_in_silence(cast: Cast) -> None:
    cast.ada.page.goto(cast.case)
    cast.ada.lets_pass("+24 Std.")
    cast.ada.lets_pass("+1 Std.")


def ada_decides_by_best_judgement(cast: Cast) -> None:
    reason = "Das Paket kam leer an, deshalb erhalten Sie eine neue Lampe."
    cast.ada.page.goto(f"{cast.case}decision/")
    cast.ada.sees("weil der Verkäufer nicht rechtzeitig geantwortet hat", "„Ist Ersatz möglich?“")
    cast.ada.chooses("Ersatzlieferung", reason)
    # Nobody has been told yet: first she reads what each of them will read.
    cast.ada.sees(
        "Bevor entschieden wird", "Das liest der Käufer", "Das liest Zhou Lighting", reason
    )
    cast.anna.page.reload()
    cast.anna.does_not_see(reason)
    cast.ada.presses("Entscheiden und beide benachrichtigen")
    cast.anna.sees("Sie bekommen kostenlos", reason)
    cast.ada.page.goto(cast.case)
    cast.ada.page.wait_for_load_state("networkidle")
    cast.ada.page.keyboard.press("e")
    cast.ada.page.wait_for_load_state("networkidle")


def olga_sees_every_mail_with_the_contract_partner_named(cast: Cast) -> None:
    cast.olga.come_in()
    cast.olga.goes_to("/office/sent/")
    cast.olga.sees("anna.keller@mail.example", "zhou@zhou-lighting.example")
    cast.olga.page.locator("a", has_text="Lampe").first.click()
    cast.olga.sees("im Namen von Zhou Lighting")


def test_an_invoice_is_the_sellers_matter(browser: Browser, lichtmarkt: Marketplace) -> None:
    taken = lichtmarkt.run("mail", "-", "--json", given=INVOICE)
    said = json.loads(taken.stdout)
    assert (said["verdict"], said["handler"]) == ("new", "seller")

    zhou, anna = Zhou(browser, lichtmarkt.address), Anna(browser, lichtmarkt.address)
    zhou.come_in()
    zhou.goes_to(f"/portal/messages/{said['contact']}/")
    zhou.sees("bitte schicken Sie mir die Rechnung zu LM-1007")
    zhou.does_not_see("anna.keller@mail.example")

    anna.come_in()
    anna.follows("Rechnung")
    anna.sees("Der Verkäufer antwortet Ihnen")


def test_every_record_is_whole(lichtmarkt: Marketplace) -> None:
    verified = lichtmarkt.run("verify")

    assert (verified.returncode, verified.stderr) == (0, "")
    assert verified.stdout.endswith("records are whole.\n")


def _history(lichtmarkt: Marketplace, case: str) -> list[str]:
    contact = case.rstrip("/").rsplit("/", 1)[-1]
    answered = httpx.get(
        f"{lichtmarkt.card['urls']['api']}/contacts/{contact}",
        headers={"Authorization": f"Bearer {lichtmarkt.card['token']}"},
    )
    return [entry["what"] for entry in answered.json()["history"]]
