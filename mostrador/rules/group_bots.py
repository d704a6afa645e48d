"""The bots of working groups: whose webhook an address is, and what each platform is sent."""

import hmac
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit


class Platform(StrEnum):
    WECOM = "WeCom"
    DINGTALK = "DingTalk"
    FEISHU = "Feishu"


# Where each platform takes words for a group; nothing is ever sent to another host.
HOSTS: Mapping[str, Platform] = {
    "qyapi.weixin.qq.com": Platform.WECOM,
    "oapi.dingtalk.com": Platform.DINGTALK,
    "open.feishu.cn": Platform.FEISHU,
    "open.larksuite.com": Platform.FEISHU,
}
PATHS: Mapping[Platform, str] = {
    Platform.WECOM: "/cgi-bin/webhook/send",
    Platform.DINGTALK: "/robot/send",
    Platform.FEISHU: "/open-apis/bot/v2/hook/",
}
LOOPBACK = {"127.0.0.1", "localhost"}
HTTPS_PORT = 443


@dataclass(frozen=True, slots=True)
class Webhook:
    platform: Platform
    secure: bool
    host: str
    port: int
    # With its query: the group's key is in one or the other.
    path: str


def webhook(address: str, *, loopback: bool = False) -> Webhook | None:
    """The webhook an address names, or None; `loopback` lets a demo play the platforms itself."""
    try:
        url = urlsplit(address.strip())
        port = url.port
    except ValueError:
        return None
    platform = _platform(url, port, loopback=loopback)
    if platform is None or url.username is not None or not address.isascii():
        return None
    if any(character.isspace() or ord(character) < ord(" ") for character in address.strip()):
        return None
    secure = url.scheme == "https"
    path = f"{url.path}?{url.query}" if url.query else url.path
    return Webhook(platform, secure, str(url.hostname), port or HTTPS_PORT, path)


def body(platform: Platform, text: str) -> bytes:
    """A plain text, as the platform wants it."""
    if platform is Platform.FEISHU:
        said: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
    else:
        said = {"msgtype": "text", "text": {"content": text}}
    return json.dumps(said, ensure_ascii=False).encode()


def signed(hook: Webhook, said: bytes, *, secret: str, at: datetime) -> tuple[Webhook, bytes]:
    """The same, as a bot that demands a signature wants it; `at` is the machine's time.

    DingTalk reads it in the address, Feishu in the body; WeCom's bots know none.
    """
    if not secret or hook.platform is Platform.WECOM:
        return hook, said
    if hook.platform is Platform.FEISHU:
        stamp = str(int(at.timestamp()))
        # Here what elsewhere is signed is the key, and nothing is signed with it.
        sign = _signature(f"{stamp}\n{secret}", "")
        return hook, json.dumps(
            {"timestamp": stamp, "sign": sign, **json.loads(said)}, ensure_ascii=False
        ).encode()
    stamp = str(int(at.timestamp() * 1000))
    query = urlencode({"timestamp": stamp, "sign": _signature(secret, f"{stamp}\n{secret}")})
    joint = "&" if "?" in hook.path else "?"
    return replace(hook, path=f"{hook.path}{joint}{query}"), said


def is_accepted(platform: Platform, status: int, answer: bytes) -> bool:
    """They answer 200 whatever happens, and say in the body whether the group was told."""
    if not 200 <= status < 300:
        return False
    try:
        said = json.loads(answer)
    except ValueError:
        return False
    names = ("code", "StatusCode") if platform is Platform.FEISHU else ("errcode",)
    return isinstance(said, dict) and any(said.get(name) == 0 for name in names)


def _signature(key: str, words: str) -> str:
    return b64encode(hmac.digest(key.encode(), words.encode(), "sha256")).decode()


def _platform(url: SplitResult, port: int | None, *, loopback: bool) -> Platform | None:
    known = HOSTS.get(url.hostname or "")
    if known and url.scheme == "https" and port in {None, HTTPS_PORT}:
        return known if url.path.startswith(PATHS[known]) else None
    if loopback and url.scheme == "http" and url.hostname in LOOPBACK and port:
        return next((one for one, path in PATHS.items() if url.path.startswith(path)), None)
    return None
