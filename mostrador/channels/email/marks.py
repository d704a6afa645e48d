"""The lines with which mail programs announce somebody else's words.

Every look is at one line, or a few, of bounded length: hostile letters are long, not deep.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_CLIP = 1_000
_LONGEST_ANNOUNCEMENT = 500
_MOST_FIELDS = 30
_MOST_CONTINUED = 5
_FIELDS_OF_A_HEADING = 4

_LABELS = {
    label: name
    for name, labels in {
        "from": "from,von,de,da,van,fra,från,od,от,expéditeur,发件人,發件人,寄件者,寄件人,差出人,"
        "보낸 사람,보낸사람",
        "sent": "sent,date,gesendet,gesendet am,datum,enviado,enviado el,enviada em,fecha,envoyé,"
        "envoyé le,inviato,data,verzonden,dato,sendt,skickat,wysłano,отправлено,дата,message du,"
        "发送时间,发送日期,發送日期,日期,时间,寄件日期,傳送時間,送信日時,日時,보낸 날짜",
        "to": "to,an,para,à,a,aan,til,till,do,кому,收件人,收件者,宛先,받는 사람",
        "copy": "cc,bcc,kopie,copie à,copia,抄送,副本,参照",
        "subject": "subject,betreff,asunto,objet,sujet,oggetto,assunto,onderwerp,emne,ämne,aihe,"
        "temat,тема,主题,主題,主旨,件名,제목",
        "id": "message-id,nachrichten-id",
        "other": "reply-to,antwort an,responder a,organization,organisation,attachments,anlagen,"
        "anhänge,adjuntos,importance,priority,wichtigkeit,importancia,附件,重要性,优先级,回复,回复至",
    }.items()
    for label in labels.split(",")
}
_LABELLED = re.compile(
    r"[\s>*_|]{0,16}(?P<label>[^\s:：*|>][^:：*|\t\n]{0,18}?)[ \xa0*]{0,3}[:：|\t]"
    r"[ \xa0\t*]{0,3}(?P<value>.*)"
)
_FORWARD_WORDS = (
    r"forwarded (?:message|by)|fwd|weitergeleitete (?:nachricht|e-?mail)|"
    r"(?:mensaje|correo) reenviado|message (?:transféré|réexpédié)|messaggio inoltrato|"
    r"doorgestuurd bericht|mensagem encaminhada|videresendt (?:besked|melding)|"
    r"转发(?:的)?(?:邮件|消息|原邮件)(?:信息)?|轉寄郵件|轉寄的郵件"
)
_ORIGINAL_WORDS = (
    r"original(?: message| e?-?mail)?|original-?nachricht|ursprüngliche (?:nachricht|e-?mail)|"
    r"mensaje original|message d['’]origine|message original|messaggio originale|"
    r"oorspronkelijk bericht|mensagem original|oprindelig (?:besked|meddelelse)|"
    r"opprinnelig melding|ursprungligt meddelande|(?:回复的)?原(?:始)?邮件|邮件原件|原始郵件|原寄件"
)
_RULED = r"[>\s]*[-_=—*]{{2,}}[ \xa0>]*(?:{words})[ \xa0:]*[-_=—*<]{{2,}}\s*"
_FORWARD_RULE = re.compile(_RULED.format(words=_FORWARD_WORDS), re.IGNORECASE)
_ORIGINAL_RULE = re.compile(_RULED.format(words=_ORIGINAL_WORDS), re.IGNORECASE)
_FORWARD_SENTENCE = re.compile(
    r"[>\s]*(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|"
    r"inicio del mensaje reenviado|début du message (?:réexpédié|transféré)|"
    r"inizio (?:del )?messaggio inoltrato|开始转发的邮件|(?:以下|下面)是(?:被)?转发的邮件)"
    r"\s*[:：]\s*",
    re.IGNORECASE,
)

_OPENING = re.compile(
    r"[\s>]*[-–*]{0,8}\s?(?:On|Am|Le|El|Il|In data|Op|Em|Den|Dnia|W dniu|Dne)\s", re.IGNORECASE
)
_DATED = re.compile(r"[\s>-]*(?:[^\W\d]{1,12}[.,]{0,2}\s){0,2}\d", re.IGNORECASE)
_WROTE = re.compile(
    r"wrote|schrieb|escribi[óo]|a écrit|ha scritto|schreef|escreveu|skrev|napisał|napsal|kirjoitti|"
    r"írta|написал",
    re.IGNORECASE,
)
_WROTE_ZH = re.compile(r"(?:写道|寫道|写了)\s?[:：]?$")
# A buyer who tells what was said is not a program that quotes it.
_TOLD = re.compile(
    r"\bI wrote|schrieb(?:en)? (?:ich|mir|uns|sie mir)\b|wrote (?:to )?(?:me|us)\b|me escribi|我",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_CLOCK = re.compile(r"\d[:.]\d\d\b")


@dataclass(frozen=True, slots=True)
class Announcement:
    """Where somebody else's words are announced, and what is told of them."""

    starts: int
    ends: int
    fields: dict[str, str]
    says_forwarded: bool = False


