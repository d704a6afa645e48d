"""The `mostrador` command: finds the data, makes the database ready, runs one command."""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from mostrador.site.failure import Failure

COMMANDS = (
    "demo",
    "serve",
    "worker",
    "receive",
    "user",
    "token",
    "connect",
    "load",
    "mail",
    "decide",
    "coverage",
    "clock",
    "doctor",
    "backup",
    "restore",
    "verify",
)
OK, FAILED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ["MOSTRADOR_DATA"] = str(Path(_data(given)).absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mostrador.site.settings")
    try:
        options, command = _prepared(given)
        return int(command.run(options))
    except KeyboardInterrupt:
        return FAILED
    except Failure as failure:
        return _say(str(failure))
    except BrokenPipeError:
        # Whoever read our output has stopped; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # noqa: BLE001  never a traceback at the keyboard
        return _say(_sentence(error))


def _prepared(given: Sequence[str]) -> tuple[argparse.Namespace, ModuleType]:
    import django  # noqa: PLC0415  settings read the data folder, which was found just now

    django.setup()
    from mostrador.site import database  # noqa: PLC0415  models are ready only now

    options, command = _parsed(given)
    if getattr(command, "NEEDS_DATABASE", True):
        database.make_ready()
    return options, command


def _parsed(given: Sequence[str]) -> tuple[argparse.Namespace, ModuleType]:
    parser = argparse.ArgumentParser(
        prog="mostrador",
        description="Customer service that a marketplace runs in the name of its sellers.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    modules = {}
    # Loading only what was asked for makes each command a second quicker.
    for name in [word for word in given[:1] if word in COMMANDS] or COMMANDS:
        modules[name] = import_module(f"mostrador.site.commands.{name}")
        own = commands.add_parser(name, help=modules[name].HELP, description=modules[name].HELP)
        own.add_argument("--data", metavar="DIR", help="the data folder (before MOSTRADOR_DATA)")
        modules[name].arguments(own)
    options = parser.parse_args(given)
    return options, modules[options.command]


def _data(given: Sequence[str]) -> str:
    """--data goes before the variable; the default is var/ under the project."""
    for position, word in enumerate(given):
        if word == "--data" and position + 1 < len(given):
            return given[position + 1]
        if word.startswith("--data="):
            return word.partition("=")[2]
    project = Path(__file__).resolve().parents[2]
    return os.environ.get("MOSTRADOR_DATA") or str(project / "var")


def _sentence(error: Exception) -> str:
    from django.db import Error, OperationalError  # noqa: PLC0415  after settings

    first = next(iter(str(error).strip().splitlines()), type(error).__name__)
    if isinstance(error, OperationalError):
        return f"The database cannot be used: {first}. Check DATABASE_URL, the disk and its rights."
    if isinstance(error, OSError) and not isinstance(error, Error):
        return f"{error.strerror or first}: {error.filename or ''}".rstrip(": ")
    return f"Something unexpected happened ({type(error).__name__}: {first}). {_kept()}"


def _kept() -> str:
    """Where the details are, for whoever helps."""
    file = Path(os.environ["MOSTRADOR_DATA"]) / "error.log"
    try:
        with file.open("a") as log:
            log.write(traceback.format_exc())
    except OSError:
        return "Its details could not be written."
    return f"The details are in {file}."


def _say(sentence: str) -> int:
    print(f"mostrador: {sentence}", file=sys.stderr)  # noqa: T201  the command's voice
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
