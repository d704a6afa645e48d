"""Mirakl for the operator of a marketplace: what it reads, what it carries out, how it speaks.

Written from the public documentation, not tried on the live service.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mostrador.connectors.base import (
    Body,
    Connector,
    Cursor,
    Done,
    File,
    Finding,
    Later,
    Outcome,
    Page,
    Refused,
    Reply,
    Said,
    Setting,
    Stream,
    mapped,
)
from mostrador.connectors.calling import (
    AnswerError,
    Caller,
    SettingError,
    StartAgainError,
)
from mostrador.connectors.calling import Part as CallPart
from mostrador.connectors.mirakl import orders, refunds, returns, shops, testing, threads, words
from mostrador.connectors.parts import parts, text
from mostrador.rules.moments import moment

A_PAGE = 100
SOME_THREADS = 20
# More would make one page of threads too long to be read in one go.
MOST_FILES = 20
LARGEST_FILE = 10 * 1024 * 1024
# What these answer with is final: nothing was done, and nothing will be.
REFUSALS = {400, 404, 409, 410, 422}
INCLUDED = refunds.INCLUDED
NOT_FOUND = 404
NOT_PAID_YET = timedelta(minutes=30)


class Mirakl(Connector):
    kind = "mirakl"
    label = "Mirakl"
    settings = (
        Setting(
            "address", gettext_lazy("Address of your Mirakl platform"), address=True,
            hint=gettext_lazy("As in your back office, such as https://market.example"),
        ),
        Setting("key", gettext_lazy("API key"), secret=True),
        Setting(
            "scheme", gettext_lazy("How the key is sent"), required=False,
            choices={
                "": gettext_lazy("The key alone"), "Bearer": gettext_lazy("As a bearer token"),
            },
        ),
        Setting("channels", gettext_lazy("Codes of its channels"), required=False,
                hint=gettext_lazy("With commas between them; empty: all")),
        Setting("locale", gettext_lazy("Locale of titles and reasons"), required=False,
                hint=gettext_lazy("Such as de_DE")),
    )  # fmt: skip
    tables = words.TABLES
    carries = frozenset({"refund", "cancel"})
    speaks = True

    def streams(self) -> Sequence[Stream]:
        return [
            Stream("shops", _("Sellers"), self.shops, every=timedelta(hours=1)),
            Stream("orders", _("Orders"), self.orders),
            Stream("returns", _("Returns"), self.returns, every=timedelta(minutes=15)),
            # What was said before we came is nobody's open question.
            Stream(
                "threads", _("Messages"), self.threads, every=timedelta(minutes=2),
                overlap=timedelta(minutes=10), begin=timedelta(0),
            ),
        ]  # fmt: skip

    def shops(self, cursor: Cursor) -> Page:
        """S20"""
        found = self._paged("api/shops", cursor, updated_since=_written(cursor.since))
        rows = parts(found, "shops")
        store = self.access.store
        bodies = mapped(
            rows, lambda row: shops.body(row, store=store, ours=self.ours), ref="shop_id"
        )
        newest = _newest(rows, "last_updated_date")
        return Page(bodies, newest=newest, next=_next(found, "shops", cursor))

    def orders(self, cursor: Cursor) -> Page:
        """OR11, sorted as it comes: what changes while it is paged is met again by the overlap."""
        since = {"start_update_date": _written(cursor.since), "sort": "dateCreated", "order": "asc"}
        channels = self.access.settings.get("channels", "")
        chosen = {"channel_codes": channels} if channels else {}
        found = self._paged("api/orders", cursor, **since, **chosen, **INCLUDED)
        rows = parts(found, "orders")
        store, ours = self.access.store, self.ours
        bodies = [
            *mapped(rows, lambda row: orders.body(row, store=store, ours=ours), ref="order_id"),
            *(each for row in rows for each in orders.refunds(row, ours=ours)),
        ]
        newest = _newest(rows, "last_updated_date")
        return Page(bodies, newest=newest, next=_next(found, "orders", cursor))

    def returns(self, cursor: Cursor) -> Page:
        """RT11"""
        since = {"return_last_updated_from": _written(cursor.since), "limit": str(A_PAGE)}
        found = self._sought("api/returns", cursor, **since)
        rows = parts(found, "data")
        bodies = mapped(rows, lambda row: returns.body(row, ours=self.ours))
        newest = _newest(rows, "last_updated", "last_updated_date")
        return Page(bodies, newest=newest, next=text(found, "next_page_token") or None)

    def threads(self, cursor: Cursor) -> Page:
        """M11, with the last hundred messages of each thread."""
        since = {"updated_since": _written(cursor.since), "with_messages": "true"}
        found = self._sought("api/inbox/threads", cursor, limit=str(SOME_THREADS), **since)
        rows, caller = parts(found, "data"), self._caller()
        files = self._files(rows, _written(cursor.since), caller)
        said: list[Said] = []
        # Messages are no bodies; a thread that is not understood becomes one, with the reason.
        strange = mapped(rows, lambda row: said.extend(threads.messages(row, files)))
        newest = _newest(rows, "date_updated")
        token = text(found, "next_page_token") or None
        return Page(strange, messages=said, newest=newest, next=token)

    def test(self) -> Sequence[Finding]:
        return testing.findings(self._caller(), self.reason)

    def carry_out(self, instruction: Body, key: str) -> Outcome:  # noqa: ARG002  Mirakl takes no key of ours
        caller = self._caller()
        order = _order(caller, text(instruction, "order_id"))
        if order is None:
            return Refused(_("Mirakl has no order with this number any more."))
        act = self._refund if text(instruction, "kind") == "refund" else self._cancel
        try:
            return act(caller, instruction, order)
        except AnswerError as error:
            if error.status in REFUSALS:
                return Refused(error.sentence)
            raise

    def find(self, instruction: Body, key: str) -> Done | None:  # noqa: ARG002  Mirakl takes no key of ours
        order = _order(self._caller(), text(instruction, "order_id"))
        if order is None:
            return None
        taken = {one for said in instruction.get("taken") or () for one in str(said).split(",")}
        look = refunds.refunded if text(instruction, "kind") == "refund" else refunds.cancelled
        return look(instruction, order, taken)

    def say(self, reply: Reply) -> str:
        """M12, to the customer"""
        caller = self._caller()
        thread = caller.get(_thread(reply.thread)).json()
        told = caller.call("POST", f"{_thread(reply.thread)}/message", parts=[
            CallPart("message_input", threads.message_input(reply, thread), "application/json"),
            *(CallPart("files", one.body, one.media_type, one.name) for one in reply.files),
        ])  # fmt: skip
        return text(told.json(), "message_id")

    def find_said(self, reply: Reply) -> str | None:
        """M10: among the operator's messages, one with these words that stands for no other."""
        thread = self._caller().get(_thread(reply.thread)).json()
        return threads.echo(thread, reply.text, reply.known)

    def reason(self, caller: Caller, kind: str, cause: str) -> str:
        """The code that the operator has chosen for our reason, else what sounds like it."""
        table = "refund_reasons" if kind == "REFUND" else "cancel_reasons"
        chosen = self.ours(table, cause) or self.ours(table, "*")
        if chosen:
            return chosen
        return refunds.reason_of(cause, testing.reasons(caller, kind), words.SOUNDS_LIKE)

    def _refund(self, caller: Caller, instruction: Body, order: Body) -> Outcome:
        """OR28. Mirakl pays it back in its own time, and the order tells of it."""
        if not refunds.is_paid(order):
            return Later(_("The buyer has not been debited yet."), NOT_PAID_YET)
        reason = self._needed(caller, "REFUND", text(instruction, "cause"))
        told = caller.put("api/orders/refund", refunds.request(instruction, order, reason))
        return Done(refunds.references(told.json()))

    def _cancel(self, caller: Caller, instruction: Body, order: Body) -> Outcome:
        """OR29 for all of it, OR30 for a part."""
        if refunds.is_whole(instruction, order):
            caller.put(f"api/orders/{quote(text(order, 'order_id'), safe='')}/cancel")
            return Done(text(order, "order_id"))
        reason = self._needed(caller, "CANCELATION", text(instruction, "cause"))
        told = caller.put("api/orders/cancel", refunds.cancellation(instruction, order, reason))
        return Done(refunds.references(told.json()))

    def _needed(self, caller: Caller, kind: str, cause: str) -> str:
        code = self.reason(caller, kind, cause)
        if not code:
            raise SettingError(
                _("Mirakl has no reason code for this; enter one with the connection.")
            )
        return code

    def _files(self, rows: Sequence[Body], since: str, caller: Caller) -> list[tuple[str, File]]:
        """M13 for what came lately; a file that cannot be fetched is left out of its message."""
        wanted = [each for row in rows for each in threads.wants_files(row, since)]
        return [
            (key, File(name, testing.media_type(name), body))
            for key, name in wanted[:MOST_FILES]
            if (body := _download(caller, key))
        ]

    def _caller(self) -> Caller:
        key, scheme = self.access.settings["key"], self.access.settings.get("scheme", "")
        said = f"{scheme} {key}" if scheme else key
        return self.access.caller(
            self.access.settings["address"],
            headers={"Authorization": said, "Accept": "application/json"},
        )

    def _paged(self, path: str, cursor: Cursor, **params: str) -> Any:
        """By offset and max."""
        place = {"max": str(A_PAGE), "offset": str(cursor.page or 0)}
        return self._caller().get(path, {**params, **place, **self._locale()}).json()

    def _sought(self, path: str, cursor: Cursor, **params: str) -> Any:
        """By page token; the token holds all that was asked for at first."""
        asked = {"page_token": str(cursor.page)} if cursor.page else params
        try:
            return self._caller().get(path, asked).json()
        except AnswerError as error:
            if cursor.page and error.status in REFUSALS:
                raise StartAgainError(error.sentence) from error
            raise

    def _locale(self) -> dict[str, str]:
        locale = self.access.settings.get("locale", "")
        return {"locale": locale} if locale else {}


def _order(caller: Caller, key: str) -> Body | None:
    found = caller.get("api/orders", {"order_ids": key, **INCLUDED}).json()
    return next((one for one in parts(found, "orders") if text(one, "order_id") == key), None)


def _thread(key: str) -> str:
    return f"api/inbox/threads/{quote(key, safe='')}"


def _download(caller: Caller, key: str) -> bytes:
    try:
        body = caller.get(f"{_thread(key)}/download").body
    except AnswerError:
        return b""
    return body if len(body) <= LARGEST_FILE else b""


def _next(found: Any, name: str, cursor: Cursor) -> int | None:
    seen = int(cursor.page or 0) + len(parts(found, name))
    more = len(parts(found, name)) and seen < int(text(found, "total_count") or 0)
    return seen if more else None


def _newest(rows: Sequence[Body], *keys: str) -> datetime | None:
    said = [text(row, key) for row in rows for key in keys]
    return max((at for one in said if (at := _moment(one))), default=None)


def _moment(said: str) -> datetime | None:
    try:
        return moment(said)
    except ValueError:
        return None


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
