"""What is owed is written down once, with its reason or not at all."""

from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import transaction

from mostrador.outbox import owing
from mostrador.outbox.models import Owed
from tests import at_once

NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)
LATER = datetime(2026, 11, 12, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def takers(monkeypatch):
    table = {"order_changed": ("contacts", "decisions"), "nothing_to_do": ()}
    monkeypatch.setattr(owing, "TAKERS", table)


def keys() -> list[str]:
    return list(Owed.objects.order_by("id").values_list("key", flat=True))


def test_what_is_owed_waits_with_its_facts():
    owed = owing.owe("mail", "mail:1", {"delivery": 1}, now=NOON)

    stored = Owed.objects.get()
    assert (stored.pk, stored.kind, stored.payload) == (owed.pk, "mail", {"delivery": 1})
    assert (stored.owed_at, stored.done_at, stored.attempts) == (NOON, None, 0)


def test_the_same_key_owes_once_and_keeps_the_first_facts():
    first = owing.owe("mail", "mail:1", {"delivery": 1}, now=NOON)

    again = owing.owe("mail", "mail:1", {"delivery": 2}, now=LATER)

    assert again == first
    assert (Owed.objects.get().payload, Owed.objects.get().owed_at) == ({"delivery": 1}, NOON)


def test_a_reason_that_is_rolled_back_owes_nothing():
    with transaction.atomic():
        owing.owe("mail", "mail:1", {}, now=NOON)
        transaction.set_rollback(True)

    assert keys() == []


def test_a_notice_is_owed_to_everyone_who_takes_it(takers):
    owing.notify("order_changed", "LM-1007", {"order": "LM-1007"}, now=NOON)

    assert keys() == ["order_changed:LM-1007:contacts", "order_changed:LM-1007:decisions"]
    assert [owed.kind for owed in Owed.objects.order_by("id")] == [
        "order_changed>contacts",
        "order_changed>decisions",
    ]


def test_a_notice_nobody_takes_is_an_error(takers):
    with pytest.raises(owing.NobodyTakesItError):
        owing.notify("order_chnaged", "LM-1007", {}, now=NOON)

    assert keys() == []


def test_a_notice_with_no_takers_on_purpose_is_owed_to_nobody(takers):
    owing.notify("nothing_to_do", "LM-1007", {}, now=NOON)

    assert keys() == []


def test_the_longest_ids_stay_apart(takers):
    for last in "ab":
        owing.notify("order_changed", "9" * 199 + last, {}, now=NOON)

    assert len(keys()) == 4
    assert max(len(key) for key in keys()) <= 200


@pytest.mark.django_db(transaction=True)
def test_four_who_owe_the_same_at_the_same_moment_owe_it_once():
    owe = partial(owing.owe, "mail", "mail:1", {}, now=NOON)

    made = at_once.run(owe, owe, owe, owe)

    assert len({owed.pk for owed in made}) == 1
    assert keys() == ["mail:1"]
