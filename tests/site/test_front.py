"""The first page, the demo's doors and clock, signing in and out, the language."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from mostrador import wallclock
from mostrador.people.models import User
from tests.cast import A_DAY, A_SECOND, NOON, a_question, annas_contact, signed_in, the_marketplace

FACES = {"anna": "/help/", "ada": "/desk/", "zhou": "/portal/", "olga": "/office/"}
ENGLISH = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def _noon(data_folder: Path, db: None, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    wallclock.install_time_machine(start=NOON)
    the_marketplace()
    cache.clear()


@pytest.fixture
def demo(settings: Any) -> None:
    settings.DEMO = True


def sign_in(name: str = "ada", password: str = "mostrador", **more: str) -> Any:
    data = {"login": name, "password": password, **more}
    return Client(headers=ENGLISH).post("/sign-in/", data)


@pytest.mark.parametrize(("name", "face"), FACES.items())
def test_everybody_is_led_to_his_own_face(name, face):
    assert signed_in(name).get("/").url == face


def test_signed_out_the_first_page_is_the_sign_in():
    assert Client().get("/").url == "/sign-in/"


@pytest.mark.parametrize(("name", "face"), FACES.items())
def test_each_door_of_the_demo_is_one_press(demo, name, face):
    client = Client()

    doors = client.get("/").context["doors"]
    entered = client.post("/enter/", {"user": name})

    assert [door.value for door in doors] == list(FACES)
    assert (entered.status_code, entered.url) == (302, face)
    assert client.get(face).status_code == 200


def test_a_demo_without_a_marketplace_has_the_doors_of_those_who_are_there(demo):
    User.objects.filter(username__in=["anna", "zhou"]).update(is_active=False)

    client = Client()

    assert [door.value for door in client.get("/").context["doors"]] == ["ada", "olga"]
    assert client.post("/enter/", {"user": "anna"}).status_code == 404


@pytest.mark.parametrize("name", ["zed", "", "nobody"])
def test_there_is_no_door_for_anybody_else(demo, name):
    assert Client().post("/enter/", {"user": name}).status_code == 404


def test_outside_the_demo_there_are_neither_doors_nor_a_clock_to_move():
    client = Client()

    assert client.post("/enter/", {"user": "olga"}).status_code == 404
    assert client.post("/time/", {"advance": "1h"}).status_code == 404
    assert "time-bar" not in client.get("/help/").content.decode()


@pytest.mark.parametrize(("step", "hours"), [("1h", 1), ("24h", 24)])
def test_the_bar_moves_the_demos_clock_and_stays_on_the_page(demo, step, hours):
    before = wallclock.now()

    answer = Client().post("/time/", {"advance": step, "next": "/help/?before=C-1"})

    assert answer.url == "/help/?before=C-1"
    moved = wallclock.now() - before - timedelta(hours=hours)
    assert timedelta(0) <= moved < timedelta(minutes=1)


@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_the_bar_leads_to_no_other_host(demo, away):
    assert Client().post("/time/", {"advance": "1h", "next": away}).url == "/"


def test_what_falls_due_on_the_way_happens(demo):
    question = a_question(annas_contact())

    Client().post("/time/", {"advance": "24h"})
    Client().post("/time/", {"advance": "1h"})

    question.refresh_from_db()
    assert question.state == "lapsed"
    assert wallclock.now() > NOON + A_DAY + A_SECOND


def test_signing_in_leads_to_the_page_that_was_asked_for():
    client = Client()
    asked = client.get("/desk/?view=mine")

    answer = client.post(asked.url, {"login": "ada", "password": "mostrador"})

    assert asked.url == "/sign-in/?next=/desk/%3Fview%3Dmine"
    assert (answer.status_code, answer.url) == (302, "/desk/?view=mine")


@pytest.mark.parametrize(("name", "password"), [("ada", "wrong"), ("nobody", "mostrador")])
def test_a_wrong_password_and_a_wrong_name_get_the_same_sentence(name, password):
    answer = sign_in(name, password)

    assert answer.status_code == 200
    assert "Name and password do not belong together." in answer.content.decode()


def test_who_guesses_is_slowed_down():
    answers = [sign_in("ada", f"guess {number}") for number in range(6)]
    right = sign_in()

    assert "Too many wrong passwords for this name." in answers[-1].content.decode()
    assert right.status_code == 200


def test_an_address_that_signs_in_without_end_gets_a_page_that_says_so(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}

    answers = [sign_in("olga") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Please wait a minute" in answers[-1].content.decode()


def test_a_closed_account_says_so():
    User.objects.filter(username="ada").update(is_active=False)

    answer = sign_in()

    assert answer.status_code == 403
    assert "This account is closed" in answer.content.decode()


@pytest.mark.parametrize(("chosen", "ends_with_browser"), [({}, True), ({"remember": "on"}, False)])
def test_staying_signed_in_is_a_choice(chosen, ends_with_browser):
    cookie = sign_in(**chosen).cookies["sessionid"]

    assert (cookie["max-age"] == "") is ends_with_browser


def test_signing_out_is_one_press_and_never_a_link():
    ada = signed_in("ada")

    looked = ada.get("/sign-out/")
    still = ada.get("/desk/").status_code
    left = ada.post("/sign-out/")

    assert (looked.status_code, still) == (200, 200)
    assert left.url == "/"
    assert ada.get("/desk/").status_code == 302


@pytest.mark.parametrize("language", ["de", "en", "zh-hans"])
def test_the_language_chosen_is_kept(language):
    client = Client(headers=ENGLISH)

    answer = client.post("/language/", {"language": language, "next": "/help/"})

    assert answer.url == "/help/"
    assert f'<html lang="{language}"' in client.get("/help/").content.decode()


def test_a_language_without_a_catalogue_is_not_offered():
    page = Client().get("/help/").content.decode()

    assert 'value="de"' in page
    assert 'value="es"' not in page


def test_a_person_reads_his_own_language_unless_he_chose_another():
    zhou = signed_in("zhou")

    own = zhou.get("/portal/", headers=ENGLISH).content.decode()
    zhou.cookies["language"] = "de"
    chosen = zhou.get("/portal/", headers=ENGLISH).content.decode()

    assert '<html lang="zh-hans"' in own
    assert '<html lang="de"' in chosen


def test_what_is_not_there_says_so_on_our_own_page():
    answer = Client(headers=ENGLISH).get("/nowhere/")

    assert answer.status_code == 404
    assert "This page is not here" in answer.content.decode()


def test_a_form_that_is_not_ours_is_refused_with_a_sentence():
    client = Client(enforce_csrf_checks=True, headers=ENGLISH)

    answer = client.post("/sign-in/", {"login": "ada", "password": "mostrador"})

    assert answer.status_code == 403
    assert "Please send it again" in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/help/", "/nowhere/", "/sign-in/", "/patterns/"])
def test_every_page_keeps_strangers_out(demo, path):
    headers = Client().get(path).headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_who_sends_something_when_his_time_is_over_is_led_to_his_face_afterwards():
    asked = Client().post("/desk/contacts/C-1/reply/", {"text": "Guten Tag"})

    assert asked.url == "/sign-in/?next=/"
