"""mostrador user add NAME --role ROLE"""

import argparse
import getpass
import secrets
import sys

from mostrador.people import users
from mostrador.people.models import Role
from mostrador.site.failure import Failure

HELP = "add a person who signs in"


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    add = acts.add_parser("add", help="add a person")
    add.add_argument("name")
    add.add_argument("--role", required=True, choices=Role.values)
    add.add_argument("--data", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    password = _password()
    try:
        users.add(options.name, role=options.role, password=password)
    except users.NameTakenError:
        raise Failure(f"Somebody is called {options.name} already; choose another name.") from None
    print(f"{options.name} may sign in as {options.role}.", file=sys.stderr)
    return 0


def _password() -> str:
    """Asked for at a keyboard, read from a pipe, else made up and shown once."""
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    given = sys.stdin.readline().strip()
    if given:
        return given
    made = secrets.token_urlsafe(12)
    print(made)
    return made
