"""Every sentence of the program, and whether it is translated.

`./dev python -m tests.catalogue` writes what is new into the two catalogues, empty, and takes out
what the program no longer says. German has every sentence; Chinese what a seller reads.
"""

import io
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages import Catalog, Message, extract, pofile
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "mostrador"
CATALOGUES = PACKAGE / "pages" / "locale"
PLURALS = {"de": "nplurals=2; plural=(n != 1);", "zh_Hans": "nplurals=1; plural=0;"}
Words = str | tuple[str, ...]

CALLS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# What a seller reads: his portal, the questions he is asked, his mails, the frame around them, and
# the page where he signs in.
READ_BY_SELLERS = re.compile(
    r"^(portal/|cases/|decisions/|site/|.*templates/account/|.*mail/(seller|notice)|channels/email/notices"
    r"|pages/(clocks|moments|zones|policy_|templatetags/|clause_words\.|clause_words_seller|decision_words"
    r"|remedy_words|appeal_words|papers"
    r"|templates/(base[./]|layouts/|components/|policies/)))"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def said(*, by_sellers: bool = False) -> Catalog:
    """Every sentence of the program; or only those that a seller comes to read."""
    found = Catalog()
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE).as_posix()
        if by_sellers and not READ_BY_SELLERS.match(name):
            continue
        for words, context in _in_file(path):
            found.add(words, context=context)
    return found


def read(language: str) -> Catalog:
    path = catalogue_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as opened:
        return pofile.read_po(opened, locale=language)


def missing(language: str, wanted: Catalog) -> list[str]:
    """Sentences without a finished translation."""
    have = read(language)
    return [str(one.id) for one in _messages(wanted) if not _finished(_find(have, one))]


def unsaid(language: str, wanted: Catalog) -> list[str]:
    """Translations of what nobody says any more."""
    have = read(language)
    old = [str(one.id) for one in _messages(have) if _find(wanted, one) is None]
    return old + [str(key) for key in have.obsolete]


def misfilled(language: str) -> list[str]:
    """Translations with other blanks to fill than the sentence has."""
    return [str(one.id) for one in _messages(read(language)) if is_misfilled(one)]


def is_misfilled(one: Message) -> bool:
    if not _finished(one):
        return False
    if not isinstance(one.id, tuple):
        return _blanks(one.id) != _blanks(one.string)
    # "one hour" need not say its number; what stands for many must.
    singular, plural = _blanks(one.id[0]), _blanks(one.id[-1])
    *few, many = one.string
    return _blanks(many) != plural or not all(singular <= _blanks(form) <= plural for form in few)


def update(language: str, wanted: Catalog) -> None:
    """Keep what is translated and still said; add what is wanted; no line numbers, no dates."""
    have, every = read(language), said()
    made = Catalog(locale=language)
    for one in _messages(every):
        before = _find(have, one)
        if before is not None and _finished(before):
            made.add(one.id, before.string, context=one.context, flags=before.flags)
        elif _find(wanted, one) is not None:
            made.add(one.id, context=one.context)
    written = io.BytesIO()
    pofile.write_po(written, made, omit_header=True, no_location=True, sort_output=True, width=0)
    path = catalogue_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_header(language) + written.getvalue().decode().strip() + "\n")


def catalogue_of(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "django.po"


def wanted_in(language: str) -> Catalog:
    return said(by_sellers=language == "zh_Hans")


def spoken(source: str, *, page: bool = False) -> Iterator[tuple[Words, str | None]]:
    """The sentences of a module or a page, each with its context."""
    if page:
        # In brackets, since a page's indentation means nothing to Python.
        source = f"({templatize(source)}\n)"
    opened = io.BytesIO(source.encode())
    for _, words, _, context in extract.extract("python", opened, CALLS):
        yield words, context


@cache
def _in_file(path: Path) -> tuple[tuple[Words, str | None], ...]:
    if path.suffix == ".py":
        return tuple(spoken(path.read_text()))
    in_page = path.is_file() and "templates" in path.parts
    return tuple(spoken(path.read_text(), page=True)) if in_page else ()


def _messages(catalogue: Catalog) -> list[Message]:
    return [one for one in catalogue if one.id]


def _find(catalogue: Catalog, wanted: Message) -> Message | None:
    key = wanted.id[0] if isinstance(wanted.id, tuple) else wanted.id
    found = catalogue.get(key, wanted.context)
    return found if found is not None and isinstance(found.id, type(wanted.id)) else None


def _finished(found: Message | None) -> bool:
    if found is None or found.fuzzy:
        return False
    strings = found.string if isinstance(found.string, tuple | list) else [found.string]
    return all(strings)


def _blanks(words: str) -> set[str]:
    return set(PLACEHOLDER.findall(words))


def _header(language: str) -> str:
    lines = (
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {PLURALS[language]}",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def main() -> int:
    for language in PLURALS:
        wanted = wanted_in(language)
        update(language, wanted)
        left = missing(language, wanted)
        print(f"{language}: {len(left)} of {len(_messages(wanted))} sentences to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main())
