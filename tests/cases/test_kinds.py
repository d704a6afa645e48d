"""Each kind of question has its wording and its closed answers in the reader's language."""

import pytest

from mostrador.cases.kinds import KINDS, choice, wording

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
    assert (found.code, found.detail) == ("sent", "tracking_number")
    assert choice("tracking", "perhaps") is None
