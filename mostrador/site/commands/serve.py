"""mostrador serve [--host H] [--port N]"""

import argparse

from mostrador.site import serving

HELP = "the web process, live pages included"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)


def run(options: argparse.Namespace) -> int:
    return serving.serve(host=options.host, port=options.port)
