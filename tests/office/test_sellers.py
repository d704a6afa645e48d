"""Sellers as the operator finds them, and what he can do about each."""

from datetime import timedelta

import pytest

from mostrador.office import paging
from mostrador.rules.eligibility import Refusal
from mostrador.sellers import (
    activation,
    complaints,
    enrolment,
    falling_short,
    invitations,
    records,
    suspension,
)
from mostrador.sellers.enrolment import Consent
from mostrador.sellers.models import Enrolment, Notice, Seller
from mostrador.stores import programme
from mostrador.stores.models import Store
from tests.cast import NOON, person, signed_in

PLACE = "/office/sellers/"
AN_HOUR = timedelta(hours=1)


def olga():
    return signed_in("olga")


def store():
    return Store.objects.get(pk="de")


def seller(key):
    return Seller.objects.get(pk=key)


def enrolled(key="S-ZED", *, minutes=0, now=NOON):
    """Invited and enrolled; the service is ready so many minutes later."""
    change = {"activation_minutes": minutes}
    programme.change(store(), change, by="operator:1", version=store().version, now=now)
    invitations.invite(seller(key), store(), by="operator:1", now=now)
    consent = Consent(store().terms_version, "zed")
    return enrolment.begin(seller(key), store(), consent, by=f"seller:{key}", now=now)[0]


def act(row, what, **given):
    return olga().post(f"{PLACE}{row.seller_id}/enrolments/{row.pk}/{what}/", given, follow=True)


def said(page):
    return [str(one) for one in page.context["messages"]]


def of_zhou():
    return Enrolment.objects.get(seller="S-ZHOU")


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("", ["S-ANA", "S-ZED", "S-ZHOU"]),
        ("s-z", ["S-ZED", "S-ZHOU"]),
        ("lampen", ["S-ANA"]),
        ("nobody", []),
        ("%00", ["S-ANA", "S-ZED", "S-ZHOU"]),
    ],
)
def test_sellers_are_found_by_number_or_name(sought, found):
    rows = olga().get(f"{PLACE}?q={sought}").context["rows"]

    assert [row.key for row in rows] == found


def test_each_row_says_how_the_seller_stands():
    enrolled("S-ZED", minutes=30)
    suspension.suspend(of_zhou(), [Refusal.NOT_IN_GOOD_STANDING], by="operator:1", now=NOON)

    rows = olga().get(PLACE).context["rows"]

    assert {row.key: [mark.words for mark in row.marks] for row in rows} == {
        "S-ANA": ["Active"],
        "S-ZED": ["Activating"],
        "S-ZHOU": ["Suspended"],
    }


def test_the_list_goes_on_by_key_and_keeps_what_narrows_it(monkeypatch):
    monkeypatch.setattr(paging, "A_PAGE", 1)

    first = olga().get(f"{PLACE}?q=S-").context
    second = olga().get(first["more"]).context

    assert [row.key for row in (*first["rows"], *second["rows"])] == ["S-ANA", "S-ZED"]
    assert "q=S-" in second["more"]


def test_what_wants_the_operator_leads_to_exactly_that():
    suspension.suspend(of_zhou(), [Refusal.NOT_IN_GOOD_STANDING], by="operator:1", now=NOON)
    stuck = enrolled("S-ZED", minutes=60, now=NOON - 2 * AN_HOUR)

    wants = {want.words: want.href for want in olga().get("/office/").context["wants"]}

    shown = {words: olga().get(href).context["rows"] for words, href in wants.items()}
    assert {words: [row.key for row in rows] for words, rows in shown.items()} == {
        "1 seller is suspended": ["S-ZHOU"],
        "1 seller waits for the service for more than an hour": [stuck.seller_id],
    }


def test_a_sellers_page_shows_intervals_mails_and_what_happened():
    row = enrolled("S-ZED")
    enrolment.end(seller("S-ZED"), store="de", by="seller:S-ZED", now=NOON + AN_HOUR)

    page = olga().get(f"{PLACE}S-ZED/").context

    assert [line.words for line in page["history"]] == [
        "Left the service; orders up to then stay with it",
        "Enrolled and accepted the terms, version 1",
        "Accepted the invitation",
        "Invited",
    ]
    assert {line.who for line in page["history"]} >= {"Zeds Schuhe"}
    assert len(page["mails"]) == Notice.objects.filter(seller="S-ZED").count() > 0
    assert row.terms == "1"


def test_E34_suspending_needs_a_reason_and_tells_it():
    page = act(of_zhou(), "suspension")
    assert page.status_code == 422

    page = act(of_zhou(), "suspension", reasons=["NOT_IN_GOOD_STANDING"])

    assert said(page) == ["Suspended. The seller has been told why."]
    assert of_zhou().suspended_for == ["NOT_IN_GOOD_STANDING"]
    assert Notice.objects.filter(seller="S-ZHOU", template="suspended").count() == 1
    (part,) = page.context["parts"]
    assert (part.state, part.form) == ("Suspended", None)


def test_E22_every_interval_stands_on_the_page():
    act(of_zhou(), "suspension", reasons=["NOT_IN_GOOD_STANDING"])
    act(of_zhou(), "resumption")

    (part,) = olga().get(f"{PLACE}S-ZHOU/").context["parts"]

    (before,) = [fact for fact in part.facts if fact.label == "Before"]
    assert before.value.startswith("1 Oct 2026, 00:00 – 12 Nov 2026, 10:0")
    assert before.note == "Accepted terms: 1"


