"""What the walls around all addresses stand on."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from mostrador import wallclock
from mostrador.people.models import User
from tests.cast import NOON
from tests.site import stage


@pytest.fixture
def scene(data_folder: Path, db: None, settings: Any) -> stage.Stage:
    """The marketplace with a contact in each state, at ten in the morning."""
    # Making six people's passwords as slowly as it should be takes longer than every test.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DEMO = True
    cache.clear()
    wallclock.install_time_machine(start=NOON)
    found = stage.set_up()
    # Each reads the language of the browser that looks.
    User.objects.update(language="")
    return found
