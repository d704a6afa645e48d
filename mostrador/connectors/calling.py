"""Calling a marketplace: limits on time and size, what an error means, and no secret in it.

A call that goes wrong is one of these errors, each with a sentence for the operator. A connector
lets them pass, except where it knows better: an `AnswerError` with a status it expects.
"""

import json as reading
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, NoReturn, Self
from urllib.parse import urljoin

import httpx

from mostrador.connectors import unpacking
from mostrador.connectors.cutting_off import Cut
from mostrador.connectors.failures import (
    AnswerError,
    CallError,
    KeyRefusedError,
    SettingError,
    StartAgainError,
    TryLaterError,
    UnreadableError,
)
from mostrador.connectors.secrecy import blotted, cleaned, shown
from mostrador.rules import back_off
from mostrador.rules.webhook_address import Endpoint, endpoint, inner

__all__ = [
    "Answer",
    "AnswerError",
    "CallError",
    "Caller",
    "KeyRefusedError",
    "Part",
    "SettingError",
    "StartAgainError",
    "TryLaterError",
    "UnreadableError",
]  # fmt: skip

# For one call, from its beginning to its last byte.
PATIENCE = timedelta(seconds=20)
READ_AT_MOST = 16 * 1024 * 1024
# Page tokens and signatures stand in addresses.
LONGEST_ADDRESS = 8_000
NAME = "Mostrador"
# A line for each call, with whatever key stands in its address.
logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    # Names in small letters.
    headers: Mapping[str, str]
    body: bytes
    # Blotted out of what is said about it.
    secrets: Sequence[str] = ()

    def json(self) -> Any:
        """Raises UnreadableError. A decimal number comes as the text that it was written as."""
        try:
            return reading.loads(self.body, parse_float=str)
        except (ValueError, RecursionError):
            began = shown(self.body, self.secrets)
            raise UnreadableError(f"The answer is no JSON; it begins: {began}") from None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a multipart/form-data body."""

    name: str
    body: bytes
    media_type: str
    # As the marketplace will call it, if it is a file.
    file_name: str | None = None

    def as_file(self) -> tuple[str, tuple[str | None, bytes, str]]:
        return self.name, (self.file_name, self.body, self.media_type)


class Caller:
    """The way to one address, for one turn. A redirection is followed nowhere: it is an answer.

    `patience` is for one call as a whole: who trickles one byte a second is cut off as well.
    """

    def __init__(
        self,
        address: str,
        *,
        now: datetime,
        headers: Mapping[str, str] | None = None,
        login: tuple[str, str] | None = None,
        secrets: Sequence[str] = (),
        patience: timedelta = PATIENCE,
    ) -> None:
        if endpoint(address) is None:
            raise SettingError("The address must begin with https://, or be on this machine.")
        self._address = address.rstrip("/") + "/"
        self._now, self._patience = now, patience
        # Blotted out of every sentence; a login is also echoed as a whole.
        self._secrets = (*secrets, *((login[1], ":".join(login)) if login else ()))
        self._headers = {"Accept": "application/json", **(headers or {})}
        self._login = httpx.BasicAuth(*login) if login else None
        # How far the marketplace's clock was ahead of ours in its last answer.
        self.ahead: timedelta | None = None
        # No proxy and no .netrc: what is called, and with which key, is here and nowhere else.
        # A connection for each call: only one that was seen to be made can be cut off.
        self._client = httpx.Client(
            trust_env=False,
            headers={"User-Agent": NAME, "Accept-Encoding": unpacking.ACCEPTED},
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    def get(self, path: str, params: Mapping[str, Any] | None = None) -> Answer:
        """`path` is added to the address; a whole address must be on the same host."""
        return self.call("GET", path, params=params)

    def post(
        self,
        path: str,
        json: Any = None,
        *,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        return self.call("POST", path, json=json, form=form, headers=headers)

    def put(self, path: str, json: Any = None) -> Answer:
        return self.call("PUT", path, json=json)

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        form: Mapping[str, str] | None = None,
        parts: Sequence[Part] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One call: a 2xx answer, or an error. With `parts` the body is multipart/form-data."""
        request = self._client.build_request(
            method,
            self._whole(path),
            params=params,
            json=json,
            data=form,
            files=[each.as_file() for each in parts] or None,
            headers={**self._headers, **(headers or {})},
        )
        return self._sent(request, self._login)

    def elsewhere(self, address: str) -> Answer:
        """Fetch what the marketplace says lies there, on any host, without key and login."""
        there, ours = endpoint(address, longest=LONGEST_ADDRESS), endpoint(self._address)
        if there is None or ours is None:
            raise UnreadableError("The marketplace named an address that is not encrypted.")
        # What stands in our own network is none of a marketplace's business.
        if inner(there.host) and not inner(ours.host):
            raise UnreadableError("The marketplace named an address in our own network.")
        return self._sent(self._client.build_request("GET", address), None)

    def _whole(self, path: str) -> str:
        whole = urljoin(self._address, path if "://" in path else path.lstrip("/"))
        ours, theirs = endpoint(self._address), endpoint(whole, longest=LONGEST_ADDRESS)
        if theirs is None or ours is None or _place(ours) != _place(theirs):
            raise UnreadableError("The marketplace named an address on another host.")
        return whole

    def _sent(self, request: httpx.Request, login: httpx.Auth | None) -> Answer:
        with Cut(self._patience) as cut, self._understood(cut):
            request.extensions |= {"trace": cut.traced, "timeout": cut.timeouts}
            response = self._client.send(request, auth=login, stream=True, follow_redirects=False)
            try:
                body = self._read(response)
            finally:
                response.close()
        return self._judged(response, body)

    @contextmanager
    def _understood(self, cut: Cut) -> Iterator[None]:
        try:
            yield
            if cut.was_cut:
                raise TryLaterError(self._too_slow())
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
            raise SettingError(self._clean(f"The address cannot be called: {error}")) from None
        except httpx.RemoteProtocolError as error:
            # Hung up in the middle, by them or by us: what they did of it nobody knows.
            said = self._too_slow() if cut.was_cut else f"The answer broke off: {error}"
            raise TryLaterError(self._clean(said)) from None
        except httpx.HTTPError as error:
            slow = cut.was_cut or isinstance(error, httpx.TimeoutException)
            said = self._too_slow() if slow else f"It cannot be reached: {error}"
            raise TryLaterError(self._clean(said)) from None

    def _read(self, response: httpx.Response) -> bytes:
        coding = response.headers.get("Content-Encoding", "")
        try:
            return unpacking.unpacked(response.iter_raw(), coding, at_most=READ_AT_MOST)
        except unpacking.TooLargeError:
            raise UnreadableError(f"The answer is larger than {READ_AT_MOST} bytes.") from None
        except unpacking.UnknownCodingError:
            raise UnreadableError("The answer is compressed in a way we do not know.") from None
        except unpacking.BrokenError as error:
            raise TryLaterError(self._clean(f"The answer broke off: {error}")) from None

    def _judged(self, response: httpx.Response, body: bytes) -> Answer:
        theirs = back_off.date(response.headers.get("Date"))
        self.ahead = theirs - self._now if theirs else None
        status = response.status_code
        if not response.is_success:
            self._refuse(status, response, body, at=theirs or self._now)
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(status, headers, body, self._secrets)

    def _refuse(
        self, status: int, response: httpx.Response, body: bytes, *, at: datetime
    ) -> NoReturn:
        # A connector may hand on what it finds in there.
        body = cleaned(body, self._secrets)
        said = f"{self._clean(_named(status))} {shown(body, self._secrets)}".strip()
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            raise KeyRefusedError(f"The key is not accepted: {said}")
        if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            after = back_off.asked_for(response.headers.get("Retry-After"), at=at)
            raise TryLaterError(f"It asks us to wait: {said}", after, status=status, body=body)
        raise AnswerError(f"It answers: {said}", status, body)

    def _too_slow(self) -> str:
        return f"No whole answer within {int(self._patience.total_seconds())} seconds."

    def _clean(self, said: str) -> str:
        return blotted(said, self._secrets)


def _place(there: Endpoint) -> tuple[bool, str, int]:
    return there.secure, there.host, there.port


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
