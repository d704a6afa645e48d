"""The office decides about sellers' return policies, and publishes the standard."""

import pytest

from mostrador.sellers import members, policies
from mostrador.sellers.models import Seller, Submission
from mostrador.stores import standard
from mostrador.stores.models import StandardPolicy, Store
from tests.cast import A_DAY, NOON, person, signed_in

LIST, STANDARD = "/office/policies/", "/office/programme/de/returns/"


@pytest.fixture
def zhou():
    return Seller.objects.get(pk="S-ZHOU")


@pytest.fixture
def de():
    return Store.objects.get(pk="de")


@pytest.fixture
def waiting(zhou, de):
    by = person("zhou").actor
    return policies.submit(zhou, de, {"window_days": 45}, "For Christmas.", by=by, now=NOON)


@pytest.fixture
def olga():
    return signed_in("olga")


def decide(olga, waiting, **given):
    return olga.post(f"{LIST}{waiting.pk}/", given)


def test_what_waits_is_listed_and_shown_row_by_row(olga, waiting):
    assert olga.get(LIST).content.count(waiting.pk.encode()) == 1

    page = olga.get(f"{LIST}{waiting.pk}/")

    rows = [row for part in page.context["parts"] for row in part.rows]
    assert [(row.title, row.own, row.standard) for row in rows if row.verdict != "equal"] == [
        ("Days to return", "45 days", "30 days")
    ]
    assert b"For Christmas." in page.content


def test_approving(olga, waiting):
    done = decide(olga, waiting, decision="approve")

    waiting.refresh_from_db()
    assert (done.status_code, waiting.state) == (302, "approved")
    assert waiting.decided_by == person("olga").actor
    assert olga.get(LIST).context["rows"] == []
    assert len(olga.get(f"{LIST}?only=others").context["rows"]) == 1


def test_approving_from_a_day_on_begins_with_that_day_in_the_store(olga, waiting):
    decide(olga, waiting, decision="approve", from_on="2026-12-01")

    waiting.refresh_from_db()
    assert waiting.from_at.isoformat() == "2026-11-30T23:00:00+00:00"


@pytest.mark.parametrize(("decision", "state"), [("ask", "asked"), ("refuse", "refused")])
def test_asking_and_refusing_need_words(olga, waiting, decision, state):
    assert decide(olga, waiting, decision=decision).status_code == 422
    assert decide(olga, waiting, decision=decision, reason="Why?").status_code == 302

    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason.body) == (state, "Why?")


@pytest.mark.parametrize(
    "given", [{}, {"decision": "dance"}, {"decision": "approve", "from_on": "2026-11-11"}]
)
def test_what_decides_nothing_is_refused(olga, waiting, given):
    assert decide(olga, waiting, **given).status_code == 422

    waiting.refresh_from_db()
    assert waiting.state == "pending"


def test_nobody_decides_about_what_is_his_own(olga, waiting, zhou):
    members.join(zhou, person("olga"))

    assert b"Somebody else has to decide." in olga.get(f"{LIST}{waiting.pk}/").content
    assert decide(olga, waiting, decision="approve").status_code == 422


def test_who_is_late_is_told(olga, waiting):
    decide(olga, waiting, decision="approve")

    assert decide(olga, waiting, decision="refuse", reason="No.").status_code == 409
    assert Submission.objects.get().state == "approved"


def test_what_falls_short_by_now_is_not_approved(olga, waiting, de):
    by = person("olga").actor
    standard.publish(de, {"window_days": 60}, from_at=NOON, by=by, now=NOON)

    page = decide(olga, waiting, decision="approve")

    assert page.status_code == 422
    assert page.context["form"].non_field_errors() == [
        "Days to return: 45 days. The standard is 60 days."
    ]


def filled(olga, **more):
    form = olga.get(STANDARD).context["form"]
    said = {field.html_name: field.value() for field in form}
    sent = {name: value for name, value in said.items() if value or value == 0}
    return (
        {name: value for name, value in sent.items() if value is not False}
        | {"do": "publish"}
        | more
    )


def test_R19_the_operator_publishes_a_standard_from_a_day_on(olga, de):
    done = olga.post(STANDARD, filled(olga, window_days=40, from_on="2026-12-01"))

    assert done.status_code == 302
    version = StandardPolicy.objects.get()
    assert version.from_at.isoformat() == "2026-11-30T23:00:00+00:00"
    assert standard.standard_of(de, at=NOON).window_days == 30
    assert standard.standard_of(de, at=version.from_at).window_days == 40
    # Everything else stays as it was, holidays included.
    before = standard.standard_of(de, at=NOON)
    assert (
        standard.standard_of(de, at=version.from_at).holiday_extension == before.holiday_extension
    )
    assert b"to come" in olga.get(STANDARD).content


def test_holidays_come_and_go(olga, de):
    kept = filled(olga)
    first = {name: kept.pop(name) for name in list(kept) if name.startswith("holiday_extension")}
    new = {
        "holiday_extension--2--ordered_from": "2026-11-01",
        "holiday_extension--2--ordered_until": "2026-12-25",
        "holiday_extension--2--returnable_until": "2027-01-31",
        "holiday_extension--2--but_not": "on",
    }

    assert first
    assert olga.post(STANDARD, kept | new).status_code == 302
    (only,) = standard.standard_of(de, at=NOON + A_DAY).holiday_extension
    assert (only.returnable_until.isoformat(), len(only.but_not)) == ("2027-01-31", 17)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"from_on": "2026-11-11"}, "from_on"), ({"window_days": "10000"}, "window_days")],
)
def test_what_cannot_be_published_says_why(olga, given, field):
    page = olga.post(STANDARD, filled(olga, **given))

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert not StandardPolicy.objects.exists()


def test_comparing_publishes_nothing(olga):
    page = olga.post(STANDARD, filled(olga, window_days=20, do="compare"))

    rows = [row for part in page.context["parts"] for row in part.rows]
    assert [row.verdict for row in rows if row.title == "Days to return"] == ["worse"]
    assert not StandardPolicy.objects.exists()
