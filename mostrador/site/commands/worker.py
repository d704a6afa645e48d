"""mostrador worker"""

import argparse

from mostrador.site import working

HELP = "the process that sends what is owed and acts on what is due"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what there is now, then stop")


def run(options: argparse.Namespace) -> int:
    return working.drain() if options.once else working.work()
