"""The Keller case as a program sees it, from the first call to the last."""

from datetime import timedelta

import pytest

from mostrador import wallclock

pytestmark = pytest.mark.django_db

STORE = {
    "name": "Lichtmarkt",
    "country": "DE",
    "languages": ["de"],
    "currency": "EUR",
    "time_zone": "Europe/Berlin",
    "seller_languages": ["de", "zh-hans"],
    "mail": {"service": "service@lichtmarkt.example"},
}
ZHOU = {
    "store": "de",
    "name": "Zhou Lighting",
    "country": "CN",
    "plan": "professional",
    "standing": "good",
    "language": "zh-hans",
    "email": "zhou@zhou-lighting.example",
}
LENA = {"seller": "S-ZHOU", "title": "Leselampe Lena", "page": {"bullets": ["Dimmbar"]}}
ORDER = {
    "store": "de",
    "seller": "S-ZHOU",
    "placed_at": "2026-11-12T11:00:00+01:00",
    "buyer": {"id": "B-KELLER", "name": "Anna Keller", "email": "anna.keller@mail.example"},
    "lines": [
        {
            "id": "1",
            "product": "P-LENA",
            "quantity": 1,
            "unit_price": "39.90",
            "currency": "EUR",
            "fulfilment": "seller",
        }
    ],
}


def test_a_lamp_is_late_and_its_seller_stays_silent(noon, program):
    # The marketplace tells what it knows.
    assert program.put("stores/de", STORE).status_code == 201
    assert program.put("sellers/S-ZHOU", ZHOU).status_code == 201
    assert program.put("products/P-LENA", LENA).status_code == 201

    # Zhou is invited, accepts the terms and enrols.
    invitation = program.post("sellers/S-ZHOU/invitations", {"store": "de"}).json()
    consent = {"store": "de", "terms": invitation["terms"], "accepted_by": "zhou"}
    enrolment = program.post("sellers/S-ZHOU/enrolments", consent).json()
    assert enrolment["state"] == "active"

    # An hour later Anna orders a lamp, and the service answers for it.
    wallclock.advance_to(noon + timedelta(days=9))
    assert program.put("orders/LM-1007", ORDER).status_code == 201
    asked = {"order": "LM-1007", "topic": "delivery"}
    assert program.post("coverage", asked).json() == {
        "order": "LM-1007",
        "line": "1",
        "topic": "delivery",
        "covered": True,
        "handler": "service",
        "reasons": [],
    }

    # She writes to the marketplace, which passes it on; a network error makes it send it twice.
    words = {**asked, "channel": "web", "text": "Wo ist meine Lampe?"}
    contact = program.post("contacts", words, key="4711").json()
    assert program.post("contacts", words, key="4711").json() == contact
    assert (contact["state"], contact["handler"]) == ("open", "service")

    # The service asks Zhou, who has a day, and does not answer.
    question = {"kind": "tracking", "text": "Wo ist das Paket?"}
    asked = program.post(f"contacts/{contact['id']}/questions", question).json()
    assert (asked["seller"], asked["state"]) == ("S-ZHOU", "open")
    assert asked["consulted"] == ["order", "product_page"]
    wallclock.advance_to(noon + timedelta(days=10, hours=1))
    late = program.post(f"questions/{asked['id']}/answers", {"text": "Ist unterwegs."}).json()
    assert late["state"] == "lapsed"

    # So the service decides by best judgement, and the matter is settled.
    judged = {
        "remedy": "refund_returnless",
        "lines": ["1"],
        "ground": "best_judgement",
        "reason": "Die Lampe ist seit Tagen überfällig.",
    }
    decision = program.post(f"contacts/{contact['id']}/decisions", judged).json()
    assert program.post(f"contacts/{contact['id']}/closure").json()["state"] == "resolved"

    # Who did what, when and in which order stays readable.
    whole = program.get(f"contacts/{contact['id']}").json()
    assert [entry["what"] for entry in whole["history"]] == [
        "opened",
        "question_asked",
        "question_lapsed",
        "answer_after_due",
        "decided",
        "resolved",
    ]
    assert [each["id"] for each in whole["decisions"]] == [decision["id"]]
    assert whole["questions"][0]["answers"][0]["late"] is True
