"""What a file looks like, guessed from its first bytes, with what was seen."""

import pytest

from mostrador.imports.guessing import NotATableError, Seen, columns, guess
from mostrador.imports.tables import Shape

GERMAN = (
    "Bestellnummer;Bestelldatum;Größe;Preis\r\n"
    "LM-1;13.11.2026;groß;1.019,90\r\nLM-2;01.11.2026;klein;5,00\r\n"
)
ENGLISH = "order id,date,size,price\nLM-1,11/13/2026,large,19.90\n"


@pytest.mark.parametrize(
    ("raw", "encoding", "word"),
    [
        (b"\xef\xbb\xbf" + GERMAN.encode(), "utf-8", "mark"),
        (GERMAN.encode(), "utf-8", "utf8"),
        (GERMAN.encode("cp1252"), "cp1252", "not_utf8"),
        (GERMAN.encode("utf-16"), "utf-16-le", "mark"),
        (GERMAN.encode("utf-16-le"), "utf-16-le", "halves"),
        (b"\xfe\xff" + GERMAN.encode("utf-16-be"), "utf-16-be", "mark"),
        (GERMAN.encode("utf-16-be"), "utf-16-be", "halves"),
    ],
)
def test_a_german_file_is_read_however_it_was_saved(raw, encoding, word):
    found = guess(raw)

    assert found.shape == Shape(encoding, ";")
    assert (found.decimal, found.dates) == (",", "dmy")
    assert found.columns == ("Bestellnummer", "Bestelldatum", "Größe", "Preis")
    assert found.sample[0] == ("LM-1", "13.11.2026", "groß", "1.019,90")
    assert found.seen == (
        Seen("encoding", word), Seen("separator", "semicolon", "4"),
        Seen("decimal", "comma", "1.019,90"), Seen("dates", "dmy", "13.11.2026"),
    )  # fmt: skip


def test_an_english_file_is_read():
    found = guess(ENGLISH.encode())

    assert found.shape == Shape("utf-8", ",")
    assert (found.decimal, found.dates) == (".", "mdy")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator_is_found_although_others_stand_in_cells(separator):
    text = f'id{separator}name{separator}price\n1{separator}"Keller, Anna; | \t"{separator}"1,90"\n'

    assert guess(text.encode()).shape.separator == separator


@pytest.mark.parametrize(
    ("cells", "dates", "word"),
    [
        (["2026-11-03", "2026-11-03 09:00"], "ymd", "ymd"),
        (["31.01.2026", "01.02.2026"], "dmy", "dmy"),
        (["1/31/26 9:00 AM"], "mdy", "mdy"),
        (["01.02.2026", "03/04/2026"], "", "either"),
        (["31.01.2026", "01/31/2026"], "", "mixed"),
        (["Lena", "7"], "ymd", "none"),
    ],
)
def test_the_order_of_dates_is_never_guessed_from_dates_that_can_be_read_two_ways(
    cells, dates, word
):
    found = guess(("date,x\n" + "".join(f"{cell},\n" for cell in cells)).encode())

    assert (found.dates, found.seen[-1].word) == (dates, word)


@pytest.mark.parametrize(
    ("cells", "decimal", "word"),
    [
        (["19,90"], ",", "comma"), (["19.90", "1,019.90"], ".", "point"), (["7"], "", "none"),
        (["19,90", "5,00", "3.10"], ",", "both"), (["19,90 €"], ",", "comma"),
    ],
)  # fmt: skip
def test_the_decimal_sign_is_what_most_amounts_have(cells, decimal, word):
    found = guess(("price;x\n" + "".join(f"{cell};\n" for cell in cells)).encode())

    assert (found.decimal, found.seen[2].word) == (decimal, word)


def test_a_file_without_names_of_columns_says_so():
    found = guess(b"LM-1;19,90\nLM-2;5,00\n")

    assert not found.shape.heading
    assert found.columns == ("Column 1", "Column 2")
    assert len(found.sample) == 2


def test_columns_are_named_and_none_twice():
    found = columns(["\ufeffid", " order  id ", "", "id"])

    assert found == ("id", "order id", "Column 3", "id (4)")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"\r\n\r\n", "empty"),
        (b"PK\x03\x04rest", "save the table as CSV"),
        (bytes(range(256)) * 8, "save the table as CSV"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(raw, words):
    with pytest.raises(NotATableError, match=words):
        guess(raw)


def test_a_row_that_is_cut_by_the_end_of_what_was_looked_at_is_left_out():
    raw = b"id;name\n" + b"1;L\xc3\xa4na\n" * 9000

    found = guess(raw[: 64 * 1024])

    assert found.shape.encoding == "utf-8"
    assert set(found.sample) == {("1", "Läna")}


def test_a_first_line_that_names_the_separator_is_no_heading():
    found = guess(b"sep=;\r\nid;name\r\n1;Lena, Ana\r\n")

    assert (found.shape.separator, found.columns) == (";", ("id", "name"))


def test_where_as_many_amounts_have_either_sign_the_separator_decides():
    assert guess(b"id;price\na;1,90\nb;1.90\n").decimal == ","
    assert guess(b"id\tprice\na\t1,90\nb\t1.90\n").decimal == "."