def test_suspending_twice_is_said():
    act(of_zhou(), "suspension", reasons=["NOT_IN_GOOD_STANDING"])

    page = act(of_zhou(), "suspension", reasons=["NOT_IN_GOOD_STANDING"])

    assert said(page) == ["This has changed meanwhile. Look again."]


def test_taking_back_makes_a_second_interval():
    act(of_zhou(), "suspension", reasons=["NOT_IN_GOOD_STANDING"])

    page = act(of_zhou(), "resumption")

    assert said(page) == ["He takes part again from now on."]
    assert Enrolment.objects.filter(seller="S-ZHOU").count() == 2


def test_whoever_is_still_unfit_is_not_taken_back():
    act(of_zhou(), "suspension", reasons=["NOT_IN_GOOD_STANDING"])
    Seller.objects.filter(pk="S-ZHOU").update(standing="blocked")

    page = act(of_zhou(), "resumption")

    assert said(page) == ["This still stands in the way: The account is not in good standing"]


def test_E20_an_activation_is_held_and_released():
    row = enrolled("S-ZED", minutes=30)

    assert said(act(row, "hold")) == ["The activation is held until you release it."]
    assert said(act(row, "hold")) == ["This has changed meanwhile. Look again."]
    assert olga().get(f"{PLACE}S-ZED/").context["parts"][0].state == "Held"
    assert said(act(row, "release")) == ["The activation goes on."]
    assert activation.sweep(now=NOON + AN_HOUR) == 1


def test_an_enrolment_belongs_to_its_seller():
    row = of_zhou()

    assert olga().post(f"{PLACE}S-ANA/enrolments/{row.pk}/hold/").status_code == 404
    assert olga().get(f"{PLACE}S-NOBODY/").status_code == 404


def test_a_seller_whose_home_store_is_not_here_yet_has_a_page():
    Seller.objects.create(id="S-FAR", store_id="es", name="Lejos", body={})

    assert olga().get(f"{PLACE}S-FAR/").status_code == 200
    assert olga().get(PLACE).status_code == 200


def complaint(by="operator:1"):
    row = of_zhou()
    suspension.suspend(row, [Refusal.NOT_IN_GOOD_STANDING], by=by, now=NOON)
    made, _new = complaints.raise_(
        row.seller, store(), "suspension", "Das stimmt nicht.", subject=row.pk,
        by="seller:S-ZHOU", now=NOON,
    )  # fmt: skip
    return made


def decide(made, **given):
    return olga().post(f"/office/complaints/{made.pk}/", given, follow=True)


def test_a_complaint_is_listed_and_decided_with_a_reason():
    made = complaint()
    (row,) = olga().get("/office/complaints/").context["rows"]
    assert olga().get(row["href"]).status_code == 200

    page = decide(made, decision="granted", reason="Ein Irrtum.")

    assert said(page) == ["Decided. The seller has been told, with your reason."]
    assert "Ein Irrtum." in page.content.decode()
    assert olga().get("/office/complaints/").context["rows"] == []
    assert len(olga().get("/office/complaints/?only=decided").context["rows"]) == 1
    assert Enrolment.objects.filter(seller="S-ZHOU").count() == 2


@pytest.mark.parametrize("given", [{}, {"decision": "granted"}, {"reason": "So."},
                                   {"decision": "maybe", "reason": "So."}])  # fmt: skip
def test_a_complaint_is_not_decided_without_words(given):
    made = complaint()

    assert decide(made, **given).status_code == 422
    made.refresh_from_db()
    assert made.state == "open"


def test_whoever_decided_before_does_not_decide_again():
    made = complaint(by=person("olga").actor)

    page = decide(made, decision="rejected", reason="Bleibt so.")

    assert page.status_code == 422
    assert page.context["form"].non_field_errors() == [
        "You decided this yourself. Somebody else has to look at it."
    ]
    made.refresh_from_db()
    assert made.state == "open"


def test_a_complaint_decided_meanwhile_says_so():
    made = complaint()
    decide(made, decision="rejected", reason="Bleibt so.")

    page = decide(made, decision="granted", reason="Doch.")

    assert said(page) == ["Somebody has decided this meanwhile."]


def test_E57_a_warned_seller_is_shown_with_what_he_has_to_mend_by_when():
    enrolled()
    body = {"seller": "S-ZED", "store": "de", "from": NOON.isoformat(), "window_days": 20}
    records.upsert_many([records.policy(body)], now=NOON, by="program:load")
    falling_short.sweep(now=NOON + AN_HOUR)

    page = olga().get(f"{PLACE}S-ZED/")

    (part,) = page.context["parts"]
    (fact,) = [one for one in part.facts if one.label == "Return policy to be mended by"]
    assert (fact.value, fact.note) == (
        "12 Dec 2026, 11:00", "Less kind than the standard: Days to return",
    )  # fmt: skip
    (line,) = [one for one in page.context["history"] if one.words.startswith("Warned")]
    assert (line.words, line.who) == (
        "Warned: the return policy is less kind than the standard", "The clock",
    )  # fmt: skip
