"""mostrador user add NAME --role ROLE, user email NAME ADDRESS, user one-step NAME"""

import argparse
import getpass
import secrets
import sys

from allauth.mfa.models import Authenticator

from mostrador.people import users
from mostrador.people.models import Role, User
from mostrador.site.failure import Failure

HELP = "add a person who signs in, or take a lost second step away"


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    add = acts.add_parser("add", help="add a person")
    add.add_argument("name")
    add.add_argument("--role", required=True, choices=Role.values)
    add.add_argument("--email", default="", help="for test mails and OpenID Connect")
    add.add_argument("--data", help=argparse.SUPPRESS)
    email = acts.add_parser("email", help="give a person an e-mail address, or another")
    email.add_argument("name")
    email.add_argument("address")
    email.add_argument("--data", help=argparse.SUPPRESS)
    one_step = acts.add_parser("one-step", help="for who lost phone and recovery codes")
    one_step.add_argument("name")
    one_step.add_argument("--data", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    return {"add": _add, "email": _email, "one-step": _one_step}[options.act](options)


def _add(options: argparse.Namespace) -> int:
    password = _password()
    try:
        users.add(options.name, role=options.role, password=password, email=options.email)
    except users.NameTakenError:
        raise Failure(f"Somebody is called {options.name} already; choose another name.") from None
    print(f"{options.name} may sign in as {options.role}.", file=sys.stderr)
    return 0


def _email(options: argparse.Namespace) -> int:
    users.change_email(_called(options.name), options.address)
    print(f"{options.name} is reached at {options.address}.", file=sys.stderr)
    return 0


def _called(name: str) -> User:
    person = User.objects.filter(username=name).first()
    if person is None:
        raise Failure(f"Nobody is called {name}; check the name.")
    return person


def _one_step(options: argparse.Namespace) -> int:
    person = _called(options.name)
    Authenticator.objects.filter(user=person).delete()
    print(f"{options.name} signs in with the password alone.", file=sys.stderr)
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
