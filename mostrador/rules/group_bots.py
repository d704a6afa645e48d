"""The bots of working groups: whose webhook an address is, and what each platform is sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import SplitResult, urlsplit


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


def _platform(url: SplitResult, port: int | None, *, loopback: bool) -> Platform | None:
    known = HOSTS.get(url.hostname or "")
    if known and url.scheme == "https" and port in {None, HTTPS_PORT}:
        return known if url.path.startswith(PATHS[known]) else None
    if loopback and url.scheme == "http" and url.hostname in LOOPBACK and port:
        return next((one for one, path in PATHS.items() if url.path.startswith(path)), None)
    return None
