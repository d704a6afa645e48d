"""What a person newly wrote: the letter without the history below and between, and no signature."""

from collections.abc import Iterator, Sequence

from mostrador.channels.email import marks, signature

# A quoted line of this length was probably broken by a program, and what follows is its other half.
_WRAPPED_AT = 66
_SENTENCE_ENDS = (".", "!", "?", ":", "。", "！", "？", "：")
# People write at the top. Below so many lines of their own, nobody looks for a quotation any more.
_LOOKED_AT = 3_000


def new_text(whole: str) -> str:
    lines = whole.split("\n")
    kept = signature.removed(_without_rules(list(_unquoted(lines))))
    text = _tidy(kept)
    # Nothing new found means that we were wrong, not that somebody sent nothing.
    return text or _tidy(lines)


def _unquoted(lines: Sequence[str]) -> Iterator[str]:
    at = looked = 0
    while at < len(lines):
        looked += 1
        if marks.is_quoted(lines[at]):
            at, looked = _after_quote(lines, at), looked - 1
            continue
        if looked > _LOOKED_AT:
            yield lines[at]
            at += 1
            continue
        if marks.announced(lines, at):
            return
        quotation = marks.attributed(lines, at)
        if quotation is None:
            yield lines[at]
            at += 1
        elif _quoted_below(lines, quotation.ends):
            at = quotation.ends
        elif marks.is_certain(quotation):
            return
        else:
            yield lines[at]
            at += 1


def _after_quote(lines: Sequence[str], at: int) -> int:
    """The first line below a quoted one, and below the rest of it that a program broke off."""
    line, following = lines[at].rstrip(), lines[at + 1 : at + 3]
    # A quoted sentence that has ended was not broken: what follows is somebody's answer to it.
    unfinished = len(line) >= _WRAPPED_AT and not line.endswith(_SENTENCE_ENDS)
    if not unfinished or len(following) < 2 or not following[0].strip():
        return at + 1
    is_between = marks.is_quoted(following[1]) and not marks.is_quoted(following[0])
    return at + 2 if is_between else at + 1


def _quoted_below(lines: Sequence[str], at: int) -> bool:
    below = next((line for line in lines[at : at + 4] if line.strip()), "")
    return marks.is_quoted(below)


def _without_rules(lines: list[str]) -> list[str]:
    """The ruled line that some programs draw above the history."""
    end = len(lines)
    while end and not lines[end - 1].strip("-_=*— \t\xa0>|"):
        end -= 1
    return lines[:end]


def _tidy(lines: Sequence[str]) -> str:
    kept: list[str] = []
    for line in map(str.rstrip, lines):
        # Where a quotation was taken out, two gaps meet.
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).rstrip("\n")
