"""The programme's page: open to everybody, and never in disagreement with the settings."""

import pytest
from django.test import Client

from mostrador.portal import offers
from mostrador.rules.coverage import Reason
from mostrador.stores import programme, standard
from mostrador.stores.models import Store
from tests.cast import NOON
from tests.portal.enrolling import OLGA, words

PAGE = "/programme/de/"
# What is not covered for reasons that no store sets: elsewhere, or in the end.
OTHERWISE_SAID = {Reason.OTHER_STORE, Reason.PAST_COVERAGE_END}


def read(language: str = "en") -> str:
    client = Client()
    client.cookies["language"] = language
    return words(client.get(PAGE))


def test_it_is_read_signed_out():
    page = read()

    assert "Lichtmarkt answers your buyers" in page
    assert "Terms of participation Version 1" in page
    assert "Buyers are answered in German" in page
    assert "Around the clock, 365 days a year." in page


def test_with_one_store_its_page_is_the_programme():
    assert Client().get("/programme/")["Location"] == PAGE


def test_with_several_stores_one_chooses():
    Store.objects.create(
        id="at", name="Lichtmarkt Wien", country="AT", languages=["de"], currency="EUR",
        time_zone="Europe/Vienna", body={},
    )  # fmt: skip

    page = words(Client().get("/programme/"))

    assert "Lichtmarkt Wien" in page


def test_without_a_store_there_is_nothing_to_choose():
    assert Client().get("/programme/fr/").status_code == 404


@pytest.mark.parametrize(
    ("holds", "sentence"),
    [
        ({"mode": "invitation_only"}, "Who may take part? Sellers whom the marketplace invites."),
        ({"mode": "open"}, "Who may take part? Every seller who meets the conditions."),
        ({"mode": "mandatory"}, "You do not: on this marketplace every seller takes part."),
        ({"trial_days": None}, "The trial is free of charge and has no fixed end."),
        ({"trial_days": 1}, "The first day after activation is free of charge."),
        ({"trial_days": 30}, "The first 30 days after activation are free of charge"),
        ({"trial_days": 0}, "There is no trial."),
        ({"activation_minutes": 0}, "The service is there: At once."),
        ({"activation_minutes": 1}, "Within 1 minute."),
        ({"activation_minutes": 45}, "Within 45 minutes."),
        ({"plan": "Basis"}, "Plan: Basis"),
        ({"plan_words": {"en": "EUR 0.80 each."}}, "EUR 0.80 each."),
        ({"terms_version": "9"}, "Terms of participation, version 9"),
        ({"own_seller_languages": ["de", "en"]}, "We write to sellers in German or English"),
        ({"languages": ["de", "en"]}, "Buyers are answered in German and English"),
        ({"coverage_never_ends": True}, "stay with us, without an end."),
        ({"return_window_days": 30}, "until 2 years and 30 days after their delivery."),
        ({"return_window_days": 1000}, "until 1030 days after their delivery."),
        ({"own_hand_over": {"*": "alle@lichtmarkt.example"}},
         "other countries: alle@lichtmarkt.example."),
        ({}, "Germany: handover-de@lichtmarkt.example"),
        ({"own_hand_over": {}, "body": {}}, "Press “Hand over to the service”"),
    ],
)  # fmt: skip
def test_what_is_set_is_what_it_says(holds, sentence):
    Store.objects.update(**holds)

    assert sentence in read()


def test_R19_the_standard_return_policy_of_today_stands_there():
    dimensions = {"window_days": 45}
    standard.publish(Store.objects.get(), dimensions, from_at=NOON, by=OLGA, now=NOON)

    assert "Goods may be returned within 45 days." in read()


def test_every_reason_not_to_cover_is_said_in_the_programme():
    assert set(offers.EXCLUSIONS) == set(Reason) - OTHERWISE_SAID
    page = read()
    assert [one for one in map(str, offers.EXCLUSIONS.values()) if one not in page] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Sie nehmen teil."), ("zh-hans", "您参加。"), ("en", "You take part.")],
)
def test_the_terms_are_in_the_readers_language(language, text):
    texts = {"de": "Sie nehmen teil.", "zh-hans": "您参加。", "en": "You take part."}
    programme.publish_terms(Store.objects.get(), "2", texts, by=OLGA, now=NOON)

    assert text in read(language)


def test_terms_in_another_language_say_in_which():
    texts = {"de": "Sie nehmen teil.", "zh-hans": "您参加。"}
    programme.publish_terms(Store.objects.get(), "2", texts, by=OLGA, now=NOON)
    client = Client()
    client.cookies["language"] = "en"

    assert 'lang="de">' in client.get(PAGE).content.decode()
