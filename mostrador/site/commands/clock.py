"""mostrador clock [--advance 90m|24h|3d | --set ISO]"""

import argparse
import re
from datetime import datetime, timedelta

from mostrador import wallclock
from mostrador.rules.moments import moment
from mostrador.site import time_machine
from mostrador.site.failure import Failure

HELP = "the time machine: show the business clock, or move it forward"
UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def arguments(parser: argparse.ArgumentParser) -> None:
    move = parser.add_mutually_exclusive_group()
    move.add_argument("--advance", type=_span, metavar="90m|24h|3d")
    move.add_argument("--set", type=_moment, metavar="ISO")


def run(options: argparse.Namespace) -> int:
    target = options.set or (wallclock.now() + options.advance if options.advance else None)
    if target:
        try:
            time_machine.move_to(target)
        except wallclock.NoTimeMachineError:
            raise Failure(
                "This data folder runs on real time; only a demo's clock moves."
            ) from None
        except wallclock.BackwardsError:
            raise Failure("The clock does not go back; name a later moment.") from None
    print(wallclock.now().isoformat())
    return 0


def _span(text: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,6})([mhd])", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is no span such as 90m, 24h or 3d")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def _moment(text: str) -> datetime:
    try:
        return moment(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
