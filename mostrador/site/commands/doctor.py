"""mostrador doctor"""

import argparse
import shutil
import smtplib
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection

from mostrador.outbox.models import Owed
from mostrador.people.models import Role, User
from mostrador.site import database
from mostrador.stores.models import Store

HELP = "check configuration, database, mail, phone, disk and migrations"
NEEDS_DATABASE = False
A_GIGABYTE = 1024**3
Finding = tuple[bool, str]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: it checks everything."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001  every command is called alike
    findings = [(check.__name__.strip("_"), *check()) for check in CHECKS]
    for name, fine, sentence in findings:
        print(f"{'ok  ' if fine else 'FIX '} {name}: {sentence}")
    return 0 if all(fine for _, fine, _ in findings) else 1


def _configuration() -> Finding:
    secure = settings.BASE_URL.startswith("https://") or settings.DEMO
    if secure or "127.0.0.1" in settings.BASE_URL:
        return True, f"pages at {settings.BASE_URL}, data in {settings.DATA}"
    return False, f"{settings.BASE_URL} is not encrypted; set MOSTRADOR_URL to an https address."


def _database() -> Finding:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return False, f"cannot be reached ({str(error).splitlines()[0]}); check DATABASE_URL."
    return True, connection.vendor


def _migrations() -> Finding:
    try:
        left = len(database.pending())
    except DatabaseError:
        return False, "cannot be read while the database cannot be reached."
    return left == 0, "all applied" if not left else f"{left} to apply; any command applies them."


def _contents() -> Finding:
    try:
        stores, people = Store.objects.count(), User.objects.filter(role=Role.AGENT).count()
        failed = Owed.objects.filter(failed_at__isnull=False).count()
    except DatabaseError:
        return False, "nothing there yet; run any other command once."
    if not stores or not people:
        return False, "no store or no agent yet; mostrador load FILE, mostrador user add NAME."
    if failed:
        return False, f"{failed} owed things could not be sent; see their errors in the office."
    return True, f"{stores} stores, {people} agents"


def _mail() -> Finding:
    if not settings.SMTP_URL:
        return settings.DEMO, "nothing leaves this machine; set MOSTRADOR_SMTP to send mail."
    url = urlsplit(settings.SMTP_URL)
    client = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    try:
        with client(url.hostname or "", url.port or 25, timeout=5) as server:
            server.noop()
    except OSError as error:
        return False, f"{url.hostname} does not answer ({error}); check MOSTRADOR_SMTP."
    return True, f"leaves through {url.hostname}"


def _phone() -> Finding:
    return True, "no telephone is connected; buyers write."


def _disk() -> Finding:
    free = shutil.disk_usage(settings.DATA).free
    if free < A_GIGABYTE:
        return False, f"{free // 1024**2} MB left in {settings.DATA}; make room."
    return True, f"{free // A_GIGABYTE} GB free"


CHECKS: tuple[Callable[[], Finding], ...] = (
    _configuration, _database, _migrations, _contents, _mail, _phone, _disk,
)  # fmt: skip
