"""The cast on a morning in November, and a clock that can be set to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from mostrador import wallclock
from mostrador.people.models import User
from tests.cast import NOON, the_marketplace


@pytest.fixture(autouse=True)
def _noon(data_folder: Path, db: None, settings: Any) -> Iterator[None]:
    # Making six people's passwords as slowly as it should be takes longer than every test.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    wallclock.install_time_machine(start=NOON)
    the_marketplace()
    # Everybody reads English here, as the tests do.
    User.objects.update(language="en")
    with translation.override("en"):
        yield
