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


DELIVERY = {"order": "LM-1007", "topic": "delivery"}


def test_a_lamp_is_late_and_its_seller_stays_silent(noon, program):
    the_marketplace_tells_what_it_knows(program)
    zhou_is_invited_and_enrols(program)

    wallclock.advance_to(noon + timedelta(days=9))
    anna_orders_a_lamp_and_the_service_answers_for_it(program)
    contact = she_writes_and_the_network_sends_it_twice(program)
    question = the_service_asks_zhou(program, contact)

    wallclock.advance_to(noon + timedelta(days=10, hours=1))
    zhou_answers_too_late(program, question)
    decision = the_service_decides_by_best_judgement(program, contact)
    who_did_what_and_when_stays_readable(program, contact, question, decision)


def the_marketplace_tells_what_it_knows(program):
    assert program.put("stores/de", STORE).status_code == 201
    assert program.put("sellers/S-ZHOU", ZHOU).status_code == 201
    assert program.put("products/P-LENA", LENA).status_code == 201


def zhou_is_invited_and_enrols(program):
    invitation = program.post("sellers/S-ZHOU/invitations", {"store": "de"}).json()
    consent = {"store": "de", "terms": invitation["terms"], "accepted_by": "zhou"}

    enrolment = program.post("sellers/S-ZHOU/enrolments", consent).json()

    assert enrolment["state"] == "active"


def anna_orders_a_lamp_and_the_service_answers_for_it(program):
    assert program.put("orders/LM-1007", ORDER).status_code == 201

    assert program.post("coverage", DELIVERY).json() == {
        "order": "LM-1007",
        "line": "1",
        "topic": "delivery",
        "covered": True,
        "handler": "service",
        "reasons": [],
    }


def she_writes_and_the_network_sends_it_twice(program):
    words = {**DELIVERY, "channel": "web", "text": "Wo ist meine Lampe?"}

    contact = program.post("contacts", words, key="4711").json()
    again = program.post("contacts", words, key="4711").json()

    assert again == contact
    assert (contact["state"], contact["handler"]) == ("open", "service")
    return contact["id"]


def the_service_asks_zhou(program, contact):
    asked = {"kind": "tracking", "text": "Wo ist das Paket?"}

    question = program.post(f"contacts/{contact}/questions", asked).json()

    assert (question["seller"], question["state"]) == ("S-ZHOU", "open")
    assert question["consulted"] == ["order", "product_page"]
    return question["id"]


def zhou_answers_too_late(program, question):
    answered = program.post(f"questions/{question}/answers", {"text": "Ist unterwegs."}).json()

    assert (answered["state"], answered["answers"][0]["late"]) == ("lapsed", True)


def the_service_decides_by_best_judgement(program, contact):
    judged = {
        "remedy": "refund_returnless",
        "lines": ["1"],
        "ground": "best_judgement",
        "reason": "Die Lampe ist seit Tagen überfällig.",
    }

    decision = program.post(f"contacts/{contact}/decisions", judged).json()

    assert program.post(f"contacts/{contact}/closure").json()["state"] == "resolved"
    return decision["id"]


def who_did_what_and_when_stays_readable(program, contact, question, decision):
    whole = program.get(f"contacts/{contact}").json()

    assert [entry["what"] for entry in whole["history"]] == [
        "opened",
        "question_asked",
        "question_lapsed",
        "answer_after_due",
        "decided",
        "resolved",
    ]
    assert [each["id"] for each in whole["questions"]] == [question]
    assert [each["id"] for each in whole["decisions"]] == [decision]
