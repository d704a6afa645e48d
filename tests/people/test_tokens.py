"""A program's key is shown once and kept as a digest."""

from datetime import UTC, datetime

import pytest

from mostrador.people import tokens
from mostrador.people.models import Token

NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_a_key_is_found_by_its_secret_alone():
    secret = tokens.make("marketplace", now=NOON)

    found = tokens.find(secret)

    assert found == Token.objects.get()
    assert (str(found), found.made_at) == ("program:marketplace", NOON)
    assert tokens.find(secret[:-1]) is None
    assert tokens.find("") is None


def test_the_secret_itself_is_not_kept():
    secret = tokens.make("marketplace", now=NOON)

    kept = [str(value) for row in Token.objects.values_list() for value in row]

    assert [value for value in kept if secret in value] == []
    assert tokens.find(Token.objects.get().digest) is None


def test_two_keys_of_one_name_are_two():
    one, other = tokens.make("crm", now=NOON), tokens.make("crm", now=NOON)

    assert one != other
    assert tokens.find(one) != tokens.find(other)


def test_a_revoked_key_is_no_key():
    secret = tokens.make("marketplace", now=NOON)

    Token.objects.update(revoked_at=NOON)

    assert tokens.find(secret) is None


@pytest.mark.parametrize(
    ("scopes", "scope", "allowed"),
    [
        (["*"], "contacts", True),
        (["contacts"], "contacts", True),
        (["contacts"], "orders", False),
        (["contacts"], "contact", False),
        ([], "contacts", False),
    ],
)
def test_a_key_opens_what_its_scopes_name(scopes, scope, allowed):
    secret = tokens.make("crm", scopes=scopes, now=NOON)

    assert tokens.allows(tokens.find(secret), scope) is allowed


def test_a_key_made_without_scopes_named_opens_everything():
    secret = tokens.make("marketplace", now=NOON)

    assert tokens.find(secret).scopes == ["*"]
