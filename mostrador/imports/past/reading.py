"""What mails and HTML say: another ring's trade, filled in by site/wiring.py."""

from collections.abc import Callable

from mostrador.intake.letter import Letter

LETTERS: dict[str, Callable[[bytes], Letter]] = {}
PAGES: dict[str, Callable[[str], str]] = {}


def letter(raw: bytes) -> Letter:
    return LETTERS["message/rfc822"](raw)


def words(page: str) -> str:
    return PAGES["text/html"](page)
