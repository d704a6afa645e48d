"""What is installed is named by hash, from no address in particular, and is what we asked for."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture import tree

PINNED = re.compile(r"^([\w.\[\]-]+)==(\S+?)( ; .+?)? \\$", re.MULTILINE)
LOCKS = ("requirements.lock", "requirements-test.lock")


def lock(name: str) -> str:
    return (tree.ROOT / name).read_text()


def pinned(name: str) -> dict[str, str]:
    found = PINNED.finditer(lock(name))
    return {canonicalize_name(pin[1].partition("[")[0]): pin[2] for pin in found}


def asked_for(*extras: str) -> list[Requirement]:
    project = tree.project()["project"]
    optional = project["optional-dependencies"]
    words = [*project["dependencies"], *(word for extra in extras for word in optional[extra])]
    return [Requirement(word) for word in words]


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_by_hash(name):
    packages = re.split(r"\n(?=\S)", lock(name).strip())

    loose = [
        package.splitlines()[0]
        for package in packages
        if not PINNED.match(package) or "--hash=sha256:" not in package
    ]

    assert len(packages) > 10
    assert loose == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_address(name):
    assert re.findall(r"\S*(?:://|--(?!hash=)\S+|@ )\S*", lock(name)) == []


@pytest.mark.parametrize(
    ("name", "extras"), [(LOCKS[0], ("build",)), (LOCKS[1], ("build", "test"))]
)
def test_a_lock_has_what_the_project_asks_for(name, extras):
    have = pinned(name)

    unmet = [
        str(wanted)
        for wanted in asked_for(*extras)
        if have.get(canonicalize_name(wanted.name), "none") not in wanted.specifier
    ]

    assert unmet == []


def test_the_tests_run_on_what_is_installed():
    product, tests = (pinned(name) for name in LOCKS)

    assert {name: tests.get(name) for name in product} == product


def test_what_only_tests_need_is_not_in_the_product():
    only_tests = {canonicalize_name(wanted.name) for wanted in asked_for("test")}
    product = {canonicalize_name(wanted.name) for wanted in asked_for("build")}

    assert only_tests & set(pinned(LOCKS[0])) - product == set()
