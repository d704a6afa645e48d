"""Zammad's tickets. Written from its public documentation, not tried on a live service."""

import json

import pytest

from mostrador.contacts.models import Contact
from tests.imports.past.conftest import about, said
from tests.imports.past.exports import (
    PICTURE,
    a_zammad_file,
    a_zammad_ticket,
    an_article,
    inline,
    lines_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketplace")]


def test_a_closed_ticket_is_a_contact_that_is_over(tmp_path, took):
    path = lines_in(tmp_path / "tickets.jsonl", a_zammad_ticket())

    assert took(path, "zammad") == {"created": 1, "reasons": [], "notes": []}
    assert took(path, "zammad") == {"unchanged": 1, "reasons": [], "notes": []}

    assert about("zammad-7") == ("LM-1007", "B-KELLER", True, "invoice", "Rechnung")
    assert Contact.objects.get().resolved_at.isoformat() == "2026-09-01T10:00:00+00:00"
    assert said("zammad-7") == [
        ("buyer:B-KELLER", "Anna Keller", "Bitte die Rechnung.\nGruß", ""),
        ("service", "Ada", "Gern.\nGruß", ""),
    ]


def test_a_folder_is_laid_out_as_its_addresses_are(tmp_path, took):
    ticket = a_zammad_ticket()
    articles = ticket.pop("articles")
    articles[0]["attachments"] = [a_zammad_file()]
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "7.json").write_text(json.dumps(articles))
    (tmp_path / "attachments" / "7" / "70").mkdir(parents=True)
    (tmp_path / "attachments" / "7" / "70" / "5").write_bytes(PICTURE)
    (tmp_path / "tickets-1.json").write_text(json.dumps([ticket]))
    (tmp_path / "tickets-2.json").write_text(json.dumps([a_zammad_ticket(8, articles=None)]))

    assert took(tmp_path, "zammad") == {
        "created": 1, "rejected": 1, "notes": [],
        "reasons": [(2, "Ticket 8 came without its articles: fetch them by ticket, too.")],
    }  # fmt: skip
    assert [files for _, _, _, files in said("zammad-7")] == [f"lampe.png:{len(PICTURE)}", ""]


def test_an_attachment_may_stand_in_its_article(tmp_path, took):
    first = an_article(70, "Customer", 8, "Hier", attachments=[a_zammad_file(data=inline())])
    broken = an_article(80, "Customer", 8, "Hier", attachments=[a_zammad_file(data="?")])
    path = lines_in(
        tmp_path / "tickets.jsonl", a_zammad_ticket(articles=[first]),
        a_zammad_ticket(8, articles=[broken]),
    )  # fmt: skip

    found = took(path, "zammad")

    assert found["reasons"] == [(2, "content must be base64.")]
    assert said("zammad-7")[0][-1] == f"lampe.png:{len(PICTURE)}"


def test_internal_articles_and_running_tickets_stay_out(tmp_path, took):
    articles = [
        an_article(70, "Customer", 8, "Wo?"), an_article(71, "Agent", 9, "Nervt.", internal=True),
        an_article(72, "System", 10, "Ihr Ticket ist zu."),
    ]  # fmt: skip
    path = lines_in(
        tmp_path / "tickets.jsonl", a_zammad_ticket(articles=articles),
        a_zammad_ticket(8, state="pending reminder"), a_zammad_ticket(9, state="merged"),
        a_zammad_ticket(10, state="erledigt"),
        a_zammad_ticket(11, state="wartet", close_at=None),
    )  # fmt: skip

    found = took(path, "zammad")

    assert found["created"] == 2
    assert sorted(found["notes"]) == [
        "1 deleted or merged there were left out.",
        "1 internal notes were left out: they are not the buyer's conversation.",
        "2 not solved yet were left out; load them once they are.",
    ]
    assert [(who, words.split("\n")[0]) for who, _, words, _ in said("zammad-7")] == [
        ("buyer:B-KELLER", "Wo?"), ("service", "Ihr Ticket ist zu."),
    ]  # fmt: skip


def test_numbers_say_who_wrote_where_names_were_not_asked_for(tmp_path, took):
    first = an_article(70, "Customer", 8, "Wo?", sender_id=2, type_id=5)
    second = an_article(71, "Agent", 9, "Da.", sender_id=1, type_id=1)
    for article in (first, second):
        del article["sender"], article["type"]
    ticket = a_zammad_ticket(articles=[first, second], customer_id=6, state_id=4)
    del ticket["state"], ticket["customer"]
    took(lines_in(tmp_path / "tickets.jsonl", ticket), "zammad")

    assert [who for who, _, _, _ in said("zammad-7")] == ["buyer:B-KELLER", "service"]
    assert Contact.objects.get().channel == "voice"


def test_a_ticket_in_which_no_buyer_speaks_stays_out(tmp_path, took):
    ticket = a_zammad_ticket(articles=[an_article(70, "Agent", 8, "Newsletter")])

    assert took(lines_in(tmp_path / "tickets.jsonl", ticket), "zammad") == {
        "reasons": [], "notes": ["1 in which no buyer says anything were left out."],
    }  # fmt: skip


@pytest.mark.parametrize(
    "strange",
    [
        {"articles": [7, None, {"body": ["x"], "from": {"a": 1}, "sender_id": [], "type": {}}]},
        {"articles": "none", "customer": 5},
        {"tags": {"a": 1}, "title": ["x"], "close_at": [1]},
        {"articles": [an_article(70, "Customer", 8, "Hi\0 \udce4", attachments="x")]},
        {"id": {"a": 1}},
    ],
)
def test_whatever_stands_in_a_ticket_stops_no_other(tmp_path, took, strange):
    path = lines_in(tmp_path / "tickets.jsonl", a_zammad_ticket(9) | strange, a_zammad_ticket())

    took(path, "zammad")

    assert Contact.objects.filter(pk="zammad-7").exists()
