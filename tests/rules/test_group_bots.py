"""Which addresses are a group's bot, and what each platform is sent."""

import json

import pytest

from mostrador.rules.group_bots import Platform, Webhook, body, is_accepted, webhook

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
