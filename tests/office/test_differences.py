"""Two wordings in one, as a person reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.office import differences
from mostrador.office.differences import ADDED, REMOVED, SAME


def shown(old, new):
    return [
        (piece.kind, piece.text)
        for stretch in differences.between(old, new)
        for piece in stretch.pieces
    ]


def test_a_changed_word_is_shown_as_taken_out_and_put_in():
    assert shown("You have 24 hours to answer.", "You have 12 hours to answer.") == [
        (SAME, "You have "),
        (REMOVED, "24"),
        (ADDED, "12"),
        (SAME, " hours to answer."),
    ]


def test_chinese_is_compared_by_its_characters():
    assert shown("卖家须在一天内答复。", "卖家须在两天内答复。") == [
        (SAME, "卖家须在"),
        (REMOVED, "一"),
        (ADDED, "两"),
        (SAME, "天内答复。"),
    ]


def test_sentences_with_nothing_in_common_stand_one_after_the_other():
    assert shown("Old words here.\n", "Something else entirely, not like it.\n") == [
        (REMOVED, "Old words here.\n"),
        (ADDED, "Something else entirely, not like it.\n"),
    ]


def test_what_stayed_far_from_any_change_is_folded():
    lines = [f"Clause {number}.\n" for number in range(20)]
    new = "".join([*lines[:10], "A new clause.\n", *lines[10:]])

    folded = [stretch.folded for stretch in differences.between("".join(lines), new)]

    assert folded == [8, 0, 0, 0, 8]


def test_the_same_wording_has_no_difference():
    assert differences.between("Same.", "Same.") == []


def test_very_long_texts_are_compared_line_by_line_alone(monkeypatch):
    monkeypatch.setattr(differences, "MOST_WORDS", 3)

    assert shown("You have 24 hours", "You have 12 hours") == [
        (REMOVED, "You have 24 hours"),
        (ADDED, "You have 12 hours"),
    ]


texts = st.lists(st.sampled_from(["a ", "b ", "c.\n", "您", "\n", "x"]), max_size=30).map("".join)


@pytest.mark.parametrize("side", [REMOVED, ADDED])
@given(texts, texts)
def test_both_wordings_can_be_read_out_of_the_difference(side, old, new):
    pieces = shown(old, new)
    without = ADDED if side == REMOVED else REMOVED
    read = "".join(text for kind, text in pieces if kind != without)

    if old == new:
        assert pieces == []
    elif side == ADDED:
        assert read == new
    else:
        assert read == old
