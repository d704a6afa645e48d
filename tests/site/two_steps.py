"""What a person with an authenticator app does: set it up, read a code (RFC 6238)."""

import base64
import hashlib
import hmac
import re
import struct
from typing import Any
from urllib.parse import unquote

from django.test import Client

from mostrador import wallclock
from tests.cast import signed_in

PASSWORD = "mostrador"
HALF_A_MINUTE = 30
STEPS = "/two-steps/"


def totp(secret: str, *, away: int = 0) -> str:
    """The code of now, or of so many half minutes away; it may turn the next moment."""
    return hotp(secret, int(wallclock.machine_now().timestamp()) // HALF_A_MINUTE + away)


def hotp(secret: str, step: int) -> str:
    """RFC 6238 with its usual choices."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def at_the_password(client: Client, address: str) -> Any:
    """Asks for the address, gives the password once more, and arrives."""
    asked = client.get(address)
    assert unquote(asked.url) == f"{STEPS}password/?next={address}"
    return client.post(asked.url, {"password": PASSWORD}, follow=True)


def with_two_steps(name: str) -> tuple[str, list[str]]:
    """The person sets it up, and keeps the key and the recovery codes."""
    client = signed_in(name)
    page = at_the_password(client, f"{STEPS}app/").content.decode()
    secret = re.findall(r"<code[^>]*>([A-Z2-7]{32})</code>", page)[0]
    shown = client.post(f"{STEPS}app/", {"code": totp(secret)}, follow=True)
    return secret, re.findall(r"<code>(\d{8})</code>", shown.content.decode())
