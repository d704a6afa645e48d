"""No page and no mail loads anything from another host, or runs what a stranger wrote into it."""

import re

import pytest

from tests.architecture import tree

LOADED = re.compile(r"""(?:src|href|action|srcset|data-\w+)\s*=\s*["']?//|url\(\s*["']?//""")
# Names of XML's vocabularies, this machine, and the hosts that nobody owns.
KNOWN = re.compile(r"https?://(www\.w3\.org|127\.0\.0\.1|localhost|[\w.-]+\.example)(?![\w.-]*\w)")
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style block": re.compile(r"<style\b", re.IGNORECASE),
    "a script in the page": re.compile(
        r"<script\b(?![^>]*\ssrc\s*=)(?![^>]*type=\"application/json\")", re.IGNORECASE
    ),
    "a script in an attribute": re.compile(r"<[^>]*\s(on[a-z]+|hx-on[\w:.-]*)\s*=", re.IGNORECASE),
    "a script for an address": re.compile(r"javascript:", re.IGNORECASE),
}


def in_pages() -> list:
    """Mail programs know no style sheets, so what is for them may differ."""
    return [path for path in tree.templates() if "mail" not in path.parts]


def strangers(text: str) -> list[str]:
    far = [found[0] for found in re.finditer(r"https?://[^\s\"'<>)]+", text)]
    return [host for host in far if not KNOWN.match(host)] + LOADED.findall(text)


def faults(text: str) -> list[str]:
    return [what for what, pattern in INLINE.items() if pattern.search(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg">', []),
        ('<a href="https://lichtmarkt.example/help">', []),
        (
            '<link href="https://fonts.elsewhere.test/a.css">',
            ["https://fonts.elsewhere.test/a.css"],
        ),
        ('<img src="//elsewhere.test/a.png">', ['src="//']),
        ("background: url(//elsewhere.test/a.png)", ["url(//"]),
        ('fetch("http://www.w3.org.elsewhere.test")', ["http://www.w3.org.elsewhere.test"]),
        ("// a remark in a script", []),
    ],
)
def test_a_stranger_is_told_from_a_name(text, found):
    assert strangers(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<script src="{% static \'js/countdown.js\' %}" type="module"></script>', []),
        ('<script id="lines" type="application/json">[]</script>', []),
        ("<script>alert(1)</script>", ["a script in the page"]),
        ('<p style="color: red">', ["a style attribute"]),
        ('<p class="a" data-style="x">', []),
        ("<style>p {}</style>", ["a style block"]),
        ('<button onclick="go()">', ["a script in an attribute"]),
        ('<button hx-on:click="go()">', ["a script in an attribute"]),
        ('<a href="javascript:go()">', ["a script for an address"]),
    ],
)
def test_a_script_or_style_in_the_page_is_seen(text, found):
    assert faults(text) == found


def test_no_page_names_another_host():
    named = {tree.name(path): strangers(path.read_text()) for path in tree.shown()}

    assert {file: hosts for file, hosts in named.items() if hosts} == {}


def test_no_page_holds_a_script_or_a_style():
    found = {tree.name(path): faults(path.read_text()) for path in in_pages()}

    assert len(found) > 5
    assert {file: what for file, what in found.items() if what} == {}
