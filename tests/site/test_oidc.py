"""Signing in by the company's own account: against a real provider, walked as a browser would."""

from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.cache import cache
from django.test import Client

from mostrador import wallclock
from mostrador.people.models import User
from tests.cast import person, signed_in, the_marketplace
from tests.site import provider as providers
from tests.site.provider import CLIENT, SECRET, Provider
from tests.site.two_steps import totp, with_two_steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    the_marketplace()
    cache.clear()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    settings.BASE_URL = "https://mostrador.example"
    with providers.serving() as found:
        settings.OIDC_URL = found.url
        settings.OIDC_CLIENT, settings.OIDC_SECRET = CLIENT, SECRET
        yield found


def sent_back(client: Client, *, to: str = "") -> str:
    """Through the provider's page, to the address that it sends the person back to."""
    leaving = client.get("/sign-in/oidc/", {"next": to} if to else {})
    assert leaving.status_code == 302
    there = urlsplit(leaving.url)
    line = HTTPConnection(there.netloc)
    line.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(line.getresponse().headers["Location"])
    line.close()
    assert f"{back.scheme}://{back.netloc}{back.path}" == (
        "https://mostrador.example/sign-in/oidc/return/"
    )
    return f"{back.path}?{back.query}"


def came_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def walked(provider: Provider, **claims: Any) -> tuple[Client, Any]:
    provider.claims = {"sub": "7", **claims}
    client = Client()
    return client, client.get(sent_back(client))


@pytest.mark.parametrize("name", ["ada", "olga"])
def test_an_agent_and_an_operator_come_in_by_their_name(provider, name):
    client, answer = walked(provider, preferred_username=name)

    assert (answer.status_code, answer.url) == (302, "/")
    assert came_in(client) == str(person(name).pk)


def test_one_goes_on_to_the_page_that_was_asked_for(provider):
    client = Client()
    page = client.get("/sign-in/?next=/desk/%3Fview%3Dmine").content.decode()

    answer = client.get(sent_back(client, to="/desk/?view=mine"))

    assert 'href="/sign-in/oidc/?next=%2Fdesk%2F%3Fview%3Dmine"' in page
    assert (answer.status_code, answer.url) == (302, "/desk/?view=mine")


@pytest.mark.parametrize("to", ["https://stranger.example/", "//stranger.example/"])
def test_one_goes_on_to_no_strangers_page(provider, to):
    client = Client()

    assert client.get(sent_back(client, to=to)).url == "/"


@pytest.mark.parametrize(
    ("claims", "comes_in"),
    [
        ({"email": "Ada@lichtmarkt.example", "email_verified": True}, True),
        ({"preferred_username": "a.l", "email": "ada@lichtmarkt.example", "email_verified": True},
         True),
        ({"email": "ada@lichtmarkt.example"}, False),
        ({"email": "ada@lichtmarkt.example", "email_verified": False}, False),
        ({"email": "ada@lichtmarkt.example", "email_verified": "false"}, False),
        ({"email": "both@lichtmarkt.example", "email_verified": True}, False),
        ({"email": "", "email_verified": True}, False),
    ],
)  # fmt: skip
def test_without_a_name_a_verified_address_that_is_one_persons_alone_counts(
    provider, claims, comes_in
):
    User.objects.filter(username="ada").update(email="ada@lichtmarkt.example")
    for name in ("second", "third"):
        User.objects.create_user(name, role="agent", email="both@lichtmarkt.example")

    client, answer = walked(provider, **claims)

    assert (came_in(client) == str(person("ada").pk)) == comes_in
    assert answer.status_code == (302 if comes_in else 403)


@pytest.mark.parametrize("name", ["nobody", "zhou", "anna", "Ada", "", None, "olaf"])
def test_nobody_else_comes_in_and_nobody_is_added(provider, caplog, name):
    User.objects.create_user("olaf", role="agent", is_active=False)
    before = list(User.objects.order_by("pk").values())

    client, answer = walked(
        provider, preferred_username=name, name="Olaf Stranger", email="olaf@mail.example"
    )

    assert answer.status_code == 403
    assert "Nobody who works here is called that." in answer.content.decode()
    assert came_in(client) is None
    assert list(User.objects.order_by("pk").values()) == before
    assert [each.name for each in caplog.records if "OpenID" in each.getMessage()] == [
        "mostrador.oidc"
    ]
    assert "laf" not in caplog.text.replace("/sign-in/oidc/return/", "")


def test_nothing_is_kept_of_what_the_provider_says(provider):
    walked(provider, preferred_username="ada", email="ada@private.example", email_verified=True)

    kept = [SocialAccount, SocialToken, EmailAddress]
    assert [model.objects.count() for model in kept] == [0, 0, 0]
    assert person("ada").email == ""


