"""Coming in by a token that the marketplace signed itself (R55)."""

from datetime import timedelta
from typing import Any

import jwt
import pytest
from django.test import Client

from mostrador import wallclock
from tests.cast import person, the_marketplace

KEY = "a shared key of the marketplace, 42 letters"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _marketplace(settings: Any) -> None:
    settings.ENTRY_KEY = KEY
    the_marketplace()


def a_token(*, key: str = KEY, minutes: float = 1, **claims: Any) -> str:
    expires_at = wallclock.machine_now() + timedelta(minutes=minutes)
    said = {"sub": "seller:S-ZHOU", "to": "/portal/", "jti": "1", "exp": expires_at, **claims}
    kept = {name: value for name, value in said.items() if value is not None}
    return jwt.encode(kept, key, algorithm="HS256")


def came_in(token: str) -> tuple[int, str | None, str | None]:
    client = Client()
    answer = client.get("/enter/signed/", {"token": token})
    return answer.status_code, answer.get("Location"), client.session.get("_auth_user_id")


@pytest.mark.parametrize(
    ("sub", "to", "name"),
    [("seller:S-ZHOU", "/portal/cases/", "zhou"), ("buyer:B-KELLER", "/help/", "anna")],
)
def test_R55_a_signed_token_leads_to_the_page_signed_in(sub, to, name):
    assert came_in(a_token(sub=sub, to=to)) == (302, to, str(person(name).pk))


def test_a_token_is_good_once():
    token = a_token()
    came_in(token)

    assert came_in(token) == (410, None, None)


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(lambda: "", id="nothing"),
        pytest.param(lambda: "a.b.c", id="no token"),
        pytest.param(lambda: a_token(key="another key, just as long as the first"), id="forged"),
        pytest.param(lambda: a_token(minutes=-0.1), id="too late"),
        pytest.param(lambda: a_token(minutes=6), id="good for too long"),
        pytest.param(lambda: a_token(jti=None), id="without a name"),
        pytest.param(lambda: a_token(exp=None), id="without an end"),
        pytest.param(lambda: a_token(exp=10**30), id="without a real end"),
        pytest.param(lambda: a_token(sub="agent:1"), id="an agent"),
        pytest.param(lambda: a_token(sub="seller:S-NOBODY"), id="nobody we know"),
        pytest.param(
            lambda: jwt.encode({"sub": "seller:S-ZHOU", "jti": "1", "exp": 2**33}, None, "none"),
            id="not signed",
        ),
    ],
)
def test_any_other_token_signs_nobody_in(token):
    assert came_in(token()) == (410, None, None)


@pytest.mark.parametrize("to", ["https://stranger.example/", "//stranger.example/", "javascript:1"])
def test_a_token_leads_to_no_strangers_page(to):
    assert came_in(a_token(to=to))[:2] == (302, "/")


@pytest.mark.parametrize("key", ["", "short"])
def test_without_a_good_key_nobody_comes_in_that_way(settings, key):
    settings.ENTRY_KEY = key

    assert came_in(a_token())[0] == 404
