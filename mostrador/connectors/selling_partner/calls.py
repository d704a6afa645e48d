"""One operation of the interface: with a token, within its limit, and what its refusals mean."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from mostrador.connectors import parts
from mostrador.connectors.base import Access
from mostrador.connectors.calling import (
    Answer,
    AnswerError,
    KeyRefusedError,
    StartAgainError,
    TryLaterError,
)
from mostrador.connectors.selling_partner import limits, tokens

TOKEN = "x-amz-access-token"  # noqa: S105  the header's name, no token
# The newer interface's, the older one's, and that of returns.
PAGE_TOKENS = ("paginationToken", "NextToken", "nextToken")
ORDER = "{orderId}"
NEWER = "/orders/2026-01-01/orders"
NEWER_ORDER = f"{NEWER}/{ORDER}"
OLDER = "/orders/v0/orders"
OLDER_ORDER = f"{OLDER}/{ORDER}"
OLDER_ITEMS = f"{OLDER_ORDER}/orderItems"
# What the older interface hides, by path, until a token of its own opens it.
HIDDEN = {
    OLDER: ["buyerInfo", "shippingAddress"],
    OLDER_ORDER: ["buyerInfo", "shippingAddress"],
    OLDER_ITEMS: ["buyerInfo"],
}


class Interface:
    def __init__(self, access: Access) -> None:
        self._access = access
        self._account = tokens.account(access)

    def get(self, operation: str, path: str, *, order: str = "", **params: str) -> parts.Body:
        """Its JSON. Raises StartAgainError when a page token is refused: they do not last."""
        try:
            return self._json(
                "GET", operation, path.replace(ORDER, order), opens=path, params=params
            )
        except AnswerError as error:
            if error.status == HTTPStatus.BAD_REQUEST and any(map(params.get, PAGE_TOKENS)):
                raise StartAgainError("The page token no longer holds.") from error
            raise

    def _json(
        self,
        method: str,
        operation: str,
        path: str,
        *,
        opens: str = "",
        params: Mapping[str, str] | None = None,
        json: Any = None,
    ) -> parts.Body:
        limits.take(self._account, operation, now=self._access.now)
        try:
            answer = self._called(method, path, opens, params=params, json=json)
        except TryLaterError as error:
            if error.status == HTTPStatus.TOO_MANY_REQUESTS:
                limits.emptied(self._account, operation, now=self._access.now)
            raise
        rate = answer.headers.get(limits.RATE_HEADER, "")
        limits.heard(self._account, operation, rate, now=self._access.now)
        return parts.part({"answer": answer.json()}, "answer")

    def _called(self, method: str, path: str, opens: str, **more: Any) -> Answer:
        """A token may be refused before its hour is over: then one new one is tried."""
        first = self._token(opens)
        try:
            return self._sent(method, path, first, **more)
        except KeyRefusedError:
            tokens.forget(self._access, opens if opens in HIDDEN else "")
            return self._sent(method, path, self._token(opens), **more)

    def _token(self, opens: str) -> str:
        if opens not in HIDDEN:
            return tokens.token(self._access)
        return tokens.kept(self._access, opens, lambda: self._opened(opens))

    def _opened(self, path: str) -> tuple[str, int]:
        """One for all orders: what it opens is named by a path that names none of them."""
        wanted = {"method": "GET", "path": path, "dataElements": HIDDEN[path]}
        answer = self._json(
            "POST",
            "createRestrictedDataToken",
            "/tokens/2021-03-01/restrictedDataToken",
            json={"restrictedResources": [wanted]},
        )
        return parts.text(answer, "restrictedDataToken"), parts.whole(answer, "expiresIn")

    def _sent(self, method: str, path: str, token: str, **more: Any) -> Answer:
        address = self._access.settings["address"]
        with self._access.caller(address, headers={TOKEN: token}, secrets=[token]) as caller:
            return caller.call(method, path, **more)
