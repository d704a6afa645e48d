"""Sellers, products, enrolments and policies as the marketplace gives them."""

from datetime import UTC, datetime

import pytest

from mostrador.history import chain
from mostrador.history.verification import verify
from mostrador.outbox.models import Owed
from mostrador.rules.bodies import RefusedError
from mostrador.sellers import records
from mostrador.sellers.models import Enrolment, Policy, Product, Seller
from tests.given import changed, needed, whole

NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)
CHECKS = {
    "seller": records.seller,
    "product": records.product,
    "enrolment": records.enrolment,
    "policy": records.policy,
}


def upsert(*bodies) -> list[str]:
    rows = [CHECKS[body["type"]](body) for body in bodies]
    return [outcome.word for outcome in records.upsert_many(rows, now=NOON, by="program:test")]


def enrolment(since: str, until: str | None = None, **more) -> dict:
    """From and until a day of the year 2026, such as 10-01."""
    return needed(
        "enrolment",
        **{"from": f"2026-{since}T00:00:00Z"},
        until=until and f"2026-{until}T00:00:00Z",
        **more,
    )


def intervals() -> list[tuple[str, str | None]]:
    return [
        (f"{row.from_at:%m-%d}", row.until_at and f"{row.until_at:%m-%d}")
        for row in Enrolment.objects.order_by("from_at")
    ]


@pytest.mark.parametrize("kind", CHECKS)
@pytest.mark.parametrize("made", [needed, whole])
def test_what_is_needed_is_enough_and_more_is_welcome(kind, made):
    assert CHECKS[kind](made(kind)).body == made(kind)


@pytest.mark.parametrize(
    ("kind", "pointer", "value", "code"),
    [
        ("seller", "/id", ..., "MISSING"),
        ("seller", "/store", ..., "MISSING"),
        ("seller", "/store", "", "NOT_AN_ID"),
        ("seller", "/country", "CHN", "WRONG_FORM"),
        ("seller", "/plan", "p" * 41, "TOO_LONG"),
        ("seller", "/standing", "s" * 41, "TOO_LONG"),
        ("seller", "/language", "Chinese, simplified", "WRONG_FORM"),
        ("seller", "/email", ["zhou@zhou-lighting.example"], "WRONG_TYPE"),
        ("seller", "/return_addresses", {}, "WRONG_TYPE"),
        ("seller", "/return_addresses/0/lines", "Lager 3", "WRONG_TYPE"),
        ("product", "/id", ..., "MISSING"),
        ("product", "/seller", ..., "MISSING"),
        ("product", "/title", 7, "WRONG_TYPE"),
        ("product", "/url", "javascript:alert(1)", "WRONG_FORM"),
        ("product", "/page", [], "WRONG_TYPE"),
        ("product", "/page/bullets", "Dimmbar", "WRONG_TYPE"),
        ("product", "/page/bullets/0", None, "WRONG_TYPE"),
        ("product", "/page/description", ["Schlank."], "WRONG_TYPE"),
        ("product", "/page/attributes", [], "WRONG_TYPE"),
        ("enrolment", "/seller", ..., "MISSING"),
        ("enrolment", "/store", ..., "MISSING"),
        ("enrolment", "/from", ..., "MISSING"),
        ("enrolment", "/from", "2026-10-01", "NOT_A_MOMENT"),
        ("enrolment", "/until", "2026-09-30T21:59:59Z", "BEFORE_FROM"),
        ("enrolment", "/terms", "t" * 41, "TOO_LONG"),
        ("policy", "/from", ..., "MISSING"),
        ("policy", "/store", ..., "MISSING"),
    ],
)
def test_one_thing_wrong_is_one_reason(kind, pointer, value, code):
    with pytest.raises(RefusedError) as refusal:
        CHECKS[kind](changed(whole(kind), pointer, value))

    assert [(each.code, each.pointer) for each in refusal.value.reasons] == [(code, pointer)]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "model"), [("seller", Seller), ("product", Product)])
def test_a_record_is_created_once_and_then_replaced(kind, model):
    assert upsert(needed(kind)) == ["created"]
    assert upsert(needed(kind), whole(kind), whole(kind)) == ["unchanged", "changed", "unchanged"]
    assert model.objects.get().body == whole(kind)


@pytest.mark.django_db
def test_a_mail_address_is_found_however_it_was_written():
    upsert(needed("seller", email=" Zhou@Zhou-Lighting.example"))

    assert Seller.objects.get(email="zhou@zhou-lighting.example").body["email"].startswith(" Zhou")


@pytest.mark.django_db
def test_R22_a_policy_has_a_version_for_each_first_day():
    later = needed("policy", **{"from": "2026-11-01T00:00:00Z"}, window_days=90)

    assert upsert(needed("policy"), later) == ["created", "created"]
    assert upsert(needed("policy", window_days=60), later) == ["changed", "unchanged"]
    assert [row.body.get("window_days") for row in Policy.objects.order_by("from_at")] == [60, 90]


