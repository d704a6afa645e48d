"""How a marketplace's own account pages lead a person here, signed in (R55)."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client

from mostrador.orders.models import Buyer
from mostrador.people.models import EntryPass, User
from mostrador.sellers.models import Membership
from tests.cast import person

pytestmark = pytest.mark.django_db

ANNA = {"kind": "buyer", "id": "B-KELLER"}
ZHOU = {"kind": "seller", "id": "S-ZHOU"}


@pytest.fixture
def address(marketplace, program):
    """The path of an entry for this person."""

    def made(who, to="/help/"):
        url = program.post("entries", {"person": who, "to": to}).json()["url"]
        return urlsplit(url).path

    return made


def signed_in(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize(("who", "name"), [(ANNA, "anna"), (ZHOU, "zhou")])
def test_the_address_signs_the_person_in_at_the_page(address, who, name):
    client = Client()

    entered = client.get(address(who, "/help/contacts/?from=account"))

    assert (entered.status_code, entered.url) == (302, "/help/contacts/?from=account")
    assert signed_in(client) == str(person(name).pk)
    assert "no-store" in entered.headers["Cache-Control"]


def test_the_address_opens_once(address):
    where, client = address(ANNA), Client()
    Client().get(where)

    again = client.get(where)

    assert again.status_code == 410
    assert signed_in(client) is None


def test_the_address_is_good_for_a_minute(address):
    where, client = address(ANNA), Client()
    made = EntryPass.objects.get()
    EntryPass.objects.update(expires_at=made.expires_at - timedelta(seconds=61))

    assert client.get(where).status_code == 410
    assert signed_in(client) is None


def test_an_address_that_was_never_made_opens_nothing(db):
    assert Client().get("/enter/guessed/").status_code == 410


def test_a_person_who_may_no_longer_sign_in_does_not(address):
    where, client = address(ANNA), Client()
    User.objects.update(is_active=False)

    assert client.get(where).status_code == 410
    assert signed_in(client) is None


def test_a_buyer_or_seller_whom_nobody_signed_in_yet_is_made_without_a_password(address, program):
    buyer = {"kind": "buyer", "id": "B-BRANDT"}
    Membership.objects.filter(seller="S-ZED").delete()
    seller = {"kind": "seller", "id": "S-ZED"}

    for who in (buyer, seller):
        assert Client().get(address(who)).status_code == 302
        assert Client().get(address(who)).status_code == 302

    users = [Buyer.objects.get(pk="B-BRANDT").user, Membership.objects.get(seller="S-ZED").user]
    assert [user.role for user in users] == ["buyer", "seller"]
    assert [user.has_usable_password() for user in users] == [False, False]


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "help/",
        "",
        " /help/",
        "/\n/evil.example",
    ],
)
def test_it_leads_to_pages_of_ours_alone(marketplace, program, errors, to):
    refused = program.post("entries", {"person": ANNA, "to": to})

    assert (refused.status_code, errors(refused)) == (422, [("NOT_A_PAGE", "/to")])
    assert not EntryPass.objects.exists()


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ({"person": {**ANNA, "id": "B-0"}, "to": "/help/"}, 404, ("NOT_FOUND", "/person/id")),
        ({"person": {**ZHOU, "id": "S-0"}, "to": "/help/"}, 404, ("NOT_FOUND", "/person/id")),
        ({"person": {**ANNA, "kind": "agent"}, "to": "/"}, 422, ("NOT_ONE_OF", "/person/kind")),
        ({"person": "anna", "to": "/"}, 422, ("WRONG_TYPE", "/person")),
        ({"to": "/"}, 422, ("MISSING", "/person")),
        ({"person": ANNA, "to": "/" + "x" * 500}, 422, ("TOO_LONG", "/to")),
    ],
)
def test_only_buyers_and_sellers_whom_we_know_come_in(
    marketplace, program, errors, body, status, expected
):
    refused = program.post("entries", body)

    assert (refused.status_code, errors(refused)) == (status, [expected])
