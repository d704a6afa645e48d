"""Exports of other programs, made by hand.

Written from the public documentation of each; none was recorded on a live service.
"""

import json
from base64 import b64encode
from email.message import EmailMessage
from pathlib import Path
from typing import Any

PICTURE = b"\x89PNG a lamp in two pieces"
ANNA = {"id": 11, "name": "Anna Keller", "email": "anna.keller@mail.example", "role": "end-user"}
ADA = {"id": 21, "name": "Ada", "email": "ada@lichtmarkt.example", "role": "agent"}


def a_comment(author: int, hour: int, words: str, **more: Any) -> dict[str, Any]:
    return {
        "id": hour, "type": "Comment", "author_id": author, "body": words, "plain_body": words,
        "html_body": f"<p>{words}</p>", "public": True, "attachments": [],
        "via": {"channel": "email", "source": {"from": {}, "to": {}, "rel": None}},
        "created_at": f"2026-09-01T{hour:02}:00:00Z", **more,
    }  # fmt: skip


def a_zendesk_ticket(key: int = 35, **more: Any) -> dict[str, Any]:
    return {
        "id": key, "url": f"https://lichtmarkt.example/api/v2/tickets/{key}.json",
        "created_at": "2026-09-01T08:00:00Z", "updated_at": "2026-09-29T08:00:00Z",
        "subject": "Lampe kaputt", "raw_subject": "Lampe kaputt", "status": "closed",
        "requester_id": 11, "requester": ANNA, "submitter": ANNA, "assignee": ADA,
        "via": {"channel": "email"}, "tags": ["vip"], "custom_fields": [], "fields": [],
        "comments": [
            a_comment(11, 8, "Meine Lampe LM-1007 kam in zwei Teilen."),
            a_comment(21, 9, "Das tut uns leid.&nbsp;Ein Ersatz ist unterwegs."),
        ],
        "metric_set": {"solved_at": "2026-09-01T10:00:00Z"}, **more,
    }  # fmt: skip


def a_zendesk_file(key: int = 498, name: str = "lampe.png") -> dict[str, Any]:
    return {
        "id": key, "file_name": name, "content_type": "image/png", "size": len(PICTURE),
        "content_url": f"https://lichtmarkt.example/attachments/{key}", "inline": False,
    }  # fmt: skip


def an_article(key: int, sender: str, hour: int, words: str, **more: Any) -> dict[str, Any]:
    people = {"Customer": "Anna Keller <anna.keller@mail.example>", "Agent": "Ada"}
    return {
        "id": key, "ticket_id": 7, "sender": sender, "type": "email", "internal": False,
        "from": people.get(sender, "Lichtmarkt"), "to": "service@lichtmarkt.example",
        "subject": "", "content_type": "text/html", "body": f"<div>{words}<br>Gru&szlig;</div>",
        "attachments": [], "created_at": f"2026-09-01T{hour:02}:00:00.119Z", **more,
    }  # fmt: skip


def a_zammad_ticket(key: int = 7, **more: Any) -> dict[str, Any]:
    return {
        "id": key, "number": "22007", "title": "Rechnung", "state": "closed", "group": "Users",
        "customer": "anna.keller@mail.example", "owner": "ada@lichtmarkt.example", "note": None,
        "created_at": "2026-09-01T08:00:00.000Z", "close_at": "2026-09-01T10:00:00.000Z",
        "order_number": "LM-1007",
        "articles": [
            an_article(70, "Customer", 8, "Bitte die Rechnung."),
            an_article(71, "Agent", 9, "Gern."),
        ], **more,
    }  # fmt: skip


def a_zammad_file(**more: Any) -> dict[str, Any]:
    return {
        "id": 5, "filename": "lampe.png", "size": str(len(PICTURE)),
        "preferences": {"Mime-Type": "image/png"}, **more,
    }  # fmt: skip


def inline() -> str:
    return b64encode(PICTURE).decode()


def a_mail(
    sender: str, words: str, *, at: str = "Tue, 01 Sep 2026 08:00:00 +0000", key: str = "one",
    answers: str = "", subject: str = "Meine Lampe", picture: bytes = b"", page: str = "",
    **headers: str,
) -> EmailMessage:  # fmt: skip
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, "service@lichtmarkt.example"
    mail["Subject"], mail["Date"] = subject, at
    mail["Message-ID"] = f"<{key}@mail.example>"
    if answers:
        mail["In-Reply-To"] = f"<{answers}@mail.example>"
        mail["References"] = f"<{answers}@mail.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    if page:
        mail.set_content(page, subtype="html")
    else:
        mail.set_content(words)
    if picture:
        mail.add_attachment(picture, maintype="image", subtype="png", filename="lampe.png")
    return mail


def lines_in(path: Path, *records: Any) -> Path:
    given = [one if isinstance(one, str) else json.dumps(one) for one in records]
    path.write_text("\n".join(given) + "\n")
    return path


def mailbox_in(path: Path, *mails: EmailMessage | bytes) -> Path:
    with path.open("wb") as file:
        for one in mails:
            raw = one if isinstance(one, bytes) else one.as_bytes()
            quoted = raw.replace(b"\nFrom ", b"\n>From ")
            file.write(b"From anna Tue Sep  1 08:00:00 2026\n" + quoted + b"\n\n")
    return path
