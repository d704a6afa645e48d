"""A person is erased: no word and no address of hers is left, and the history is still whole."""

import json
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from django.apps import apps
from django.db.models import Model

from mostrador.cases import log
from mostrador.contacts import conversation, drafts, handover, linking, splitting
from mostrador.contacts.models import Contact
from mostrador.decisions import closure, judgement
from mostrador.decisions.judgement import Judgement
from mostrador.history.verification import verify
from mostrador.orders.models import Order
from mostrador.sealed import keeping
from tests.cast import A_DAY, A_SECOND, ADA, NOON, a_mail, a_question, annas_contact, person, take
from tests.intake.post import (
    ANNA,
    STRANGER,
    ZHOU,
    answering,
    forwarded,
    of,
    report,
    send_all,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("marketplace")

ADDRESS = "anna.keller@mail.example"
# One word for each way by which her words come in or are repeated.
WORDS = [
    "Flackerlicht", "Rechnungswunsch", "Nachtrag", "Abwesenheit", "Weitergereicht", "Halbsatz",
    "Rueckfrage", "Begruendung", "Anmerkung", "Spamwort", "Zitat", "Betreffwort",
]  # fmt: skip
# The marketplace's own records of her; erasing those is the marketplace's to ask for.
ITS_OWN = {"orders.Buyer", "orders.Order", "people.User"}


def a_whole_life() -> None:
    """Everything that can happen to Anna's words."""
    contact = annas_contact("LM-1007: Flackerlicht.", subject="Betreffwort LM-1007")
    send_all()
    question = a_question(contact, kind="free_text", text="Die Käuferin meldet: Rueckfrage.")
    asked = next(one for one in send_all() if one.template == "seller/question")
    mail = "Antwort.\n\nAm 12.11.2026 um 10:00 schrieb Lichtmarkt:\n> Zitat der Käuferin"
    take(answering(asked, mail, sender=ZHOU, mail_id="<z@zhou.example>"))
    log.not_an_answer(question.answers.get().pk, "Keine Nummer.", by=ADA, now=NOON)
    log.lapses.sweep(now=NOON + A_DAY + A_SECOND)
    judgement.decide(
        contact.pk, Judgement("goodwill", "best_judgement", "Begruendung."), by=ADA, now=NOON
    )
    conversation.note(contact.pk, "Anmerkung.", by=ADA, now=NOON)
    splitting.split(contact.pk, topic="invoice", text="Rechnungswunsch.", by=ADA, now=NOON)
    by_mail(contact)
    drafts.keep(contact, person("ada"), lane="buyer", text="Halbsatz", version=1, now=NOON)
    closure.answer_and_resolve(contact.pk, "Ihr Flackerlicht.", by=ADA, now=NOON)
    send_all()


def by_mail(contact: Contact) -> None:
    reply = f"service+{contact.token}@lichtmarkt.example"
    take(a_mail("Nachtrag.", to=reply, mail_id="<2@mail.example>"))
    take(
        a_mail("Abwesenheit.", to=reply, mail_id="<3@mail.example>", Auto_Submitted="auto-replied")
    )
    take(a_mail("Spamwort.", to=reply, mail_id="<4@mail.example>", X_Spam_Flag="YES"))
    take(forwarded("LM-1007 Weitergereicht."))
    [sent, *_] = send_all()
    take(report(sent.mail_id, recipient=ADDRESS))
    take(bytes(sent.raw.body))


def erase() -> None:
    """What the privacy app will do: her own words, and those in each of her contacts."""
    keeping.erase(of="buyer:B-KELLER")
    for contact in Contact.objects.filter(buyer="B-KELLER"):
        keeping.erase(of=f"contact:{contact.pk}")
        keeping.erase(of=f"buyer:{contact.pk}")


def told(needles: list[str]) -> set[tuple[str, str, str]]:
    """Where each is still found: every column of every row of every table."""
    return {
        (model._meta.label, name, needle)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in ITS_OWN
        for row in model._default_manager.all()
        for name, value in columns(row)
        for needle in needles
        if needle.lower() in value
    }


def columns(row: Model) -> Iterator[tuple[str, str]]:
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, bytes | memoryview):
            yield field.name, bytes(value).decode("utf-8", "replace").lower()
        else:
            plain = value if isinstance(value, str) else json.dumps(value, default=str)
            yield field.name, plain.lower()


def test_nothing_of_her_is_left_and_every_record_is_whole():
    a_whole_life()
    needles = [ADDRESS, *WORDS]
    before = told(needles)
    assert {needle for _, _, needle in before} == set(needles)

    erase()

    assert told(needles) == set()
    assert verify().altered == ()


def test_who_was_not_known_when_he_wrote_is_erased_as_well():
    """Linked to his order only later, his first words are still found."""
    contact = of(take(a_mail("Flackerlicht.", sender=ANNA, subject="Betreffwort")))
    stranger = of(take(a_mail("Nachtrag zu LM-1007.", sender=STRANGER, mail_id="<s@x.example>")))
    linking.link(contact.pk, Order.objects.get(pk="LM-1007"), by=ADA, now=NOON)
    handover.verify(stranger.pk, by=ADA, now=NOON)
    send_all()

    erase()

    assert told([ADDRESS, "somebody@else.example", *WORDS]) == set()
    assert verify().altered == ()


def test_files_lose_their_names_as_well():
    message = EmailMessage()
    message["From"], message["To"] = ADDRESS, "service@lichtmarkt.example"
    message.set_content("LM-1007 ist kaputt.")
    message.add_attachment(
        b"Flackerlicht", maintype="image", subtype="png", filename="Fotoname.png"
    )
    take(message.as_bytes())
    send_all()

    erase()

    assert told(["Fotoname", "Flackerlicht"]) == set()
