"""Whatever is sent, the answer is an answer: a problem document, and never our insides."""

import json
import logging

import pytest

from mostrador.api import bodies, coverage
from mostrador.contacts.models import Contact
from mostrador.orders.models import Order
from mostrador.site.demo import cast

pytestmark = pytest.mark.django_db

LATE_LAMP = {"order": "LM-1007", "topic": "delivery", "channel": "web", "text": "Wo?"}
DEEP = 100_000
# No JSON at all, or none that says an object.
NO_OBJECTS = [
    b" ",
    b"{",
    b"}",
    b"{]",
    b"[",
    b"[1,]",
    b"[1;2]",
    b"[1 2]",
    b'{"topic": "item",}',
    b'{"topic" "item"}',
    b"{topic: item}",
    b"{'topic': 'item'}",
    b'{"topic": "item"} {}',
    b'{"topic": "item"}]',
    b'{"topic": "item" /* a remark */}',
    b'{"topic": "it\nem"}',
    b'{"topic": "it\\xem"}',
    b'{"topic": "\\u00g0"}',
    b'{"topic": "item',
    b'{"topic": NaN}',
    b'{"topic": Infinity}',
    b'{"topic": -Infinity}',
    b'{"topic": 01}',
    b'{"topic": +1}',
    b'{"topic": .5}',
    b'{"topic": 1.}',
    b'{"topic": 0x1}',
    b'{"topic": 1e}',
    b'{"topic": ' + b"9" * 5000 + b"}",
    b'{"topic": "\xff\xfe"}',
    b'{"topic": "\xed\xa0\x80"}',
    '{"topic": "item"}'.encode("utf-16"),
    '{"topic": "item"}'.encode("utf-8-sig"),
    b"\0",
    b"\x00\x01\x02",
    b"True",
    b"null",
    b"true",
    b"7",
    b'"item"',
    b"[]",
    b'[{"topic": "item"}]',
    b"[" * DEEP,
    b"[" * DEEP + b"]" * DEEP,
    b'{"a":' * DEEP,
    b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    b"<topic>item</topic>",
    b"topic=item",
]
# JSON all right, with something in it that no database of ours keeps.
UNSTORABLE = [
    b'{"topic": "item", "x": "\\u0000"}',
    b'{"topic": "item", "\\u0000": 1}',
    b'{"topic": "item", "x": "\\ud800"}',
    b'{"topic": "item", "x": ["\\udc00\\ud800"]}',
    b'{"topic": "item", "x": 1e999}',
    b'{"topic": "item", "x": ' + b"[" * 200 + b"]" * 200 + b"}",
]
# Odd, and nothing is wrong with it.
FINE = [
    b'{"topic": "item"}',
    b' \t\r\n{ "topic"\n:"item" } \n',
    b'{"topic": "item", "topic": "item"}',
    b'{"topic": "it\\u0065m"}',
    b'{"topic": "item", "x": {"": [[[]]], "y": -0.0, "z": 1e-999}}',
    b'{"topic": "item", "x": "\\ud834\\udd1e \\uffff \xf0\x9d\x84\x9e"}',
    b'{"topic": "item", "order": null, "at": null}',
]


@pytest.mark.once
@pytest.mark.parametrize("raw", NO_OBJECTS, ids=range(len(NO_OBJECTS)))
@pytest.mark.parametrize(("method", "path"), [("POST", "coverage"), ("PUT", "orders/LM-1")])
def test_what_is_no_object_is_refused(program, errors, method, path, raw):
    answer = program.send(method, path, raw)

    assert answer.status_code == 422
    assert errors(answer) in ([("NOT_JSON", "")], [("WRONG_TYPE", "")])


@pytest.mark.parametrize("raw", UNSTORABLE, ids=range(len(UNSTORABLE)))
def test_what_cannot_be_kept_is_refused(program, errors, raw):
    answer = program.send("POST", "coverage", raw)

    assert answer.status_code == 422
    assert {code for code, _ in errors(answer)} <= {"UNSTORABLE", "TOO_DEEP"}


@pytest.mark.once
@pytest.mark.parametrize("raw", FINE, ids=range(len(FINE)))
def test_what_is_odd_and_fine_is_understood(program, raw):
    assert program.send("POST", "coverage", raw).json()["topic"] == "item"


def test_no_body_is_refused_where_one_is_needed(program, errors):
    answer = program.send("POST", "coverage", b"")

    assert (answer.status_code, errors(answer)) == (422, [("MISSING", "")])


@pytest.mark.once
@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
@pytest.mark.parametrize(("method", "path"), [("POST", "coverage"), ("PUT", "orders/LM-1")])
def test_another_kind_of_body_is_not_read(program, errors, method, path, media_type):
    answer = program.send(method, path, b'{"topic": "item"}', media_type)

    assert (answer.status_code, errors(answer)) == (415, [("NOT_JSON", "")])


