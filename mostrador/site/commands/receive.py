"""mostrador receive [--host H] [--port N] [--lmtp]"""

import argparse

from mostrador.channels.email import receiving

HELP = "the mail receiver: answers 250 only after the mail is kept"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8025)
    parser.add_argument("--lmtp", action="store_true", help="speak LMTP, for a mail server's side")


def run(options: argparse.Namespace) -> int:
    return receiving.receive(host=options.host, port=options.port, lmtp=options.lmtp)
