"""Who may call, and what for."""

import pytest

from mostrador.people import tokens
from mostrador.people.models import Token
from tests.cast import NOON

pytestmark = pytest.mark.django_db

A_COVERAGE = {"topic": "delivery"}


@pytest.fixture
def holder(program):
    """A program whose token has these scopes."""
    return lambda *scopes: type(program)(tokens.make("crm", scopes=scopes, now=NOON))


@pytest.mark.parametrize("token", [None, "", "mst_guessed", "x y z"])
def test_without_a_token_that_is_in_force_nobody_comes_in(program, errors, token):
    answer = type(program)(token).get("contacts")

    assert (answer.status_code, errors(answer)) == (401, [("UNAUTHENTICATED", "")])
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_revoked_token_is_no_token(program):
    assert program.get("contacts").status_code == 200

    Token.objects.update(revoked_at=NOON)

    assert program.get("contacts").status_code == 401


def test_another_way_of_signing_in_does_not_count(client):
    answer = client.get("/api/v1/contacts", headers={"Authorization": "Basic bXN0Om1zdA=="})

    assert answer.status_code == 401


def test_a_scope_opens_what_it_names_and_nothing_else(holder, errors):
    asks = holder("coverage")

    assert asks.post("coverage", A_COVERAGE).status_code == 200
    refused = asks.get("contacts")
    assert (refused.status_code, errors(refused)) == (403, [("SCOPE_MISSING", "")])


def test_a_scope_for_looking_changes_nothing(holder):
    looks = holder("contacts:read", "records:read")

    assert looks.get("contacts").status_code == 200
    assert looks.get("stores/de").status_code == 404
    assert looks.put("stores/de", {}).status_code == 403
    assert looks.post("contacts", {}).status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("PUT", "stores/x", "records"),
        ("GET", "orders/x", "records"),
        ("POST", "sellers/x/invitations", "enrolments"),
        ("POST", "sellers/x/enrolments", "enrolments"),
        ("GET", "sellers/x/enrolments", "enrolments"),
        ("DELETE", "sellers/x/enrolments/current", "enrolments"),
        ("POST", "coverage", "coverage"),
        ("POST", "contacts", "contacts"),
        ("GET", "contacts/x", "contacts"),
        ("POST", "contacts/x/messages", "contacts"),
        ("POST", "contacts/x/closure", "contacts"),
        ("POST", "contacts/x/questions", "questions"),
        ("GET", "questions", "questions"),
        ("POST", "questions/x/answers", "answers"),
        ("POST", "contacts/x/decisions", "decisions"),
        ("GET", "decisions/x", "decisions"),
        ("POST", "entries", "entries"),
    ],
)
def test_every_address_has_its_scope(holder, method, path, scope):
    all_others = holder(
        *(
            {"records", "enrolments", "coverage", "contacts", "questions"}
            | {"answers", "decisions", "entries"} - {scope}
        )
        - {scope}
    )
    body = b"{}" if method in ("PUT", "POST") else b""

    assert all_others.send(method, path, body).status_code == 403
    assert holder(scope).send(method, path, body).status_code != 403


def test_who_may_not_come_in_is_not_told_what_is_wrong_with_his_body(program, errors):
    answer = type(program)("guessed").send("POST", "contacts", b"{")

    assert errors(answer) == [("UNAUTHENTICATED", "")]
