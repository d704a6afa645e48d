"""Two-step sign-in walked in a browser, on a desk and on a phone, each page for everybody."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache

from tests.site import visits
from tests.site.two_steps import PASSWORD, totp

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def faults(page):
    wide = page.evaluate("document.documentElement.scrollWidth") - page.viewport_size["width"]
    broken = [one["id"] for one in Axe().run(page).response["violations"]]
    return broken + ([f"{wide} px too wide"] if wide > 0 else [])


def press(page):
    page.locator("main [data-look=main], main [data-look=danger]").click()


def gives_the_password(page):
    page.get_by_label("Passwort").fill(PASSWORD)
    press(page)


@pytest.mark.parametrize("look", visits.LOOKS)
def test_setting_up_signing_in_and_turning_off(browser, live_server, scene, look):
    cache.clear()
    found, complaints = {}, []
    with visits.looking(browser, live_server.url, "ada", look) as page:
        page.on("console", lambda said: complaints.append((page.url, said.text)))
        page.goto("/two-steps/app/")
        gives_the_password(page)
        key = page.locator("main code").inner_text()
        drawn = page.locator("main img").evaluate("image => image.naturalWidth")
        found["app"] = faults(page)
        page.get_by_label("Code").fill(totp(key))
        press(page)
        codes = page.locator("main code").all_inner_texts()
        found["codes"] = faults(page)
        page.goto("/two-steps/")
        found["overview"] = faults(page)
        page.goto("/two-steps/codes/")
        found["codes again"] = faults(page)
        page.goto("/two-steps/codes/new/")
        found["new codes"] = faults(page)
        page.goto("/two-steps/code/")
        found["code again"] = faults(page)
        page.context.clear_cookies()
        page.goto("/sign-in/?next=/two-steps/removal/")
        page.get_by_label("Name").fill("ada")
        gives_the_password(page)
        found["sign in"] = faults(page)
        page.get_by_label("Code").fill(totp(key))
        press(page)
        gives_the_password(page)
        found["removal"] = faults(page)
        press(page)
        page.wait_for_url(re.compile(r"/two-steps/$"))

    assert drawn > 0
    assert len(codes) == 10
    assert found == {name: [] for name in found}
    assert complaints == []
