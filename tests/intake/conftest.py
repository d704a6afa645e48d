from typing import Any

import pytest

from tests.cast import the_marketplace


@pytest.fixture
def marketplace(db: None, settings: Any) -> None:
    # Nobody signs in here: a slow hash of every password would prove nothing.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    the_marketplace()
