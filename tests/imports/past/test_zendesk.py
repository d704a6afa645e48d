"""Zendesk's export. Written from its public documentation, not tried on a live service."""

import json

import pytest

from mostrador.contacts.models import Contact
from mostrador.history.verification import verify
from mostrador.imports.past import NoExportError
from mostrador.imports.past.json_files import SPLIT_IT
from tests.imports.past.conftest import about, said
from tests.imports.past.exports import (
    ADA,
    ANNA,
    PICTURE,
    a_comment,
    a_zendesk_file,
    a_zendesk_ticket,
    lines_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketplace")]


def test_a_solved_ticket_is_a_contact_that_is_over(tmp_path, took):
    path = lines_in(tmp_path / "tickets.json", a_zendesk_ticket())

    assert took(path, "zendesk") == {"created": 1, "reasons": [], "notes": []}

    contact = Contact.objects.get()
    assert (contact.pk, contact.state, contact.channel) == ("zendesk-35", "resolved", "mail")
    assert contact.opened_at.isoformat() == "2026-09-01T08:00:00+00:00"
    assert contact.resolved_at.isoformat() == "2026-09-01T10:00:00+00:00"
    assert about("zendesk-35") == ("LM-1007", "B-KELLER", True, "other", "Lampe kaputt")
    assert said("zendesk-35") == [
        ("buyer:B-KELLER", "Anna Keller", "Meine Lampe LM-1007 kam in zwei Teilen.", ""),
        ("service", "Ada", "Das tut uns leid. Ein Ersatz ist unterwegs.", ""),
    ]
    assert verify().altered == ()


def test_a_second_time_changes_nothing(tmp_path, took):
    (tmp_path / "attachments").mkdir()
    (tmp_path / "attachments" / "498").write_bytes(PICTURE)
    comments = [a_comment(11, 8, "Kaputt", attachments=[a_zendesk_file()])]
    path = lines_in(tmp_path / "tickets.json", a_zendesk_ticket(comments=comments))

    assert took(path, "zendesk") == {"created": 1, "reasons": [], "notes": []}
    assert took(path, "zendesk") == {"unchanged": 1, "reasons": [], "notes": []}
    assert said("zendesk-35") == [
        ("buyer:B-KELLER", "Anna Keller", "Kaputt", f"lampe.png:{len(PICTURE)}")
    ]


def test_attachments_that_are_fetched_later_are_added(tmp_path, took):
    comments = [a_comment(11, 8, "Kaputt", attachments=[a_zendesk_file()])]
    path = lines_in(tmp_path / "tickets.json", a_zendesk_ticket(comments=comments))

    first = took(path, "zendesk")
    (tmp_path / "attachments" / "498").mkdir(parents=True)
    (tmp_path / "attachments" / "498" / "lampe.png").write_bytes(PICTURE)

    assert first["notes"] == ["1 attachments are named in the export and do not lie beside it."]
    assert took(path, "zendesk") == {"changed": 1, "reasons": [], "notes": []}
    assert took(path, "zendesk") == {"unchanged": 1, "reasons": [], "notes": []}
    assert said("zendesk-35")[0][-1] == f"lampe.png:{len(PICTURE)}"


@pytest.mark.parametrize("name", ["../../secret", "../secret", "/etc/hostname", "\0", "x" * 999])
def test_an_attachment_leads_nowhere_else(tmp_path, took, name):
    (tmp_path / "export").mkdir()
    for place in (tmp_path, tmp_path / "export"):
        (place / "secret").write_bytes(b"not yours")
    file = a_zendesk_file() | {"id": name, "file_name": name}
    comments = [a_comment(11, 8, "Kaputt", attachments=[file])]
    path = lines_in(tmp_path / "export" / "tickets.json", a_zendesk_ticket(comments=comments))

    assert took(path, "zendesk")["notes"] == [
        "1 attachments are named in the export and do not lie beside it."
    ]
    assert said("zendesk-35")[0][-1] == ""


def test_internal_notes_and_running_tickets_stay_out(tmp_path, took):
    noted = a_zendesk_ticket(comments=[
        a_comment(11, 8, "Kaputt"), a_comment(21, 9, "Ruft dauernd an.", public=False),
    ])  # fmt: skip
    path = lines_in(
        tmp_path / "tickets.json", noted, a_zendesk_ticket(36, status="open"),
        a_zendesk_ticket(37, status="deleted"),
    )  # fmt: skip

    found = took(path, "zendesk")

    assert found["created"] == 1
    assert sorted(found["notes"]) == [
        "1 deleted or merged there were left out.",
        "1 internal notes were left out: they are not the buyer's conversation.",
        "1 not solved yet were left out; load them once they are.",
    ]
    assert [words for _, _, words, _ in said("zendesk-35")] == ["Kaputt"]


def test_who_is_who_may_lie_beside_it(tmp_path, took):
    ticket = a_zendesk_ticket()
    for inside in ("requester", "submitter", "assignee", "comments"):
        del ticket[inside]
    (tmp_path / "comments").mkdir()
    comments = [a_comment(11, 8, "Kaputt"), a_comment(21, 9, "Gern.")]
    (tmp_path / "comments" / "35.json").write_text(json.dumps({"comments": comments}))
    (tmp_path / "users.json").write_text(json.dumps({"users": [ANNA, ADA]}, indent=1))
    (tmp_path / "tickets-1.json").write_text(json.dumps({"tickets": [ticket]}, indent=1))

    assert took(tmp_path, "zendesk") == {"created": 1, "reasons": [], "notes": []}
    assert about("zendesk-35")[1:3] == ("B-KELLER", True)
    assert [name for _, name, _, _ in said("zendesk-35")] == ["Anna Keller", "Ada"]


def test_an_array_is_read_ticket_by_ticket(tmp_path, took):
    path = tmp_path / "tickets.json"
    path.write_text(json.dumps([a_zendesk_ticket(key) for key in range(30, 40)], indent=2))

    assert took(path, "zendesk")["created"] == 10


def test_an_array_that_was_cut_off_keeps_what_came_before(tmp_path, took):
    path = tmp_path / "tickets.json"
    path.write_text(json.dumps([a_zendesk_ticket(key) for key in (30, 31)])[:-200])

    assert took(path, "zendesk") == {
        "created": 1, "rejected": 1, "notes": [],
        "reasons": [(2, f"The array cannot be read beyond this record. {SPLIT_IT}")],
    }  # fmt: skip


def test_what_cannot_be_read_stops_no_other(tmp_path, took):
    without = a_zendesk_ticket(34)
    del without["comments"]
    undated = a_zendesk_ticket(36, created_at="yesterday")
    path = lines_in(tmp_path / "tickets.json", "{broken", without, undated, a_zendesk_ticket())

    found = took(path, "zendesk")

    assert (found["created"], found["rejected"]) == (1, 3)
    assert [(line, detail.split(":")[0]) for line, detail in found["reasons"]] == [
        (1, "The line is not JSON"),
        (2, "Ticket 34 came without its comments"),
        (3, "opened_at"),
    ]


def test_a_named_order_of_somebody_else_is_not_taken_for_his(tmp_path, took):
    stranger = {**ANNA, "id": 12, "email": "mallory@mail.example", "name": "Mallory"}
    ticket = a_zendesk_ticket(
        requester_id=12, requester=stranger, comments=[a_comment(12, 8, "Wo ist LM-1007?")]
    )
    path = lines_in(tmp_path / "tickets.json", ticket)
    took(path, "zendesk")

    assert about("zendesk-35")[:3] == ("LM-1007", None, False)


def test_a_field_that_names_an_order_is_believed(tmp_path, took):
    stranger = {**ANNA, "id": 12, "email": "annas.mother@mail.example"}
    ticket = a_zendesk_ticket(
        requester_id=12, requester=stranger, comments=[a_comment(12, 8, "Wo ist sie?")],
        custom_fields=[{"id": 1, "value": "LM-1007"}, {"id": 2, "value": None}],
    )  # fmt: skip
    took(lines_in(tmp_path / "tickets.json", ticket), "zendesk")

    assert about("zendesk-35")[:3] == ("LM-1007", "B-KELLER", True)


def test_a_tag_may_be_the_topic(tmp_path, took):
    took(lines_in(tmp_path / "tickets.json", a_zendesk_ticket(tags=["vip", "Refund"])), "zendesk")

    assert about("zendesk-35")[3] == "refund"


def test_a_seller_who_was_copied_is_a_seller(tmp_path, took):
    zhou = {"id": 31, "name": "Zhou", "email": "zhou@zhou-lighting.example", "role": "end-user"}
    comments = [a_comment(11, 8, "Kaputt"), a_comment(31, 9, "Ersatz folgt.")]
    ticket = a_zendesk_ticket(comments=comments, collaborator=[zhou])
    own = a_zendesk_ticket(36, requester_id=31, requester=zhou, comments=[a_comment(31, 8, "Ich?")])

    found = took(lines_in(tmp_path / "tickets.json", ticket, own), "zendesk")

    assert found["notes"] == ["1 between you and a seller were left out."]
    assert [(who, name) for who, name, _, _ in said("zendesk-35")] == [
        ("buyer:B-KELLER", "Anna Keller"), ("seller", "Zhou"),
    ]  # fmt: skip


def test_a_folder_without_tickets_is_one_sentence(tmp_path, took):
    with pytest.raises(NoExportError, match=r"^There is no ticket"):
        took(tmp_path, "zendesk")
