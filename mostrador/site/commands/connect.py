"""mostrador connect NAME --test, mostrador connect --list, and connecting by command"""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Mapping
from datetime import datetime

from mostrador import wallclock
from mostrador.connectors import connections, contract, registry, testing
from mostrador.connectors.base import Connector
from mostrador.connectors.connections import Wanted
from mostrador.connectors.models import Connection
from mostrador.rules.bodies import RefusedError
from mostrador.rules.moments import moment
from mostrador.site.failure import Failure
from mostrador.stores.models import Store

HELP = "connect a marketplace, and try whether it works"
BY = "program:command"
# A key typed as an argument stands in the shell's history and in the list of processes.
ENVIRONMENT = "MOSTRADOR_CONNECT_"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="what the connection is called")
    acts = parser.add_mutually_exclusive_group()
    acts.add_argument("--list", action="store_true", help="what is connected, and what could be")
    acts.add_argument("--test", action="store_true", help="try it, and say what was found")
    acts.add_argument(
        "--contract", action="store_true", help="try the connector against the contract of all"
    )
    acts.add_argument("--pause", action="store_true", help="ask the marketplace nothing")
    acts.add_argument("--go-on", action="store_true", help="ask it again")
    acts.add_argument(
        "--read-again", metavar="MOMENT", help="read again what was changed since then"
    )
    acts.add_argument("--carry", choices=("yes", "no"), help="carry instructions out through it")
    parser.add_argument("--kind", help="which connector it is, for a new one")
    parser.add_argument("--store", help="the store it belongs to, for a new one")
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", dest="given",
        help=f"a setting; a secret is read from {ENVIRONMENT}KEY or standard input instead",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="one JSON object on one line")


def run(options: argparse.Namespace) -> int:
    if options.list:
        return _list(as_json=options.json)
    if not options.name:
        raise Failure("Name a connection, or ask for --list.")
    if options.kind:
        return _connect(options)
    connection = _known(options.name)
    if options.test or options.contract:
        return _say(_tried(connection, options), as_json=options.json)
    return _act(connection, options)


def _tried(connection: Connection, options: argparse.Namespace) -> list[tuple[bool, str]]:
    now = wallclock.machine_now()
    if options.contract:
        found = contract.check(connection, machine_now=now)
    else:
        found = testing.findings(connection, machine_now=now)
    return [(each.fine, str(each.sentence)) for each in found]


def _say(found: list[tuple[bool, str]], *, as_json: bool) -> int:
    fine = all(each for each, _ in found)
    if as_json:
        said = [{"fine": each, "sentence": sentence} for each, sentence in found]
        print(json.dumps({"fine": fine, "findings": said}, ensure_ascii=False))
    else:
        for each, sentence in found:
            print(f"{'ok  ' if each else 'FIX '} {sentence}")
    return 0 if fine else 1


def _list(*, as_json: bool) -> int:
    rows = Connection.objects.prefetch_related("readings").order_by("name")
    if as_json:
        said = {"connections": [_row(row) for row in rows], "kinds": sorted(registry.kinds())}
        print(json.dumps(said, ensure_ascii=False))
        return 0
    for row in map(_row, rows):
        state = "paused" if row["paused"] else row["fault"] or "fine"
        print(f"{row['name']}: {row['kind']}, store {row['store']}, {state}")
    for kind, made in sorted(registry.kinds().items()):
        asked = ", ".join(_asked(made))
        print(f"--kind {kind} ({made.label}) asks for: {asked}", file=sys.stderr)
    return 0


def _asked(made: type[Connector]) -> list[str]:
    return [f"{each.name} (secret)" if each.secret else each.name for each in made.settings]


def _row(connection: Connection) -> dict[str, object]:
    readings = list(connection.readings.all())
    faults = [each.fault for each in (connection, *readings) if each.fault]
    return {
        "name": connection.name,
        "kind": connection.kind,
        "store": connection.store_id,
        "paused": connection.paused,
        "carries": connection.carries,
        "fault": next(iter(faults), ""),
        "streams": {each.stream: each.counts for each in readings},
    }


