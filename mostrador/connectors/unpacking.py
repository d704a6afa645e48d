"""A body that comes compressed: never more of it at once than we take.

The library would unpack a whole piece, and each coding that is named on top of the last one: a few
kilobytes could become all of the memory.
"""

import zlib
from collections.abc import Iterable

# What we ask for; whoever answers in another coding has not listened.
ACCEPTED = "gzip"
CODINGS = ("gzip", "x-gzip", "deflate")
PLAIN = ("", "identity")
# gzip or zlib, as its head says.
EITHER = zlib.MAX_WBITS | 32


class UnknownCodingError(ValueError):
    """Compressed in a way that was not asked for."""


class TooLargeError(ValueError):
    """More than we take."""


class BrokenError(ValueError):
    """It cannot be unpacked, or it ends in the middle."""


def unpacked(pieces: Iterable[bytes], coding: str, *, at_most: int) -> bytes:
    coding = coding.strip().lower()
    if coding in PLAIN:
        return _together(pieces, at_most)
    if coding not in CODINGS:
        raise UnknownCodingError(coding)
    return _together(_opened(pieces, at_most), at_most)


def _opened(pieces: Iterable[bytes], at_most: int) -> Iterable[bytes]:
    packed = zlib.decompressobj(EITHER)
    told = False
    for piece in pieces:
        told = told or bool(piece)
        try:
            yield packed.decompress(piece, at_most + 1)
        except zlib.error as error:
            raise BrokenError(str(error)) from None
    if told and not packed.eof:
        raise BrokenError("it ends in the middle")


def _together(pieces: Iterable[bytes], at_most: int) -> bytes:
    found = bytearray()
    for piece in pieces:
        found += piece
        if len(found) > at_most:
            raise TooLargeError
    return bytes(found)
