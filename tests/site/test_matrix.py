"""Every address, and what each person finds there.

An address without a row fails, and a row without an address fails, too.
"""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import resolve

from tests.cast import signed_in
from tests.site.addresses import ALL
from tests.site.rows import ROLES, routes

FACES = {"desk": ("agent",), "portal": ("seller",), "office": ("operator",)}
# A second person approves at the desk, and an operator may be one.
BOTH = ("desk/approvals/", "desk/decisions/<key:decision_id>/approval/",
        "desk/decisions/<key:decision_id>/rejection/")  # fmt: skip
# Here the address itself is the key.
NO_GATE = ("portal/answer/", "portal/addresses/")


def test_every_address_has_a_row():
    assert set(routes()) - {row.route for row in ALL} == set()


def test_every_row_has_an_address():
    assert {row.route for row in ALL} - set(routes()) == set()


def test_every_row_calls_the_address_that_it_names(scene):
    called = {str(row): resolve(row.at(scene).partition("?")[0]).route for row in ALL}

    assert called == {str(row): row.route for row in ALL}


@pytest.mark.once
@pytest.mark.parametrize("role", ROLES)
def test_everybody_finds_what_is_theirs_and_nothing_else(role, scene):
    session, headers = _key(role, scene)

    found = {str(row): _status(row, scene, session, headers) for row in ALL}

    assert found == {str(row): row.statuses[role] for row in ALL}


@pytest.mark.parametrize("face", FACES)
def test_every_page_behind_a_gate_says_whose_it_is(face, scene):
    rows = [row for row in ALL if row.route.startswith(f"{face}/")]
    gated = [row for row in rows if not row.route.startswith(NO_GATE)]

    for row in gated:
        whose = ("agent", "operator") if row.route in BOTH else FACES[face]
        assert resolve(row.at(scene).partition("?")[0]).func.roles == whose, row
    assert gated


def _key(role, scene):
    """What the person shows at the door: a session, a token, or nothing."""
    if role == "nobody":
        return "", {}
    if role == "token":
        return "", {"authorization": f"Bearer {scene.token}"}
    return signed_in(role).cookies[settings.SESSION_COOKIE_NAME].value, {}


def _status(row, scene, session, headers):
    """What the address answers; whatever it did is undone."""
    client = Client(headers=headers)
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    body = {"data": row.data} if row.method != "GET" else {}
    if row.route.startswith("api/") and row.method != "GET":
        body["content_type"] = "application/json"
    with transaction.atomic():
        answer = getattr(client, row.method.lower())(row.at(scene), **body)
        transaction.set_rollback(True)
    return answer.status_code