def is_quoted(line: str) -> bool:
    return line[:4].lstrip().startswith(">")


def announced(lines: Sequence[str], at: int) -> Announcement | None:
    """The heading of a forwarded or answered letter that begins at this line."""
    line = lines[at][:_CLIP]
    if not line or line.isspace():
        return None
    forward = bool(_FORWARD_RULE.fullmatch(line) or _FORWARD_SENTENCE.fullmatch(line))
    if not forward and not _ORIGINAL_RULE.fullmatch(line):
        return _headed(lines, at, at, enough=2)
    after = next((n for n in range(at + 1, min(at + 4, len(lines))) if lines[n].strip(" >|")), at)
    heading = _headed(lines, at, after, enough=1) if after > at else None
    ends, fields = (heading.ends, heading.fields) if heading else (at + 1, {})
    return Announcement(at, ends, fields, says_forwarded=forward)


def _headed(lines: Sequence[str], starts: int, first: int, *, enough: int) -> Announcement | None:
    if _labelled(lines[first])[0] not in {"from", "sent", "subject"}:
        return None
    fields, ends = _fields(lines, first)
    known = fields.keys() & {"sent", "to", "subject"}
    if "from" not in fields or len(known) < enough:
        return None
    return Announcement(starts, ends, fields)


def _fields(lines: Sequence[str], first: int) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    last, ends, continued = "", first, 0
    for at in range(first, min(first + _MOST_FIELDS, len(lines))):
        line = lines[at][:_CLIP].strip(" \t\xa0>|")
        name, value = _labelled(lines[at])
        if name and name not in fields:
            fields[name], last, ends, continued = value, name, at + 1, 0
        elif line and continued < _MOST_CONTINUED and last and _goes_on(fields[last], line):
            fields[last], ends, continued = f"{fields[last]} {line}", at + 1, continued + 1
        elif line.strip("-| ") or len(fields) > _FIELDS_OF_A_HEADING:
            break
        else:
            # An empty line may part two fields, and never the halves of one.
            last = ""
    return {name: value.strip(" ;") for name, value in fields.items()}, ends


def _goes_on(value: str, line: str) -> bool:
    """Long headings are wrapped: an address on a line of its own, a list of recipients."""
    return line.startswith("<") or value.endswith((",", ";")) or not value


def _labelled(line: str) -> tuple[str, str]:
    found = _LABELLED.match(line[:_CLIP])
    if not found:
        return "", ""
    name = _LABELS.get(found["label"].replace("\xa0", " ").casefold(), "")
    return name, found["value"].strip(" \t\xa0*|")


def attributed(lines: Sequence[str], at: int) -> Announcement | None:
    """A sentence such as "On Thursday … Anna wrote:", which may run over four lines."""
    said = ""
    for n, line in enumerate(lines[at : at + 4]):
        if not line.strip() or (n and _OPENING.match(line[:40])):
            return None
        said = f"{said} {line[:_CLIP].strip()}".strip()
        if len(said) > _LONGEST_ANNOUNCEMENT or (n == 0 and not _may_open(said)):
            return None
        if _is_attribution(said):
            return Announcement(at, at + n + 1, {"from": said})
    return None


def is_certain(announcement: Announcement) -> bool:
    """Names an address or a time of day; without one, only quote marks below would prove it."""
    said = announcement.fields["from"]
    return bool(_ADDRESS.search(said) or _CLOCK.search(said))


def _may_open(said: str) -> bool:
    start = said[:60]
    if _OPENING.match(start) or _DATED.match(start):
        return True
    return (
        bool(_WROTE_ZH.search(said))
        or said.lstrip("> -").startswith(("在", "于", "At 2", "At 1"))
        or ("@" in said and "于" in said)
    )


def _is_attribution(said: str) -> bool:
    bare = said.rstrip(" -\xa0*")
    if not any(char.isdigit() for char in bare) or _TOLD.search(bare):
        return False
    if _WROTE_ZH.search(bare):
        return True
    if not bare.endswith((":", "：")):
        return bool(re.search(r"\bwrote$", bare)) and bool(_OPENING.match(bare))
    if _WROTE.search(bare):
        return True
    return bool(_DATED.match(bare) and _ADDRESS.search(bare) and _CLOCK.search(bare))
