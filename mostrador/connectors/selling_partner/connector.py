"""An order interface in the style of the largest marketplace: one connection, one seller's account.

Written from the public documentation, not tried on the live service.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mostrador.connectors import parts
from mostrador.connectors.base import (
    Connector,
    Cursor,
    Finding,
    Page,
    Setting,
    Stream,
    Table,
    mapped,
)
from mostrador.connectors.calling import AnswerError
from mostrador.connectors.selling_partner import (
    calls,
    known,
    notices,
    older_orders,
    orders,
    returns,
    words,
)
from mostrador.connectors.selling_partner.calls import Interface
from mostrador.connectors.selling_partner.orders import Whose

NEWEST, V0 = "2026-01-01", "v0"
MOST_PAGES_OF_ITEMS = 20
RETURNS = "/externalFulfillment/2024-09-11/returns"
INCLUDED = "BUYER,RECIPIENT,PROCEEDS,CANCELLATION,FULFILLMENT,PACKAGES,PAYMENT"
# Each older order needs a call for its items, and there is one of those in two seconds.
AT_ONCE = 5
# The returns interface tells what was asked for since a moment, not what has changed since: so it
# is asked again for as long as a return may take.
A_RETURN_LASTS = timedelta(days=60)
A_MINUTE = timedelta(minutes=1)
A_WHILE = timedelta(days=7)
BY_HAND = gettext_lazy(
    "Refunds and cancellations are carried out by a person, who says so under Instructions: "
    "this interface has no call for them that can be made exactly once."
)


class SellingPartner(Connector):
    kind = "selling_partner"
    label = gettext_lazy("Selling partner interface (Amazon style)")
    settings = (
        Setting("address", gettext_lazy("Address of the interface"), address=True),
        Setting("login_address", gettext_lazy("Address of the token server"), address=True),
        Setting("client_id", gettext_lazy("Client id of the application")),
        Setting("client_secret", gettext_lazy("Client secret of the application"), secret=True),
        Setting("refresh_token", gettext_lazy("Refresh token of the seller"), secret=True),
        Setting("seller", gettext_lazy("The seller whose account this is (our id)")),
        Setting(
            "marketplaces",
            gettext_lazy("Ids of the marketplaces"),
            hint=gettext_lazy("Separated by commas."),
        ),
        Setting(
            "version",
            gettext_lazy("Version of the orders interface"),
            default=NEWEST,
            choices={NEWEST: NEWEST, V0: gettext_lazy("v0 (being switched off)")},
        ),
        Setting(
            "returns",
            gettext_lazy("Read returns"),
            default="no",
            choices={"no": gettext_lazy("No"), "yes": gettext_lazy("Yes")},
            hint=gettext_lazy("Only for sellers who use the interface for external fulfilment."),
        ),
        Setting(
            "notices",
            gettext_lazy("Address that lists the notifications"),
            required=False,
            address=True,
            hint=gettext_lazy("If you have put one behind the queue that they are sent to."),
        ),
        Setting("notices_key", gettext_lazy("Key for this address"), required=False, secret=True),
    )
    tables = (
        Table(
            "fulfilment",
            gettext_lazy("Who sends the goods"),
            known=words.FULFILMENT,
            allowed=("seller", "operator"),
        ),
        Table(
            "stores",
            gettext_lazy("Marketplaces and their stores"),
            # A marketplace that is not named belongs to the connection's store.
            otherwise="",
        ),
    )

    def streams(self) -> Sequence[Stream]:
        read = self.older if self.access.settings.get("version") == V0 else self.newer
        found = [Stream("orders", _("Orders"), read)]
        if self.access.settings.get("notices"):
            found.append(Stream("notices", _("Notifications"), self.noticed, every=A_MINUTE))
        if self.access.settings.get("returns") == "yes":
            found.append(
                Stream(
                    "returns", _("Returns"), self.returned,
                    every=timedelta(hours=1), overlap=A_RETURN_LASTS, begin=A_RETURN_LASTS,
                )
            )  # fmt: skip
        return found

    def newer(self, cursor: Cursor) -> Page:
        """Everything that is told of up to a hundred orders, in one call."""
        token = {"paginationToken": cursor.page} if cursor.page else {}
        answer = self._interface.get(
            "searchOrders",
            calls.NEWER,
            lastUpdatedAfter=_said(cursor.since),
            marketplaceIds=self._marketplaces(),
            includedData=INCLUDED,
            **token,
        )
        found = parts.parts(answer, "orders")
        return Page(
            bodies=known.with_buyers(mapped(found, self._order, ref="orderId")),
            newest=parts.latest(parts.text(one, "lastUpdatedTime") for one in found),
            next=parts.text(answer, "pagination", "nextToken") or None,
        )

    def _order(self, body: parts.Body) -> parts.Made:
        return orders.order(body, self._whose())

    def older(self, cursor: Cursor) -> Page:
        """A page of orders first, and then their items, a few orders a time."""
        page: dict[str, Any] = dict(cursor.page or {})
        if page.get("orders"):
            return self._older_items(page)
        token = {"NextToken": page["token"]} if page.get("token") else {}
        answer = self._interface.get(
            "getOrders",
            calls.OLDER,
            LastUpdatedAfter=_said(cursor.since),
            MarketplaceIds=self._marketplaces(),
            **token,
        )
        found = parts.parts(answer, "payload", "Orders")
        ids = [parts.text(one, "AmazonOrderId") for one in found]
        return Page(
            next=_left([one for one in ids if one], parts.text(answer, "payload", "NextToken"))
        )

    def _older_items(self, page: dict[str, Any]) -> Page:
        now, later = page["orders"][:AT_ONCE], page["orders"][AT_ONCE:]
        found = mapped(now, self._fetched)
        return Page(
            bodies=known.with_buyers(found),
            newest=parts.latest(str(one.get("updated_at") or "") for one in found),
            next=_left(later, page.get("token") or ""),
        )

    def _older_order(self, key: str) -> parts.Made:
        said = self._interface.get("getOrder", calls.OLDER_ORDER, order=key)
        items = list(self._items(key))
        return older_orders.order(parts.part(said, "payload"), items, whose=self._whose())

    def _items(self, key: str) -> Iterator[parts.Body]:
        token: dict[str, str] = {}
        for _page in range(MOST_PAGES_OF_ITEMS):
            answer = self._interface.get("getOrderItems", calls.OLDER_ITEMS, order=key, **token)
            yield from parts.parts(answer, "payload", "OrderItems")
            more = parts.text(answer, "payload", "NextToken")
            if not more:
                return
            token = {"NextToken": more}

    def noticed(self, cursor: Cursor) -> Page:
        """Each order that a notification names is fetched, a few a time."""
        if cursor.page:
            now, later = cursor.page["orders"][:AT_ONCE], cursor.page["orders"][AT_ONCE:]
            return Page(bodies=known.with_buyers(mapped(now, self._fetched)), next=_left(later, ""))
        key = self.access.settings.get("notices_key")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        address = self.access.settings["notices"]
        with self.access.caller(address, headers=headers) as caller:
            told = caller.get(address, {"since": _said(cursor.since)}).json()
        said = told if isinstance(told, list) else []
        ids = dict.fromkeys(order for one in said for order in notices.orders_in(one))
        return Page(newest=parts.latest(map(notices.told_at, said)), next=_left([*ids], ""))

    def _fetched(self, key: str) -> parts.Body | None:
        """One order by its id; an id that is nobody's, or another account's, is left out."""
        fetch = (
            self._older_order if self.access.settings.get("version") == V0 else self._newer_order
        )
        try:
            return fetch(key)
        except AnswerError as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return None
            raise

    def _newer_order(self, key: str) -> parts.Made:
        answer = self._interface.get(
            "getOrder", calls.NEWER_ORDER, order=key, includedData=INCLUDED
        )
        return self._order(parts.part(answer, "order"))

    def returned(self, cursor: Cursor) -> Page:
        token = {"nextToken": cursor.page} if cursor.page else {}
        answer = self._interface.get(
            "listReturns",
            RETURNS,
            createdSince=_said(cursor.since),
            maxResults="100",
            **token,
        )
        found = parts.parts(answer, "returns")
        return Page(
            bodies=mapped(found, lambda one: returns.returned(one, known.lines_with)),
            newest=parts.latest(parts.text(one, "creationDateTime") for one in found),
            next=parts.text(answer, "nextToken") or None,
        )

    def test(self) -> Sequence[Finding]:
        """One order is asked for as the streams ask, so a missing right shows here."""
        page = self.streams()[0].read(Cursor(self.access.now - A_WHILE))
        count = len(page.bodies) or len((page.next or {}).get("orders", ()))
        findings = [Finding(fine=True, sentence=_orders_found(count))]
        if self.access.settings.get("returns") == "yes":
            self.returned(Cursor(self.access.now - A_WHILE))
            findings.append(Finding(fine=True, sentence=_("Returns can be read.")))
        return [*findings, Finding(fine=True, sentence=BY_HAND)]

    @cached_property
    def _interface(self) -> Interface:
        return Interface(self.access)

    def _marketplaces(self) -> str:
        said = self.access.settings["marketplaces"].split(",")
        return ",".join(one.strip() for one in said if one.strip())

    def _whose(self) -> Whose:
        return Whose(
            seller=self.access.settings["seller"],
            store=lambda key: self.ours("stores", key) or self.access.store,
            fulfilment=lambda word: self.ours("fulfilment", word),
        )


def _said(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _left(ids: Sequence[str], token: str) -> dict[str, Any] | None:
    """What is still to be asked in this round."""
    left = parts.given(orders=list(ids), token=token)
    return left or None


def _orders_found(count: int) -> str:
    return ngettext(
        "The key is accepted: one order has changed in the last week.",
        "The key is accepted: %(count)d orders have changed in the last week.",
        count,
    ) % {"count": count}
