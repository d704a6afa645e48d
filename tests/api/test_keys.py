"""A POST with an Idempotency-Key is done once, however often it is sent."""

from datetime import timedelta
from functools import partial

import pytest

from mostrador import wallclock
from mostrador.api import keys
from mostrador.api.models import Kept
from mostrador.contacts.models import Contact
from mostrador.people import tokens
from mostrador.sealed.models import Text
from mostrador.site.demo import cast
from tests import at_once
from tests.cast import NOON

pytestmark = pytest.mark.django_db

LATE_LAMP = {
    "order": "LM-1007",
    "topic": "delivery",
    "channel": "web",
    "text": "Wo ist meine Lampe?",
}
A_WEEK = timedelta(days=7)
A_SECOND = timedelta(seconds=1)


def grow_older(by):
    for kept in Kept.objects.all():
        Kept.objects.filter(pk=kept.pk).update(kept_at=kept.kept_at - by)


def test_the_same_body_gets_the_same_answer_and_is_done_once(marketplace, program):
    answers = [program.post("contacts", LATE_LAMP, key="k-1") for _ in range(3)]

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Contact.objects.count() == 1


def test_the_answer_is_that_of_then_whatever_has_happened_since(marketplace, program):
    first = program.post("contacts", LATE_LAMP, key="k-1").json()
    program.post(f"contacts/{first['id']}/messages", {"lane": "buyer", "text": "Sie kommt."})

    assert program.post("contacts", LATE_LAMP, key="k-1").json() == first


def test_the_order_of_its_names_and_its_blanks_make_no_other_body(marketplace, program):
    first = program.post("contacts", LATE_LAMP, key="k-1").json()

    again = program.post("contacts", dict(reversed(LATE_LAMP.items())), key="k-1")

    assert again.json() == first


def test_another_body_under_the_same_key_is_a_conflict(marketplace, program, errors):
    program.post("contacts", LATE_LAMP, key="k-1")

    other = program.post("contacts", {**LATE_LAMP, "text": "Und der Schirm?"}, key="k-1")

    assert (other.status_code, errors(other)) == (409, [("KEY_USED", "")])
    assert Contact.objects.count() == 1


def test_without_a_key_every_post_acts(marketplace, program):
    program.post("contacts", LATE_LAMP)
    program.post("contacts", LATE_LAMP, key="")

    assert Contact.objects.count() == 2
    assert not Kept.objects.exists()


def test_a_key_counts_for_one_token_and_one_address(marketplace, program):
    other = type(program)(tokens.make("crm", now=NOON))
    contact = program.post("contacts", LATE_LAMP, key="k-1").json()["id"]
    word = {"lane": "buyer", "text": "Sie kommt."}

    assert other.post("contacts", LATE_LAMP, key="k-1").json()["id"] != contact
    assert program.post(f"contacts/{contact}/messages", word, key="k-1").status_code == 201
    assert program.post("coverage", {"topic": "item"}, key="k-1").status_code == 200


def test_every_post_takes_a_key(marketplace, program):
    contact = program.post("contacts", LATE_LAMP).json()["id"]
    consent = {"store": "de", "terms": "1", "accepted_by": "zed"}
    person = {"person": {"kind": "buyer", "id": "B-KELLER"}, "to": "/help/"}
    question = {"kind": "tracking"}
    asked = program.post(f"contacts/{contact}/questions", question, key="k").json()
    decision = {"remedy": "explain", "ground": "standard_policy", "reason": "Sie kommt."}
    calls = [
        ("coverage", {"topic": "item"}),
        (f"contacts/{contact}/questions", question),
        (f"questions/{asked['id']}/answers", {"text": "Ist unterwegs."}),
        (f"contacts/{contact}/messages", {"lane": "inside", "text": "Rückruf um drei."}),
        (f"contacts/{contact}/decisions", decision),
        (f"contacts/{contact}/closure", {}),
        ("sellers/S-ZED/invitations", {"store": "de"}),
        ("sellers/S-ZED/enrolments", consent),
        ("entries", person),
    ]

    for path, body in calls:
        first = program.post(path, body, key="k")
        again = program.post(path, body, key="k")

        assert first.status_code < 300, path
        assert (again.status_code, again.content) == (first.status_code, first.content)


def test_a_refusal_does_nothing_and_keeps_no_key(marketplace, program):
    unknown = {**LATE_LAMP, "order": "LM-NEW"}
    assert program.post("contacts", unknown, key="k-1").status_code == 404
    program.put("orders/LM-NEW", {**cast.ORDERS[0], "id": "LM-NEW"})

    assert program.post("contacts", unknown, key="k-1").status_code == 201


@pytest.mark.parametrize(("waited", "done"), [(A_WEEK - A_SECOND, 1), (A_WEEK, 2)])
def test_a_key_is_kept_for_seven_days(marketplace, program, waited, done):
    program.post("contacts", LATE_LAMP, key="k-1")

    grow_older(waited)
    program.post("contacts", LATE_LAMP, key="k-1")

    assert Contact.objects.count() == done


def test_after_seven_days_another_body_is_welcome(marketplace, program):
    program.post("contacts", LATE_LAMP, key="k-1")
    grow_older(A_WEEK)

    other = {**LATE_LAMP, "text": "Und der Schirm?"}

    assert program.post("contacts", other, key="k-1").status_code == 201
    assert program.post("contacts", LATE_LAMP, key="k-1").status_code == 409


def test_old_keys_are_forgotten(marketplace, program):
    program.post("contacts", LATE_LAMP, key="old")
    grow_older(A_WEEK)
    program.post("contacts", LATE_LAMP, key="new")

    assert keys.forget(machine_now=wallclock.machine_now()) == 1
    assert Kept.objects.count() == 1


def test_the_time_machine_does_not_age_a_key(marketplace, program):
    first = program.post("contacts", LATE_LAMP, key="k-1").json()

    wallclock.advance_to(NOON + 2 * A_WEEK)

    assert program.post("contacts", LATE_LAMP, key="k-1").json() == first


def test_no_words_of_a_person_are_kept_with_a_key(marketplace, program):
    contact = program.post("contacts", LATE_LAMP, key="k")
    word = {"lane": "buyer", "text": "Ein sehr eigenes Wort."}
    program.post(f"contacts/{contact.json()['id']}/messages", word, key="k")

    kept = " ".join(Kept.objects.values_list("answer", flat=True))
    words = [text.body for text in Text.objects.all()]

    assert len(words) == 2
    assert [each for each in words if each in kept] == []


@pytest.mark.django_db(transaction=True)
def test_of_four_at_the_same_moment_one_acts_and_all_get_its_answer(marketplace, program):
    act = partial(program.post, "contacts", LATE_LAMP, key="k-1")

    answers = at_once.run(act, act, act, act)

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Contact.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_bodies_at_the_same_moment_one_is_done_and_one_refused(marketplace, program):
    other = {**LATE_LAMP, "text": "Und der Schirm?"}

    answers = at_once.run(
        partial(program.post, "contacts", LATE_LAMP, key="k-1"),
        partial(program.post, "contacts", other, key="k-1"),
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert Contact.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_who_waited_for_a_refusal_is_refused_by_himself(marketplace, program):
    unknown = {**LATE_LAMP, "order": "LM-0"}
    act = partial(program.post, "contacts", unknown, key="k-1")

    answers = at_once.run(act, act, act)

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert not Kept.objects.exists()
