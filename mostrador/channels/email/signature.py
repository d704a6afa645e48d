"""Where the words end and the letter-head begins.

In doubt it is words: a line too many costs the reader a second, a line too few may be the order's
number.
"""

import re
from collections.abc import Sequence

_MARK = re.compile(r"(?:--|__)[ \xa0]?")
_LONGEST_SIGNATURE = 15
_DEVICE = re.compile(
    r"(?:Sent (?:from|via|with) |Get Outlook for |Outlook for |Gesendet (?:von|mit|aus) |"
    r"Von mein\w+ .{2,50} gesendet|"
    r"Diese (?:Nachricht|E-?Mail|Mail) wurde (?:von|mit|aus) .{2,80} (?:gesendet|versendet)|"
    r"Enviado (?:desde|con|a través) |Obtener Outlook |Envoyé (?:de|depuis|à partir) |"
    r"Télécharger Outlook |Inviato da |Verzonden vanaf |Wysłano z |Отправлено |"
    r"[发發]自|来自我的|从我的.{1,30}[发發]送|获取.{0,12}Outlook)",
    re.IGNORECASE,
)
# "Sent with DHL" is what a buyer writes about a parcel.
_A_DEVICE = re.compile(
    r"\b(?:my|meine[mr]|mi|mon|mijn)\b|phone|ipad|android|outlook|mail|handy|galaxy|samsung|huawei|"
    r"xiaomi|blackberry|app\b|yahoo|gmx|web\.de|tablet|mobil|windows|móvil|thunderbird|"
    r"[发發]自|来自我的|从我的|获取",
    re.IGNORECASE,
)
_LONGEST_DEVICE = 90
_FEW_WORDS = 4
_LINK = re.compile(r"<[^<>]*>|\(https?:[^()]*\)")
_POSTSCRIPT = re.compile(r"p\.?\s?s\b|nachtrag\b|p\.?\s?d\b|附言|另外", re.IGNORECASE)
_GREETING = re.compile(
    r"(?:mit )?(?:freundlich|best|viel|lieb|herzlich|schön)e[nmr]? gr(?:ü|ue|u)(?:ß|ss)(?:en?)?|"
    r"mfg|(?:kind |best |warm )?regards|best wishes|sincerely|yours \w+|cheers|"
    r"(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?|atentamente|cordialmente|"
    r"此致|敬礼|祝好|顺祝商祺",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(
    r"\b(?:tel|telefon|phone|fon|fax|mobil|mobile|handy|móvil|whatsapp|wechat|skype|web|www|ust-?id|hrb|"
    r"gmbh|ltd|inc|s\.?l|geschäftsführer|ceo)\b|https?:|www\.|[^\s@]+@[^\s@]+\.\w|电话|手机|传真|微信|地址|邮箱|网址",
    re.IGNORECASE,
)
_OF_THE_MATTER = re.compile(
    r"bestell|auftrag|rechnung|order|invoice|pedido|factura|订单|发票|\?|？", re.IGNORECASE
)


def removed(lines: Sequence[str]) -> list[str]:
    kept = list(lines)
    for cut in (_at_mark, _at_device, _at_letterhead):
        shorter = kept[: cut(kept)]
        # A letter that is nothing but a signature is still what the person sent.
        if any(line.strip() for line in shorter):
            kept = shorter
    return kept


def _at_mark(lines: Sequence[str]) -> int:
    """The proper mark may stand anywhere; the careless ones only above a few last lines."""
    near_the_end = _begin_of_last(lines, _LONGEST_SIGNATURE) - 1
    marks = (at for at, line in enumerate(lines) if _MARK.fullmatch(line))
    return next((at for at in marks if lines[at] == "-- " or at >= near_the_end), len(lines))


def _begin_of_last(lines: Sequence[str], count: int) -> int:
    at = len(lines)
    while at and count:
        at -= 1
        count -= bool(lines[at].strip())
    return at


def _at_device(lines: Sequence[str]) -> int:
    for at, line in enumerate(lines):
        if not _is_device(line):
            continue
        following = (lines[after] for after in range(at + 1, len(lines)))
        below = next((after for after in following if after.strip()), "")
        # Programs put this line last: below it stands what they quoted, or else a postscript.
        if not _POSTSCRIPT.match(below.strip()):
            return at
    return len(lines)


def _is_device(line: str) -> bool:
    if len(line) > 400 or not _DEVICE.match(line.strip()):
        return False
    bare = _LINK.sub("", line).strip()
    if len(bare) > _LONGEST_DEVICE or not _A_DEVICE.search(bare):
        return False
    if bare.endswith((",", "!", "?", ":")):
        return False
    return not bare.endswith(".") or bare.count(" ") <= _FEW_WORDS or bare.endswith("sendet.")


def _at_letterhead(lines: Sequence[str]) -> int:
    """After the greeting and the name: telephone, address, company. The greeting itself stays."""
    greeting = next(
        (at for at in range(len(lines) - 1, -1, -1) if _GREETING.match(lines[at][:60].strip())),
        None,
    )
    if greeting is None:
        return len(lines)
    below = [at for at in range(greeting + 1, len(lines)) if lines[at].strip()]
    rest = [lines[at][:400] for at in below[1:]]
    if not rest or len(rest) > _LONGEST_SIGNATURE or not any(map(_LETTERHEAD.search, rest)):
        return len(lines)
    if any(_OF_THE_MATTER.search(line) or len(line) > 120 for line in rest):
        return len(lines)
    return below[1]
