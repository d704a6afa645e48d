"""Zendesk's JSON export: tickets with their comments, a line each or in an array.

Written from the public documentation of its export and its ticketing API; not tried on a live
service. A folder may have tickets*.json beside users*.json, comments/TICKET.json and
attachments/ID, as its API hands them out.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mostrador.imports.past import json_files, reading
from mostrador.imports.past.beside import Folder, attached, exports
from mostrador.imports.past.people import NOBODY, People, Person
from mostrador.imports.past.telling import (
    Options,
    Said,
    Told,
    attempt,
    part,
    parts,
    text,
    texts,
)
from mostrador.rules.bodies import Reason

Body = dict[str, Any]

OVER = {"solved", "closed"}
STAFF = {"agent", "admin"}
CHANNELS = {
    "email": "mail", "web": "web", "mobile": "web", "mobile_sdk": "web", "help_center": "web",
    "web_widget": "web", "chat": "chat", "messaging": "chat", "native_messaging": "chat",
    "voice": "voice", "phone": "voice", "api": "api",
}  # fmt: skip
# Where a ticket carries people whole, and where only their numbers.
INSIDE = ("requester", "submitter", "assignee")
NO_COMMENTS = "Ticket {key} came without its comments: export tickets with comments."


class Export:
    def __init__(self, path: Path, options: Options) -> None:
        self.path, self.options = path, options
        self.folder = Folder(path, alone=options.alone)
        self.paths = exports(path, "ticket*.json*", "ticket*.ndjson")
        self.people = People()

    def told(self) -> Iterator[Told | Reason]:
        self._read_people()
        for path in self.paths:
            for ticket in json_files.records(path, "tickets", "ticket"):
                if isinstance(ticket, Reason):
                    yield ticket
                elif self._is_over(ticket):
                    yield attempt(self._told, ticket)

    def file(self, name: str) -> bytes:
        return self.folder.read(name)

    def _read_people(self) -> None:
        """A single file stands for itself; in a folder the users may lie beside it."""
        beside = self.folder.named("user*.json*", "user*.ndjson") if self.path.is_dir() else []
        for path in beside:
            for user in json_files.records(path, "users", "user"):
                if isinstance(user, dict):
                    self.people.add(text(user.get("id")), _person(user))

    def _is_over(self, ticket: Body) -> bool:
        status = text(ticket.get("status")).lower()
        if status not in OVER:
            self.options.left_out["deleted" if status == "deleted" else "open"] += 1
        return status in OVER

    def _told(self, ticket: Body) -> Told | Reason:
        key = text(ticket.get("id"))
        comments = self._comments(ticket, key)
        if comments is None:
            return Reason("NO_COMMENTS", NO_COMMENTS.format(key=key[:40]), "/comments")
        here = {**_inside(ticket), **_by_key(comments.get("users")), **_by_key(ticket.get("users"))}
        embedded = part(ticket.get("requester"))
        requester = text(ticket.get("requester_id")) or text(embedded.get("id"))
        return Told(
            key=f"zendesk-{key}",
            said=tuple(self._said(parts(comments["comments"]), ticket, requester, here)),
            opened_at=text(ticket.get("created_at")),
            closed_at=text(part(ticket.get("metric_set")).get("solved_at")) or None,
            subject=text(ticket.get("raw_subject")) or text(ticket.get("subject")),
            address=self._who(requester, here).address,
            tags=texts(ticket.get("tags")),
            fields=_fields(ticket),
        )

    def _comments(self, ticket: Body, key: str) -> Body | None:
        if isinstance(ticket.get("comments"), list):
            return {"comments": ticket["comments"]}
        found = self.folder.find([f"comments/{key}.json"])
        page = json_files.whole(self.folder.root / found) if found else None
        page = {"comments": page} if isinstance(page, list) else page
        return page if isinstance(page, dict) and isinstance(page.get("comments"), list) else None

    def _said(
        self, comments: list[Body], ticket: Body, requester: str, here: Mapping[str, Person]
    ) -> Iterator[Said]:
        for comment in comments:
            if comment.get("public") is False:
                self.options.left_out["private"] += 1
                continue
            author = text(comment.get("author_id"))
            person, sender = self._who(author, here), _sender(comment)
            by_buyer = author == requester or (person.role == "end-user")
            yield Said(
                who="buyer" if by_buyer else "service",
                at=text(comment.get("created_at")),
                text=_words(comment),
                channel=_channel(comment) or _channel(ticket),
                name=person.name or text(sender.get("name")),
                address=person.address or text(sender.get("address")).strip().lower(),
                attachments=tuple(self._attachments(comment, text(ticket.get("id")))),
            )

    def _who(self, key: str, here: Mapping[str, Person]) -> Person:
        return here.get(key) or (self.people.get(key) if key else NOBODY)

    def _attachments(self, comment: Body, ticket: str) -> Iterator[dict[str, str]]:
        for one in parts(comment.get("attachments")):
            key, name = text(one.get("id")), text(one.get("file_name"))
            candidates = [
                f"attachments/{key}", f"attachments/{key}/{name}", f"attachments/{ticket}/{key}",
                f"attachments/{ticket}/{name}",
            ]  # fmt: skip
            found = attached(
                self.folder, self.options, name, text(one.get("content_type")), candidates
            )
            if found:
                yield found


def _inside(ticket: Body) -> dict[str, Person]:
    named = [part(ticket.get(name)) for name in INSIDE]
    return _by_key([*named, *parts(ticket.get("collaborator"))])


def _by_key(users: object) -> dict[str, Person]:
    return {text(one.get("id")): _person(one) for one in parts(users)}


def _person(user: Body) -> Person:
    return Person(
        name=text(user.get("name")),
        address=text(user.get("email")).strip().lower(),
        role=text(user.get("role")),
    )


def _sender(comment: Body) -> Body:
    return part(part(part(comment.get("via")).get("source")).get("from"))


def _channel(of: Body) -> str:
    return CHANNELS.get(text(part(of.get("via")).get("channel")), "")


def _words(comment: Body) -> str:
    """The plain words; its own plain text keeps one entity of the page that it was."""
    plain = text(comment.get("plain_body"))
    if plain.strip():
        return plain.replace("&nbsp;", " ")
    page = text(comment.get("html_body"))
    return reading.words(page) if page.strip() else text(comment.get("body"))


def _fields(ticket: Body) -> tuple[str, ...]:
    found = [*parts(ticket.get("custom_fields")), *parts(ticket.get("fields"))]
    values = [text(one.get("value")) for one in found]
    return tuple(dict.fromkeys(value for value in values if value))
