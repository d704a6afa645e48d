"""An address that signs a person in, once and for a minute (R55)."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from mostrador.people import passes
from mostrador.people.models import EntryPass, Role, User
from tests import at_once

NOON = datetime(2026, 11, 12, 11, tzinfo=UTC)
A_MINUTE = timedelta(seconds=60)
AN_INSTANT = timedelta(microseconds=1)

pytestmark = pytest.mark.django_db


def anna() -> User:
    return User.objects.create(username="anna", role=Role.BUYER)


def test_a_pass_signs_its_person_in_where_it_was_made_for():
    person = anna()
    secret = passes.make(person, to="/help/contacts/C-1/", machine_now=NOON)

    used = passes.use(secret, machine_now=NOON)

    assert (used.user, used.to, used.used_at) == (person, "/help/contacts/C-1/", NOON)


@pytest.mark.parametrize(
    ("waited", "good"),
    [
        (timedelta(0), True),
        (A_MINUTE - AN_INSTANT, True),
        (A_MINUTE, True),
        (A_MINUTE + AN_INSTANT, False),
        (timedelta(days=1), False),
    ],
)
def test_a_pass_is_good_for_a_minute(waited, good):
    secret = passes.make(anna(), to="/help/", machine_now=NOON)

    assert (passes.use(secret, machine_now=NOON + waited) is not None) is good


def test_a_pass_is_good_once():
    secret = passes.make(anna(), to="/help/", machine_now=NOON)
    passes.use(secret, machine_now=NOON)

    assert passes.use(secret, machine_now=NOON) is None


def test_a_pass_that_was_never_made_is_none():
    passes.make(anna(), to="/help/", machine_now=NOON)

    assert passes.use("guessed", machine_now=NOON) is None
    assert passes.use(EntryPass.objects.get().digest, machine_now=NOON) is None


def test_the_secret_itself_is_not_kept():
    secret = passes.make(anna(), to="/help/", machine_now=NOON)

    kept = [str(value) for row in EntryPass.objects.values_list() for value in row]

    assert [value for value in kept if secret in value] == []


@pytest.mark.django_db(transaction=True)
def test_of_four_who_use_it_at_the_same_moment_one_comes_in():
    secret = passes.make(anna(), to="/help/", machine_now=NOON)
    use = partial(passes.use, secret, machine_now=NOON)

    came_in = [used for used in at_once.run(use, use, use, use) if used]

    assert len(came_in) == 1
