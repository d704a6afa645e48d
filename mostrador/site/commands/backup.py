"""mostrador backup FILE"""

import argparse
from pathlib import Path

from mostrador.site import copies

HELP = "a consistent copy of everything, while it runs"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)


def run(options: argparse.Namespace) -> int:
    copies.backup(options.file)
    return 0
