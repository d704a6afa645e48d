"""A page asks the database the same number of questions, however many rows it shows."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from mostrador import wallclock
from mostrador.contacts import conversation
from mostrador.contacts.conversation import Heard
from mostrador.outbox import sending
from mostrador.people import links
from mostrador.site.delivering import HANDLERS
from tests.cast import ADA, NOON, a_question, annas_contact, signed_in, the_marketplace
from tests.site.stage import PHOTO

LISTS = {
    "/help/": "anna",
    "/desk/": "ada",
    "/portal/": "zhou",
    "/portal/cases/": "zhou",
    "/portal/messages/": "zhou",
    "/portal/messages/?with=service": "zhou",
    "/portal/orders/LM-1007/": "zhou",
    "/office/": "olga",
    "/office/sent/": "olga",
    "/office/mail/": "olga",
}
# Pages of one contact, whose rows are what was said in it.
PAGES = {"/desk/contacts/{key}/": "ada", "/help/contacts/{link}/": "anna"}


@pytest.fixture(autouse=True)
def _noon(data_folder: Path, db: None, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    wallclock.install_time_machine(start=NOON)
    the_marketplace()


def rows(how_many: int) -> None:
    """So many requests, each with a question, an invoice beside it, and its mails sent."""
    for number in range(how_many):
        contact = annas_contact(mail_id=f"<{number}@mail.example>")
        a_question(contact)
        part = contact.parts.get()
        conversation.tell_seller(part, "Bitte eilen Sie.", by=ADA, now=NOON)
        text, subject = "Bitte schicken Sie die Rechnung zu LM-1007.", "Rechnung"
        annas_contact(text, mail_id=f"<bill-{number}@mail.example>", subject=subject)
    while sending.deliver_batch(HANDLERS, now=NOON, machine_now=wallclock.machine_now()):
        pass


def words(how_many: int) -> str:
    """A contact in which so much was said, with files, questions and answers."""
    contact = annas_contact()
    part = contact.parts.get()
    for number in range(how_many):
        heard = Heard(f"Wort {number}", NOON, "web", attachments=[PHOTO, PHOTO])
        conversation.hear(contact.pk, heard, now=NOON)
        conversation.say(contact.pk, "Wir fragen nach.", by=ADA, now=NOON)
        a_question(contact, kind="free_text", text=f"Frage {number}")
        conversation.hear_seller(part, Heard("照片", NOON, "web", "seller:S-ZHOU", b"", [PHOTO]))
    return contact.pk


def asked(name: str, path: str) -> int:
    """How many questions the page asks; the second time, when what is kept is kept."""
    client = signed_in(name)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(queries)


@pytest.mark.parametrize(("path", "name"), LISTS.items())
def test_a_list_asks_as_much_for_three_rows_as_for_one(path, name):
    with transaction.atomic():
        rows(1)
        one = asked(name, path)
        transaction.set_rollback(True)
    rows(3)

    assert asked(name, path) == one


@pytest.mark.parametrize(("path", "name"), PAGES.items())
def test_a_contacts_page_asks_as_much_for_three_words_as_for_one(path, name):
    with transaction.atomic():
        key = words(1)
        one = asked(name, path.format(key=key, link=links.seal(key)))
        transaction.set_rollback(True)
    key = words(3)

    assert asked(name, path.format(key=key, link=links.seal(key))) == one
