"""mostrador demo [--port N] [--empty] [--real-time] [--json]"""

import argparse
import fcntl
import json
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime

from django.conf import settings

from mostrador import wallclock
from mostrador.people import tokens
from mostrador.people.models import User
from mostrador.site.demo import laying
from mostrador.site.failure import Failure
from mostrador.site.processes import Family

HELP = "from nothing to a running marketplace, to look at and to try"
HOST = "127.0.0.1"
PORT = 8000
SMTP_PORT = 8025
ANSWERS_WITHIN_SECONDS = 60
TOKEN = "demo"  # noqa: S105  the name of the token, not the token


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=None, help="the web port (0: any free one)")
    parser.add_argument("--empty", action="store_true", help="without the demo's marketplace")
    parser.add_argument("--real-time", action="store_true", help="without the time machine")
    parser.add_argument("--json", action="store_true", help="one line for programs")


def run(options: argparse.Namespace) -> int:
    port, smtp = _port(options.port, PORT), _port(None, SMTP_PORT)
    _only_one_here()
    prepared = laying.prepare(empty=options.empty, real_time=options.real_time)
    base = f"http://{HOST}:{port}"
    family = Family(
        [
            ["serve", "--host", HOST, "--port", str(port)],
            ["worker"],
            ["receive", "--host", HOST, "--port", str(smtp)],
        ],
        {"MOSTRADOR_URL": base},
    )
    family.start()
    try:
        _wait_until_ready(family, base, smtp)
        card = _card(base, smtp, _token(wallclock.now()))
        print(json.dumps(card) if options.json else _said(card, prepared), flush=True)
        family.watch()
    finally:
        family.end()
    return 0


def _only_one_here() -> None:
    """Two demos on one folder would send each other's mail; the lock goes with the process."""
    lock = os.open(settings.DATA / "demo.lock", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Failure(
            f"A demo runs on {settings.DATA} already; stop it, or name another folder with --data."
        ) from None


def _port(wanted: int | None, usual: int) -> int:
    """The one asked for; else the usual one if it is free, else any."""
    for port in (usual, 0) if wanted is None else (wanted,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise Failure(f"Port {wanted} is taken; choose another, or 0 for any free one.")


def _wait_until_ready(family: Family, base: str, smtp: int) -> None:
    until = time.monotonic() + ANSWERS_WITHIN_SECONDS
    while time.monotonic() < until and not family.ending.is_set():
        if _answers(f"{base}/readyz") and _accepts(smtp):
            return
        time.sleep(0.1)
    if not family.ending.is_set():
        raise Failure(f"{base} did not answer within a minute; see the messages above.")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310  our own address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def _token(now: datetime) -> str:
    """A new secret each time: only digests are kept, so an old one cannot be shown again."""
    tokens.forget(TOKEN)
    return tokens.make(TOKEN, now=now)


def _card(base: str, smtp: int, token: str) -> dict[str, object]:
    urls = {face: f"{base}/{face}/" for face in ("help", "desk", "portal", "office")}
    one_each = {"buyer": "anna", "agent": "ada", "seller": "zhou", "operator": "olga"}
    there = set(
        User.objects.filter(username__in=one_each.values()).values_list("username", flat=True)
    )
    logins = {
        role: {"user": name, "password": laying.PASSWORD}
        for role, name in one_each.items()
        if name in there
    }
    all_urls = {**urls, "api": f"{base}/api/v1", "smtp": f"smtp://{HOST}:{smtp}"}
    return {"urls": all_urls, "logins": logins, "token": token}


def _about_the_mail_port(address: str) -> list[str]:
    usual = address.endswith(f":{SMTP_PORT}")
    return [] if usual else [f"  {'':11}({SMTP_PORT}, the usual port, is taken)"]


def _said(card: dict[str, object], prepared: str) -> str:
    urls, logins = card["urls"], card["logins"]
    assert isinstance(urls, dict)  # noqa: S101  for the type checker: built above
    assert isinstance(logins, dict)  # noqa: S101  for the type checker: built above
    width = 11
    people = [f"  {role:{width}}{one['user']} / {one['password']}" for role, one in logins.items()]
    return "\n".join(
        [
            "",
            f"Mostrador is running: {urls['help'].removesuffix('help/')}",
            f"  ({prepared}; data in {os.environ['MOSTRADOR_DATA']})",
            "",
            *[f"  {name:{width}}{url}" for name, url in urls.items()],
            *_about_the_mail_port(str(urls["smtp"])),
            "",
            *people,
            f"  {'API token':{width}}{card['token']}",
            "",
            f"In a second terminal: export MOSTRADOR_DATA={os.environ['MOSTRADOR_DATA']}",
            "Stop it with Ctrl+C." if sys.stdout.isatty() else "Stop it with SIGTERM.",
        ]
    )
