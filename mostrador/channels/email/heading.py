"""The head of a mail put right, where a program on the way broke it.

The standard library takes the first strange line for the beginning of the body, and with it all
headers below are lost: the sender, the charset, the thread.
"""

import re
from collections.abc import Sequence

END = re.compile(rb"\r\n\r\n|\n\r?\n|\r\r")
_PROPER = re.compile(rb"[!-9;-~]+:|[ \t]|From ")
_KNOWN = re.compile(
    rb"(?:from|to|cc|subject|date|message-id|received|return-path|sender|mime-version|content-[a-z-]+|"
    rb"delivered-to|reply-to|in-reply-to|references|x-[!-9;-~]+)[ \t]*:",
    re.IGNORECASE,
)
# Allowed by the oldest rules: blanks before the colon.
_LOOSE = re.compile(rb"([!-9;-~]+)[ \t]+:|(X-[!-9;-~]*)[ \t][^:]*:", re.IGNORECASE)
_LONGEST = 200_000


def repaired(raw: bytes) -> bytes:
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
    end = END.search(raw, 0, _LONGEST)
    head = raw[: end.start()] if end else b""
    lines = head.splitlines(keepends=True)
    if all(map(_PROPER.match, lines)):
        return raw
    return b"".join(_mended(lines)) + raw[len(head) :]


def _mended(lines: Sequence[bytes]) -> list[bytes]:
    known = [at for at, line in enumerate(lines) if _KNOWN.match(line)]
    last = known[-1] if known else -1
    return [
        line if _PROPER.match(line) else _mend(line, inside=0 < at < last)
        for at, line in enumerate(lines)
    ]


def _mend(line: bytes, *, inside: bool) -> bytes:
    loose = _LOOSE.match(line)
    if loose:
        return (loose[1] or loose[2]) + b":" + line[loose.end() :]
    # Between headers it can only be the rest of the one above; below the last it is the text.
    return b" " + line if inside else line
