"""The two paths of the programme, walked on screens: in by "Enrol now", out by "Unsubscribe now".

Zed in German on a desk, Zhou in Chinese on his phone.
"""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser

from tests.journeys import marketplace
from tests.journeys.marketplace import Marketplace
from tests.journeys.people import Zed, Zhou

pytestmark = pytest.mark.both


@pytest.fixture(scope="module")
def lichtmarkt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marketplace]:
    folder = tmp_path_factory.mktemp("enrolling") / "data"
    folder.mkdir()
    with marketplace.opened(folder, staged=True) as opened:
        yield opened


def test_R25_R35_both_paths_in_german_and_in_chinese(
    browser: Browser, lichtmarkt: Marketplace
) -> None:
    zed, zhou = Zed(browser, lichtmarkt.address), Zhou(browser, lichtmarkt.address)
    zed.come_in()
    zhou.come_in()

    zed_is_not_invited_and_says_that_he_is_interested(zed)
    _invite(lichtmarkt, "S-ZED")
    he_reads_what_it_is_and_enrols(zed)
    _covered(lichtmarkt, "LM-1003", covered=False)
    he_unsubscribes(zed)

    _invite(lichtmarkt, "S-ZHOU")
    zhou_reads_what_stays_and_unsubscribes(zhou)
    _covered(lichtmarkt, "LM-1007", covered=True)
    he_comes_back(zhou)


def zed_is_not_invited_and_says_that_he_is_interested(zed: Zed) -> None:
    zed.follows("Konto")
    zed.sees("Genutzte Services", "Nicht eingeladen")
    zed.follows("Verwalten")
    zed.sees("Sie sind noch nicht eingeladen.")
    zed.presses("Ich habe Interesse")
    zed.sees("Der Marktplatz weiß, dass Sie Interesse haben.")


def he_reads_what_it_is_and_enrols(zed: Zed) -> None:
    zed.goes_to("/portal/account/")
    zed.sees("Bereit zur Anmeldung")
    zed.follows("Verwalten")
    zed.follows("Bereit zur Anmeldung")
    zed.sees("Was es ist", "Was es kostet", "Was es von Ihnen verlangt", "innerhalb von 24 Stunden")
    zed.presses("Jetzt anmelden")
    zed.sees("Die geltenden Teilnahmebedingungen sind nicht akzeptiert.")
    zed.page.get_by_label("Ich akzeptiere die Teilnahmebedingungen").check()
    zed.presses("Jetzt anmelden")
    zed.sees("Sie sind angemeldet, und der Service ist aktiv.", "Angemeldet von Zed")
    zed.goes_to("/portal/account/")
    zed.sees("Aktiv")


def he_unsubscribes(zed: Zed) -> None:
    zed.follows("Verwalten")
    zed.follows("Vom Service abmelden")
    zed.sees("Was bleibt", "Was endet", "Bestellungen, für die wir weiter antworten")
    zed.presses("Jetzt abmelden")
    zed.sees("Sie haben sich abgemeldet.", "Bereit zur Anmeldung", "Abgemeldet von Zed")


def zhou_reads_what_stays_and_unsubscribes(zhou: Zhou) -> None:
    zhou.follows("账户")
    zhou.sees("您使用的服务", "已开通")
    zhou.follows("管理")
    zhou.follows("退订")
    # LM-1007 and LM-1012, and the question that nobody has asked yet.
    zhou.sees("我们继续负责的订单", "2028年12月17日")
    zhou.presses("立即退订")
    zhou.sees("您已退出。", "逐步结束", "2028年12月17日")


def he_comes_back(zhou: Zhou) -> None:
    zhou.follows("可以注册")
    zhou.sees("服务内容", "费用", "对您的要求", "在24小时内")
    zhou.page.get_by_label("我接受条款").check()
    zhou.presses("立即注册")
    zhou.sees("您已注册，服务已开通。", "已开通")


def _invite(lichtmarkt: Marketplace, seller: str) -> None:
    answer = _posted(lichtmarkt, f"sellers/{seller}/invitations", {"store": "de"})
    assert answer.status_code == 201


def _covered(lichtmarkt: Marketplace, order: str, *, covered: bool) -> None:
    said = _posted(lichtmarkt, "coverage", {"order": order, "topic": "delivery"}).json()
    assert said["covered"] is covered


def _posted(lichtmarkt: Marketplace, path: str, body: dict[str, str]) -> httpx.Response:
    headers = {"authorization": f"Bearer {lichtmarkt.card['token']}"}
    address = f"{lichtmarkt.card['urls']['api']}/{path}"
    return httpx.post(address, json=body, headers=headers, timeout=30)
