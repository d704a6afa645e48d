"""Signing in in two steps: the codes are computed here as RFC 6238 says, by the machine's time."""

import base64
import re
from argparse import Namespace
from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from mostrador import wallclock
from mostrador.people.models import User
from mostrador.site.commands import user
from mostrador.site.failure import Failure
from mostrador.site.second_step import SealedAdapter, SecretKeyChangedError
from tests.cast import NOON, person, signed_in, the_marketplace
from tests.site.two_steps import (
    HALF_A_MINUTE,
    PASSWORD,
    STEPS,
    at_the_password,
    hotp,
    totp,
    with_two_steps,
)

pytestmark = pytest.mark.django_db
PAGES = [STEPS, *(f"{STEPS}{end}/" for end in ("app", "removal", "codes", "codes/new", "password"))]
FACES = {"ada": "/desk/", "olga": "/office/"}


@pytest.fixture(autouse=True)
def _marketplace() -> Iterator[None]:
    cache.clear()
    the_marketplace()
    # Each reads the language of the browser that looks.
    User.objects.update(language="")
    yield
    cache.clear()


def at_the_code(name: str = "ada", *, to: str = "") -> Client:
    """Signed in as far as the password goes."""
    client = Client()
    answer = client.post("/sign-in/", {"login": name, "password": PASSWORD, "next": to})
    assert (answer.status_code, answer.url) == (302, "/sign-in/code/")
    return client


def goes_on(client: Client, code: str) -> bool:
    answer = client.post("/sign-in/code/", {"code": code})
    assert answer.status_code == (302 if "_auth_user_id" in client.session else 200)
    return answer.status_code == 302


