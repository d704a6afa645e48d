"""Whatever comes in gives one record and one verdict; nothing raises and nothing is lost."""

import json
from functools import partial

import pytest
from django.db import DatabaseError, OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mostrador.contacts.models import Contact
from mostrador.intake import arrival
from mostrador.intake.models import Inbound
from tests import at_once
from tests.cast import a_mail, take, the_marketplace

A_FEW = settings(max_examples=150, suppress_health_check=list(HealthCheck))

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)
line = st.text(st.characters(exclude_characters="\r\n", exclude_categories=("Cs",)), max_size=60)
NAMES = [
    "From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Date", "Return-Path",
    "Content-Type", "Content-Transfer-Encoding", "Auto-Submitted", "Authentication-Results",
    "X-Mostrador-Loop", "Precedence", "Delivered-To",
]  # fmt: skip
VALUES = [
    "service@lichtmarkt.example", "handover-cn@lichtmarkt.example", "zhou@zhou-lighting.example",
    "anna.keller@mail.example", "LM-1007", "<1@mail.example>", "<>", "multipart/mixed; boundary=x",
    "message/rfc822", "text/plain; charset=utf-7", "base64", "=?utf-8?b?AAAA?=", "\x00", "\ud800",
    "multipart/report; boundary=x", "[C-00000000]", "service+" + "0" * 30 + "@lichtmarkt.example",
]  # fmt: skip
header = st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES) | line)


def mail_of(headers: list[tuple[str, str]], body: bytes) -> bytes:
    said = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return said.encode("utf-8", "surrogatepass") + b"\r\n" + body


@pytest.mark.usefixtures("marketplace")
@A_FEW
@given(st.binary(max_size=400))
def test_bytes(raw):
    assert_one_record(raw)


@pytest.mark.usefixtures("marketplace")
@A_FEW
@given(st.lists(header, max_size=8), st.binary(max_size=200) | words.map(str.encode))
def test_headers_of_any_kind(headers, body):
    assert_one_record(mail_of(headers, body))


def assert_one_record(raw: bytes) -> None:
    before = Inbound.objects.count()

    taken = take(raw)

    json.dumps(taken.as_dict(), ensure_ascii=False).encode()
    kept = Inbound.objects.order_by("pk").last()
    assert Inbound.objects.count() == before + 1
    assert kept.verdict == taken.judged.verdict
    assert kept.identity is None or bytes(kept.raw.body) == raw
    assert taken.judged.why != arrival.NOT_ACTED_ON


@pytest.mark.usefixtures("marketplace")
def test_a_letter_that_the_program_stumbles_over_is_kept_for_a_person(monkeypatch):
    def stumble(*_: object, **__: object) -> None:
        raise IndexError("a fault of ours")

    monkeypatch.setattr(arrival, "lead", stumble)
    raw = a_mail()

    first, second = take(raw), take(raw)

    kept = Inbound.objects.order_by("pk")[0]
    assert [first.judged.verdict, second.judged.verdict] == ["quarantined", "duplicate"]
    assert (bytes(kept.raw.body), kept.why) == (raw, arrival.NOT_ACTED_ON)
    assert Contact.objects.count() == 0


@pytest.mark.usefixtures("marketplace")
def test_what_is_the_databases_fault_is_left_to_who_brought_it(monkeypatch):
    def away(*_: object, **__: object) -> None:
        raise OperationalError("the disk is full")

    monkeypatch.setattr(arrival, "lead", away)

    with pytest.raises(DatabaseError):
        take(a_mail())

    assert Inbound.objects.count() == 0


@pytest.mark.django_db
def test_without_a_store_nobody_could_answer():
    with pytest.raises(arrival.NoStoreError):
        take(a_mail())

    assert Inbound.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_same_letter_at_the_same_moment_is_taken_in_once(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    the_marketplace()
    raw = a_mail()

    taken = at_once.run(*[partial(take, raw)] * 4)

    assert sorted(one.judged.verdict for one in taken) == ["duplicate"] * 3 + ["new"]
    assert (Contact.objects.count(), Inbound.objects.count()) == (1, 4)


@pytest.mark.django_db(transaction=True)
def test_two_answers_that_name_the_order_at_once_link_it_once(settings):
    """E42"""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    the_marketplace()
    contact = take(a_mail("Die Lampe flackert.", subject="Hilfe")).contact
    answers = [
        a_mail("LM-1007", mail_id=f"<{n}@x.example>", In_Reply_To="<1@mail.example>")
        for n in (2, 3)
    ]

    taken = at_once.run(*[partial(take, one) for one in answers])

    contact.refresh_from_db()
    assert [one.judged.verdict for one in taken] == ["follow_up"] * 2
    assert (contact.order_id, contact.messages.count()) == ("LM-1007", 3)
