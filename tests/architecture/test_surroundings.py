"""The walls around every test stand."""

import os
import socket
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

from tests.architecture import tree

# An address of nobody, set aside for examples (RFC 5737, RFC 3849).
NOBODY = [(socket.AF_INET, ("192.0.2.1", 25)), (socket.AF_INET6, ("2001:db8::1", 25))]


@pytest.mark.parametrize(("family", "address"), NOBODY)
@pytest.mark.parametrize("way", ["connect", "connect_ex"])
def test_no_stranger_can_be_talked_to(family, address, way):
    with socket.socket(family) as ours, pytest.raises(pytest.fail.Exception, match="connects to"):
        getattr(ours, way)(address)


def test_this_machine_can_be_talked_to():
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        with socket.create_connection(address) as client:
            assert client.getpeername() == address


def test_tests_keep_their_data_where_nobody_looks_for_it():
    folder = Path(os.environ["MOSTRADOR_DATA"])

    assert folder == settings.DATA
    assert folder.parent == Path(tempfile.gettempdir())
    assert tree.ROOT not in folder.parents


def test_a_database_in_a_file_lies_in_that_folder(db):
    database = settings.DATABASES["default"]
    if "sqlite3" in database["ENGINE"]:
        assert Path(database["NAME"]).parent == settings.DATA


def test_a_test_may_have_a_folder_of_its_own(data_folder):
    assert data_folder == settings.DATA == Path(os.environ["MOSTRADOR_DATA"])
    assert list(data_folder.iterdir()) == []
