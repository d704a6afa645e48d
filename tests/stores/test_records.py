"""What a body of a store must say, and what becomes of one that is given again."""

from datetime import UTC, datetime

import pytest

from mostrador.rules.bodies import RefusedError
from mostrador.stores import records
from mostrador.stores.models import Store
from tests.given import changed, needed, whole

NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)


def upsert(*bodies) -> list[str]:
    rows = [records.store(body) for body in bodies]
    return [outcome.word for outcome in records.upsert_many(rows, now=NOON, by="program:test")]


@pytest.mark.parametrize("body", [needed("store"), whole("store")])
def test_what_is_needed_is_enough_and_more_is_welcome(body):
    row = records.store(body)

    assert (row.pk, row.country, row.languages, row.currency) == ("de", "DE", ["de"], "EUR")
    assert row.body == body


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        *[(f"/{key}", ..., "MISSING") for key in needed("store") if key != "type"],
        ("/id", "d/e", "NOT_AN_ID"),
        ("/id", "x" * 201, "NOT_AN_ID"),
        ("/country", "Germany", "WRONG_FORM"),
        ("/languages", [], "EMPTY"),
        ("/languages", "de", "WRONG_TYPE"),
        ("/currency", "€", "WRONG_FORM"),
        ("/time_zone", "Europe/Atlantis", "NO_SUCH_ZONE"),
        ("/time_zone", "../../etc/passwd", "NO_SUCH_ZONE"),
        ("/time_zone", "", "NO_SUCH_ZONE"),
        ("/time_zone", 1, "WRONG_TYPE"),
        ("/name", 1, "WRONG_TYPE"),
        ("/seller_languages", [], "EMPTY"),
        ("/mail", [], "WRONG_TYPE"),
        ("/mail/service", "nobody", "WRONG_FORM"),
        ("/mail/hand_over", "x@lichtmarkt.example", "WRONG_TYPE"),
        ("/mail/hand_over/CN", "x@lichtmarkt.example, y@lichtmarkt.example", "WRONG_FORM"),
        ("/updated_at", "2026-11-03", "NOT_A_MOMENT"),
    ],
)
def test_one_thing_wrong_is_one_reason(pointer, value, code):
    with pytest.raises(RefusedError) as refusal:
        records.store(changed(whole("store", updated_at="2026-11-03T08:00:00Z"), pointer, value))

    assert [(each.code, each.pointer) for each in refusal.value.reasons] == [(code, pointer)]


@pytest.mark.django_db
def test_a_new_store_is_by_invitation_and_keeps_what_the_operator_decided():
    assert upsert(needed("store")) == ["created"]
    Store.objects.update(mode="open", terms_version="2")

    assert upsert(needed("store", name="Lichtmarkt")) == ["changed"]

    store = Store.objects.get()
    assert (store.name, store.mode, store.terms_version) == ("Lichtmarkt", "open", "2")


@pytest.mark.django_db
def test_the_same_again_changes_nothing():
    assert upsert(whole("store")) == ["created"]
    assert upsert(whole("store")) == ["unchanged"]


@pytest.mark.django_db
def test_two_in_one_act_are_as_one_after_the_other():
    assert upsert(needed("store"), needed("store"), needed("store", name="Licht")) == [
        "created", "unchanged", "changed",
    ]  # fmt: skip
    assert Store.objects.get().name == "Licht"


@pytest.mark.django_db
def test_an_older_one_never_overwrites_a_newer_one():
    old, new = "2026-11-01T08:00:00Z", "2026-11-02T08:00:00Z"

    assert upsert(needed("store", updated_at=new, name="new")) == ["created"]
    assert upsert(needed("store", updated_at=old, name="old")) == ["unchanged"]
    assert upsert(needed("store", updated_at=new, name="as new")) == ["changed"]
    assert upsert(needed("store", name="without a date")) == ["changed"]
    assert upsert(needed("store", updated_at=old, name="old")) == ["unchanged"]
    assert Store.objects.get().name == "without a date"
