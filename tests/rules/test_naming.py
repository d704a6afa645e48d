import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules.naming import LONGEST, MOST_TOKENS, order_tokens


@pytest.mark.parametrize(
    "text",
    [
        "LM-1007",
        "Wo ist LM-1007?",
        "Wo ist (LM-1007)?",
        "Wo ist „LM-1007“?",
        "Order:LM-1007",
        "Order=LM-1007, thanks",
        "#LM-1007",
        "*LM-1007*",
        "LM-1007.",
        "LM-1007's lamp",
        "Bestellnr.LM-1007",
        "see https://shop.example/orders/LM-1007?tab=1",
        "LM-1007/LM-1008",
        "订单LM-1007的发票",
        "订单号：LM-1007。",
        "【LM-1007】",
        "注文LM-1007について",
        "ＬＭ－１００７",
        "LM-1007\u200b",
        "\ufeffLM-1007",
        "Wo ist LM-1007?Danke",
    ],
)
def test_E42_an_order_is_named_by_its_id_as_a_whole_word(text):
    assert "LM-1007" in order_tokens("", text)
    assert "LM-1007" in order_tokens(text, "")


@pytest.mark.parametrize(
    "text",
    ["LM-10071", "XLM-1007", "LM-1007-2", "LM-1007.5", "LM-1007_old", "ALM-1007B", "LM- 1007", ""],
)
def test_E42_a_part_of_a_word_names_no_order(text):
    assert "LM-1007" not in order_tokens("", text)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("#W2378156", ("#W2378156", "W2378156")),
        ("(#W2378156),", ("(#W2378156),", "#W2378156", "W2378156")),
        ("2e7a8482f6fb09ca50c10d7bfc047f6c", ("2e7a8482f6fb09ca50c10d7bfc047f6c",)),
        ("ORD 12", ()),
        ("A123", ()),
        ("A1234", ("A1234",)),
        ("Leselampe", ()),
        ("订单12345", ("订单12345", "12345")),
        ("No.12345", ("No.12345", "12345")),
        ("x.no.12345", ("x.no.12345",)),
        ("bestellt am 3. November", ()),
        ("９８７６５", ("９８７６５", "98765")),
    ],
)
def test_E42_each_word_is_given_with_and_without_what_surrounds_it(text, tokens):
    assert order_tokens("", text) == tokens


def test_E42_an_id_may_have_any_character_but_a_slash():
    assert order_tokens("", "-ü:1007!- a") == ("-ü:1007!-",)


def test_E42_the_subject_comes_first_and_nothing_twice():
    assert order_tokens("LM-1008", "LM-1007 LM-1008") == ("LM-1008", "LM-1007")


@pytest.mark.parametrize("long", [LONGEST, LONGEST + 1])
def test_E42_an_id_has_at_most_200_characters(long):
    text = "1" * long

    assert order_tokens("", text) == ((text,) if long == LONGEST else ())


@pytest.mark.parametrize("text", ["LM-\ud8001007", "LM-1007\x00", "\x001007\x00"])
def test_E42_what_no_database_could_look_for_is_not_given(text):
    for token in order_tokens("", text):
        assert token.isprintable()


def test_E42_at_most_200_tokens_are_given():
    text = " ".join(f"A{number:05}" for number in range(1000))

    assert len(order_tokens("", text)) == MOST_TOKENS


def test_E42_words_that_come_again_do_not_crowd_out_the_order():
    assert order_tokens("", "12345, " * 10_000 + "LM-1007")[-1] == "LM-1007"


@pytest.mark.parametrize(
    "piece",
    ["a1 ", "x1", "订单LM-1007的发票", "12345 ", "#1.", "a", "(1", "(12345", "word ", ".", "ﷺ1"],
)
def test_E42_a_text_of_a_megabyte_is_read_without_waiting(piece):
    text = piece * (1_000_000 // len(piece))
    began = time.process_time()

    order_tokens("", text)

    assert time.process_time() - began < 2


@given(subject=st.text(), text=st.text(alphabet="aA1#-. \n:(订单，＃９") | st.text())
def test_E42_whatever_is_written_tokens_are_whole_and_few(subject, text):
    tokens = order_tokens(subject, text)

    assert len(tokens) == len(set(tokens)) <= MOST_TOKENS
    for token in tokens:
        assert 5 <= len(token) <= LONGEST
        assert any(letter.isdecimal() for letter in token)
        assert "/" not in token


@given(
    order=st.text(alphabet="abcXYZ019-_", min_size=5, max_size=40).filter(
        lambda text: any(letter.isdecimal() for letter in text)
    ),
    before=st.sampled_from(["", "Wo ist ", "(", "订单", "#", "“", "Order:"]),
    after=st.sampled_from(["", "?", ").", "的发票", "”", " bitte", "。"]),
)
def test_E42_an_id_is_found_among_punctuation_and_chinese(order, before, after):
    naked = order.strip("-_")

    if len(naked) >= 5:
        assert naked in order_tokens("", before + order + after)
