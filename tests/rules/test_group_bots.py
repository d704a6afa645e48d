"""Which addresses are a group's bot, and what each platform is sent."""

import json
from datetime import UTC, datetime

import pytest

from mostrador.rules.group_bots import Platform, Webhook, body, is_accepted, signed, webhook

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0000-aa"
DINGTALK = "https://oapi.dingtalk.com/robot/send?access_token=00aa"
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/00-aa"


@pytest.mark.parametrize(
    ("address", "platform"),
    [
        (WECOM, Platform.WECOM),
        (DINGTALK, Platform.DINGTALK),
        (FEISHU, Platform.FEISHU),
        (FEISHU.replace("feishu.cn", "larksuite.com"), Platform.FEISHU),
        (f"  {WECOM}\n", Platform.WECOM),
    ],
)
def test_each_platform_is_known_by_its_host(address, platform):
    found = webhook(address)

    assert found is not None
    assert (found.platform, found.secure, found.port) == (platform, True, 443)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://",
        WECOM.replace("https", "http"),
        WECOM.replace("qyapi", "evil"),
        WECOM.replace("qyapi.weixin.qq.com", "qyapi.weixin.qq.com.evil.example"),
        WECOM.replace("qyapi.weixin.qq.com", "qyapi.weixin.qq.com@evil.example"),
        WECOM.replace("https://", "https://me@"),
        WECOM.replace(".com", ".com:8443"),
        WECOM.replace(".com", ".com:port"),
        WECOM.replace("/webhook/send", "/user/get"),
        DINGTALK.replace("oapi.dingtalk.com", "qyapi.weixin.qq.com"),
        WECOM + "\r\nX: y",
        WECOM + "ö",
        "https://[::1/robot/send",
        "http://127.0.0.1:8080/robot/send",
        "http://10.0.0.1:80/robot/send",
    ],
)
def test_nothing_is_sent_to_another_host(address):
    assert webhook(address) is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://127.0.0.1:9/robot/send?a=b",
         Webhook(Platform.DINGTALK, False, "127.0.0.1", 9, "/robot/send?a=b")),
        ("http://localhost:9/open-apis/bot/v2/hook/x",
         Webhook(Platform.FEISHU, False, "localhost", 9, "/open-apis/bot/v2/hook/x")),
        ("http://localhost:9/elsewhere", None),
        ("http://localhost/robot/send", None),
        ("https://localhost:9/robot/send", None),
        ("http://10.0.0.1:9/robot/send", None),
        (WECOM, Webhook(Platform.WECOM, True, "qyapi.weixin.qq.com", 443,
                        "/cgi-bin/webhook/send?key=0000-aa")),
    ],
)  # fmt: skip
def test_a_demo_plays_the_platforms_on_this_machine(address, expected):
    assert webhook(address, loopback=True) == expected


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        (Platform.WECOM, {"msgtype": "text", "text": {"content": "你好"}}),
        (Platform.DINGTALK, {"msgtype": "text", "text": {"content": "你好"}}),
        (Platform.FEISHU, {"msg_type": "text", "content": {"text": "你好"}}),
    ],
)
def test_each_is_sent_its_own_form(platform, expected):
    assert json.loads(body(platform, "你好")) == expected


# 1794474000 seconds after 1970; the signatures below were made by another program:
# printf '1794474000000\nSECabc' | openssl dgst -sha256 -hmac SECabc -binary | base64
AT = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
DINGTALKS = "8QdWP%2BwHYsziKQdH9ol4gqo1qWEN%2FWaMBtTfOOVkvRw%3D"
# printf '' | openssl dgst -sha256 -mac HMAC -macopt hexkey:… -binary | base64, the key in hex being
# that of '1794474000\nabc'.
FEISHUS = "zLHn6BEdFB9w/cSS+xZ9uiccaCSSWzKu7YQIzYO3QiY="


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (DINGTALK, f"/robot/send?access_token=00aa&timestamp=1794474000000&sign={DINGTALKS}"),
        (DINGTALK.partition("?")[0], f"/robot/send?timestamp=1794474000000&sign={DINGTALKS}"),
    ],
)
def test_dingtalk_reads_the_signature_in_the_address(address, expected):
    hook, said = signed(webhook(address), b"{}", secret="SECabc", at=AT)

    assert (hook.path, said) == (expected, b"{}")


def test_feishu_reads_it_in_the_body():
    hook, said = signed(webhook(FEISHU), body(Platform.FEISHU, "你好"), secret="abc", at=AT)

    assert hook == webhook(FEISHU)
    assert json.loads(said) == {
        "timestamp": "1794474000", "sign": FEISHUS, "msg_type": "text",
        "content": {"text": "你好"},
    }  # fmt: skip


@pytest.mark.parametrize(("address", "secret"), [(WECOM, "abc"), (DINGTALK, ""), (FEISHU, "")])
def test_without_a_secret_and_to_wecom_nothing_is_signed(address, secret):
    hook = webhook(address)

    assert signed(hook, b"{}", secret=secret, at=AT) == (hook, b"{}")


@pytest.mark.parametrize(
    ("platform", "status", "answer", "taken"),
    [
        (Platform.WECOM, 200, b'{"errcode":0,"errmsg":"ok"}', True),
        (Platform.DINGTALK, 200, b'{"errcode":0,"errmsg":"ok"}', True),
        (Platform.FEISHU, 200, b'{"code":0,"msg":"success"}', True),
        (Platform.FEISHU, 200, b'{"StatusCode":0}', True),
        (Platform.WECOM, 299, b'{"errcode":0}', True),
        (Platform.WECOM, 300, b'{"errcode":0}', False),
        (Platform.WECOM, 199, b'{"errcode":0}', False),
        (Platform.WECOM, 200, b'{"errcode":93000}', False),
        (Platform.WECOM, 200, b'{"code":0}', False),
        (Platform.FEISHU, 200, b'{"code":19001}', False),
        (Platform.FEISHU, 200, b"[0]", False),
        (Platform.DINGTALK, 200, b"<html>", False),
    ],
)
def test_what_they_answer_says_whether_the_group_was_told(platform, status, answer, taken):
    assert is_accepted(platform, status, answer) is taken