@pytest.mark.parametrize(
    ("second", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")]
)
def test_the_codes_here_are_those_of_the_standards_appendix(second, code):
    secret = base64.b32encode(b"12345678901234567890").decode()

    assert hotp(secret, second // HALF_A_MINUTE) == code


def test_setting_it_up_shows_a_picture_the_key_and_ten_codes_once():
    client = signed_in("ada")
    page = at_the_password(client, f"{STEPS}app/").content.decode()
    secret = re.findall(r"<code[^>]*>([A-Z2-7]{32})</code>", page)[0]

    shown = client.post(f"{STEPS}app/", {"code": totp(secret)}, follow=True)
    again = client.get(f"{STEPS}codes/")

    assert 'src="data:image/svg+xml;base64,' in page
    assert len(set(re.findall(r"<code>(\d{8})</code>", shown.content.decode()))) == 10
    assert "<code>" not in again.content.decode()
    assert shown["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize("code", ["", "000", "abcdef"])
def test_a_wrong_code_sets_nothing_up(code):
    client = signed_in("ada")
    page = at_the_password(client, f"{STEPS}app/").content.decode()

    answer = client.post(f"{STEPS}app/", {"code": code})

    secret = re.findall(r"<code[^>]*>([A-Z2-7]{32})</code>", page)[0]
    assert secret in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_the_password_alone_leads_to_the_code_and_the_code_to_the_page_that_was_asked_for():
    secret, _ = with_two_steps("ada")
    client = at_the_code(to="/desk/?view=mine")

    before = client.get("/desk/").status_code
    answer = client.post("/sign-in/code/", {"code": totp(secret)})

    assert (before, answer.status_code, answer.url) == (302, 302, "/desk/?view=mine")
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize("away", [-2, 3, 100])
def test_a_code_of_another_minute_lets_nobody_in(away):
    secret, _ = with_two_steps("ada")

    assert not goes_on(at_the_code(), totp(secret, away=away))


def test_a_code_of_somebody_else_lets_nobody_in():
    with_two_steps("ada")
    olgas, _ = with_two_steps("olga")

    assert not goes_on(at_the_code("ada"), totp(olgas))


def test_a_code_is_good_once_in_whatever_process_it_comes_again():
    secret, _ = with_two_steps("ada")
    code = totp(secret)
    first = goes_on(at_the_code(), code)
    # Another process has another memory.
    cache.clear()

    assert first
    assert not goes_on(at_the_code(), code)
    assert not goes_on(at_the_code(), totp(secret, away=-1))
    assert goes_on(at_the_code(), totp(secret, away=1))


def test_a_recovery_code_is_good_once():
    _, codes = with_two_steps("ada")

    assert goes_on(at_the_code(), codes[3])
    assert not goes_on(at_the_code(), codes[3])
    assert goes_on(at_the_code(), codes[4])


def test_new_recovery_codes_make_the_old_ones_void():
    secret, old = with_two_steps("ada")
    client = at_the_code()
    goes_on(client, totp(secret))

    at_the_password(client, f"{STEPS}codes/new/")
    page = client.post(f"{STEPS}codes/new/", follow=True).content.decode()

    new = re.findall(r"<code>(\d{8})</code>", page)
    assert len(new) == 10
    assert not goes_on(at_the_code(), old[0])
    assert goes_on(at_the_code(), new[0])


def test_who_guesses_codes_is_slowed_down():
    secret, _ = with_two_steps("ada")
    client = at_the_code()

    answers = [client.post("/sign-in/code/", {"code": f"{n}"}) for n in range(6)]

    assert "Too many wrong codes." in answers[-1].content.decode()
    assert not goes_on(client, totp(secret))


def test_the_business_clock_has_no_say(data_folder, settings):
    secret, _ = with_two_steps("ada")
    wallclock.install_time_machine(start=NOON + timedelta(days=400))

    assert goes_on(at_the_code(), totp(secret))


def test_it_is_turned_off_with_the_password_alone_not_with_an_open_session():
    secret, _ = with_two_steps("ada")
    client = at_the_code()
    goes_on(client, totp(secret))
    asked = client.post(f"{STEPS}removal/")
    wrong = client.post(asked.url, {"password": "wrong"})
    assert "That is not your password." in wrong.content.decode()
    assert Authenticator.objects.count() == 2

    at_the_password(client, f"{STEPS}removal/")
    client.post(f"{STEPS}removal/")

    answer = Client().post("/sign-in/", {"login": "ada", "password": PASSWORD})
    assert not Authenticator.objects.exists()
    assert (answer.status_code, answer.url) == (302, "/")


def test_secrets_lie_in_the_database_encrypted():
    secret, codes = with_two_steps("ada")

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept
    assert [code for code in codes if code in kept] == []


def test_another_secret_key_opens_none_of_them(settings):
    with_two_steps("ada")
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    settings.SECRET_KEY = "another"

    with pytest.raises(SecretKeyChangedError):
        SealedAdapter().decrypt(kept)


@pytest.mark.parametrize("name", ["anna", "zhou"])
@pytest.mark.parametrize("page", PAGES)
def test_buyers_and_sellers_learn_nothing_of_it(name, page):
    assert signed_in(name).get(page).status_code == 404


@pytest.mark.parametrize(("name", "face"), FACES.items())
def test_where_it_is_required_no_page_comes_before_it(settings, name, face):
    settings.SECOND_STEP_REQUIRED = True
    client = signed_in(name)

    before = client.get(face)
    overview = client.get(before.url).content.decode()
    with_two_steps(name)

    assert (before.status_code, before.url) == (302, STEPS)
    assert "Whoever works here signs in in two steps." in overview
    assert client.get(face).status_code == 200


def test_where_it_is_required_nothing_can_be_sent_before_it(settings):
    settings.SECOND_STEP_REQUIRED = True

    answer = signed_in("ada").post("/desk/contacts/C-1/reply/", {"text": "Guten Tag"})

    assert (answer.status_code, answer.url) == (302, STEPS)


def test_a_recovery_code_without_an_app_is_no_second_step(settings):
    settings.SECOND_STEP_REQUIRED = True
    with_two_steps("ada")
    Authenticator.objects.filter(type=Authenticator.Type.TOTP).delete()

    assert signed_in("ada").get("/desk/").url == STEPS


@pytest.mark.parametrize(("name", "face"), [("anna", "/help/"), ("zhou", "/portal/")])
def test_where_it_is_required_buyers_and_sellers_come_in_as_before(settings, name, face):
    settings.SECOND_STEP_REQUIRED = True

    assert signed_in(name).get(face).status_code == 200


def test_the_demos_doors_ask_for_no_code(settings):
    settings.DEMO = True
    with_two_steps("ada")
    client = Client()

    assert client.post("/enter/", {"user": "ada"}).url == "/desk/"
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(("name", "there"), [("ada", True), ("olga", True), ("zhou", False)])
def test_the_way_to_it_stands_beside_the_name(name, there):
    face = {**FACES, "zhou": "/portal/"}[name]

    assert (f'href="{STEPS}"' in signed_in(name).get(face).content.decode()) == there


def test_whose_account_is_closed_is_asked_for_no_code():
    with_two_steps("ada")
    ada = person("ada")
    ada.is_active = False
    ada.save()

    answer = Client().post("/sign-in/", {"login": "ada", "password": PASSWORD})

    assert answer.status_code == 403
    assert "This account is closed" in answer.content.decode()


def test_who_lost_phone_and_codes_gets_back_in_by_the_machine_alone():
    with_two_steps("ada")
    with_two_steps("olga")

    assert user.run(Namespace(act="one-step", name="ada")) == 0

    assert set(Authenticator.objects.values_list("user__username", flat=True)) == {"olga"}
    with pytest.raises(Failure, match="Nobody is called nobody"):
        user.run(Namespace(act="one-step", name="nobody"))
