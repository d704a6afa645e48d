"""From bytes to JSON objects: any bytes may stand in a line, and none of them stops us."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

# Longer than any record, short enough to hold a few.
LONGEST = 16 * 1024 * 1024
A_PIECE = 64 * 1024


class UnreadableError(ValueError):
    """A sentence about a line that is not a JSON object."""


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long only so much that its length shows."""
    while line := file.readline(LONGEST + 2):
        yield line
        rest = line
        while len(line) > LONGEST and rest and not rest.endswith(b"\n"):
            rest = file.readline(A_PIECE)


def is_blank(line: bytes) -> bool:
    return not line.strip()


def parsed(line: bytes) -> dict[str, Any]:
    """The object in this line. As everywhere, of a key that stands twice the last counts."""
    if len(line.rstrip(b"\r\n")) > LONGEST:
        raise UnreadableError(f"The line is longer than {LONGEST} bytes.")
    try:
        found = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"The line is not UTF-8 at byte {error.start + 1}.") from None
    except json.JSONDecodeError as error:
        raise UnreadableError(f"The line is not JSON: {error.msg} at {error.pos + 1}.") from None
    except RecursionError:
        raise UnreadableError("The line is nested too deeply.") from None
    except UnreadableError:
        raise
    except ValueError:
        # Python's own limit, against numbers that take minutes to read.
        raise UnreadableError("A number in the line has too many digits.") from None
    if not isinstance(found, dict):
        raise UnreadableError("The line is not a JSON object.")
    return found


def _refuse(word: str) -> NoReturn:
    raise UnreadableError(f"The line is not JSON: {word} is no number.")
