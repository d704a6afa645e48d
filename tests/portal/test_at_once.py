"""Two requests at the same moment are one after another."""

from functools import partial

import pytest

from mostrador.contacts.models import Message
from mostrador.history.verification import verify
from tests import at_once
from tests.cast import A_DAY, NOON, a_question, annas_contact
from tests.portal.stage import an_invoice_mail, send

pytestmark = pytest.mark.django_db(transaction=True)


def statuses(path: str, *datas: dict[str, str], now: object = NOON) -> list[int]:
    acts = [partial(send, "zhou", path, data, now=now) for data in datas]
    return sorted(answer.status_code for answer in at_once.run(*acts))


def test_a_late_answer_sent_twice_at_once_is_kept_once():
    question = a_question(annas_contact())
    said = {"choice": "lost", "version": "0"}

    told = statuses(f"/portal/cases/{question.pk}/", said, said, now=NOON + 2 * A_DAY)

    assert told == [303, 303]
    assert question.answers.count() == 1


def test_of_two_who_answer_differently_at_once_one_is_told():
    question = a_question(annas_contact())

    told = statuses(f"/portal/cases/{question.pk}/", {"choice": "lost"}, {"choice": "not_sent"})

    assert told == [303, 409]
    assert question.answers.count() == 1
    assert verify().altered == ()


def test_of_two_who_write_to_the_buyer_at_once_one_reads_the_other_first():
    contact = an_invoice_mail()
    texts = [
        {"text": text, "version": "1"} for text in ("Anbei die Rechnung.", "Sie kommt morgen.")
    ]

    told = statuses(f"/portal/messages/{contact.pk}/", *texts)

    assert told == [303, 409]
    assert Message.objects.filter(author="seller:S-ZHOU").count() == 1
