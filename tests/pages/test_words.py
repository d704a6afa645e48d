"""Instants, spans and amounts in the reader's words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from mostrador.pages import clocks, moments
from mostrador.pages.templatetags import mostrador as tags
from mostrador.rules.money import Money

AT = datetime(2026, 11, 12, 9, 13, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
A_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("left", "words", "short"),
    [
        (timedelta(0), "0 min", "0:00"),
        (MINUTE - A_SECOND, "0 min", "0:00"),
        (MINUTE, "1 min", "0:01"),
        (HOUR - A_SECOND, "59 min", "0:59"),
        (HOUR, "1 h 0 min", "1:00"),
        (24 * HOUR - 2 * MINUTE, "23 h 58 min", "23:58"),
        (72 * HOUR - A_SECOND, "71 h 59 min", "71:59"),
        (72 * HOUR, "3 d 0 h", "72:00"),
        (-A_SECOND, "+0 min", "+0:00"),
        (-4 * MINUTE, "+4 min", "+0:04"),
    ],
)
def test_a_span_in_words(left, words, short):
    assert tags.duration_words(left) == words
    assert moments.short_duration(left) == short


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (-MINUTE, "0 min"),
        (59 * MINUTE, "59 min"),
        (HOUR, "1 h"),
        (48 * HOUR - A_SECOND, "47 h"),
        (48 * HOUR, "2 d"),
    ],
)
def test_how_long_ago(waited, words):
    assert tags.ago(AT - waited, AT) == words


@pytest.mark.parametrize(
    ("language", "zone", "words"),
    [
        ("en", "Europe/Berlin", "Thu 12 Nov, 10:13 CET"),
        ("en", "Asia/Shanghai", "Thu 12 Nov, 17:13 GMT+08:00"),
        ("de", "Europe/Berlin", "10:13 MEZ"),
        ("zh-hans", "Asia/Shanghai", "17:13 GMT+08:00"),
    ],
)
def test_an_instant_in_a_zone_says_which(language, zone, words):
    with translation.override(language):
        assert tags.in_zone(AT, zone).endswith(words)


def test_the_day_is_the_zones_own_and_summer_is_summer():
    assert tags.in_zone(SUMMER, "Europe/Berlin") == "Thu 2 Jul, 00:30 CEST"


def test_a_moment_keeps_its_instant_for_programs():
    assert tags.moment(AT, "Asia/Shanghai", "hour") == (
        '<time datetime="2026-11-12T17:13+08:00" title="Thu 12 Nov, 17:13 GMT+08:00">17:13</time>'
    )


@pytest.mark.parametrize(
    ("language", "amount", "words"),
    [
        ("en", Money("EUR", 3990), "€39.90"),
        ("de", Money("EUR", 123456), "1.234,56\xa0€"),
        ("de", Money("EUR", -5), "-0,05\xa0€"),
        ("zh-hans", Money("JPY", 1200), "JP¥1,200"),
    ],
)
def test_an_amount_is_written_as_its_reader_writes(language, amount, words):
    with translation.override(language):
        assert tags.money(amount) == words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("\n \n", ""),
        ("Guten Tag", "<p>Guten Tag</p>"),
        ("a\r\nb\r\n\r\n\r\nc", "<p>a<br>b</p><p>c</p>"),
        ("<b>&", "<p>&lt;b&gt;&amp;</p>"),
        ("https://shop.example", "<p>https://shop.example</p>"),
    ],
)
def test_text_becomes_paragraphs_and_nothing_else(text, shown):
    assert tags.paragraphs(text) == shown


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Anna Keller", "AK"),
        ("ada", "A"),
        ("王小明", "王"),
        ("O'Neill-Weber", "OW"),
        ("Über Licht", "ÜL"),
        ("", "?"),
        (" - ", "?"),
    ],
)
def test_initials(name, letters):
    assert tags.initials(name) == letters


def test_a_clock_is_read_in_both_zones():
    face = clocks.face(
        AT - 2 * MINUTE, AT + 24 * HOUR - 2 * MINUTE, now=AT,
        zones=("Europe/Berlin", "Asia/Shanghai"), label="Answer",
    )  # fmt: skip

    assert (face.state, face.percent, face.band) == ("running", 100, "much")
    assert face.words == "23 h 58 min"
    assert face.due_words == ("Fri 13 Nov, 10:11 (Berlin)", "Fri 13 Nov, 17:11 (Shanghai)")


@pytest.mark.parametrize(
    ("left", "state", "percent"),
    [
        (12 * HOUR, "running", 50),
        (6 * HOUR, "running", 25),
        (6 * HOUR - A_SECOND, "warn", 25),
        (timedelta(0), "warn", 0),
        (-A_SECOND, "late", 0),
    ],
)
def test_the_ring_empties(left, state, percent):
    face = clocks.face(AT + left - 24 * HOUR, AT + left, now=AT)

    assert (face.state, face.percent) == (state, percent)


def test_a_clock_says_to_the_ear_what_it_shows_to_the_eye():
    face = clocks.face(AT - 30 * HOUR, AT - 6 * HOUR, now=AT, label="Answer", letter="S")
    template = Template('{% include "components/clock.html" with clock=clock only %}')

    page = template.render(Context({"clock": face}))

    assert 'data-state="late"' in page
    assert "Answer: late by 6 h 0 min. Due Thu 12 Nov, 04:13 (Berlin)." in page


def test_a_leaf_is_drawn_once_in_each_language_and_for_each_parameter():
    one, other = tags.leaf("count", count=3), tags.leaf("count", count=12)
    with translation.override("de"):
        german = tags.leaf("count", count=3)

    assert tags.leaf("count", count=3) is one
    assert german is not one
    assert ("9+" in one, "9+" in other) == (False, True)
