"""A crowd that writes and asks while processes die: what was not answered is tried again."""

import json
import smtplib
import threading
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlsplit

import psutil

from tests.cast import a_mail
from tests.journeys.marketplace import Marketplace
from tests.kills.installation import Installation, until

ANNA = "anna.keller@mail.example"
SERVICE = "service@lichtmarkt.example"
PARTS = ("serve", "worker", "receive")
PATIENCE_SECONDS = 120
HTTP_OURS = 500
NOT_THERE = (OSError, smtplib.SMTPException, urllib.error.URLError)


@dataclass
class Crowd:
    market: Marketplace
    here: Installation

    def write(self, ids: Sequence[str]) -> None:
        """As a mail server does: what was not answered with 250 is sent again."""
        for mail_id in ids:
            raw = a_mail(f"Wo ist LM-1007? {mail_id}", mail_id=mail_id).replace(b"\n", b"\r\n")
            until(lambda raw=raw: self._handed_over(raw), within=PATIENCE_SECONDS)

    def ask(self, contacts: Sequence[str]) -> None:
        """As a program does: what was not answered is asked again with the same key."""
        body = {"kind": "tracking", "consulted": ["order"]}
        for key in contacts:
            until(lambda key=key: self._asked(key, body), within=PATIENCE_SECONDS)

    def _handed_over(self, raw: bytes) -> bool:
        port = urlsplit(self.market.card["urls"]["smtp"]).port
        try:
            with smtplib.SMTP("127.0.0.1", port or 0, timeout=30) as client:
                client.sendmail(ANNA, [SERVICE], raw)
        except NOT_THERE:
            return False
        return True

    def _asked(self, contact: str, body: dict[str, Any]) -> bool:
        request = urllib.request.Request(
            f"{self.market.card['urls']['api']}/contacts/{contact}/questions",
            data=json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self.market.card['token']}",
                "Content-Type": "application/json",
                "Idempotency-Key": f"ask-{contact}",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return bool(answer.status == 201)
        except urllib.error.HTTPError as refused:
            if refused.code < HTTP_OURS:
                raise AssertionError(refused.read()) from refused
            return False
        except NOT_THERE:
            return False


@dataclass
class Reaper:
    """Kills the named ones, then any of the three, where the seed says."""

    market: Marketplace
    chance: Random
    named: Sequence[str]
    times: int

    def reap(self, stop: threading.Event) -> list[str]:
        killed: list[str] = []
        while len(killed) < self.times:
            stop.wait(self.chance.uniform(0.2, 1.2))
            left = self.named[len(killed) :]
            if stop.is_set() and not left:
                break
            part = left[0] if left else self.chance.choice(PARTS)
            until(lambda part=part: self._kill(part))
            killed.append(part)
        return killed

    def _kill(self, part: str) -> bool:
        for child in psutil.Process(self.market.process.pid).children():
            try:
                if part in child.cmdline():
                    child.kill()
                    return True
            except psutil.NoSuchProcess:
                continue
        return False