@pytest.mark.django_db
def test_an_older_policy_never_overwrites_a_newer_one():
    assert upsert(needed("policy", updated_at="2026-11-02T00:00:00Z")) == ["created"]
    assert upsert(needed("policy", updated_at="2026-11-01T00:00:00Z", days=1)) == ["unchanged"]


@pytest.mark.django_db
def test_E18_a_loaded_enrolment_is_a_fact_with_a_history():
    assert upsert(enrolment("10-01", terms="1")) == ["created"]
    assert upsert(enrolment("10-01", terms="1")) == ["unchanged"]
    assert upsert(enrolment("10-01", "12-01", terms="1")) == ["changed"]

    row = Enrolment.objects.get()
    entries = chain.entries_of(row)
    assert intervals() == [("10-01", "12-01")]
    assert row.active_at == row.from_at
    assert [(entry.what, entry.by) for entry in entries] == [
        ("enrolment_loaded", "program:test"),
        ("enrolment_changed", "program:test"),
    ]
    assert entries[1].facts["until"] == "2026-12-01T00:00:00+00:00"
    assert verify().altered == ()


@pytest.mark.django_db
def test_two_words_about_one_enrolment_in_one_act_are_two_entries():
    assert upsert(enrolment("10-01"), enrolment("10-01", "12-01")) == ["created", "changed"]
    assert [entry.what for entry in chain.entries_of(Enrolment.objects.get())] == [
        "enrolment_loaded",
        "enrolment_changed",
    ]
    assert intervals() == [("10-01", "12-01")]
    assert verify().altered == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "until", "word"),
    [
        # Beside 03-01 to 06-01.
        ("01-01", "02-01", "created"),
        ("01-01", "03-01", "created"),
        ("01-01", "03-02", "rejected"),
        ("01-01", None, "rejected"),
        ("03-01", "04-01", "changed"),
        ("03-01", None, "changed"),
        ("03-02", "03-03", "rejected"),
        ("05-31", None, "rejected"),
        ("06-01", None, "created"),
        ("06-02", "07-01", "created"),
        # An empty interval shares no moment with any other (E21).
        ("04-01", "04-01", "created"),
    ],
)
def test_E22_intervals_of_one_seller_and_store_may_touch_and_not_overlap(since, until, word):
    upsert(enrolment("03-01", "06-01"))

    assert upsert(enrolment(since, until)) == [word]


@pytest.mark.django_db
def test_an_overlap_says_with_what():
    upsert(enrolment("03-01", "06-01"))

    rows = [records.enrolment(enrolment("05-01"))]
    (outcome,) = records.upsert_many(rows, now=NOON, by="program:test")

    assert [reason.as_dict() for reason in outcome.reasons] == [
        {
            "code": "OVERLAP",
            "detail": "The seller is enrolled in this store from 2026-03-01T00:00:00+00:00 until "
            "2026-06-01T00:00:00+00:00.",
            "pointer": "/from",
        }
    ]


@pytest.mark.django_db
def test_a_change_may_not_reach_into_the_next_interval():
    upsert(enrolment("03-01", "06-01"), enrolment("07-01"))

    assert upsert(enrolment("03-01", "07-01")) == ["changed"]
    assert upsert(enrolment("03-01", None)) == ["rejected"]
    assert intervals() == [("03-01", "07-01"), ("07-01", None)]


@pytest.mark.django_db
def test_overlaps_in_one_act_are_as_one_after_the_other():
    assert upsert(enrolment("03-01"), enrolment("04-01"), enrolment("03-01", "04-01"),
                  enrolment("04-01")) == ["created", "rejected", "changed", "created"]  # fmt: skip
    assert intervals() == [("03-01", "04-01"), ("04-01", None)]


@pytest.mark.django_db
def test_E37_other_stores_and_other_sellers_do_not_matter():
    upsert(enrolment("03-01"))

    assert upsert(enrolment("03-01", store="fr")) == ["created"]
    assert upsert(enrolment("03-01", seller="S-ANA")) == ["created"]


@pytest.mark.django_db
def test_E26_contacts_of_a_seller_are_asked_again_once_an_act():
    upsert(enrolment("03-01", "04-01"), enrolment("05-01"), enrolment("05-01", seller="S-ANA"))
    upsert(enrolment("03-01", "04-01"))
    upsert(enrolment("03-01", "04-02"))
    upsert(enrolment("03-01", "04-01"))

    owed = Owed.objects.filter(kind="enrolments_changed>contacts").order_by("pk")
    assert [each.payload["seller"] for each in owed] == ["S-ANA", "S-ZHOU", "S-ZHOU", "S-ZHOU"]


@pytest.mark.django_db
def test_an_enrolment_has_the_same_id_wherever_it_is_loaded():
    upsert(enrolment("03-01", "06-01", terms="1"))

    assert Enrolment.objects.get().pk == "E-1cdde69589fb591c4aa5108a"


@pytest.mark.django_db
def test_nothing_is_nothing():
    assert upsert() == []
