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
from mostrador.rules.eligibility import Refusal
from mostrador.sellers import (
    complaints,
    enrolment,
    interests,
    invitations,
    policies,
    records,
    suspension,
)
from mostrador.sellers.models import Enrolment, Seller
from mostrador.site.delivering import HANDLERS
from mostrador.site.demo import cast
from mostrador.stores import programme, standard
from mostrador.stores import records as stores
from mostrador.stores.models import Store
from tests.cast import (
    A_DAY,
    ADA,
    NOON,
    a_question,
    annas_contact,
    person,
    signed_in,
    the_marketplace,
)
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
    "/office/sellers/": "olga",
    "/office/sellers/?only=suspended": "olga",
    "/office/sellers/S-ZHOU/": "olga",
    "/office/invitations/": "olga",
    "/office/complaints/": "olga",
    "/office/programme/de/": "olga",
    "/office/programme/de/terms/": "olga",
}
# Pages of one contact, whose rows are what was said in it.
PAGES = {"/desk/contacts/{key}/": "ada", "/help/contacts/{link}/": "anna"}

# How many questions are asked does not depend on who answers them.
pytestmark = pytest.mark.once


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
        a_day_in_the_office(number)
    while sending.deliver_batch(HANDLERS, now=NOON, machine_now=wallclock.machine_now()):
        pass


def a_day_in_the_office(number: int) -> None:
    """A new seller is interested and every other is invited; Zhou is suspended, complains and comes
    back; plan and terms have new versions.
    """
    store, olga = Store.objects.get(pk="de"), person("olga").actor
    bodies = [{**cast.SELLERS[0], "id": f"S-{number}-{one}"} for one in range(2)]
    records.upsert_many([records.seller(body) for body in bodies], now=NOON, by=olga)
    eager, asked, zhou = (
        Seller.objects.get(pk=key) for key in (f"S-{number}-0", f"S-{number}-1", "S-ZHOU")
    )
    for row in Enrolment.objects.filter(seller=zhou, until_at=None):
        suspension.suspend(row, [Refusal.NOT_IN_GOOD_STANDING], by=olga, now=NOON)
        by = {"by": "seller:S-ZHOU", "now": NOON}
        complaints.raise_(zhou, store, "suspension", "Falsch.", subject=row.pk, **by)
        suspension.resume(row, by=olga, now=NOON)
    interests.say(eager, store, by="seller:eager", now=NOON)
    invitations.invite(asked, store, by=olga, now=NOON)
    version = {"plan_version": f"{number + 2}"}
    programme.change(store, version, by=olga, version=store.version, now=NOON)
    texts = {"de": f"Fassung {number}.", "zh-hans": f"版本{number}。"}
    programme.publish_terms(store, f"{number + 2}", texts, by=olga, now=NOON)


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


def another_store(number: int) -> None:
    """One more, with a standard and a policy of Zhou's own, in which he took part and left."""
    body = {**cast.STORE, "id": f"s{number}", "name": f"Lichtmarkt {number}", "mode": "open"}
    stores.upsert_many([stores.store(body)], now=NOON)
    store, zhou = Store.objects.get(pk=body["id"]), Seller.objects.get(pk="S-ZHOU")
    by = {"by": "operator:1", "now": NOON}
    standard.publish(store, {"window_days": 30}, from_at=NOON, **by)
    policies.submit(zhou, store, {"window_days": 45}, "", by=person("zhou").actor, now=NOON)
    invitations.invite(zhou, store, **by)
    consent = enrolment.Consent(store.terms_version, person("zhou").actor)
    enrolment.begin(zhou, store, consent, by="seller:S-ZHOU", now=NOON)
    enrolment.end(zhou, store=store.pk, by="seller:S-ZHOU", now=NOON + A_DAY)


def test_the_account_asks_as_much_for_three_more_stores_as_for_one():
    wallclock.advance_to(NOON + 2 * A_DAY)
    with transaction.atomic():
        another_store(1)
        one = asked("zhou", "/portal/account/")
        transaction.set_rollback(True)
    for number in range(3):
        another_store(number)

    assert asked("zhou", "/portal/account/") == one
