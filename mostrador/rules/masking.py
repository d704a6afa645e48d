"""What one side must not learn of the other is masked on the way: addresses, numbers, names."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from mostrador.rules.contact_details import Span, contact_details, telephone

MASK = "[…]"
# A secret this short is masked as a whole word only: a country code would eat half of every word.
SHORT = 3
DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def masked(text: str, *, secrets: Iterable[str]) -> str:
    """The text without e-mail addresses, telephone numbers and the given secrets (E75, E79).

    A secret is found in any letter case, with or without accents, and across line breaks. Order
    numbers, prices, dates and tracking numbers stay.
    """
    given = tuple(secrets)
    known = sorted({spelling for secret in given for spelling in _spellings(secret)})
    # Secrets first: a number masked within an address would leave the rest of the address whole.
    text = _without(text, _secret_spans(text, known))
    text = _without(text, [*contact_details(text), *_telephone_spans(text, given)])
    while spans := list(_secret_spans(text, known)):
        text = _without(text, spans)
    return text


def _spellings(secret: str) -> Iterator[str]:
    """Folded, and with ä as ae and back, as people write each other's names."""
    composed = unicodedata.normalize("NFC", secret.casefold())
    folded = _fold(secret)[0].strip()
    for spelling in (
        folded,
        _fold(composed.translate(DIGRAPHS))[0].strip(),
        re.sub("([aou])e", r"\1", folded),
    ):
        if any(letter.isalnum() for letter in spelling):
            yield spelling


def _telephone_spans(text: str, secrets: Iterable[str]) -> Iterator[Span]:
    for number in filter(None, map(telephone, secrets)):
        yield from (found.span() for found in number.finditer(text))


def _without(text: str, spans: Iterable[Span]) -> str:
    pieces, at = [], 0
    for start, end in _joined(sorted(spans)):
        pieces += [text[at:start], MASK]
        at = end
    return "".join([*pieces, text[at:]])


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Spans that overlap are one."""
    at = 0
    while at < len(spans):
        start, end = spans[at]
        while at < len(spans) and spans[at][0] <= end:
            end = max(end, spans[at][1])
            at += 1
        yield start, end


def _secret_spans(text: str, secrets: Sequence[str]) -> Iterator[Span]:
    folded, origin = _fold(text)
    for secret in secrets:
        at = folded.find(secret)
        while at >= 0:
            end = at + len(secret)
            if len(secret) > SHORT or not secret.isascii() or _is_a_word(folded, at, end):
                # With the accents and empty marks that follow, which are no letters of their own.
                following = origin[end] if end < len(origin) else len(text)
                yield origin[at], max(following, origin[end - 1] + 1)
            at = folded.find(secret, at + 1)


def _is_a_word(folded: str, start: int, end: int) -> bool:
    around = folded[max(0, start - 1) : start] + folded[end : end + 1]
    return not any(letter.isalnum() for letter in around)


def _fold(text: str) -> tuple[str, list[int]]:
    """The text in one spelling, and for each letter of that the place in the text it came from.

    Letter by letter, since `ß` in capitals is two letters and a secret must be found either way.
    """
    folded: list[str] = []
    origin: list[int] = []
    for at, letter in enumerate(text):
        for plain in _plain(letter):
            if plain != " " or folded[-1:] != [" "]:
                folded.append(plain)
                origin.append(at)
    return "".join(folded), origin


def _plain(letter: str) -> str:
    if letter.isascii():
        return " " if letter.isspace() else letter.lower()
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    return "".join(
        " " if part.isspace() else part
        for part in parts
        # Accents, and marks that show nothing and would hide a secret.
        if unicodedata.category(part) not in ("Mn", "Cf")
    )
