import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mostrador.rules.masking import MASK, SHORT, masked

KELLER = ["Anna Keller", "Große Gartenstraße 5", "04103 Leipzig", "DE", "+49 170 1234567"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Schreiben Sie an anna.keller@mail.example.", "Schreiben Sie an […]."),
        ("Anna <anna+lamp@mail.example>", "Anna <[…]>"),
        ("mailto:ANNA@Mail.example,", "mailto:[…],"),
        ("anna [at] mail.example", "[…]"),
        ("anna(at)mail.example", "[…]"),
        ("我的邮箱anna@mail.example\u8c22\u8c22", "我的邮箱[…]\u8c22\u8c22"),
        ("用户@mail.example", "[…]"),
        ("jürgen@größe.example", "[…]"),
        ("anna@例子.example", "[…]"),
        ("a" * 300 + "@mail.example", "[…]"),
        ("1@mail.example und 2 Stück @ 19.90, 3@5", "[…] und 2 Stück @ 19.90, 3@5"),
        ("@lena hello@ @", "@lena hello@ @"),
    ],
)
def test_E79_no_mail_address_goes_to_the_other_side(text, left):
    assert masked(text, secrets=[]) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tel. +49 341 1234567", "Tel. […]"),
        ("+49 (0) 341 123456-7!", "[…]!"),
        ("+8613812345678", "[…]"),
        ("0049 170 1234567", "[…]"),
        ("00491701234567", "[…]"),
        ("0170 1234567", "[…]"),
        ("0170/1234567", "[…]"),
        ("01701234567", "[…]"),
        ("(030) 123 456 78", "[…]"),
        ("030 12 34 56 78", "[…]"),
        ("0170 1234567 0341 7654321", "[…] […]"),
        ("0170 1234567, 12.11.2026", "[…], 12.11.2026"),
        ("01 23 45 67 89", "[…]"),
        ("212-555-0147", "[…]"),
        ("请打13812345678", "请打[…]"),
        ("138-1234-5678", "[…]"),
        ("电话：0755-1234567", "电话：[…]"),
        ("Telefon: 123456", "Telefon: […]"),
        ("call me at 555 123456", "call me at […]"),
        ("Meine Nummer ist 612345678.", "Meine Nummer ist […]."),
    ],
)
def test_E79_no_telephone_number_goes_to_the_other_side(text, left):
    assert masked(text, secrets=[]) == left


@pytest.mark.parametrize(
    "text",
    [
        "LM-1007 #W2378156 2e7a8482f6fb09ca50c10d7bfc047f6c ORD-12345678",
        "304-1234567-1234567",
        "Bestellung 113542617735902",
        "Bestellnummer: 01712345678",
        "order no. 212-555-0147",
        "订单号：13812345678",
        "#01712345678",
        "39,90 EUR, 1.299,00 €, 100.000.000, 19.90, USD 1,234,567.89",
        "03.11.2026 10:13, 2026-11-03T10:00:00+01:00, 03/11/2026, 01-12-2026, 11/12/2026",
        "12.11.2026 - 24.11.2026",
        "48:00 h, +4 min, +10 %, 24 h, 23 h 58 min",
        "JJD000390007812345678",
        "00340434161094021539",
        "1Z999AA10123456784",
        "340434161094",
        "LX123456789DE",
        "Sendungsnummer 01712345678",
        "运单号 13812345678",
        "ISBN 978-3-16-148410-0, EAN 4006381333931",
        "E14, 230 V, 50-60 Hz, 2 x 40 W, 04103 Leipzig",
        "192.168.100.200",
        "mobile 2026",
    ],
)
def test_E79_order_numbers_prices_dates_and_tracking_numbers_stay(text):
    assert masked(text, secrets=[]) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Frau Anna Keller fragt", "Frau […] fragt"),
        ("ANNA KELLER, anna keller", "[…], […]"),
        ("Anna\nKeller", "[…]"),
        ("Anna  Keller", "[…]"),
        ("An\u00adna\u200b Keller", "[…]"),
        ("Anna Kellers Lampe", "[…]s Lampe"),
        ("GROSSE GARTENSTRASSE 5", "[…]"),
        ("große gartenstraße 5", "[…]"),
        ("04103 leipzig", "[…]"),
        ("170 123 45 67 oder 0170-1234567", "[…] oder […]"),
        ("DE: Deutschland, modern, de.", "[…]: Deutschland, modern, […]."),
        ("Leselampe Lena, LM-1007, EUR 39.90", "Leselampe Lena, LM-1007, EUR 39.90"),
    ],
)
def test_E75_nothing_of_the_other_side_is_told(text, left):
    assert masked(text, secrets=KELLER) == left


@pytest.mark.parametrize(
    ("secret", "text"),
    [
        ("Jürgen Müller", "JÜRGEN MÜLLER"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Jürgen Müller", "Jurgen Muller"),
        ("Juergen Mueller", "Jürgen Müller"),
        ("José", "JOSE\u0301"),
        ("王伟", "王伟"),
        ("周", "周"),
        ("İpek Ağa", "ipek ağa"),
        ("ＡＮＮＡ", "anna"),
        ("+34 612 345 678", "612345678"),
        ("+34 612 345 678", "612 34 56 78"),
    ],
)
def test_E75_a_name_is_found_however_it_is_spelt(secret, text):
    assert masked(f"- {text} -", secrets=[secret]) == "- […] -"


def test_E75_secrets_that_overlap_are_masked_as_one():
    assert masked("Anna Keller Gartenweg", secrets=["Anna Keller", "Keller Gartenweg"]) == MASK


def test_E75_what_a_mask_brings_together_is_masked_too():
    assert masked("Lena anna@mail.example", secrets=["Lena […]"]) == MASK


@pytest.mark.parametrize("secret", ["", " ", "…", "[", "-", "\n"])
def test_E75_what_has_neither_letter_nor_digit_is_no_secret(secret):
    assert masked("a […] - b", secrets=[secret]) == "a […] - b"


def test_E75_a_short_number_among_the_secrets_is_no_telephone():
    assert masked("123456 7", secrets=["12345", "Weg 1234567"]) == "[…]6 7"


alphabets = st.text(alphabet="abAB ßsS1é…[]\n") | st.text()


@given(
    secret=alphabets,
    others=st.lists(alphabets, max_size=3),
    before=alphabets,
    after=alphabets,
    case=st.sampled_from([str, str.upper, str.lower, str.title, str.swapcase, str.casefold]),
)
@example(secret="ẞa Ab", others=[], before="", after="", case=str.lower)
def test_E75_none_of_the_secrets_survives_in_any_letter_case(secret, others, before, after, case):
    secret = unicodedata.normalize("NFC", secret).strip()
    given = [secret, *others]

    found = masked(before + case(secret) + after, secrets=given)

    if len(secret) > SHORT and any(letter.isalnum() for letter in secret):
        for spelling in (str, str.upper, str.lower, str.casefold):
            assert spelling(secret) not in spelling(found)


@given(text=st.text(), secrets=st.lists(st.text(), max_size=3))
def test_E75_masking_twice_is_masking_once(text, secrets):
    once = masked(text, secrets=secrets)

    assert masked(once, secrets=secrets) == once


@pytest.mark.parametrize(
    "piece", ["a", "a.b@", "0170 ", "0", "+1 ", "1 ", "call ", "(0123) ", "Anna Keller ", "订单号"]
)
def test_E79_a_long_text_is_masked_without_waiting(piece):
    text = piece * (100_000 // len(piece))
    began = time.process_time()

    masked(text, secrets=KELLER)

    assert time.process_time() - began < 3
