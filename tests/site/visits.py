"""Every page that a person can look at, opened in a browser as that person."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.cast import signed_in
from tests.site.addresses import PEOPLES
from tests.site.rows import Row
from tests.site.stage import Stage

# Each page is looked at by whom it is for; what is for everybody, by somebody signed out.
LOOKERS = ("nobody", "anna", "ada", "zhou", "olga")
LOOKS = {"wide": (1440, 900, "light"), "phone": (390, 844, "dark")}
# Handed over and not shown, read by machines, or looked at by tests of their own.
NO_PAGES = (
    "files/", "styles/", "original/", "evidence/", "photos/", "uploads/", "label/", "statement.",
    "slip.pdf", "rejected.csv", "healthz", "readyz", "metrics", "enter/", "patterns/",
)  # fmt: skip
# Pages that several people see alike are looked at by one of them.
BY_ONE = {"/": "nobody", "/sign-out/": "anna"}


def pages_of(who: str) -> list[Row]:
    """What this person looks at: whatever answers with a page, the refusals included."""
    seen = [row for row in PEOPLES if row.method == "GET" and _is_page(row)]
    return [row for row in seen if _looker(row, who)]


def _is_page(row: Row) -> bool:
    return not any(part in row.route for part in NO_PAGES)


def _looker(row: Row, who: str) -> bool:
    """Signed out one finds another page than Anna under the same address of help."""
    if row.statuses[who] != 200 or who != BY_ONE.get(row.path, who):
        return False
    own = row.statuses["nobody"] != 200 or (row.path, who) == ("/help/", "anna")
    return own or who == "nobody"


@contextmanager
def looking(browser: Browser, url: str, who: str, look: str = "wide") -> Iterator[Page]:
    width, height, scheme = LOOKS[look]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, base_url=url, locale="de"
    )
    if who != "nobody":
        name = settings.SESSION_COOKIE_NAME
        value = signed_in(who).cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": url}])
    try:
        yield context.new_page()
    finally:
        context.close()


def addresses_for(who: str, scene: Stage) -> list[str]:
    return [row.at(scene) for row in pages_of(who)]
