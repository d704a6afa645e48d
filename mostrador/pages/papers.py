"""Pages as paper: a PDF of what can be printed from the browser as well.

Pango draws the letters and is not a Python package, and neither are Chinese fonts: where one is
missing the caller gets a sentence for the person who wanted the paper, and the page stays.
"""

import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from django.contrib.staticfiles import finders
from django.utils.translation import gettext_lazy as _

CHINESE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
NO_PANGO = _("A PDF cannot be made here, because Pango is not installed; please print this page.")
NO_FONT = _(
    "A PDF cannot be made here, because no font with Chinese characters is installed; please print "
    "this page."
)

Draw = Callable[[str, str], bytes]


class NoPaperError(Exception):
    """There will be no PDF; `sentence` says why and what to do instead."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def pdf(html: str, style: str, *, draw: Draw | None = None) -> bytes:
    """`html` on paper as `style`, a static file, says. Raises NoPaperError."""
    if CHINESE.search(html) and not has_chinese_font():
        raise NoPaperError(NO_FONT)
    css = Path(str(finders.find(style))).read_text()
    try:
        return (draw or _drawn)(html, css)
    except OSError as error:
        raise NoPaperError(NO_PANGO) from error


@cache
def has_chinese_font() -> bool:
    """Where nobody can be asked for the fonts, the paper is drawn with what there is."""
    lister = shutil.which("fc-list")
    if lister is None:
        return True
    asked = [lister, ":lang=zh", "family"]
    found = subprocess.run(asked, capture_output=True, check=False, timeout=20)  # noqa: S603  a program of the system, and our own words
    return bool(found.stdout.strip())


def _drawn(html: str, css: str) -> bytes:
    # Takes a second, and raises OSError where Pango is missing.
    from weasyprint import CSS, HTML  # noqa: PLC0415  loaded by whoever wants a PDF

    page = HTML(string=html, url_fetcher=_fetch_nothing)
    return bytes(page.write_pdf(stylesheets=[CSS(string=css)]))


def _fetch_nothing(url: str, *_args: object, **_more: object) -> NoReturn:
    """No paper loads anything from anywhere."""
    raise ValueError(url)