def test_who_is_signed_in_as_somebody_else_is_the_other_one_then(provider):
    client = Client()
    back = sent_back(client)
    client.post("/sign-in/", {"login": "olga", "password": "mostrador"})

    client.get(back)

    assert came_in(client) == str(person("ada").pk)


def test_who_has_two_steps_is_asked_for_the_code_too(provider):
    secret, _ = with_two_steps("ada")
    client, answer = walked(provider, preferred_username="ada")
    before = came_in(client)

    after = client.post(answer.url, {"code": totp(secret)})

    assert (answer.url, before) == ("/sign-in/code/", None)
    assert (after.status_code, came_in(client)) == (302, str(person("ada").pk))


@pytest.mark.parametrize("state", ["guessed", ""])
def test_a_wrong_state_lets_nobody_in(provider, state):
    client = Client()
    code = parse_qs(urlsplit(sent_back(client)).query)["code"][0]

    answer = client.get("/sign-in/oidc/return/", {"code": code, "state": state})

    assert (answer.status_code, came_in(client)) == (403, None)
    assert "This way in is over, or was used already." in answer.content.decode()


def test_another_browser_cannot_use_what_was_sent_back(provider):
    back, other = sent_back(Client()), Client()

    assert (other.get(back).status_code, came_in(other)) == (403, None)


def test_an_address_is_good_once(provider):
    client = Client()
    back = sent_back(client)
    client.get(back)
    client.post("/sign-out/")

    assert (client.get(back).status_code, came_in(client)) == (403, None)


def test_a_code_that_was_used_lets_nobody_in_under_a_new_state(provider):
    client = Client()
    used = sent_back(client)
    code = parse_qs(urlsplit(used).query)["code"][0]
    client.get(used)
    client.post("/sign-out/")
    state = parse_qs(urlsplit(sent_back(client)).query)["state"][0]

    answer = client.get("/sign-in/oidc/return/", {"code": code, "state": state})

    assert (answer.status_code, came_in(client)) == (403, None)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param({"key": providers.ANOTHER_KEY}, id="signed by another"),
        pytest.param({"algorithm": "none"}, id="not signed"),
        pytest.param({"signed": {"aud": "somebody else"}}, id="for another program"),
        pytest.param({"signed": {"iss": "https://stranger.example"}}, id="from another provider"),
        pytest.param({"signed": {"sub": "8"}}, id="about another person"),
        pytest.param({"signed": {"sub": None}}, id="about nobody"),
        pytest.param(
            {"signed": {"exp": wallclock.machine_now() - timedelta(minutes=1)}}, id="too late"
        ),
    ],
)
def test_a_token_that_is_not_in_order_lets_nobody_in(provider, spoil):
    for name, value in spoil.items():
        setattr(provider, name, value)

    client, answer = walked(provider, preferred_username="ada")

    assert came_in(client) is None
    assert answer.status_code in (403, 502)
    assert "You are not signed in" in answer.content.decode()


def test_who_turns_back_at_the_provider_is_at_the_sign_in_page_again(provider):
    client = Client()
    state = parse_qs(urlsplit(sent_back(client)).query)["state"][0]

    answer = client.get("/sign-in/oidc/return/", {"error": "access_denied", "state": state})

    assert (answer.status_code, answer.url) == (302, "/sign-in/")


def test_the_wrong_secret_gets_no_token(provider, settings):
    settings.OIDC_SECRET = "guessed"

    client, answer = walked(provider, preferred_username="ada")

    assert (answer.status_code, came_in(client)) == (403, None)


def test_a_provider_that_is_away_is_said_to_be(provider, settings):
    # Nobody listens there.
    settings.OIDC_URL = "http://127.0.0.1:1"

    answer = Client().get("/sign-in/oidc/")

    assert answer.status_code == 502
    assert "does not answer" in answer.content.decode()


def test_who_is_signed_in_needs_no_provider(provider):
    assert signed_in("ada").get("/sign-in/oidc/").url == "/"


@pytest.mark.parametrize(("given", "said"), [("", "Sign in with your company account"),
                                             ("Lichtmarkt ID", "Lichtmarkt ID")])  # fmt: skip
def test_the_button_says_what_the_operator_wants(provider, settings, given, said):
    settings.OIDC_NAME = given

    assert f">{said}</a>" in Client().get("/sign-in/").content.decode()


@pytest.mark.parametrize("missing", ["OIDC_URL", "OIDC_CLIENT"])
def test_without_a_provider_there_is_neither_button_nor_address(provider, settings, missing):
    setattr(settings, missing, "")

    assert "/sign-in/oidc/" not in Client().get("/sign-in/").content.decode()
    assert Client().get("/sign-in/oidc/").status_code == 404
    assert Client().get("/sign-in/oidc/return/").status_code == 404
