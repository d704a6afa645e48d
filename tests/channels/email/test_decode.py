"""Every charset in which our buyers and sellers have ever written."""

import base64
import quopri

import pytest

from mostrador.channels.email import charsets, decode

GERMAN = "Schöne Grüße aus Köln, die Lampe für 39,90 € gefällt"
CHINESE = "您好，我的台灯坏了，请尽快处理，谢谢！"
TAIWANESE = "您好，我的檯燈壞了，請儘快處理，謝謝！"
JAPANESE = "ランプが壊れました。交換してください。"
RUSSIAN = "Здравствуйте, моя лампа сломалась, помогите пожалуйста"


@pytest.mark.parametrize(
    ("text", "written", "declared"),
    [
        (GERMAN, "utf-8", "utf-8"),
        (GERMAN, "cp1252", "iso-8859-1"),
        (GERMAN, "cp1252", "windows-1252"),
        (GERMAN, "iso-8859-15", "ISO-8859-15"),
        (GERMAN, "utf-16", "utf-16"),
        (GERMAN, "utf-7", "utf-7"),
        (CHINESE, "gb18030", "gb2312"),
        (CHINESE, "gbk", "x-gbk"),
        (CHINESE, "utf-8", '"UTF-8"'),
        (CHINESE, "hz", "hz-gb-2312"),
        (TAIWANESE, "big5", "big5"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (JAPANESE, "cp932", "Shift_JIS"),
        (JAPANESE, "euc_jp", "euc-jp"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "cp1251", "windows-1251"),
        ("한국어", "cp949", "ks_c_5601-1987"),
    ],
)
def test_a_declared_charset_is_believed(text, written, declared):
    assert decode.words(text.encode(written), declared) == text


@pytest.mark.parametrize("declared", [None, "", "x-unknown", "us-ascii", "hex", "idna", "\x00"])
@pytest.mark.parametrize(
    ("text", "written"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "cp1252"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (JAPANESE, "cp932"),
        (JAPANESE, "iso2022_jp"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp1251"),
    ],
)
def test_without_a_charset_to_believe_it_is_guessed(text, written, declared):
    assert decode.words(text.encode(written), declared) == text


@pytest.mark.parametrize("word", ["Größe", "Grüße", "é", "ÄÖÜ"])
def test_a_single_german_word_is_not_taken_for_chinese(word):
    assert decode.words(word.encode("cp1252")) == word


def test_utf8_declared_as_something_western_is_utf8():
    assert decode.words(GERMAN.encode(), "iso-8859-1") == GERMAN


def test_a_damaged_character_does_not_change_the_charset():
    damaged = CHINESE.encode("gb18030")[:-1]

    assert decode.words(damaged, "gb2312") == CHINESE[:-1] + "\ufffd"


def test_a_charset_named_elsewhere_helps_where_none_is_declared():
    polish = "zażółć gęślą jaźń"

    assert charsets.read(polish.encode("iso-8859-2"), None, ["iso-8859-2"]) == polish


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=", "Grüße aus Köln"),
        ("=?UTF-8?B?5Y+R56Wo?=", "发票"),
        ("=?gb2312?B?t6LGsQ==?=", "发票"),
        ("=?utf-8*de?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        # One character cut between two words, as programs in China do it.
        ("=?utf-8?B?5Y+R56U=?=\r\n =?utf-8?B?qA==?=", "发票"),
        ("=?utf-8?q?a?= =?iso-8859-1?q?=FC?=", "aü"),
        ("Re: =?utf-8?q?Lampe?= LM-1007", "Re: Lampe LM-1007"),
        ("=?utf-8?q?a?=b", "ab"),
        ("=?x-nobody?q?Lampe?=", "Lampe"),
        ("=?utf-8?b?!!!?=", ""),
        ("=?utf-8?q?broken", "=?utf-8?q?broken"),
        ("folded\r\n over\r\n\tlines", "folded over lines"),
        ("=?utf-8?q?a=0D=0ABcc:_b?=", "a Bcc: b"),
        (GERMAN.encode().decode("ascii", "surrogateescape"), GERMAN),
        (CHINESE.encode("gbk").decode("ascii", "surrogateescape"), CHINESE),
    ],
)
def test_a_header_is_read(raw, read):
    assert decode.header(raw) == read


def test_what_the_database_refuses_is_left_out():
    assert decode.clean("a\x00b\ud800c\x0bd\r\ne\rf\tg") == "abcd\ne\nf\tg"


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("base64", base64.encodebytes(GERMAN.encode())),
        ("BASE64 ", base64.b64encode(GERMAN.encode()).rstrip(b"=")),
        ("base64", base64.b64encode(GERMAN.encode()) + b"a"),
        ("base64", base64.b64encode(GERMAN.encode()[:10]) + base64.b64encode(GERMAN.encode()[10:])),
        ("Quoted-Printable;", quopri.encodestring(GERMAN.encode())),
        ("8bit", GERMAN.encode()),
        ("nonsense", GERMAN.encode()),
        # The header lies: nobody encoded this.
        ("base64", GERMAN.encode()),
    ],
)
def test_a_transfer_encoding_is_undone(encoding, data):
    assert decode.transferred(data, encoding).decode() == GERMAN


def test_uuencoded_files_are_read():
    data = b"begin 644 cat.txt\n#0V%T\n \nend\n"

    assert decode.transferred(data, "x-uuencode") == b"Cat"
    assert decode.transferred(b"begin nothing", "x-uuencode") == b"begin nothing"
