"""mostrador token NAME [--scope S …]"""

import argparse
import sys

from mostrador import wallclock
from mostrador.people import tokens

HELP = "make a program's token for the API; it is shown once"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="the program, as histories will call it")
    parser.add_argument(
        "--scope", action="append", metavar="S", help="what it may do (default: everything)"
    )


def run(options: argparse.Namespace) -> int:
    scopes = options.scope or tokens.ALL_SCOPES
    print(tokens.make(options.name, scopes=scopes, now=wallclock.now()))
    print(f"Keep it: it acts as program:{options.name} and is not shown again.", file=sys.stderr)
    return 0
