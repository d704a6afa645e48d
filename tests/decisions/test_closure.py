"""Closing a contact: when nothing is open, once, by whoever answers it."""

import pytest

from mostrador.cases import log
from mostrador.contacts.models import Contact, Message
from mostrador.decisions import closure
from mostrador.decisions.judgement import RefusedError
from mostrador.history import chain
from tests.cast import ADA, NOON, a_mail, a_question, annas_contact, take
from tests.intake.post import INVOICE, STRANGER, of

pytestmark = pytest.mark.usefixtures("marketplace")


def close(contact: Contact) -> Contact:
    return closure.resolve(contact.pk, by=ADA, now=NOON)


def test_it_wants_nobody_any_more():
    contact = close(annas_contact())

    contact.refresh_from_db()
    assert (contact.state, contact.resolved_at) == ("resolved", NOON)
    assert (contact.answer_due_at, contact.promise_left, contact.urgent_at) == (None, None, None)


def test_twice_is_once():
    contact = annas_contact()
    for _ in range(2):
        close(contact)

    assert [entry.what for entry in chain.entries_of(contact)] == ["opened", "resolved"]


def test_an_open_question_is_waited_for_or_withdrawn():
    contact = annas_contact()
    question = a_question(contact)

    with pytest.raises(RefusedError) as refused:
        close(contact)

    assert refused.value.code == "QUESTION_OPEN"
    log.withdraw(question.pk, by=ADA, now=NOON)
    assert close(contact).state == "resolved"


def test_the_last_word_is_not_sent_when_it_cannot_be_closed():
    contact = annas_contact()
    a_question(contact)

    with pytest.raises(RefusedError):
        closure.answer_and_resolve(contact.pk, "Erledigt.", by=ADA, now=NOON)

    assert Message.objects.count() == 1


def test_the_sellers_matter_is_his_to_close():
    contact = of(take(a_mail(INVOICE, subject="Rechnung")))

    with pytest.raises(RefusedError) as refused:
        close(contact)

    assert refused.value.code == "NOT_OURS"


@pytest.mark.parametrize(
    ("words", "subject"),
    [("Bevor ich bestelle: passt die Lampe?", "Frage vor dem Kauf"), (INVOICE, "Rechnung")],
)
def test_a_sellers_matter_that_could_not_be_passed_on_is_ours_to_close(words, subject):
    """No product says whose it is, or nobody knows the person: an agent has it in his list."""
    contact = of(take(a_mail(words, sender=STRANGER, subject=subject)))
    assert (contact.handler, contact.state) == ("seller", "open")

    assert close(contact).state == "resolved"
