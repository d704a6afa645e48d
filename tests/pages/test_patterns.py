"""The pattern page shows every component; every screen on it can be used by everybody."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from mostrador.pages import screens

PAGES = Path(screens.__file__).parent
COMPONENTS = sorted((PAGES / "templates/components").glob("*.html"))
ALL = ["", *(f"{name}/" for name in screens.SCREENS)]
WINDOWS = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


def rendered(address: str) -> set[str]:
    return {template.name for template in Client().get(address).templates}


def test_every_component_is_on_the_pattern_page():
    shown = rendered("/patterns/")

    assert [part.name for part in COMPONENTS if f"components/{part.name}" not in shown] == []


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_says_what_it_takes(component):
    assert component.read_text().startswith("{% comment %}\n")


@pytest.mark.parametrize("name", screens.SCREENS)
def test_a_screen_has_one_main_heading_and_a_way_past_the_frame(name):
    page = Client().get(f"/patterns/{name}/").content.decode()

    assert len(re.findall("<h1[ >]", page)) == 1
    assert '<a class="skip unseen" href="#main">' in page
    assert page.count('id="main"') == 1


def test_a_screen_that_nobody_made_is_not_there():
    assert Client().get("/patterns/palace/").status_code == 404


@pytest.mark.parametrize(("scheme", "window"), [("light", "desk"), ("dark", "phone")])
@pytest.mark.parametrize("name", ALL)
def test_nobody_is_kept_out(page, patterns, name, scheme, window):
    page.set_viewport_size(WINDOWS[window])
    page.emulate_media(color_scheme=scheme)
    page.goto(patterns + name)

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == WINDOWS[window]["width"]
