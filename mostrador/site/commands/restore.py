"""mostrador restore FILE"""

import argparse
from pathlib import Path

from mostrador.site import copies

HELP = "bring a backup back into an empty data folder"
NEEDS_DATABASE = False


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)


def run(options: argparse.Namespace) -> int:
    copies.restore(options.file)
    return 0
