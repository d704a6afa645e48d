"""Threads of M10 and M11 as messages, and a reply of ours as M12 takes it.

Written from the public documentation, not tried on the live service.
"""

import html
import json
import re
from collections.abc import Collection, Sequence

from mostrador.connectors.base import File, Reply, Said
from mostrador.connectors.parts import Body, Made, parts, text
from mostrador.rules.moments import moment

# A thread between a seller and the operator, or about a service, is no buyer's matter of ours.
ABOUT = {"MMP_ORDER", "MMP_OFFER"}
BUYER, SELLER, OPERATOR = "buyer", "seller", "operator"
WHO = {"CUSTOMER": BUYER, "SHOP": SELLER, "OPERATOR": OPERATOR}
# M12: what it takes, and how many messages a thread may have.
SHORTEST, LONGEST, MOST = 3, 50_000, 1_000
ENDS_A_LINE = re.compile(r"<br\s*/?>|</(?:p|div|li)>", re.IGNORECASE)
TAG = re.compile(r"</?(?:p|div|br|b|i|u|em|strong|span|ul|ol|li|a)\b[^<>]*>", re.IGNORECASE)


def messages(thread: Body, files: Collection[tuple[str, File]] = ()) -> list[Said]:
    """Everything that was said in it, the oldest first."""
    if not {text(one, "type") for one in parts(thread, "entities")} & ABOUT:
        return []
    told = sorted(parts(thread, "messages"), key=lambda one: text(one, "date_created"))
    return [_said(one, thread, files) for one in told]


def words(body: str) -> str:
    """As it was written: the back office writes in paragraphs and breaks."""
    if not TAG.search(body):
        return body.strip()
    return html.unescape(TAG.sub("", ENDS_A_LINE.sub("\n", body))).strip()


def message_input(reply: Reply, thread: Body) -> bytes:
    """The JSON of M12, to the customer alone: what is said to him is not for the shop's eyes."""
    to = [
        {"type": "CUSTOMER", "id": text(one, "id")}
        for one in _participants(thread)
        if text(one, "type") == "CUSTOMER"
    ]
    return json.dumps({"body": fitting(reply.text), "to": to[:1]}, ensure_ascii=False).encode()


def fitting(said: str) -> str:
    """Cut where M12 would refuse it; the contact has the whole."""
    said = said.strip()
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def echo(thread: Body, said: str, known: Collection[str]) -> str | None:
    """The id of the operator's message with these words that we know nothing of yet."""
    wanted = _plain(fitting(said))
    return next(
        (
            text(one, "id")
            for one in parts(thread, "messages")
            if who(one) == OPERATOR
            and text(one, "id") not in known
            and _plain(words(text(one, "body"))) == wanted
        ),
        None,
    )


def who(message: Body) -> str:
    kind = text(message, "from", "type").removesuffix("_USER")
    return WHO.get(kind, kind.lower())


def wants_files(thread: Body, since: str) -> list[tuple[str, str]]:
    """(attachment, name) of what was said since."""
    return [
        (text(one, "id"), text(one, "name"))
        for message in parts(thread, "messages")
        if text(message, "date_created") >= since
        for one in parts(message, "attachments")
    ]


def _said(one: Body, thread: Body, files: Collection[tuple[str, File]]) -> Said:
    mine = {text(each, "id") for each in parts(one, "attachments")}
    return Said(
        thread=text(thread, "id"),
        id=text(one, "id"),
        by=who(one),
        at=moment(text(one, "date_created")),
        text=words(text(one, "body")),
        subject=text(thread, "topic", "value"),
        order=_entity(thread, "MMP_ORDER"),
        buyer=_buyer(thread),
        seller=_shop(one, thread),
        to=_to(one),
        files=[file for key, file in files if key in mine],
    )


def _to(message: Body) -> Sequence[str]:
    return [WHO[kind] for one in parts(message, "to") if (kind := text(one, "type")) in WHO]


def _entity(thread: Body, kind: str) -> str | None:
    found = (text(one, "id") for one in parts(thread, "entities") if text(one, "type") == kind)
    return next(found, None)


def _participants(thread: Body) -> list[Body]:
    return [*parts(thread, "current_participants"), *parts(thread, "authorized_participants")]


def _buyer(thread: Body) -> Made | None:
    for one in _participants(thread):
        if text(one, "type") == "CUSTOMER" and text(one, "id"):
            return {"id": text(one, "id"), "name": text(one, "display_name")}
    return None


def _shop(message: Body, thread: Body) -> str | None:
    """The shop that wrote it, else the one whose thread it is."""
    if who(message) == SELLER and (wrote := text(message, "from", "organization_details", "id")):
        return wrote
    shops = [text(one, "id") for one in _participants(thread) if text(one, "type") == "SHOP"]
    return next(filter(None, shops), None)


def _plain(said: str) -> str:
    return " ".join(html.unescape(said).split())
