"""What tests may ask for, and the walls around all of them."""

import os
import shutil
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.test import TransactionTestCase

from tests import blank, laid

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"
IN_CI = bool(os.environ.get("CI"))

# A deadline measures the machine; a build that fails must fail again the same way.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if IN_CI else "here")


@pytest.fixture(autouse=True, scope="session")
def _passwords_in_no_time() -> None:
    """Making six people's passwords as slowly as it should be takes longer than most tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def _styles_looked_up_when_asked_for() -> None:
    """Each client of a test would first look at every file that a browser might ask for."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True, scope="session")
def _only_what_was_written_is_taken_away() -> Iterator[None]:
    """Django would empty a hundred tables and write its permissions anew after such a test."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", staticmethod(laid.taken_away))
        yield


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A copy of the blank is kept as it is, and the throw-away cluster goes whole."""
    return blank.is_there() or bool(os.environ.get("DATABASE_URL"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real mails, orders and letters that lie beside the project, not in it."""
    if SHARED_DATA.is_dir():
        return SHARED_DATA
    missing = f"the real data is not at {SHARED_DATA}"
    if IN_CI:
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Path:
    """A data folder for one test alone, for whoever moves the clock or writes files there."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("MOSTRADOR_DATA", str(folder))
    settings.DATA = folder
    return folder


@pytest.fixture(autouse=True, scope="session")
def _nothing_but_this_machine() -> Iterator[None]:
    """A test that talks to a stranger fails, whatever the code does with its errors."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(way: Any) -> Any:
        def connect_here(self: socket.socket, address: Any) -> Any:
            if not _is_here(self.family, address):
                pytest.fail(f"a test connects to {address}")
            return way(self, address)

        return connect_here

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(socket.socket, "connect", guarded(connect))
        patched.setattr(socket.socket, "connect_ex", guarded(connect_ex))
        yield


def _is_here(family: int, address: Any) -> bool:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = str(address[0])
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of this machine: quiet, and unable to find any other host."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.fail("no Chromium: install the package chromium, or name it in CHROMIUM")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    alone = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"]
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": found,
        "args": [*quiet, *alone, *as_root, "--no-first-run", "--disable-gpu", "--disable-quic"],
    }
