"""Lists of sellers out of spreadsheets, as programs in three countries save them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.office import spreadsheets
from mostrador.office.spreadsheets import NotAListError, TooLongError
from mostrador.sellers.invitation_lists import Asked

ZHOU = "深圳市周氏照明有限公司"


def read(raw, stores=("de", "es")):
    raw = raw.encode() if isinstance(raw, str) else raw
    return spreadsheets.asked(raw, stores=set(stores))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_chinese_company_keeps_its_name_whatever_it_was_saved_in(encoding, separator):
    text = f"卖家ID{separator}公司名称\r\nS-ZHOU{separator}{ZHOU}\r\n"

    assert read(text.encode(encoding)) == [Asked("S-ZHOU", name=ZHOU)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize(
    "name", ["Müller & Söhne GmbH", "Größe über Maß", "Café Ñandú", "10 € Shop"]
)
def test_a_western_company_keeps_its_name_too(encoding, name):
    text = f"Verkäufer-ID;Firma\r\nS-1;{name}\r\n"

    assert read(text.encode(encoding)) == [Asked("S-1", name=name)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("S-1", [Asked("S-1")]),
        ("S-1\nS-2\n\n \nS-3", [Asked("S-1"), Asked("S-2"), Asked("S-3")]),
        ("seller\nS-1", [Asked("S-1")]),
        ("Seller ID\nS-1", [Asked("S-1")]),
        ("name;seller_id\nZhou;S-1", [Asked("S-1", name="Zhou")]),
        ("sep=;\nseller;name\nS-1;Zhou, Ltd", [Asked("S-1", name="Zhou, Ltd")]),
        ('S-1;"Zhou; Söhne"', [Asked("S-1", name="Zhou; Söhne")]),
        ("S-1;Zhou, Ltd\nS-2;Ana", [Asked("S-1", name="Zhou, Ltd"), Asked("S-2", name="Ana")]),
        ("S-1,zh-hans,Zhou", [Asked("S-1", language="zh-hans", name="Zhou")]),
        ("S-1;es", [Asked("S-1", store="es")]),
        ("seller;store;language\nS-1;de;ZH-Hans", [Asked("S-1", "de", "zh-hans")]),
        ("seller;store\nS-1", [Asked("S-1")]),
        ("seller,seller\nS-1,S-2", [Asked("S-1")]),
        (";de\nS-1;de", [Asked("", "de"), Asked("S-1", "de")]),
        ("S\0-1", [Asked("S-1")]),
        ("x" * 300, [Asked("x" * 200)]),
        ('"S-1', [Asked("S-1")]),
    ],
)
def test_columns_are_known_by_their_headings_or_by_what_they_hold(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n", b"PK\x03\x04 a workbook", b"%PDF-1.7", b"\xef\xbb\xbf"]
)
def test_what_is_no_list_is_refused(raw):
    with pytest.raises(NotAListError):
        read(raw)


def test_a_cell_without_an_end_is_refused():
    with pytest.raises(NotAListError):
        read('S-1;"' + "x" * 200_000)


def test_a_list_has_an_end(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 2)

    assert len(read("S-1\nS-2")) == 2
    with pytest.raises(TooLongError):
        read("S-1\nS-2\nS-3")


@given(st.binary(max_size=200))
def test_whatever_bytes_come_in_are_a_list_or_none(raw):
    try:
        found = read(raw)
    except NotAListError:
        return
    assert all(isinstance(one, Asked) for one in found)
