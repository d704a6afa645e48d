"""No page asks another host for anything, and no page has anything to complain of."""

from urllib.parse import urlsplit

import pytest

from tests.site import visits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.mark.parametrize("who", visits.LOOKERS)
def test_every_page_is_whole_on_its_own(browser, live_server, scene, who):
    strangers, complaints = set(), []
    with visits.looking(browser, live_server.url, who) as page:
        page.on("request", lambda request: strangers.add(urlsplit(request.url).netloc))
        page.on("console", lambda said: complaints.append((page.url, said.type, said.text)))
        page.on("pageerror", lambda error: complaints.append((page.url, "error", str(error))))
        for address in visits.addresses_for(who, scene):
            page.goto(address, wait_until="networkidle")

    assert strangers == {urlsplit(live_server.url).netloc}
    assert complaints == []
