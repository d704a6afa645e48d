"""mostrador verify [--root]"""

import argparse

from mostrador.history.verification import verify

HELP = "walk every history and say which record, if any, was altered"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", action="store_true", help="print the root hash to keep elsewhere")


def run(options: argparse.Namespace) -> int:
    found = verify()
    for one in found.altered:
        print(f"altered: {one}")
    if not found.altered:
        print(f"All {found.records} records are whole.")
    if options.root:
        print(found.root)
    return 1 if found.altered else 0