@pytest.mark.parametrize(
    "media_type", ["application/json", "APPLICATION/JSON; charset=UTF-8", "application/vnd.x+json"]
)
def test_json_has_several_names(program, media_type):
    answer = program.send("POST", "coverage", b'{"topic": "item"}', media_type)

    assert answer.status_code == 200


def test_a_body_that_is_too_large_is_not_read(program, errors, settings):
    long = b'{"topic": "item", "x": "' + b"x" * bodies.MOST_BYTES + b'"}'

    refused = [program.send("POST", "coverage", long)]
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    refused.append(program.send("POST", "coverage", long))

    assert [one.status_code for one in refused] == [413, 413]
    assert [errors(one) for one in refused] == [[("TOO_LARGE", "")]] * 2


@pytest.mark.once
@pytest.mark.parametrize(
    "path",
    ["", "nothing", "contacts/", "contacts/C-1/", "orders/a/b", "withdrawals/W-1/judgement",
     "sellers/S-ZHOU/metrics", "questions/Q-1/appeals", "../v1/contacts"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_an_address_that_is_none_of_ours_is_404(program, errors, method, path):
    answer = program.send(method, path, b"")

    assert (answer.status_code, errors(answer)) == (404, [("NOT_FOUND", "")])


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "stores/de", {"GET", "PUT"}),
        ("PATCH", "orders/LM-1007", {"GET", "PUT"}),
        ("GET", "coverage", {"POST"}),
        ("DELETE", "contacts", {"GET", "POST"}),
        ("PUT", "contacts/C-1", {"GET"}),
        ("GET", "contacts/C-1/messages", {"POST"}),
        ("POST", "questions", {"GET"}),
        ("GET", "entries", {"POST"}),
    ],
)
def test_a_method_that_an_address_does_not_take_is_405(program, errors, method, path, allowed):
    answer = program.send(method, path, b"")

    assert (answer.status_code, errors(answer)) == (405, [("METHOD_NOT_ALLOWED", "")])
    assert set(answer.headers["Allow"].split(", ")) == allowed


def test_an_error_of_ours_says_nothing_of_our_insides(program, errors, monkeypatch, caplog):
    def broken(*_args, **_kwargs):
        raise RuntimeError("the secret recipe")

    monkeypatch.setattr(coverage, "coverage_without_order", broken)
    with caplog.at_level(logging.ERROR):
        answer = program.post("coverage", {"topic": "item"})

    assert (answer.status_code, errors(answer)) == (500, [("FAILED", "")])
    assert b"recipe" not in answer.content
    assert "the secret recipe" in caplog.text


# All of them take a minute and say little more than every fourth.
SOME_OR_ALL = pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.long)])


@SOME_OR_ALL
def test_nasty_strings_are_words_like_any_others(marketplace, program, shared_data, every):
    texts = {json.loads(line)["text"] for line in _hostile(shared_data, "strings")}
    said = []
    for text in sorted(texts)[::every]:
        opened = program.post("contacts", {**LATE_LAMP, "text": text})
        assert opened.status_code == (422 if "\0" in text or not text.strip() else 201)
        said += [text] if opened.status_code == 201 else []

    kept = [contact.last_message.text.body for contact in Contact.objects.order_by("opened_at")]
    assert kept == said
    assert len(said) > 400 / every


@pytest.mark.once
@SOME_OR_ALL
def test_nasty_strings_in_every_place_of_a_body_break_nothing(
    marketplace, program, shared_data, every
):
    texts = {json.loads(line)["text"] for line in _hostile(shared_data, "strings")}
    for text in sorted(texts)[::every]:
        refused = [
            program.post("coverage", {"topic": text, "order": text, "line": text, "at": text}),
            program.post("contacts", dict.fromkeys(LATE_LAMP, text)),
        ]
        assert {one.status_code for one in refused} <= {404, 422}


@pytest.mark.once
@SOME_OR_ALL
def test_nasty_strings_as_ids_come_back_or_are_refused(noon, program, path, shared_data, every):
    texts = {json.loads(line)["text"] for line in _hostile(shared_data, "strings")}
    order = {name: value for name, value in cast.ORDERS[0].items() if name != "id"}
    good = 0
    for text in sorted(texts)[::every]:
        address = path("orders", text)
        if not 0 < len(text) <= 200 or {"/", "\0"} & set(text):
            assert program.put(address, order).status_code in {404, 422}
        else:
            assert program.put(address, order).status_code == 201
            assert program.get(address).json() == {**order, "id": text}
            good += 1

    assert Order.objects.count() == good > 250 / every


def _hostile(shared_data, name):
    return (shared_data / "hostile" / f"{name}.jsonl").read_text().splitlines()
