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
ORDER = "{orderId}"
PAGE_TOKENS = ("paginationToken", "NextToken", "nextToken")


class Interface:
    def __init__(self, access: Access) -> None:
        self._access = access
        self._account = tokens.account(access)
        self._restricted: dict[str, str] = {}

    def get(self, operation: str, path: str, **params: str) -> parts.Body:
        """Its JSON. Raises StartAgainError when a page token is refused: they do not last."""
        try:
            return self._json("GET", operation, path, params=params)
        except AnswerError as error:
            if error.status == HTTPStatus.BAD_REQUEST and any(map(params.get, PAGE_TOKENS)):
                raise StartAgainError("The page token no longer holds.") from error
            raise

    def restricted(
        self, operation: str, pattern: str, shown: list[str], *, order: str = "", **params: str
    ) -> parts.Body:
        """With a token of its own, without which the older interface hides who bought."""
        path = pattern.replace(ORDER, order)
        return self._json("GET", operation, path, params=params, token=self._own(pattern, shown))

    def _own(self, pattern: str, shown: list[str]) -> str:
        """One for all orders: what it opens is named by a path that names none of them."""
        if pattern not in self._restricted:
            wanted = {"method": "GET", "path": pattern, "dataElements": shown}
            answer = self._json(
                "POST",
                "createRestrictedDataToken",
                "/tokens/2021-03-01/restrictedDataToken",
                json={"restrictedResources": [wanted]},
            )
            self._restricted[pattern] = parts.text(answer, "restrictedDataToken")
        return self._restricted[pattern]

    def _json(
        self,
        method: str,
        operation: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: Any = None,
        token: str = "",
    ) -> parts.Body:
        limits.take(self._account, operation, now=self._access.now)
        try:
            answer = self._called(method, path, params=params, json=json, token=token)
        except TryLaterError as error:
            if error.status == HTTPStatus.TOO_MANY_REQUESTS:
                limits.emptied(self._account, operation, now=self._access.now)
            raise
        rate = answer.headers.get(limits.RATE_HEADER, "")
        limits.heard(self._account, operation, rate, now=self._access.now)
        return parts.part({"answer": answer.json()}, "answer")

    def _called(self, method: str, path: str, *, token: str, **more: Any) -> Answer:
        """An access token may be refused before its hour is over: then one new one is tried."""
        first = token or tokens.token(self._access)
        try:
            return self._sent(method, path, first, **more)
        except KeyRefusedError:
            if token:
                raise
            tokens.forget(self._access)
            return self._sent(method, path, tokens.token(self._access), **more)

    def _sent(self, method: str, path: str, token: str, **more: Any) -> Answer:
        address = self._access.settings["address"]
        with self._access.caller(address, headers={TOKEN: token}, secrets=[token]) as caller:
            return caller.call(method, path, **more)
