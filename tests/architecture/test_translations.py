"""Nothing a person reads is left in another language than his."""

import pytest
from babel.messages import Message

from tests import catalogue

LANGUAGES = ("de", "zh_Hans")


@pytest.fixture(scope="module")
def said():
    return catalogue.said()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language):
    assert catalogue.missing(language, catalogue.wanted_in(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_that_nobody_says(language, said):
    assert catalogue.unsaid(language, said) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_same_blanks_to_fill(language):
    assert catalogue.misfilled(language) == []


def test_sellers_read_a_part_of_what_is_said(said):
    part = {message.id for message in catalogue.wanted_in("zh_Hans")}

    assert part < {message.id for message in said}


PAGE = """
  {% translate "Sign in" %} {% translate "May" context "month" %}
{% blocktranslate trimmed count n=changes %}
    {{ n }} change
  {% plural %}
    {{ n }} changes
{% endblocktranslate %}
    {% component "button" words=_("Send it") %} it's "bare" and not for (translating
"""
MODULE = """
class Kind:
    title = _("Where is the parcel?")
    count = ngettext("%(n)s hour", "%(n)s hours", n)
    day = pgettext_lazy("calendar", "Day")
"""


def test_every_way_of_saying_something_on_a_page_is_heard():
    assert list(catalogue.spoken(PAGE, page=True)) == [
        ("Sign in", None),
        ("May", "month"),
        (("%(n)s change", "%(n)s changes"), None),
        ("Send it", None),
    ]


def test_every_way_of_saying_something_in_a_module_is_heard():
    assert list(catalogue.spoken(MODULE)) == [
        ("Where is the parcel?", None),
        (("%(n)s hour", "%(n)s hours"), None),
        ("Day", "calendar"),
    ]


@pytest.mark.parametrize(
    ("words", "translated", "wrong"),
    [
        ("Due %(at)s", "Fällig %(at)s", False),
        ("Due %(at)s", "Fällig %(wann)s", True),
        ("Due {at}", "Fällig", True),
        (("An hour", "%(n)s hours"), ("Eine Stunde", "%(n)s Stunden"), False),
        (("An hour", "%(n)s hours"), ("Eine Stunde", "Stunden"), True),
        (("%(n)s hour", "%(n)s hours"), ("%(n)s小时",), False),
    ],
)
def test_a_blank_that_would_stay_empty_is_seen(words, translated, wrong):
    assert catalogue.is_misfilled(Message(words, translated)) is wrong


def test_an_update_keeps_what_is_translated_and_changes_nothing_the_second_time(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(catalogue, "CATALOGUES", tmp_path)
    file = catalogue.catalogue_of("de")
    wanted = catalogue.wanted_in("de")

    catalogue.update("de", wanted)
    sentence = catalogue.missing("de", wanted)[0]
    file.write_text(
        file.read_text().replace(f'msgid "{sentence}"\nmsgstr ""', OLD.format(sentence))
    )
    catalogue.update("de", wanted)
    first = file.read_text()
    catalogue.update("de", wanted)

    assert catalogue.read("de")[sentence].string == "Übersetzt"
    assert catalogue.unsaid("de", wanted) == []
    assert file.read_text() == first


OLD = '''msgid "Nobody says this"
msgstr "Das sagt niemand"

msgid "{}"
msgstr "Übersetzt"'''
