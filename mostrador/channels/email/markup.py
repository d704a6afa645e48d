"""HTML to plain text.

Reads tags with one expression that never looks back: a hostile page costs the standard library's
parser minutes, and this one no more than a friendly page.
"""

import html
import re

_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>|[^<>]*>)|<[!?/][^<>]*>"
)
_HREF = re.compile(r"href\s*=\s*(?:\"([^\"]*)|'([^']*)|([^\s\"'>]+))", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_UNSEEN = {"script", "style", "title", "template"}
_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "blockquote"}
_LINES = {"div", "tr", "li", "dt", "dd", "section", "article", "header", "footer", "address"}
_LONGEST_LINK = 2_000
_DEEPEST_QUOTE = 20


def text_of(page: str) -> str:
    """The words a reader sees; quotations marked with `>`, links with their address."""
    page = _without_comments(page)
    paper = _Paper()
    position = 0
    for tag in _TAG.finditer(page):
        paper.say(page[position : tag.start()])
        if tag[2]:
            paper.obey(tag[2].lower(), closing=bool(tag[1]), attributes=tag[3])
        position = tag.end()
    paper.say(page[position:])
    text = paper.text()
    # A style that is never closed would swallow the letter.
    return text if text.strip() else _unescaped(_TAG.sub(" ", page)).strip()


def _without_comments(page: str) -> str:
    kept, position = [], 0
    while (start := page.find("<!--", position)) >= 0:
        end = page.find("-->", start + 4)
        if end < 0:
            break
        kept.append(page[position:start])
        position = end + 3
    return "".join([*kept, page[position:]])


def _unescaped(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:  # a number of more digits than Python cares to read
        return text


class _Paper:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quoted = 0
        self.unseen = ""
        self.preformatted = False
        self.link = ""
        self.linked: list[str] = []

    def say(self, source: str) -> None:
        if self.unseen or not source:
            return
        text = _unescaped(source) if "&" in source else source
        if self.preformatted:
            self._say_as_it_stands(text)
            return
        text = _SPACES.sub(" ", text)
        if not self.line or self.line[-1].endswith((" ", "\t")):
            text = text.lstrip(" ")
        if text:
            self._write(text)

    def obey(self, tag: str, *, closing: bool, attributes: str) -> None:
        if tag in _UNSEEN:
            self._hide(tag, closing=closing)
        elif self.unseen:
            return
        elif tag == "br":
            self._break(even_if_empty=True)
        elif tag in _PARAGRAPHS:
            self._paragraph(tag, closing=closing)
        elif tag in _LINES:
            self._break()
            if tag == "li" and not closing:
                self._write("- ")
        else:
            self._obey_within_a_line(tag, closing=closing, attributes=attributes)

    def _obey_within_a_line(self, tag: str, *, closing: bool, attributes: str) -> None:
        if tag == "a":
            self._link(attributes, closing=closing)
        elif tag == "td" and self.line and not closing:
            self._write("\t")

    def text(self) -> str:
        self._break()
        return "\n".join(self.lines).strip("\n")

    def _say_as_it_stands(self, text: str) -> None:
        first, *others = text.replace("\r\n", "\n").split("\n")
        self._write(first)
        for line in others:
            self._break(even_if_empty=True)
            self._write(line)

    def _write(self, text: str) -> None:
        self.line.append(text)
        if self.link:
            self.linked.append(text)

    def _hide(self, tag: str, *, closing: bool) -> None:
        if not closing:
            self.unseen = self.unseen or tag
        elif tag == self.unseen:
            self.unseen = ""

    def _paragraph(self, tag: str, *, closing: bool) -> None:
        if tag == "pre":
            self.preformatted = not closing
        if tag == "blockquote" and closing:
            self._break()
            self.quoted = max(0, self.quoted - 1)
        self._blank()
        if tag == "blockquote" and not closing:
            self.quoted = min(self.quoted + 1, _DEEPEST_QUOTE)

    def _break(self, *, even_if_empty: bool = False) -> None:
        line = "".join(self.line).rstrip()
        self.line = []
        if line or even_if_empty:
            self.lines.append(("> " * self.quoted + line).rstrip())

    def _blank(self) -> None:
        self._break()
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(("> " * self.quoted).rstrip())

    def _link(self, attributes: str, *, closing: bool) -> None:
        if self.link:
            self._show_target()
        if not closing:
            self.link, self.linked = _target(attributes), []

    def _show_target(self) -> None:
        words, target, self.link = "".join(self.linked).strip(), self.link, ""
        # A picture's link has no words; an address that is read anyway need not stand there twice.
        if words and target.removesuffix("/") not in words:
            self._write(f" <{target}> ")


def _target(attributes: str) -> str:
    found = _HREF.search(attributes)
    address = _unescaped(next(filter(None, found.groups()), "")).strip() if found else ""
    if len(address) > _LONGEST_LINK:
        return ""
    if address.lower().startswith("mailto:"):
        return address[len("mailto:") :].split("?")[0]
    return _SPACES.sub("", address) if address.lower().startswith(("http:", "https:")) else ""