def _connect(options: argparse.Namespace) -> int:
    made = _kind(options.kind)
    store = Store.objects.filter(pk=options.store).first()
    if store is None:
        raise Failure(f"There is no store {options.store}; name one with --store.")
    settings = _settings(options) | _secrets(made, needed=True)
    now, machine_now = wallclock.now(), wallclock.machine_now()
    try:
        connections.connect(
            options.name, options.kind, store, Wanted(settings), by=BY, now=now,
            machine_now=machine_now,
        )  # fmt: skip
    except RefusedError as error:
        raise Failure(str(error)) from None
    print(f"{options.name} is connected; try it: mostrador connect {options.name} --test",
          file=sys.stderr)  # fmt: skip
    return 0


def _act(connection: Connection, options: argparse.Namespace) -> int:
    now, machine_now = wallclock.now(), wallclock.machine_now()
    try:
        if options.pause:
            done = connections.pause(connection, by=BY, now=now)
        elif options.go_on:
            done = connections.go_on(connection, by=BY, now=now, machine_now=machine_now)
        elif options.carry:
            done = connections.carry(connection, wanted=options.carry == "yes", by=BY, now=now)
        elif options.read_again:
            done = _read_again(connection, _moment(options.read_again), now, machine_now)
        else:
            done = _change(connection, options, now, machine_now)
    except RefusedError as error:
        raise Failure(str(error)) from None
    print("Done." if done else "Nothing was different.", file=sys.stderr)
    return 0


def _change(
    connection: Connection, options: argparse.Namespace, now: datetime, machine_now: datetime
) -> bool:
    secrets = _secrets(_kind(connection.kind), needed=False)
    wanted = Wanted(_settings(options) | secrets)
    return connections.change(
        connection, wanted, by=BY, version=connection.version, now=now, machine_now=machine_now
    )


def _read_again(
    connection: Connection, since: datetime, now: datetime, machine_now: datetime
) -> bool:
    for reading in connection.readings.select_related("connection"):
        reading.connection = connection
        connections.read_again(reading, since, by=BY, now=now, machine_now=machine_now)
    return True


def _known(name: str) -> Connection:
    found = Connection.objects.filter(pk=name).first()
    if found is None:
        raise Failure(f"Nothing is connected as {name}; add --kind and --store, or see --list.")
    return found


def _kind(kind: str) -> type[Connector]:
    try:
        return registry.find(kind)
    except registry.UnknownKindError:
        known = ", ".join(sorted(registry.kinds())) or "none"
        raise Failure(f"There is no connector {kind}; those that there are: {known}.") from None


def _settings(options: argparse.Namespace) -> dict[str, str]:
    pairs = [each.partition("=") for each in options.given]
    bad = [name for name, sign, _ in pairs if not sign]
    if bad:
        raise Failure(f"{bad[0]} says nothing; write it as KEY=VALUE.")
    return {name: value for name, _, value in pairs}


def _secrets(made: type[Connector], *, needed: bool) -> dict[str, str]:
    """From the environment; what is missing then is asked for, or read a line each."""
    wanted = [each.name for each in made.settings if each.secret]
    found = {name: os.environ.get(f"{ENVIRONMENT}{name.upper()}", "") for name in wanted}
    missing = [name for name in wanted if not found[name]] if needed else []
    return {**{name: value for name, value in found.items() if value}, **_typed(missing)}


def _typed(names: list[str]) -> Mapping[str, str]:
    if sys.stdin.isatty():
        return {name: getpass.getpass(f"{name}: ") for name in names}
    return {name: sys.stdin.readline().strip() for name in names}


def _moment(said: str) -> datetime:
    try:
        return moment(said)
    except ValueError as error:
        raise Failure(f"{error}.") from None
