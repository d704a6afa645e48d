"""The words of what the shop wrote for a browser."""

import html
import re

A_TAG = re.compile(r"<[^>]*>")


def words(said: str) -> str:
    """Without markup and with plain spaces: no browser shows this one."""
    return " ".join(html.unescape(A_TAG.sub(" ", said)).split())
