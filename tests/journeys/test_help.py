"""A buyer helps herself: a withdrawal without signing in, a return from the code to the slip."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import marketplace
from tests.journeys.marketplace import Marketplace
from tests.journeys.people import ON_A_PHONE, Olga, Somebody

pytestmark = pytest.mark.both

SIX_DIGITS = re.compile(r"\b\d{6}\b")


class Nobody(Somebody):
    """Anna at home, who has no password at hand."""

    size = ON_A_PHONE

    def types(self, label: str, words: str) -> None:
        self.page.get_by_label(label).fill(words)

    def chooses(self, words: str) -> None:
        self.page.get_by_text(words, exact=True).first.click()


@pytest.fixture(scope="module")
def lichtmarkt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marketplace]:
    folder = tmp_path_factory.mktemp("help") / "data"
    folder.mkdir()
    with marketplace.opened(folder, staged=True) as opened:
        yield opened


def test_E58_she_withdraws_without_signing_in(browser: Browser, lichtmarkt: Marketplace) -> None:
    anna, olga = Nobody(browser, lichtmarkt.address), Olga(browser, lichtmarkt.address)
    anna.goes_to("/help/")
    anna.follows("Vertrag widerrufen")
    anna.types("Ihr Name", "Anna Keller")
    anna.types("Welcher Vertrag?", "LM-1012")
    anna.types("E-Mail-Adresse für die Bestätigung", "anna.keller@mail.example")
    anna.presses("Weiter")
    anna.sees("Anna Keller", "LM-1012", "anna.keller@mail.example")
    anna.presses("Widerruf bestätigen")

    anna.sees("Ihr Widerruf ist bei uns eingegangen", "LM-1012", "2026")
    anna.follows("Ihre Anfrage verfolgen")
    anna.sees("Ihr Widerruf ist bei uns eingegangen")
    olga.come_in()
    olga.goes_to("/office/sent/")
    olga.sees("Ihr Widerruf ist bei uns eingegangen")


def test_R19_she_returns_a_lamp_by_the_code_from_her_mail(
    browser: Browser, lichtmarkt: Marketplace
) -> None:
    _arrived(lichtmarkt)
    anna, olga = Nobody(browser, lichtmarkt.address), Olga(browser, lichtmarkt.address)
    anna.goes_to("/help/")
    anna.types("Bestellnummer", "LM-1040")
    anna.presses("Code senden")
    anna.types("Code aus der E-Mail", _mailed(olga))
    anna.presses("Weiter")

    anna.chooses("Ich möchte es nicht mehr")
    anna.presses("Antwort zeigen")
    anna.sees("Das steht Ihnen jetzt zu")
    anna.presses("Zurücksenden")

    anna.sees("LM-1040", "Leselampe Lena", "Belege")


def _arrived(lichtmarkt: Marketplace) -> None:
    """A lamp of Ana's, delivered two days ago; she takes lamps back in Leipzig."""
    done = lichtmarkt.run("load", "-", given=LINES.encode())
    assert done.returncode == 0, done.stdout + done.stderr


def _mailed(olga: Olga) -> str:
    """In the demo every mail ends in the office."""
    olga.come_in()
    row = olga.page.get_by_role("link", name="Ein Code für eine Bestellung")
    for _look in range(20):
        olga.goes_to("/office/sent/")
        if row.count():
            break
        olga.page.wait_for_timeout(500)
    expect(row.first).to_be_visible()
    row.first.click()
    found = SIX_DIGITS.search(olga.page.locator("main").inner_text())
    assert found
    return found.group()


LINES = """
{"type":"seller","id":"S-ANA","store":"de","name":"Anas Lampen","country":"DE","plan":"professional","standing":"good","language":"de","email":"ana@anas-lampen.example","return_addresses":[{"country":"DE","lines":["Anas Lampen","Karl-Heine-Straße 4","04229 Leipzig"]}]}
{"type":"order","id":"LM-1040","store":"de","seller":"S-ANA","placed_at":"2026-11-03T19:24:00+01:00","status":"delivered","buyer":{"id":"B-KELLER","name":"Anna Keller","email":"anna.keller@mail.example","language":"de"},"ship_to":{"name":"Anna Keller","lines":["Lindenstraße 4","10969 Berlin"],"country":"DE"},"lines":[{"id":"1","product":"P-LENA","title":"Leselampe Lena","sku":"LENA","quantity":1,"unit_price":"39.90","currency":"EUR","fulfilment":"seller"}],"shipments":[{"id":"SH-1040","carrier":"DHL","tracking":"00340434161094042540","shipped_at":"2026-11-05T16:10:00+01:00","delivered_at":"2026-11-10T11:20:00+01:00","status":"delivered","lines":["1"]}],"payments":[{"method":"card","kind":"payment","amount":"39.90","currency":"EUR"}]}
""".strip()  # noqa: E501  one line a record
