"""Every page with contents in it can be used by everybody, on a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.site import visits

# What a person finds who has lost the way.
LOST = ["/nowhere/", "/help/contacts/none/"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.mark.parametrize("look", visits.LOOKS)
@pytest.mark.parametrize("who", visits.LOOKERS)
def test_nobody_is_kept_out_of_a_page(browser, live_server, scene, who, look):
    width = visits.LOOKS[look][0]
    faults = {}
    with visits.looking(browser, live_server.url, who, look) as page:
        for address in [*visits.addresses_for(who, scene), *(LOST if who == "nobody" else [])]:
            page.goto(address)
            broken = [f"{one['id']}: {one['nodes'][0]['target']}" for one in _violations(page)]
            scrolls = page.evaluate("document.documentElement.scrollWidth") - width
            if broken or scrolls > 0:
                faults[address] = [*broken, *([f"{scrolls} px too wide"] if scrolls > 0 else [])]

    assert faults == {}


def _violations(page):
    return Axe().run(page).response["violations"]


@pytest.mark.parametrize("who", visits.LOOKERS)
def test_every_page_has_one_main_heading_and_a_title(client, scene, who):
    if who != "nobody":
        client = visits.signed_in(who)
    pages = {
        address: client.get(address).content.decode()
        for address in visits.addresses_for(who, scene)
    }

    without = [address for address, page in pages.items() if page.count("<h1") != 1]
    assert len(pages) >= 2
    assert without == []
