"""What was not answered in time lapses: once, whoever looks, and however many do (R17, E13)."""

from datetime import timedelta
from functools import partial

import pytest

from mostrador.cases import lapses, log
from mostrador.cases.log import Said
from mostrador.cases.models import Answer, Question
from mostrador.contacts import conversation, handover
from mostrador.contacts.models import Contact, Delivery
from mostrador.history.models import Entry
from mostrador.history.verification import verify
from tests import at_once
from tests.cast import A_DAY, ADA, NOON, a_question, annas_contact, the_marketplace

AN_INSTANT = timedelta(microseconds=1)
AFTER = NOON + A_DAY + AN_INSTANT


def lapsing(count: int) -> list[Contact]:
    """So many contacts, each with a question due tomorrow."""
    contacts = [annas_contact(mail_id=f"<{n}@mail.example>") for n in range(count)]
    for contact in contacts:
        a_question(contact)
    return contacts


def mails(template: str) -> int:
    return Delivery.objects.filter(template=template).count()


def entries() -> int:
    return Entry.objects.filter(what="question_lapsed").count()


@pytest.mark.usefixtures("marketplace")
class TestOneClock:
    def test_at_its_very_moment_it_is_still_open(self):
        """E2"""
        lapsing(1)

        assert [lapses.sweep(now=NOON + A_DAY), lapses.sweep(now=AFTER)] == [0, 1]
        assert Question.objects.get().state == "lapsed"

    def test_it_is_written_down_when_it_was_due_and_not_when_somebody_looked(self):
        [contact] = lapsing(1)

        lapses.sweep(now=NOON + 5 * A_DAY)

        entry = Entry.objects.get(what="question_lapsed")
        contact.refresh_from_db()
        assert (entry.at, entry.by) == (NOON + A_DAY, "clock")
        assert (contact.state, contact.urgent_at) == ("open", NOON + 2 * A_DAY)

    def test_twice_is_once(self):
        lapsing(3)

        assert [lapses.sweep(now=AFTER) for _ in range(3)] == [3, 0, 0]

        assert (entries(), mails("deciding"), mails("seller/lapsed")) == (3, 3, 3)
        assert lapses.next_at() is None
        assert verify().altered == ()

    def test_a_batch_has_an_end(self, monkeypatch):
        monkeypatch.setattr(lapses, "A_BATCH", 2)
        lapsing(3)

        assert [lapses.sweep(now=AFTER) for _ in range(3)] == [2, 1, 0]

    def test_several_of_one_contact_are_written_in_their_order(self):
        contact = annas_contact()
        for hours, kind in ((1, "tracking"), (0, "part_photo"), (2, "compatibility")):
            a_question(contact, kind=kind, now=NOON + timedelta(hours=hours))

        assert lapses.sweep(now=AFTER + timedelta(hours=1)) == 2

        contact.refresh_from_db()
        lapsed = Entry.objects.filter(what="question_lapsed").order_by("number")
        assert [one.facts["kind"] for one in lapsed] == ["part_photo", "tracking"]
        assert contact.state == "waiting_for_seller"
        assert verify().altered == ()

    def test_an_answered_buyers_contact_wants_a_decision_at_once(self):
        [contact] = lapsing(1)
        conversation.say(contact.pk, "Wir haben gefragt.", by=ADA, now=NOON)

        lapses.sweep(now=AFTER)

        contact.refresh_from_db()
        assert (contact.state, contact.urgent_at) == ("open", AFTER)

    def test_what_has_gone_to_the_seller_is_not_decided_by_us(self):
        [contact] = lapsing(1)
        handover.correct_topic(contact.pk, "invoice", by=ADA, now=NOON)

        assert lapses.sweep(now=AFTER) == 1

        contact.refresh_from_db()
        assert (contact.state, entries()) == ("handed_over", 1)
        assert (mails("deciding"), mails("seller/lapsed")) == (0, 0)


@pytest.fixture
def open_to_all(transactional_db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    the_marketplace()


@pytest.mark.usefixtures("open_to_all")
class TestSeveralAtOnce:
    def test_two_workers_lapse_each_question_once(self):
        lapsing(12)

        done = at_once.run(*[partial(lapses.sweep, now=AFTER)] * 3)

        assert sum(done) == 12
        assert (entries(), mails("deciding"), mails("seller/lapsed")) == (12, 12, 12)
        assert verify().altered == ()

    @pytest.mark.parametrize("answer_first", [True, False])
    @pytest.mark.parametrize("in_time", [True, False])
    def test_an_answer_and_the_clock_at_once(self, answer_first, in_time):
        """Whoever comes first, the answer counts by when it came in."""
        [contact] = lapsing(1)
        question = Question.objects.get()
        at = question.due_at if in_time else AFTER
        acts = [
            partial(log.answer, question.pk, Said("Kommt.", "de"), by="seller:S-ZHOU", now=at),
            partial(lapses.sweep, now=AFTER),
        ]

        at_once.run(*(acts if answer_first else acts[::-1]))

        question.refresh_from_db()
        contact.refresh_from_db()
        assert (question.state, Answer.objects.get().late) == (
            ("answered", False) if in_time else ("lapsed", True)
        )
        assert (contact.state, question.wakes_at) == ("open", None)
        assert entries() <= 1 if in_time else entries() == 1
        assert mails("deciding") == mails("seller/lapsed") == entries()
        assert verify().altered == ()

    def test_two_answers_at_once_are_one(self):
        lapsing(1)
        key = Question.objects.get().pk

        def answer() -> str:
            try:
                log.answer(key, Said("Kommt.", "de"), by="seller:S-ZHOU", now=NOON)
            except log.AlreadyAnsweredError:
                return "too late"
            return "answered"

        assert sorted(at_once.run(answer, answer)) == ["answered", "too late"]
        assert Answer.objects.count() == 1

    def test_the_same_question_asked_by_two_at_once_is_asked_once(self):
        contact = annas_contact()

        def ask() -> str:
            try:
                return a_question(contact).state
            except log.RefusedError as refused:
                return refused.code

        assert sorted(at_once.run(ask, ask)) == ["ALREADY_ASKED", "open"]
        assert mails("seller/question") == mails("asked_seller") == 1
