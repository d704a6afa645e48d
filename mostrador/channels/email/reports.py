"""Delivery reports: which letter of ours did not arrive, and where."""

import re

from mostrador.channels.email import addresses, decode
from mostrador.intake.letter import Report

_FIELD = re.compile(r"^([A-Za-z-]{3,40})[ \t]*:[ \t]*(.*(?:\n[ \t].*){0,5})", re.MULTILINE)
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_OUR_ID = re.compile(
    r"^[>\s]{0,8}Message-ID:\s{0,4}(<[^<>\s]{1,990}>)", re.IGNORECASE | re.MULTILINE
)
# A postmaster may be a person who writes about a parcel; these never are.
_MACHINES = ("mailer-daemon@", "mail-daemon@", "maildaemon@")
_UNDELIVERED = re.compile(
    r"undeliver|not be delivered|could not deliver|delivery (?:has )?failed|delivery status notif|"
    r"delivery to the following|failed permanently|returned (?:to sender|mail)|unzustellbar|"
    r"nicht (?:zu|aus)gestellt|no se (?:ha podido|pudo) entregar|qmail-send|user unknown|"
    r"退信|无法送达|投递失败|未能送达",
    re.IGNORECASE,
)
_READ_AT_MOST = 20_000


def enclosed(statuses: list[str], returned: list[str]) -> Report | None:
    """A report in the form that mail systems agreed upon (RFC 3464): the worst news in it."""
    groups = [group for text in statuses for group in _groups(text)]
    told = [group for group in groups if "action" in group or "final-recipient" in group]
    if not told:
        return None
    worst = next((group for group in told if group.get("action") == "failed"), told[0])
    named = worst.get("original-recipient") or worst.get("final-recipient", "")
    return Report(
        recipient=_address(named) or _address(worst.get("final-recipient", "")),
        action=worst.get("action", "failed"),
        status=_status(worst.get("status", "") or worst.get("diagnostic-code", "")),
        message_id=_original_id("\n".join(returned)),
    )


def told(text: str, *, failed: str, from_machine: bool, returned: list[str]) -> Report | None:
    """A report in plain words, believed only of a mail system."""
    text = text[:_READ_AT_MOST]
    if not from_machine or not (failed or _UNDELIVERED.search(text)):
        return None
    named = _address(failed) or addresses.mentioned(text)
    original = _original_id("\n".join(returned)) or _original_id(text)
    return Report(recipient=named, action="failed", status=_status(text), message_id=original)


def is_machine(sender: str) -> bool:
    return sender.startswith(_MACHINES)


def _groups(text: str) -> list[dict[str, str]]:
    blocks = re.split(r"\n\s*\n", text[:_READ_AT_MOST])
    return [
        {name.lower(): decode.one_line(value).lower() for name, value in _FIELD.findall(block)}
        for block in blocks
    ]


def _address(words: str) -> str:
    # "rfc822; anna@mail.example"
    return addresses.first(words.rpartition(";")[2]).address


def _status(words: str) -> str:
    found = _STATUS.search(words)
    return found[0] if found else ""


def _original_id(words: str) -> str | None:
    found = _OUR_ID.search(words)
    return found[1] if found else None
