"""Files of strangers: handed over, or shown where nothing in them can run."""

import pytest

from mostrador.contacts import conversation
from mostrador.contacts.models import Attachment, Contact
from mostrador.sealed import keeping
from tests.cast import NOON, annas_contact, signed_in
from tests.desk.stage import look, path

PICTURE = ("lampe.png", "image/png", b"\x89PNG\r\n\x1a\n")
HOSTILE = b"<script>alert(1)</script>"


def sent(*files: tuple[str, str, bytes]) -> Contact:
    contact = annas_contact()
    heard = conversation.Heard("Anbei.", NOON, "mail", attachments=files)
    conversation.hear(contact.pk, heard, now=NOON)
    return contact


def fetched(name: str = "ada"):
    file = Attachment.objects.get().file_id
    return signed_in(name).get(f"/desk/files/{file}/")


def test_a_picture_is_shown_and_nothing_else_in_it_runs():
    sent(PICTURE)

    response = fetched()

    assert response.content == PICTURE[2]
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"] == 'inline; filename="lampe.png"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == (
        "default-src 'none'; frame-ancestors 'none'; sandbox"
    )


@pytest.mark.parametrize(
    "media_type",
    ["text/html", "image/svg+xml", "application/pdf", "application/xhtml+xml", "TEXT/HTML", ""],
)
def test_what_could_run_is_handed_over_as_a_file(media_type):
    sent(("rechnung.html", media_type, HOSTILE))

    response = fetched()

    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "media_type", ["text/html\r\nX-Evil: 1", "image/png; charset=utf-8, text/html", "a b", "text"]
)
def test_a_type_that_is_none_is_bytes(media_type):
    sent(("a", media_type, HOSTILE))

    response = fetched()

    assert response["Content-Type"] == "application/octet-stream"
    assert "X-Evil" not in response.headers
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("Rechnung Nr. 7.pdf", 'attachment; filename="Rechnung Nr. 7.pdf"'),
        ("灯.pdf", "attachment; filename*=utf-8''%E7%81%AF.pdf"),
        ("../../etc/passwd", 'attachment; filename="_.._etc_passwd"'),
        ('a"b\r\nSet-Cookie: x=1.pdf', 'attachment; filename="a\\"b__Set-Cookie: x=1.pdf"'),
        ("fdp\u202egnp.exe", 'attachment; filename="fdp_gnp.exe"'),
    ],
)
def test_a_name_is_the_senders_and_leads_nowhere_else(name, disposition):
    sent((name, "application/pdf", b"%PDF"))

    assert fetched()["Content-Disposition"] == disposition


def test_a_file_without_a_name_gets_one():
    contact = sent(("", "application/pdf", b"%PDF"))
    file = Attachment.objects.get().file_id

    assert f'filename="file-{file}"' in fetched()["Content-Disposition"]
    assert "Unnamed file" in look(path(contact))


def test_the_original_of_a_mail_is_text_to_be_read():
    contact = annas_contact("Guten Tag", subject="Für Sie")
    original = contact.messages.get().original_id

    response = signed_in("ada").get(f"/desk/files/{original}/")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"Message-ID: <1@mail.example>" in response.content


@pytest.mark.parametrize("file", ["0", "999999", "9" * 40])
def test_a_file_there_is_not_is_not_found(file):
    assert signed_in("ada").get(f"/desk/files/{file}/").status_code == 404


def test_a_file_that_belongs_to_no_contact_is_not_found():
    file = keeping.file(b"secret", of="inbound:1")

    assert signed_in("ada").get(f"/desk/files/{file.pk}/").status_code == 404


@pytest.mark.parametrize("name", ["anna", "zhou", "olga"])
def test_only_an_agent_is_given_a_file(name):
    sent(PICTURE)

    assert fetched(name).status_code == 404
