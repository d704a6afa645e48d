"""One style sheet out of many files: small to write, one request to load, kept for ever.

The light one holds a few of them, for a page that is opened once from far away.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

IMPORT = re.compile(r'^@import url\("([^"]+)"\);\n', re.MULTILINE)
A_YEAR = 365 * 24 * 60 * 60
WHOLE, LIGHT = "app", "light"


@cache
def text(which: str = WHOLE) -> str:
    root = Path(str(finders.find(f"pages/css/{which}.css")))
    return IMPORT.sub(lambda found: (root.parent / found[1]).read_text(), root.read_text())


@cache
def digest(which: str = WHOLE) -> str:
    return hashlib.sha256(text(which).encode()).hexdigest()[:12]


@require_safe
def sheet(_request: HttpRequest, name: str) -> HttpResponse:
    """The address names the content, so a browser never has to ask twice."""
    which = LIGHT if name == digest(LIGHT) else WHOLE
    response = HttpResponse(text(which), content_type="text/css; charset=utf-8")
    if name == digest(which):
        response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
