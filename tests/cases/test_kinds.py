"""Each kind of question has its wording and its closed answers in the reader's language."""

import pytest

from mostrador.cases.kinds import KINDS, choice, wording
from mostrador.pages import answered

FACTS = {"order": "LM-1007", "product": "Leselampe Lena"}
# contract.md 5
NAMED = {
    "tracking", "replacement_stock", "compatibility", "part_photo", "repair_or_spare_part",
    "return_address", "exception", "free_text",
}  # fmt: skip


def test_the_contracts_kinds_are_all_there():
    assert set(KINDS) == NAMED
    assert all(code == kind.code for code, kind in KINDS.items())


@pytest.mark.parametrize("kind", sorted(NAMED))
@pytest.mark.parametrize("language", ["de", "en", "zh-hans"])
def test_every_wording_names_the_order(kind, language):
    said = wording(kind, FACTS, language=language)

    assert "LM-1007" in said
    assert "%" not in said


def test_the_wording_is_the_readers():
    german, chinese = (wording("tracking", FACTS, language=one) for one in ("de", "zh-hans"))

    assert german != chinese != wording("tracking", FACTS, language="en")


def test_a_closed_answer_is_found_by_its_code():
    found = choice("tracking", "sent")

    assert found is not None
    assert (found.code, [one.name for one in found.details]) == ("sent", ["tracking_number"])
    assert choice("tracking", "perhaps") is None


@pytest.mark.parametrize("kind", sorted(NAMED))
def test_no_two_details_of_a_kind_share_a_name(kind):
    """What is filled in is kept by its name alone."""
    names = [one.name for one in KINDS[kind].every_detail]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", sorted(NAMED - {"free_text"}))
@pytest.mark.parametrize("language", ["de", "zh-hans"])
def test_every_closed_answer_is_read_in_the_readers_own_language(kind, language):
    for one in KINDS[kind].choices:
        [said] = answered.lines(kind, one.code, {}, language=language)

        assert [said] != answered.lines(kind, one.code, {}, language="en")


@pytest.mark.parametrize(
    ("kind", "choice", "values", "expected"),
    [
        ("tracking", "sent", {"tracking_number": "00340"},
         ["Versandt, hier ist die Sendungsnummer", "Sendungsnummer: 00340"]),
        ("tracking", "not_sent", {"day": "2026-11-14"},
         ["Noch nicht versandt, ich versende am", "Tag: 14.11.2026"]),
        ("tracking", "not_sent", {"day": "soon"},
         ["Noch nicht versandt, ich versende am", "Tag: soon"]),
        ("repair_or_spare_part", "repair", {"repair_price": "12.50 EUR", "repair_days": "1"},
         ["Ich repariere den Artikel", "Preis für den Käufer (0, wenn kostenlos): 12,50\xa0€",
          "Dauer in Tagen: 1 Tag"]),
        ("repair_or_spare_part", "repair", {"repair_price": "some", "repair_days": "few"},
         ["Ich repariere den Artikel", "Preis für den Käufer (0, wenn kostenlos): some",
          "Dauer in Tagen: few"]),
        ("return_address", "", {"name": "Zhou", "country": "DE"},
         ["Name oder Firma: Zhou", "Land: Deutschland"]),
        ("exception", "only_with", {"condition": "Originalkarton", "other": "x"},
         ["Nur unter einer Bedingung", "Welche Bedingung: Originalkarton"]),
        ("free_text", "", {}, []),
        ("a_kind_of_tomorrow", "yes", {}, []),
    ],
)  # fmt: skip
def test_an_answer_is_read_with_what_was_filled_in(kind, choice, values, expected):
    assert answered.lines(kind, choice, values, language="de") == expected
