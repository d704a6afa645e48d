"""A program that calls the API, and the marketplace it calls about."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client

from mostrador import wallclock
from mostrador.people import tokens
from tests.cast import NOON, the_marketplace

ROOT = "/api/v1/"
REFUSED = 400


@dataclass(frozen=True)
class Program:
    """Calls with a token; every refusal it gets must be a whole problem document."""

    token: str | None

    def get(self, path: str) -> HttpResponse:
        return self._call("GET", path)

    def delete(self, path: str) -> HttpResponse:
        return self._call("DELETE", path)

    def put(self, path: str, body: Any) -> HttpResponse:
        return self._call("PUT", path, body)

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> HttpResponse:
        return self._call("POST", path, {} if body is None else body, key=key)

    def send(
        self, method: str, path: str, raw: bytes, media_type: str = "application/json"
    ) -> HttpResponse:
        """Any bytes at all."""
        return self._call(method, path, raw=raw, media_type=media_type)

    def _call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        raw: bytes | None = None,
        media_type: str = "application/json",
    ) -> HttpResponse:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if key is not None:
            headers["Idempotency-Key"] = key
        sent = json.dumps(body).encode() if raw is None and body is not None else raw or b""
        answer = Client().generic(
            method, ROOT + path, sent, content_type=media_type, headers=headers
        )
        if answer.status_code >= REFUSED:
            _is_a_problem(answer)
        return answer


def _is_a_problem(answer: HttpResponse) -> None:
    said = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (said["type"], said["status"]) == ("about:blank", answer.status_code)
    assert said["title"]
    assert said["detail"]
    assert said["errors"]
    for error in said["errors"]:
        assert set(error) == {"code", "detail", "pointer"}
        assert error["code"]
        assert error["detail"]
        assert error["pointer"] == "" or error["pointer"].startswith("/")


@pytest.fixture
def noon(data_folder: Any) -> datetime:
    """It is about ten in the morning of the Keller case, and the clock can be moved."""
    wallclock.install_time_machine(start=NOON)
    return NOON


@pytest.fixture
def marketplace(db: None, noon: datetime) -> datetime:
    the_marketplace()
    return noon


@pytest.fixture
def program(db: None) -> Program:
    """One that may do everything."""
    return Program(tokens.make("marketplace", now=NOON))


@pytest.fixture
def path() -> Any:
    """Ids may hold any character but a slash."""
    return lambda *parts: "/".join(quote(part, safe="") for part in parts)


@pytest.fixture
def errors() -> Any:
    """The codes and pointers of a refusal."""
    return lambda answer: [(one["code"], one["pointer"]) for one in answer.json()["errors"]]
