"""What a seller is written about his enrolment, in his language."""

from datetime import timedelta
from email import message_from_bytes

import pytest

from mostrador import wallclock
from mostrador.outbox import sending
from mostrador.rules.eligibility import Refusal
from mostrador.sellers import (
    activation,
    complaints,
    enrolment,
    falling_short,
    records,
    suspension,
)
from mostrador.sellers.models import Notice, Seller
from mostrador.site.delivering import HANDLERS
from tests.cast import NOON
from tests.sellers.saying import OLGA, changed, enrol

A_MINUTE = timedelta(minutes=1)
AN_HOUR = timedelta(hours=1)
PAGE = "/portal/account/services/de/"


def mail(template: str) -> str:
    """Subject and words, in one line, as they were sent."""
    while sending.deliver_batch(HANDLERS, now=NOON, machine_now=wallclock.machine_now()):
        pass
    read = message_from_bytes(bytes(Notice.objects.get(template=template).raw.body))
    words = read.get_payload(decode=True).decode() if not read.is_multipart() else ""
    return " ".join(f"{read['Subject']} {words}".split())


def test_R28_active_says_since_when(enrolled):
    said = mail("active")

    assert "Do., 12. Nov., 10:00 (Berlin)" in said
    assert PAGE in said


def test_E20_a_stuck_activation_is_told_and_that_no_order_is_lost(zed, lichtmarkt):
    changed("de", activation_minutes=10)
    lichtmarkt.refresh_from_db()
    row = enrol(zed, lichtmarkt)
    activation.hold(row, by=OLGA, now=NOON)
    activation.sweep(now=NOON + AN_HOUR)

    assert "Do., 12. Nov., 10:00 (Berlin)" in mail("activation_stuck")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Refusal.PLAN_NOT_PROFESSIONAL, "Ihr Konto hat nicht mehr den Tarif „Professionell“."),
        (Refusal.NOT_IN_GOOD_STANDING, "Ihr Konto ist nicht mehr in Ordnung."),
        (Refusal.TERMS_NOT_ACCEPTED, "Sie haben die geltenden Teilnahmebedingungen nicht"),
        (Refusal.POLICY_LESS_FAVOURABLE, "Ihre Rückgabebedingungen sind für Käufer ungünstiger"),
    ],
)
def test_E34_a_suspension_says_why_and_where_to_complain(enrolled, reason, words):
    suspension.suspend(enrolled, [reason], by=OLGA, now=NOON)

    said = mail("suspended")

    assert said.count(" - ") == 1
    assert words in said
    assert PAGE in said


def test_R35_who_leaves_reads_what_stays(enrolled):
    enrolment.end(enrolled.seller, store="de", by="seller:S-ZED", now=NOON + A_MINUTE)

    assert "Do., 12. Nov., 10:01 (Berlin)" in mail("left")


@pytest.mark.parametrize(("granted", "words"), [(True, "zu Ihren Gunsten"), (False, "es bleibt")])
def test_a_decided_complaint_leads_to_its_reasons(zed, lichtmarkt, granted, words):
    made, _ = complaints.raise_(zed, lichtmarkt, "refusal", "Warum?", by="seller:5", now=NOON)
    complaints.decide(made, granted=granted, reason="Darum.", by=OLGA, now=NOON)

    said = mail("complaint_decided")

    assert words in said
    assert f"{PAGE}#complaints" in said
    assert "Darum." not in said


def test_R18_it_is_written_in_the_sellers_language(zed, lichtmarkt):
    Seller.objects.filter(pk="S-ZED").update(language="zh-hans", country="CN")
    enrol(Seller.objects.get(pk="S-ZED"), lichtmarkt)

    assert "11月12日周四 17:00" in mail("active")


def test_E57_a_warning_says_what_falls_short_until_when_and_where(zed, lichtmarkt):
    body = {"seller": "S-ZED", "store": "de", "from": NOON.isoformat(), "window_days": 20}
    enrol(zed, lichtmarkt)
    records.upsert_many([records.policy(body)], now=NOON, by="program:load")
    falling_short.sweep(now=NOON + A_MINUTE)

    said = mail("policy_warned")

    assert "20 Tage" in said
    assert "30 Tage" in said
    assert "Sa., 12. Dez., 10:01 (Berlin)" in said
    assert "/portal/account/policy/de/" in said


def test_E57_a_policy_that_cannot_be_read_is_said_to_be_so(zed, lichtmarkt):
    body = {"seller": "S-ZED", "store": "de", "from": NOON.isoformat(), "window_days": "viele"}
    enrol(zed, lichtmarkt)
    records.upsert_many([records.policy(body)], now=NOON, by="program:load")
    falling_short.sweep(now=NOON + A_MINUTE)

    assert "nicht gelesen werden" in mail("policy_warned")
