"""A small shop: one WooCommerce, by its public REST interface (v3).

Written from the public documentation, not tried on the live service.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from http import HTTPStatus

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mostrador.connectors import parts
from mostrador.connectors.base import (
    Connector,
    Cursor,
    Done,
    Finding,
    Outcome,
    Page,
    Reply,
    Said,
    Setting,
    Stream,
    Table,
    mapped,
)
from mostrador.connectors.calling import AnswerError, Caller
from mostrador.connectors.parts import Body
from mostrador.connectors.woocommerce import (
    carrying,
    known,
    orders,
    plain,
    products,
    reading,
    refunds,
    words,
)
from mostrador.connectors.woocommerce.orders import Shop

INTERFACE = "/wp-json/wc/v3/"
# Refunds are asked for by the shop's own clock, and no clock is further away than this.
ANY_ZONE = timedelta(hours=15)
A_WEEK = timedelta(days=7)
NO_YES = {"no": gettext_lazy("No"), "yes": gettext_lazy("Yes")}


class WooCommerce(Connector):
    kind = "woocommerce"
    label = "WooCommerce"
    carries = frozenset({"refund", "cancel"})
    speaks = True
    settings = (
        Setting("address", gettext_lazy("Address of the shop"), address=True),
        Setting("consumer_key", gettext_lazy("Consumer key"), secret=True),
        Setting("consumer_secret", gettext_lazy("Consumer secret"), secret=True),
        Setting("seller", gettext_lazy("The seller whose shop this is (our id)")),
        Setting(
            "seller_meta",
            gettext_lazy("Key under which a plugin names the seller of an item"),
            required=False,
            hint=gettext_lazy("Only for a shop of several sellers."),
        ),
        Setting(
            "prefix",
            gettext_lazy("Set before every id"),
            required=False,
            hint=gettext_lazy("Only where two shops share this installation."),
        ),
        Setting(
            "order_id",
            gettext_lazy("What buyers call an order by"),
            default="number",
            choices={"number": gettext_lazy("Its number"), "id": gettext_lazy("Its id")},
        ),
        Setting(
            "money",
            gettext_lazy("Refunds"),
            default="gateway",
            choices={
                "gateway": gettext_lazy("The shop pays back by the way it was paid"),
                "books": gettext_lazy("The shop only writes it down; a person pays back"),
            },
        ),
        Setting(
            "checkout_notes",
            gettext_lazy("What buyers write with an order opens a contact"),
            default="no",
            choices=NO_YES,
        ),
    )
    tables = (
        Table("status", gettext_lazy("States of an order"), known=words.ORDER),
        Table("sellers", gettext_lazy("Sellers as the plugin names them")),
    )

    def streams(self) -> Sequence[Stream]:
        hourly = timedelta(hours=1)
        return [
            Stream("orders", _("Orders"), self.orders),
            Stream("refunds", _("Refunds"), self.refunds, overlap=ANY_ZONE),
            Stream("trash", _("Deleted orders"), self.trash, every=hourly),
            Stream("products", _("Products"), self.products, every=hourly),
        ]

    def orders(self, cursor: Cursor) -> Page:
        found, more = reading.changed(self._caller, "orders", cursor, status="any")
        return Page(
            bodies=mapped(found, lambda one: orders.order(one, self._shop)),
            messages=[note for one in found for note in self._notes(one)],
            newest=parts.latest(map(reading.modified, found)),
            next=more,
            renamed=known.renamed(found, self._shop),
        )

    def refunds(self, cursor: Cursor) -> Page:
        """Each tells only its sum, so their orders are asked for too: once for a page."""
        since = (cursor.since - ANY_ZONE).replace(tzinfo=None, microsecond=0).isoformat()
        try:
            found, more = reading.counted(
                self._caller, "refunds", cursor, orderby="date", order="asc", after=since
            )
        except AnswerError as error:
            if error.status == HTTPStatus.NOT_FOUND:
                # An older shop has no such list; nothing else of it is worse for that.
                return Page()
            raise
        told = self._orders_of(found)
        bodies = [
            refunds.refund(one, told[key], self._shop)
            for one in found
            if (key := parts.text(one, "parent_id")) in told
        ]
        return Page(
            bodies=bodies,
            newest=parts.latest(str(one.get("at") or "") for one in bodies),
            next=more,
        )

    def trash(self, cursor: Cursor) -> Page:
        """All of it, for it is emptied after a month: no moment says when an order came there."""
        found, more = reading.counted(self._caller, "orders", cursor, status=words.TRASH)
        return Page(gone=[self._shop.order_id(one) for one in found], next=more)

    def products(self, cursor: Cursor) -> Page:
        found, more = reading.changed(self._caller, "products", cursor, status="any")
        return Page(
            bodies=mapped(found, lambda one: products.product(one, self._shop)),
            newest=parts.latest(map(reading.modified, found)),
            next=more,
        )

    def test(self) -> Sequence[Finding]:
        page = self.orders(Cursor(self.access.now - A_WEEK))
        findings = [Finding(fine=True, sentence=_orders_found(len(page.bodies)))]
        self.products(Cursor(self.access.now))
        try:
            reading.listed(self._caller, "refunds", per_page="1")
        except AnswerError as error:
            if error.status != HTTPStatus.NOT_FOUND:
                raise
            findings.append(Finding(fine=False, sentence=NO_REFUNDS))
        return [*findings, Finding(fine=True, sentence=MAY_WRITE)]

    def carry_out(self, instruction: Body, key: str) -> Outcome:
        act = carrying.cancelled if instruction["kind"] == "cancel" else carrying.refund
        gateway = self.access.settings.get("money") != "books"
        return act(self._caller, self._shop_id(instruction), instruction, key, gateway=gateway)

    def find(self, instruction: Body, key: str) -> Done | None:
        order = self._shop_id(instruction)
        if instruction["kind"] == "cancel":
            return carrying.found_cancelled(self._caller, order, instruction, key)
        return carrying.refunded(self._caller, order, key)

    def say(self, reply: Reply) -> str:
        """A note to the customer, which the shop sends him by mail."""
        wanted = {"note": reply.text, "customer_note": True}
        return parts.text(self._caller.post(f"orders/{reply.thread}/notes", wanted).json(), "id")

    def find_said(self, reply: Reply) -> str | None:
        path = f"orders/{reply.thread}/notes"
        for note in reading.listed(self._caller, path, type="customer"):
            key = parts.text(note, "id")
            same = plain.words(parts.text(note, "note")) == plain.words(reply.text)
            if same and key not in reply.known:
                return key
        return None

    def _notes(self, body: Body) -> list[Said]:
        text = parts.text(body, "customer_note")
        at = parts.latest([parts.in_utc(parts.text(body, "date_created_gmt"))])
        key = parts.text(body, "id")
        if self.access.settings.get("checkout_notes") != "yes" or not (text and at and key):
            return []
        order = orders.order(body, self._shop)
        return [
            Said(
                thread=key,
                id=f"{key}-checkout",
                by="buyer",
                at=at,
                text=text,
                order=order.get("id"),
                buyer=order["buyer"],
            )
        ]

    def _orders_of(self, found: Sequence[Body]) -> Mapping[str, Body]:
        ids = sorted({parts.text(one, "parent_id") for one in found} - {""})
        if not ids:
            return {}
        told = reading.listed(self._caller, "orders", include=",".join(ids), status="any")
        return {parts.text(one, "id"): one for one in told}

    def _shop_id(self, instruction: Body) -> str:
        """Its own id of the order, which our copy keeps beside the one that buyers know."""
        kept = parts.text(instruction, "order_after", "shop_id")
        return kept or parts.text(instruction, "order_id").removeprefix(self._shop.prefix)

    @cached_property
    def _caller(self) -> Caller:
        said = self.access.settings
        return self.access.caller(
            said["address"].rstrip("/") + INTERFACE,
            login=(said["consumer_key"], said["consumer_secret"]),
        )

    @cached_property
    def _shop(self) -> Shop:
        said = self.access.settings
        return Shop(
            store=self.access.store,
            seller=said["seller"],
            seller_meta=said.get("seller_meta", ""),
            seller_of=lambda word: self.ours("sellers", word),
            prefix=said.get("prefix", ""),
            by_number=said.get("order_id") != "id",
            status=lambda word: self.ours("status", word),
        )


NO_REFUNDS = gettext_lazy(
    "This shop has no list of its refunds: those that are made in the shop itself do not arrive. "
    "Bring WooCommerce up to date."
)
MAY_WRITE = gettext_lazy(
    "Whether the key may write was not tried, for that would change an order: it needs the "
    "permission Read/Write for refunds and cancellations."
)


def _orders_found(count: int) -> str:
    if count >= reading.AT_ONCE:
        return _("The key is accepted: %(count)d orders or more have changed in the last week.") % {
            "count": count
        }
    return ngettext(
        "The key is accepted: one order has changed in the last week.",
        "The key is accepted: %(count)d orders have changed in the last week.",
        count,
    ) % {"count": count}
