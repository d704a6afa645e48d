"""Which words of a mail could be the id of an order."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

MOST_TOKENS = 200
SHORTEST, LONGEST = 5, 200

# An id has no slash and, to be found in running text, no blank.
WORD = re.compile(rf"[^\s/]{{{SHORTEST},}}")
# Within a word an id ends at brackets, quotes, colons and the like, and where Chinese, Japanese or
# Korean begins. Full-width letters, digits, # and - may belong to it.
BETWEEN = re.compile(
    "[\"'`´‘’‚“”„«»‹›()\\[\\]{}<>:=,;|?!&…—"
    "\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff"
    "\uff01\uff02\uff04-\uff0c\uff0e\uff0f\uff1a-\uff20\uff3b-\uff3e\uff40\uff5b-\uff9f"
    "\U00020000-\U0003ffff]+"
)
# "Bestellnr.12345": the blank that belongs there is often left out.
ABBREVIATION = re.compile(r"^[a-z]*(?:nr|no)\.", re.IGNORECASE)
A_DIGIT = re.compile(r"\d")


def order_tokens(subject: str, text: str) -> tuple[str, ...]:
    """The strings that could be an order's id, in the order in which they stand; 200 at the most.

    An id counts as named when it stands as a whole word, at least five characters with a digit.
    Each word is given as written and without the punctuation around it.
    """
    words = dict.fromkeys(WORD.findall(subject) + WORD.findall(text))
    return tuple(islice(_tokens(words), MOST_TOKENS))


def _tokens(words: Iterable[str]) -> Iterator[str]:
    given: set[str] = set()
    for word in words:
        for token in _spellings(word) if A_DIGIT.search(word) else ():
            if token not in given and _could_be_an_id(token):
                given.add(token)
                yield token


def _spellings(word: str) -> Iterator[str]:
    """As written, without what surrounds it, and the pieces that punctuation or Chinese cut off."""
    yield word
    for piece in dict.fromkeys(BETWEEN.split(word)):
        if SHORTEST <= len(piece) <= LONGEST:
            yield from _bare(piece)
            yield from _bare(unicodedata.normalize("NFKC", piece))


def _bare(piece: str) -> Iterator[str]:
    """`#W2378156.` is W2378156 to one shop and #W2378156 to another."""
    yield piece
    bare = _without_ends(piece)
    if "#" + bare in piece:
        yield "#" + bare
    yield bare
    yield ABBREVIATION.sub("", bare, count=1)


def _without_ends(piece: str) -> str:
    """The piece from its first letter or digit to its last."""
    start, end = 0, len(piece)
    while start < end and not piece[start].isalnum():
        start += 1
    while end > start and not piece[end - 1].isalnum():
        end -= 1
    return piece[start:end]


def _could_be_an_id(token: str) -> bool:
    # What cannot be printed cannot be looked for either: databases refuse half a character.
    fits = SHORTEST <= len(token) <= LONGEST and token.isprintable()
    return fits and A_DIGIT.search(token) is not None
