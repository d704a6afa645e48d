"""A folder that holds the demo stays the demo; nobody's own marketplace is mixed with it."""

from pathlib import Path

import pytest

from mostrador import wallclock
from mostrador.people.models import User
from mostrador.site.demo import laying
from mostrador.site.failure import Failure
from tests.cast import NOON

pytestmark = pytest.mark.django_db


def test_an_empty_one_is_not_begun_in_the_demos_folder(data_folder: Path):
    (data_folder / "demo").write_text(laying.FILLED)
    with pytest.raises(Failure, match="holds the demo"):
        laying.prepare(empty=True, real_time=True)
    assert not User.objects.exists()


def test_real_time_is_refused_where_the_clock_was_moved(data_folder: Path):
    wallclock.install_time_machine(start=NOON)
    with pytest.raises(Failure, match="was moved"):
        laying.prepare(empty=False, real_time=True)


def test_an_empty_one_goes_on_in_its_own_folder(data_folder: Path):
    laying.prepare(empty=True, real_time=True)
    assert laying.prepare(empty=True, real_time=True) == "with what was here before"
    assert not wallclock.has_time_machine()
