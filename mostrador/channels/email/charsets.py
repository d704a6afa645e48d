"""Which charset the bytes are in, when the declaration is missing, unknown or plainly wrong."""

import codecs
import re
from collections.abc import Iterable

_A_NAME = re.compile(r"[a-z0-9][a-z0-9_.:+-]{1,40}")
# Programs say the narrow name and write the wide charset.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "csgb2312": "gb18030",
    "big5": "big5hkscs",
    "x-big5": "big5hkscs",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-11": "cp874",
    "windows-874": "cp874",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
}
_WESTERN = {"iso8859-1", "cp1252", "ascii"}
# Not charsets of letters, and slow or noisy on hostile bytes.
_NEVER = {"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem"}
_SAMPLE = 20_000
_HIGH = re.compile(rb"[\x80-\xff]+")
_GB_PAIRS = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_GB_COMMON = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
_BIG5_PAIRS = re.compile(rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]")
_BIG5_COMMON = re.compile(rb"[\xa1-\xa3\xa4-\xc6][\x40-\x7e\xa1-\xfe]")
_SJIS_KANA = re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]")


def read(data: bytes, declared: str | None, likely: Iterable[str] = ()) -> str:
    """`likely` are charsets named elsewhere in the letter, for when nothing is declared here."""
    if data.isascii() and b"\x1b" not in data and not _is_wide(declared):
        return data.decode("ascii")
    codec = _codec(declared)
    for attempt in _attempts(data, codec, likely):
        text = _strictly(data, attempt)
        if text is not None:
            return text
    return _at_a_pinch(data, codec)


def _attempts(data: bytes, codec: str | None, likely: Iterable[str]) -> list[str]:
    if codec and codec not in _WESTERN:
        return [codec, "utf-8"]
    # Bytes that happen to be good UTF-8 are UTF-8, though a Western charset was declared.
    attempts = ["iso2022_jp_ext", "utf-8"] if b"\x1b$" in data else ["utf-8"]
    if codec in {None, "ascii"}:
        named = filter(None, map(_codec, likely))
        attempts += [name for name in named if name not in _WESTERN]
    return attempts


def _at_a_pinch(data: bytes, codec: str | None) -> str:
    if codec and codec not in _WESTERN:
        text = data.decode(codec, "replace")
        # A character or two was damaged on the way: the declaration still stands.
        if text.count("\ufffd") * 10 <= len(text):
            return text
    guess = _guess(data[:_SAMPLE])
    if guess != "cp1252":
        return data.decode(guess, "replace")
    return _strictly(data, "cp1252") or data.decode("latin-1")


def _is_wide(declared: str | None) -> bool:
    """These write letters with plain ASCII bytes."""
    return bool(declared) and str(declared).lower().startswith(("utf-7", "utf-16", "utf-32", "hz"))


def _codec(declared: str | None) -> str | None:
    name = (declared or "").strip(" \t\"'").lower()
    name = _WIDER.get(name, name)
    if not _A_NAME.fullmatch(name):
        return None
    try:
        codec = codecs.lookup(name).name
        # Fails for what is registered as a codec and encodes no text, such as "hex".
        " ".encode(codec)
    except (LookupError, ValueError):
        return None
    return None if codec in _NEVER else codec


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except ValueError:
        return None


def _guess(sample: bytes) -> str:
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x1b$" in sample or b"\x1b(" in sample:
        return "iso2022_kr" if b"\x1b$)C" in sample else "iso2022_jp_ext"
    if _is_mostly_utf8(sample):
        return "utf-8"
    runs = _HIGH.findall(sample)
    length = sum(map(len, runs)) / max(1, len(runs))
    # Western letters with an accent stand alone; the others come in pairs and whole words.
    if length < 1.8:
        return "cp1252"
    is_long = length > 2.5 and sum(map(len, runs)) > 6
    return _eastern(sample, runs) or (_cyrillic(runs) if is_long else "cp1252")


def _is_mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    meant = sum(char > "\x7f" for char in text) - broken
    return meant > 3 * broken


def _eastern(sample: bytes, runs: list[bytes]) -> str | None:
    even = sum(len(run) % 2 == 0 for run in runs)
    if even >= 0.9 * len(runs) and _share(_GB_COMMON, _GB_PAIRS, sample) >= 0.8:
        return "gb18030"
    if len(_SJIS_KANA.findall(sample)) * 10 > len(runs) and _fits(sample, "cp932"):
        return "cp932"
    if _share(_BIG5_COMMON, _BIG5_PAIRS, sample) >= 0.8 and _fits(sample, "big5hkscs"):
        return "big5hkscs"
    return None


def _share(common: re.Pattern[bytes], pairs: re.Pattern[bytes], sample: bytes) -> float:
    return len(common.findall(sample)) / max(1, len(pairs.findall(sample)))


def _fits(sample: bytes, codec: str) -> bool:
    # A sample of a longer text may end in the middle of a character.
    whole = sample[:-1] if len(sample) == _SAMPLE else sample
    return any(_strictly(one, codec) is not None for one in (sample, whole))


def _cyrillic(runs: list[bytes]) -> str:
    """Most letters are small ones, and the two charsets keep them in opposite halves."""
    letters = b"".join(runs)
    upper_half = sum(byte >= 0xE0 for byte in letters)
    lower_half = sum(0xC0 <= byte < 0xE0 for byte in letters)
    return "cp1251" if upper_half > lower_half else "koi8-r"
