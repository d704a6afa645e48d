from collections.abc import Iterator

import pytest

from tests.connectors.mirakl.platform import Platform, running
from tests.intake.conftest import marketplace

__all__ = ["marketplace"]


@pytest.fixture
def platform(marketplace: None) -> Iterator[Platform]:
    with running() as there:
        yield there
