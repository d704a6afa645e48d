"""What becomes of a call: an answer, or an error whose sentence helps and holds no secret."""

import base64
import json
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest

from mostrador.connectors import calling
from mostrador.connectors.calling import Caller
from tests.connectors.wild import CUT, SILENT, TRICKLING, Says, wild

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
KEY = "k3y/öß-of-the-shop"
NOBODY = "http://127.0.0.1:9"


def a_caller(url: str, **more: object) -> Caller:
    return Caller(url, now=NOW, **{"secrets": [KEY], **more})


def failure(url: str, **more: object) -> calling.CallError:
    with pytest.raises(calling.CallError) as caught, a_caller(url, **more) as caller:
        caller.get("orders").json()
    assert KEY not in str(caught.value)
    return caught.value


def test_a_call_says_what_it_was_told_to_and_hands_back_the_answer():
    key = KEY.encode().hex()
    with wild(Says(200, b'{"price": 19.90}', {"X-Next": "2"})) as there:
        caller = a_caller(f"{there.url}/api/", headers={"Authorization": key})
        answer = caller.get("/orders", {"since": "2026-11-01T00:00:00+01:00"})
    heard = there.heard[0]

    assert (answer.status, answer.headers["x-next"]) == (200, "2")
    assert answer.json() == {"price": "19.90"}
    assert heard["path"] == "/api/orders?since=2026-11-01T00%3A00%3A00%2B01%3A00"
    assert heard["headers"]["authorization"] == key
    assert heard["headers"]["user-agent"] == "Mostrador"


def test_a_body_goes_as_json_or_as_a_form():
    with wild() as there, a_caller(there.url) as caller:
        caller.post("refunds", {"amount": "39.90"}, headers={"Idempotency-Key": "I-1"})
        caller.post("token", form={"grant_type": "refresh_token"})
        caller.put("orders/1", {"state": "sent"})
    first, second, third = there.heard

    assert (first["body"], first["headers"]["idempotency-key"]) == (b'{"amount":"39.90"}', "I-1")
    assert second["body"] == b"grant_type=refresh_token"
    assert (third["method"], third["path"]) == ("PUT", "/orders/1")


@pytest.mark.parametrize("address", ["http://shop.example", "ftp://shop.example", "shop", ""])
def test_an_address_is_encrypted_or_here(address):
    with pytest.raises(calling.SettingError):
        a_caller(address)


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_not_accepted_says_so(status):
    with wild(Says(status, f"bad key {KEY}".encode())) as there:
        error = failure(there.url)

    assert (type(error), error.code) == (calling.KeyRefusedError, "KEY_REFUSED")
    assert error.sentence.startswith(f"The key is not accepted: {status} ")
    assert error.sentence.endswith(" bad key …")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_who_is_asked_too_much_is_asked_later(status):
    with wild(Says(status)) as there:
        error = failure(there.url)

    assert (type(error), error.after) == (calling.TryLaterError, None)


@pytest.mark.parametrize(
    ("header", "after"),
    [
        ("120", timedelta(minutes=2)),
        # By the marketplace's own clock, which stands at seven.
        ("Mon, 23 Nov 2026 08:00:00 GMT", timedelta(hours=1)),
        ("soon", None),
    ],
)
def test_how_long_we_are_asked_to_wait(header, after):
    with wild(Says(429, headers={"Retry-After": header})) as there:
        error = failure(there.url)

    assert error.after == after


@pytest.mark.parametrize("status", [301, 302, 400, 404, 409, 422, 299 + 100])
def test_every_other_answer_is_the_connectors_to_judge(status):
    with wild(Says(status, b"no such thing", {"Location": "http://127.0.0.1:9/"})) as there:
        error = failure(there.url)

    assert (type(error), error.status, error.body) == (
        calling.AnswerError,
        status,
        b"no such thing",
    )
    assert len(there.heard) == 1


