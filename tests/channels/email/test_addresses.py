"""Who is named in a header, and who only pretends to be."""

import pytest

from mostrador.channels.email import addresses
from mostrador.channels.email.addresses import Mailbox


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        ("anna@mail.example", Mailbox("", "anna@mail.example")),
        ("<anna@mail.example>", Mailbox("", "anna@mail.example")),
        ("Anna Keller <Anna@Mail.Example>", Mailbox("Anna Keller", "anna@mail.example")),
        ('"Keller, Anna" <anna@mail.example>', Mailbox("Keller, Anna", "anna@mail.example")),
        ("Keller, Anna <anna@mail.example>", Mailbox("Anna", "anna@mail.example")),
        ("anna@mail.example (Anna Keller)", Mailbox("Anna Keller", "anna@mail.example")),
        ("=?utf-8?q?J=C3=B6rg?= <j@mail.example>", Mailbox("Jörg", "j@mail.example")),
        ('"A \\"B\\" C" <abc@mail.example>', Mailbox('A "B" C', "abc@mail.example")),
        ('"anna..k"@mail.example', Mailbox("", '"anna..k"@mail.example')),
        ("Pete <pete(his account)@silly.example>", Mailbox("Pete", "pete@silly.example")),
        ("jöhn@mächine.example", Mailbox("", "jöhn@mächine.example")),
        ("=?utf-8?q?anna=40mail.example?=", Mailbox("", "anna@mail.example")),
        ("Anna Keller", Mailbox("Anna Keller", "")),
        ("<>", Mailbox("", "")),
        ("", Mailbox("", "")),
        ("@ @ <@> anna@", Mailbox("@ @ <@> anna@", "")),
    ],
)
def test_the_first_who_is_named(raw, named):
    assert addresses.first(raw) == named


@pytest.mark.parametrize(
    "raw",
    [
        '"anna@mail.example" <zed@zeds-schuhe.example>',
        "anna@mail.example <zed@zeds-schuhe.example>",
        "=?utf-8?q?=3Canna=40mail.example=3E?= <zed@zeds-schuhe.example>",
        '"Anna <anna@mail.example>" <zed@zeds-schuhe.example>',
        "<anna@mail.example><zed@zeds-schuhe.example>",
    ],
)
def test_a_name_that_looks_like_an_address_is_only_a_name(raw):
    assert addresses.first(raw).address == "zed@zeds-schuhe.example"


def test_lists_and_groups_are_taken_apart():
    raw = 'Us: "A, B" <a@mail.example>, b@mail.example; c@mail.example, nobody, undisclosed:;'

    assert addresses.listed([raw]) == ["a@mail.example", "b@mail.example", "c@mail.example"]


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        (" <Anna@Mail.Example> ", "anna@mail.example"),
        ("mailto:anna@mail.example", "anna@mail.example"),
        ("anna@mail.example\r\nBcc: b@mail.example", ""),
        ("anna", ""),
        ("a" * 320 + "@mail.example", ""),
    ],
)
def test_an_address_is_made_plain(address, plain):
    assert addresses.plain(address) == plain


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("<1@mail.example>", "<1@mail.example>"),
        (" <1\r\n @mail.example> (sent)", "<1@mail.example>"),
        ("1@mail.example", "<1@mail.example>"),
        ("no-at-sign", "<no-at-sign>"),
        ("", None),
        ("<>", None),
        ("<" + "a" * 991 + ">", None),
    ],
)
def test_a_message_id_always_has_its_brackets(raw, found):
    assert addresses.message_id(raw) == found


def test_ids_keep_their_order_and_come_once():
    raws = ["<3@a.example>", "<1@a.example> Anna's mail\r\n <2@a.example>,<3@a.example>"]

    assert addresses.ids(raws) == ("<3@a.example>", "<1@a.example>", "<2@a.example>")
