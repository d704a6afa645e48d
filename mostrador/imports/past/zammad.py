"""Zammad's tickets with their articles, as its REST API hands them out with ?expand=true.

Written from its public documentation; not tried on a live service. Either JSON Lines, each ticket
with its `articles`; or a folder with tickets*.json, articles/TICKET.json and
attachments/TICKET/ARTICLE/ID, the paths of the API's own addresses.
"""

from collections.abc import Iterator
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from mostrador.imports.past import json_files, reading
from mostrador.imports.past.beside import Folder, attached, exports
from mostrador.imports.past.telling import (
    LONGEST_SUBJECT,
    Options,
    Said,
    Told,
    attachment,
    attempt,
    part,
    parts,
    text,
    texts,
)
from mostrador.rules.bodies import Reason

Body = dict[str, Any]

OPEN = {"new", "open", "pending reminder", "pending close"}
GONE = {"merged", "removed"}
# Without ?expand=true only these numbers say who wrote and how, the same in every installation.
SENDERS = {"1": "Agent", "2": "Customer", "3": "System"}
TYPES = {"1": "email", "3": "chat", "5": "phone", "10": "note", "11": "web"}
CHANNELS = {"email": "mail", "phone": "voice", "web": "web", "chat": "chat", "note": "web"}
# Every ticket has these; what else is text was asked for by the people there.
THEIR_OWN = {
    "id", "number", "title", "note", "state", "priority", "group", "owner", "customer", "type",
    "organization", "created_by", "updated_by", "create_article_type", "create_article_sender",
    "time_unit",
}  # fmt: skip
NO_ARTICLES = "Ticket {key} came without its articles: fetch them by ticket, too."


class Export:
    def __init__(self, path: Path, options: Options) -> None:
        self.path, self.options = path, options
        self.folder = Folder(path, alone=options.alone)
        self.paths = exports(path, "ticket*.json*", "ticket*.ndjson")

    def told(self) -> Iterator[Told | Reason]:
        for path in self.paths:
            for ticket in json_files.records(path, "tickets", "ticket"):
                if isinstance(ticket, Reason):
                    yield ticket
                elif self._is_over(ticket):
                    yield attempt(self._told, ticket)

    def file(self, name: str) -> bytes:
        return self.folder.read(name)

    def _is_over(self, ticket: Body) -> bool:
        """States may be renamed there; then only a closed ticket has the moment of its closing."""
        state = _named(ticket, "state").lower()
        if state in GONE:
            self.options.left_out["deleted"] += 1
            return False
        over = state == "closed" or (state not in OPEN and bool(ticket.get("close_at")))
        if not over:
            self.options.left_out["open"] += 1
        return over

    def _told(self, ticket: Body) -> Told | Reason:
        key = text(ticket.get("id"))
        articles = self._articles(ticket, key)
        if articles is None:
            return Reason("NO_ARTICLES", NO_ARTICLES.format(key=key[:40]), "/articles")
        said = tuple(self._said(articles, key))
        customer = part(ticket.get("customer")).get("email") or _named(ticket, "customer")
        first = next((one.address for one in said if one.who == "buyer" and one.address), "")
        address = text(customer).strip().lower()
        return Told(
            key=f"zammad-{key}",
            said=said,
            opened_at=text(ticket.get("created_at")),
            closed_at=text(ticket.get("close_at")) or None,
            subject=text(ticket.get("title")),
            address=address if "@" in address else first,
            tags=texts(ticket.get("tags")),
            fields=_fields(ticket),
        )

    def _articles(self, ticket: Body, key: str) -> list[Body] | None:
        if isinstance(ticket.get("articles"), list):
            return parts(ticket["articles"])
        found = self.folder.find([f"articles/{key}.json"])
        page = json_files.whole(self.folder.root / found) if found else None
        return parts(page) if isinstance(page, list) else None

    def _said(self, articles: list[Body], ticket: str) -> Iterator[Said]:
        for article in articles:
            if article.get("internal") is True:
                self.options.left_out["private"] += 1
                continue
            name, address = parseaddr(text(article.get("from"))[:LONGEST_SUBJECT])
            sender = _named(article, "sender") or SENDERS.get(text(article.get("sender_id")))
            way = _named(article, "type") or TYPES.get(text(article.get("type_id")), "")
            yield Said(
                who="buyer" if sender == "Customer" else "service",
                at=text(article.get("created_at")),
                text=_words(article),
                channel=CHANNELS.get(way.split(" ")[0], ""),
                name=name or ("" if "@" in address else text(article.get("from"))),
                address=address.lower() if "@" in address else "",
                attachments=tuple(self._attachments(article, ticket)),
            )

    def _attachments(self, article: Body, ticket: str) -> Iterator[dict[str, str]]:
        for one in parts(article.get("attachments")):
            key, name = text(one.get("id")), text(one.get("filename"))
            kind = part(one.get("preferences"))
            media_type = text(kind.get("Mime-Type")) or text(kind.get("Content-Type"))
            media_type = media_type.partition(";")[0].strip() or text(one.get("mime-type"))
            if one.get("data"):
                yield attachment(name, media_type, content=text(one["data"]))
                continue
            place = f"attachments/{ticket}/{text(article.get('id'))}"
            candidates = [f"{place}/{key}", f"{place}/{name}", f"{place}/{key}/{name}"]
            found = attached(self.folder, self.options, name, media_type, candidates)
            if found:
                yield found


def _named(of: Body, what: str) -> str:
    """A name, or an object that has one: the API does it both ways."""
    value = of.get(what)
    return text(part(value).get("name")) if isinstance(value, dict) else text(value)


def _words(article: Body) -> str:
    body = text(article.get("body"))
    is_page = "html" in text(article.get("content_type")).lower()
    return reading.words(body) if is_page else body


def _fields(ticket: Body) -> tuple[str, ...]:
    own = [text(value) for name, value in ticket.items() if _is_asked_for(name)]
    return tuple(dict.fromkeys(value for value in own if value))


def _is_asked_for(name: str) -> bool:
    return name not in THEIR_OWN and not name.endswith(("_id", "_at", "_ids", "_in_min"))