@pytest.mark.parametrize("body", [b"<html>", b"", b"\xff", b"[" * 100_000, b'{"a": '])
def test_an_answer_that_is_no_json_says_how_it_begins(body):
    with wild(Says(200, body)) as there:
        error = failure(there.url)

    assert error.code == "UNREADABLE"
    assert len(error.sentence) < 300


def test_an_endless_answer_is_not_read_to_its_end():
    with wild(Says(200, b" " * (calling.READ_AT_MOST + 1))) as there:
        assert failure(there.url).code == "UNREADABLE"


@pytest.mark.parametrize("status", [SILENT, TRICKLING])
def test_a_call_has_its_time_as_a_whole(status):
    began = monotonic()

    with wild(Says(status)) as there:
        error = failure(there.url, patience=timedelta(seconds=1))

    assert error.sentence == "No whole answer within 1 seconds."
    assert (type(error), error.after) == (calling.TryLaterError, None)
    assert monotonic() - began < 3


def test_an_answer_that_breaks_off_is_none():
    with wild(Says(CUT, b'{"a": 1}')) as there:
        assert isinstance(failure(there.url), calling.TryLaterError)


def test_nobody_there():
    assert failure(NOBODY).sentence.startswith("It cannot be reached: ")


def test_no_form_of_a_secret_is_said():
    login = ("shop", "pässword/1")
    basic = base64.b64encode("shop:pässword/1".encode()).decode()
    said = f"{KEY} pässword/1 p%C3%A4ssword%2F1 {basic} fine"

    with wild(Says(400, said.encode())) as there:
        error = failure(there.url, login=login)

    assert error.sentence == "It answers: 400 Bad Request … … … … fine"
    assert there.heard[0]["headers"]["authorization"] == f"Basic {basic}"


def test_a_page_may_name_the_next_one_on_the_same_host_alone():
    with wild() as there, wild() as stranger, a_caller(there.url) as caller:
        caller.get(f"{there.url}/orders?page=2")
        with pytest.raises(calling.UnreadableError):
            caller.get(f"{stranger.url}/orders?page=2")
        caller.get("//strange.example/orders")

    assert [heard["path"] for heard in there.heard] == ["/orders?page=2", "/strange.example/orders"]
    assert stranger.heard == []


def test_what_lies_elsewhere_is_fetched_without_the_key():
    with wild() as there, wild(Says(200, b"a file")) as elsewhere:
        caller = a_caller(there.url, headers={"X-Key": "abc"}, login=("a", "bcde"))
        answer = caller.elsewhere(f"{elsewhere.url}/file?{'x' * 2000}")
        with pytest.raises(calling.UnreadableError):
            caller.elsewhere("http://strange.example/file")
    heard = elsewhere.heard[0]["headers"]

    assert answer.body == b"a file"
    assert {"x-key", "authorization"} & heard.keys() == set()


def test_it_knows_how_far_the_other_clock_is_off():
    with wild() as there, a_caller(there.url) as caller:
        caller.get("orders")

    assert caller.ahead == timedelta(0)


@pytest.mark.parametrize("status", [200, 400, 401, 503])
@pytest.mark.parametrize("before", range(150, 202, 3))
def test_no_part_of_a_secret_is_left_where_an_answer_is_cut_off(status, before):
    body = b"x" * before + b" key=" + KEY.encode() + b" was used"
    with wild(Says(status, body)) as there:
        error = failure(there.url)

    assert KEY[:4] not in error.sentence
    assert KEY.encode() not in getattr(error, "body", b"")


@pytest.mark.parametrize("form", [
    json.dumps(KEY)[1:-1], json.dumps(KEY)[1:-1].replace("/", "\\/"), "a&amp;b&lt;c-of-the-shop",
])  # fmt: skip
def test_a_secret_is_known_as_others_write_it_down(form):
    with wild(Says(400, f'{{"message": "no {form}"}}'.encode())) as there:
        error = failure(there.url, secrets=[KEY, "a&b<c-of-the-shop"])

    assert form not in error.sentence
    assert form.encode() not in error.body
