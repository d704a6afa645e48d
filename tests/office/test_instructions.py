"""Instructions in the office: found, sent again, done by hand; differences noted."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mostrador.decisions import instructions, reconciliation
from mostrador.decisions.models import Difference, Instruction
from mostrador.outbox.models import Owed
from mostrador.stores.models import Store
from tests.cast import A_DAY, NOON, annas_contact, signed_in
from tests.decisions.ordered import a_refund, acknowledged

LIST = "/office/instructions/"
DIFFERENCES = "/office/differences/"
INTERFACE = "/office/programme/de/interface/"
HOOK = "https://market.example/hooks"


@pytest.fixture
def refund(_noon: None) -> Instruction:
    return a_refund(annas_contact())


def orders(query: str = "") -> list[str]:
    return [row["order"] for row in signed_in("olga").get(f"{LIST}?{query}").context["rows"]]


def wants() -> list[str]:
    return [want.href for want in signed_in("olga").get("/office/").context["wants"]]


def connected(address: str = HOOK) -> Any:
    version = Store.objects.get(pk="de").version
    return signed_in("olga").post(INTERFACE, {"webhook_url": address, "version": version})


def test_instructions_are_found_by_state_and_by_order(refund):
    assert [orders(), orders("only=open"), orders("only=done")] == [["LM-1007"], ["LM-1007"], []]
    assert [orders("order=LM-1007"), orders("order=LM-1"), orders("only=x")] == [
        ["LM-1007"], [], ["LM-1007"],
    ]  # fmt: skip


def test_who_has_no_interface_does_it_by_hand(refund):
    page = f"{LIST}{refund.pk}/"
    olga = signed_in("olga")
    olga.get(page)

    sent = olga.post(f"{page}acknowledgement/", {"outcome": "done", "reference": "R-1"})

    assert sent.status_code == 302
    refund.refresh_from_db()
    assert (refund.state, refund.acknowledgement) == ("done", {"outcome": "done",
                                                               "reference": "R-1"})  # fmt: skip
    assert "R-1" in olga.get(page).content.decode()
    conflict = olga.post(f"{page}acknowledgement/", {"outcome": "refused", "reason": "No."})
    assert conflict.status_code == 409


def test_what_cannot_be_done_needs_a_reason(refund):
    olga, where = signed_in("olga"), f"{LIST}{refund.pk}/acknowledgement/"

    without = olga.post(where, {"outcome": "refused"})
    given = olga.post(where, {"outcome": "refused", "reason": "The card is closed."})

    assert (without.status_code, given.status_code) == (422, 302)
    refund.refresh_from_db()
    assert refund.acknowledgement["reason"] == "The card is closed."


def test_a_dead_letter_stands_on_the_overview_and_is_sent_again(refund):
    connected()
    instructions.not_delivered(refund, "500", dead=True, now=NOON)
    assert f"{LIST}?only=dead" in wants()
    assert orders("only=dead") == ["LM-1007"]

    signed_in("olga").post(f"{LIST}{refund.pk}/sending/")

    assert orders("only=dead") == []
    assert Owed.objects.filter(kind="instruction").count() == 1


def test_what_is_answered_is_not_sent_again(refund):
    connected()
    acknowledged(refund)

    signed_in("olga").post(f"{LIST}{refund.pk}/sending/")

    assert not Owed.objects.filter(kind="instruction").exists()


def test_a_difference_stands_on_the_overview_until_a_person_notes_it(refund):
    acknowledged(refund, amount="3.99")
    assert DIFFERENCES in wants()
    olga, row = signed_in("olga"), Difference.objects.get()
    page = olga.get(DIFFERENCES).content.decode()

    empty = olga.post(f"{DIFFERENCES}{row.pk}/", {"note": " "})
    noted = olga.post(f"{DIFFERENCES}{row.pk}/", {"note": "Paid the rest by hand."})
    again = olga.post(f"{DIFFERENCES}{row.pk}/", {"note": "Once more."})

    assert "ordered 39.90 EUR · said 3.99 EUR" in page
    assert (empty.status_code, noted.status_code, again.status_code) == (422, 302, 302)
    assert DIFFERENCES not in wants()
    assert "Paid the rest by hand." in olga.get(f"{DIFFERENCES}?only=noted").content.decode()


def test_it_is_compared_when_the_operator_wants_it(refund):
    Instruction.objects.update(made_at=NOON - 3 * A_DAY)

    signed_in("olga").post(f"{DIFFERENCES}look/")

    assert [one.code for one in reconciliation.open_ones()] == ["NO_ANSWER"]
    assert signed_in("olga").get(DIFFERENCES).status_code == 200


def test_the_address_is_checked_and_the_secret_shown_once():
    refused = connected("http://market.example/hooks")
    saved = connected()

    assert (refused.status_code, saved.status_code) == (422, 302)
    store = Store.objects.get(pk="de")
    assert (store.webhook_url, store.webhook_secret[:6]) == (HOOK, "whsec_")
    made = signed_in("olga").post(f"{INTERFACE}secret/")
    secret = Store.objects.get(pk="de").webhook_secret
    assert secret != store.webhook_secret
    assert secret in made.content.decode()
    assert made["Cache-Control"] == "no-store"
    assert secret not in signed_in("olga").get(INTERFACE).content.decode()


def test_who_was_slower_looks_again():
    version = Store.objects.get(pk="de").version
    connected()

    late = signed_in("olga").post(INTERFACE, {"webhook_url": HOOK + "2", "version": version})

    assert late.status_code == 409
    assert Store.objects.get(pk="de").webhook_url == HOOK


def test_the_list_asks_the_same_number_of_questions(refund, django_assert_num_queries):
    olga = signed_in("olga")
    with CaptureQueriesContext(connection) as with_one:
        olga.get(LIST)
    for part in ("second", "third"):
        instructions.give(refund.decision, "refund", {}, now=NOON, part=part)

    with django_assert_num_queries(len(with_one)):
        olga.get(LIST)


def test_at_three_in_the_stores_night_it_is_compared(refund):
    acknowledged(refund)

    early = reconciliation.sweep(now=NOON + timedelta(hours=16))
    at_three = reconciliation.sweep(now=NOON + timedelta(hours=17, seconds=1))
    again = reconciliation.sweep(now=NOON + timedelta(hours=17, seconds=1))

    assert (early, at_three, again) == (0, 1, 0)
    reconciliation.sweep(now=NOON + timedelta(days=2))
    assert [one.code for one in reconciliation.open_ones()] == ["NO_RECORD"]
