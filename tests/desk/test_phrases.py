"""Sentences with the order's facts in them, in the buyer's language."""

import pytest
from django.test import override_settings

from mostrador.desk import phrases
from mostrador.orders.models import Order
from tests.cast import annas_contact, signed_in
from tests.desk.stage import PAUL, act, another, from_a_stranger, path

FACTS = {
    "order": "LM-1007", "product": "Leselampe Lena", "carrier": "DHL", "sent": "4 November",
    "tracking": "0034", "seller": "Zhou Lighting", "agent": "Ada", "store": "Lichtmarkt",
}  # fmt: skip


def offered(contact) -> list[str]:
    return [one.name for one in signed_in("ada").get(path(contact)).context["composer"].phrases]


def test_a_covered_order_offers_all_five():
    assert offered(annas_contact()) == [
        "The parcel is on its way",
        "We ask the seller",
        "Please send a photo",
        "A replacement is possible",
        "Closing words",
    ]


def test_a_phrase_is_filled_with_the_order():
    picked = signed_in("ada").get(path(annas_contact()) + "?phrase=on_its_way")

    text = picked.context["composer"].text
    assert "LM-1007 (Leselampe Lena)" in text
    assert "00340434161094042557" in text


def test_without_scripts_a_link_puts_a_phrase_behind_what_is_written():
    contact = annas_contact()
    act(contact, "drafts", "buyer", text="Guten Tag,")

    page = signed_in("ada").get(path(contact) + "?phrase=closing")

    assert f'href="{path(contact)}?phrase=closing#composer-text"' in page.content.decode()
    assert page.context["composer"].text.startswith("Guten Tag,\n\n")
    assert "\nAda\n" in page.context["composer"].text


def test_a_phrase_whose_facts_are_missing_is_not_offered():
    Order.objects.filter(pk="LM-1007").update(body={"shipments": [{"carrier": "DHL"}]})

    assert "The parcel is on its way" not in offered(annas_contact())


def test_without_an_order_nothing_can_be_said_of_one():
    assert offered(another("Wo ist meine Bestellung?", sender=PAUL)) == []


def test_nothing_of_the_order_is_put_before_a_stranger():
    contact = from_a_stranger()

    picked = signed_in("ada").get(path(contact) + "?phrase=on_its_way")

    assert offered(contact) == []
    assert picked.context["composer"].text == ""


@pytest.mark.parametrize("code", ["nonsense", "", "\0"])
def test_a_phrase_there_is_not_says_nothing(code):
    page = signed_in("ada").get(path(annas_contact()), {"phrase": code})

    assert page.context["composer"].text == ""


@pytest.mark.parametrize("code", phrases.PHRASES)
@override_settings(LANGUAGE_CODE="en")
def test_each_phrase_names_the_facts_it_needs(code):
    needed = {name: FACTS[name] for name in phrases.PHRASES[code].needs}

    said = phrases.text(code, needed, language="en")

    assert said is not None
    assert all(fact in said for fact in needed.values())
    for name in needed:
        assert phrases.text(code, {**needed, name: ""}, language="en") is None
