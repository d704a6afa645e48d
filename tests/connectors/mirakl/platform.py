"""A Mirakl platform on this machine, as the public documentation says that one behaves."""

import email
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from email.policy import HTTP
from itertools import count
from typing import Any

from tests.cast import NOON
from tests.connectors.mirakl import goods
from tests.connectors.serving import Answered, Asked, serving

KEY = "front-key-7f3a"
SHORTEST, LONGEST = 3, 50_000
A_PAGE = 2
Body = dict[str, Any]
NOT_FOUND = Answered({"message": "Not Found"}, 404)


@dataclass
class Platform:
    """Its clock is its own, and can be moved."""

    now: datetime = NOON
    orders: dict[str, Body] = field(default_factory=dict)
    returns: list[Body] = field(default_factory=list)
    threads: dict[str, Body] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    shops: list[Body] = field(default_factory=goods.shops)
    reasons: list[Body] = field(default_factory=goods.reasons)
    heard: list[str] = field(default_factory=list)
    # Answers 429 until then, and says how long to wait.
    busy: timedelta = timedelta(0)
    # Of these calls everything is done, and nobody hears of it.
    cut: set[str] = field(default_factory=set)
    refuses: dict[str, int] = field(default_factory=dict)
    url: str = ""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def answer(self, asked: Asked) -> Answered:
        name = f"{asked.method} {asked.path}"
        self.heard.append(name)
        if asked.headers.get("authorization") != KEY:
            return Answered({"message": "Unauthorized", "status": 401}, 401)
        if self.busy:
            after = str(int(self.busy.total_seconds()))
            return Answered({"message": "Too Many Requests"}, 429, {"Retry-After": after})
        if name in self.refuses:
            return Answered({"message": "Refused"}, self.refuses[name])
        said = self._said(asked)
        return Answered(cut=True) if name in self.cut else said

    def touched(self, order: str) -> Body:
        """The order, changed just now."""
        self.orders[order]["last_updated_date"] = goods.iso(self.now)
        return self.orders[order]

    def add(self, *orders: Body) -> None:
        for order in orders:
            self.orders[order["order_id"]] = order
            self.touched(order["order_id"])

    def write(self, thread: str, who: str, text: str, *, to: str = "SHOP", **more: Any) -> str:
        """Somebody writes into the thread; the id of the message."""
        key = f"m-{next(self.numbers)}"
        message = goods.message(key, who, text, to, at=self.now, **more)
        self.threads[thread]["messages"].append(message)
        self.threads[thread]["date_updated"] = goods.iso(self.now)
        return key

    def said(self, thread: str, who: str = "OPERATOR_USER") -> list[str]:
        rows = self.threads[thread]["messages"]
        return [one["body"] for one in rows if one["from"]["type"] == who]

    def refunds(self, order: str) -> list[Body]:
        return [each for line in self.orders[order]["order_lines"] for each in line["refunds"]]

    def pay_back(self, order: str) -> None:
        """What was asked for is paid, some time later."""
        for each in self.refunds(order):
            each |= {"state": "REFUNDED", "transaction_date": goods.iso(self.now)}
        self.touched(order)

    def _said(self, asked: Asked) -> Answered:
        for method, path, act in self._routes():
            found = re.fullmatch(path, asked.path)
            if method == asked.method and found:
                return act(asked, *found.groups())
        return NOT_FOUND

    def _routes(self) -> list[tuple[str, str, Callable[..., Answered]]]:
        return [
            ("GET", "/api/version", lambda _asked: Answered({"version": "3.500"})),
            ("GET", "/api/orders", self._orders),
            ("GET", "/api/shops", lambda asked: _paged(self.shops, "shops", asked)),
            ("GET", "/api/returns", self._returns),
            ("GET", "/api/reasons", self._reasons),
            ("GET", "/api/reasons/(\\w+)", self._reasons),
            ("GET", "/api/inbox/threads", self._threads),
            ("GET", "/api/inbox/threads/([^/]+)", lambda _, key: _found(self.threads.get(key))),
            ("GET", "/api/inbox/threads/(.+)/download", lambda _, key: _found(self.files.get(key))),
            ("POST", "/api/inbox/threads/(.+)/message", self._reply),
            ("PUT", "/api/orders/refund", self._ask_refund),
            ("PUT", "/api/orders/cancel", self._ask_cancel),
            ("PUT", "/api/orders/(.+)/cancel", self._cancel_whole),
        ]

    def _returns(self, asked: Asked) -> Answered:
        since = asked.params.get("return_last_updated_from", "")
        return _sought(self.returns, "last_updated", since, asked)

    def _threads(self, asked: Asked) -> Answered:
        since = asked.params.get("updated_since", "")
        return _sought(list(self.threads.values()), "date_updated", since, asked)

    def _reasons(self, _asked: Asked, kind: str = "") -> Answered:
        rows = [one for one in self.reasons if kind in {"", one["type"]}]
        return Answered({"reasons": rows})

    def _ask_refund(self, asked: Asked) -> Answered:
        return self._each(asked.body["refunds"], self._refund, "refunds")

    def _ask_cancel(self, asked: Asked) -> Answered:
        return self._each(asked.body["cancelations"], self._cancel, "cancelations")

    def _cancel_whole(self, _asked: Asked, key: str) -> Answered:
        self.touched(key)["order_state"] = "CANCELED"
        return Answered(status=204)

    def _orders(self, asked: Asked) -> Answered:
        if wanted := asked.params.get("order_ids"):
            rows = [row for key, row in self.orders.items() if key in wanted.split(",")]
        else:
            since = asked.params.get("start_update_date", "")
            rows = [row for row in self.orders.values() if row["last_updated_date"] >= since]
        return _paged(sorted(rows, key=lambda row: row["created_date"]), "orders", asked)

    def _reply(self, asked: Asked, key: str) -> Answered:
        if key not in self.threads:
            return NOT_FOUND
        head = f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode()
        form = {
            part.get_param("name", header="content-disposition"): part
            for part in email.message_from_bytes(head + asked.raw, policy=HTTP).iter_parts()
        }
        given = json.loads(form["message_input"].get_content())
        if not SHORTEST <= len(given["body"]) <= LONGEST or not given["to"]:
            return Answered({"message": "body: size must be between 3 and 50000"}, 400)
        to = given["to"][0]["type"]
        made = self.write(key, "OPERATOR", given["body"], to=to)
        return Answered({"message_id": made, "thread_id": key}, 201)

    def _each(self, asked: list[Body], act: Callable[[Body], Body], name: str) -> Answered:
        known = {one["code"] for one in self.reasons}
        if any(one.get("reason_code") not in known for one in asked):
            return Answered({"message": "reason_code: unknown"}, 400)
        if any(_left(self._line(one)) < Decimal(str(one.get("amount", 0))) for one in asked):
            return Answered({"message": "amount: more than what is left"}, 400)
        group = f"g-{next(self.numbers)}"
        return Answered({name: [act({**one, "order_refund_id": group}) for one in asked]})

    def _refund(self, asked: Body) -> Body:
        made = {
            **asked, "id": str(next(self.numbers)), "state": "WAITING_REFUND",
            "created_date": goods.iso(self.now),
        }  # fmt: skip
        self._line(asked)["refunds"].append(made)
        self.touched(self._order(asked)["order_id"])
        return {**asked, "refund_id": made["id"]}

    def _cancel(self, asked: Body) -> Body:
        made = {**asked, "id": f"c-{next(self.numbers)}"}
        self._line(asked)["cancelations"].append(made)
        self.touched(self._order(asked)["order_id"])
        return {**asked, "cancelation_id": made["id"], "order_refund_id": None}

    def _line(self, asked: Body) -> Body:
        rows = self._order(asked)["order_lines"]
        return next(one for one in rows if one["order_line_id"] == asked["order_line_id"])

    def _order(self, asked: Body) -> Body:
        return next(
            row
            for row in self.orders.values()
            if asked["order_line_id"] in {one["order_line_id"] for one in row["order_lines"]}
        )


@contextmanager
def running(platform: Platform | None = None) -> Iterator[Platform]:
    platform = platform or Platform()
    with serving(platform.answer) as url:
        platform.url = url
        yield platform


def _found(body: Body | bytes | None) -> Answered:
    return NOT_FOUND if body is None else Answered(body)


def _left(line: Body) -> Decimal:
    gone = sum(Decimal(str(one.get("amount", 0))) for one in line["refunds"])
    return Decimal(str(line["price"])) - gone


def _paged(rows: list[Body], name: str, asked: Asked) -> Answered:
    offset = int(asked.params.get("offset", "0"))
    some = rows[offset : offset + A_PAGE]
    return Answered({name: some, "total_count": len(rows)})


def _sought(rows: list[Body], key: str, since: str, asked: Asked) -> Answered:
    token = asked.params.get("page_token")
    if token == "gone":
        return Answered({"message": "page_token: expired"}, 400)
    since, start = token.split("|") if token else (since, "0")
    found = sorted((row for row in rows if row[key] >= since), key=lambda row: row[key])
    at = int(start)
    more = f"{since}|{at + A_PAGE}" if len(found) > at + A_PAGE else None
    return Answered({"data": found[at : at + A_PAGE], "next_page_token": more})
