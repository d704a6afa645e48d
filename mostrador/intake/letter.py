from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Authentication = Literal["pass", "fail", "none"]


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    media_type: str
    content: bytes
    content_id: str | None = None

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """The letter inside a letter: what somebody else wrote, and when he wrote it."""

    # Empty when the forwarding program wrote down the name alone.
    sender: str
    sender_name: str = ""
    subject: str = ""
    sent_at: datetime | None = None
    message_id: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a mail system says became of a letter of ours."""

    recipient: str
    action: str
    status: str = ""
    message_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter as it came in. Message ids keep their angle brackets; addresses are lower case."""

    # Of all the bytes, and of those after the headers (line ends alike, however it travelled).
    digest: str
    body_digest: str
    message_id: str | None = None
    references: tuple[str, ...] = ()
    sender: str = ""
    sender_name: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    # What the person newly wrote, and everything that the letter says.
    text: str = ""
    whole_text: str = ""
    attachments: tuple[Attachment, ...] = ()
    automatic: bool = False
    # Forbids our automatic answers alone; a person may write on a mailing list, too.
    no_answer: bool = False
    report: Report | None = None
    null_sender: bool = False
    spam: bool = False
    loop_marks: tuple[str, ...] = ()
    authentication: Authentication = "none"
    forwarded: Forwarded | None = None
    readable: bool = True
