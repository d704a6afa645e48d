"""A seller is reminded while his question is open: each time once, and not in quiet hours."""

from datetime import datetime, time, timedelta

import pytest

from mostrador.cases import lapses, log, reminders
from mostrador.cases.log import Said
from mostrador.cases.models import Question
from mostrador.contacts.models import Delivery
from mostrador.sellers import reach
from mostrador.sellers.models import Seller
from mostrador.sellers.reach import Wishes
from tests import at_once
from tests.cast import A_DAY, ADA, NOON, a_question, annas_contact, the_marketplace

AN_HOUR = timedelta(hours=1)


def asked(number: int = 1) -> Question:
    return a_question(annas_contact(mail_id=f"<{number}@mail.example>"))


def reminded() -> int:
    return Delivery.objects.filter(template="seller/reminder").count()


def swept(*hours: float) -> list[int]:
    """How many mails there are in all, each time somebody has looked."""
    found = []
    for one in hours:
        reminders.sweep(now=NOON + one * AN_HOUR)
        found.append(reminded())
    return found


def quiet(begin: int, end: int) -> None:
    """Zhou's own hours; NOON is five in the afternoon for him."""
    wishes = Wishes(quiet_from=time(begin), quiet_until=time(end), quiet_zone="Asia/Shanghai")
    reach.change(Seller.objects.get(pk="S-ZHOU"), wishes, by="seller:1", now=NOON)


@pytest.mark.usefixtures("marketplace")
class TestOneQuestion:
    def test_R16_at_12_20_and_23_hours_and_never_again(self):
        asked()

        assert swept(11.99, 12, 12, 19.99, 20, 22.99, 23, 23.99) == [0, 1, 1, 1, 2, 2, 3, 3]
        assert Question.objects.get().reminds_at is None

    def test_a_worker_that_was_away_reminds_once_of_what_it_missed(self):
        asked()

        assert swept(21, 21, 23) == [1, 1, 2]

    @pytest.mark.parametrize("late", [24.01, 100])
    def test_past_the_due_moment_nobody_is_reminded(self, late):
        asked()

        assert swept(late, late) == [0, 0]

    def test_an_answered_question_is_left_alone(self):
        question = asked()

        log.answer(question.pk, Said("已寄出", "zh-hans"), by="seller:S-ZHOU", now=NOON)

        assert swept(12, 20, 23) == [0, 0, 0]

    def test_so_is_one_that_was_withdrawn_or_lapsed(self):
        log.withdraw(asked(1).pk, by=ADA, now=NOON)
        asked(2)
        lapses.sweep(now=NOON + 2 * A_DAY)

        assert swept(12, 20, 23) == [0, 0, 0]
        assert reminders.next_at() is None

    def test_what_was_no_answer_is_reminded_of_again(self):
        """E7"""
        question = asked()
        log.answer(question.pk, Said("Wir prüfen das.", "de"), by="seller:S-ZHOU", now=NOON)
        later = NOON + 13 * AN_HOUR
        log.not_an_answer(question.answers.get().pk, "Keine Antwort.", by=ADA, now=later)

        assert swept(13, 20, 23) == [0, 1, 2]

    def test_the_next_one_is_what_the_clock_waits_for(self):
        asked()

        first = reminders.next_at()
        reminders.sweep(now=NOON + 12 * AN_HOUR)

        assert (first, reminders.next_at()) == (NOON + 12 * AN_HOUR, NOON + 20 * AN_HOUR)


@pytest.mark.usefixtures("marketplace")
class TestQuietHours:
    def test_E4_a_reminder_waits_until_they_are_over_and_the_due_moment_stays(self):
        quiet(22, 7)
        question = asked()

        assert swept(12, 13.99, 14, 20, 23) == [0, 0, 1, 2, 3]
        question.refresh_from_db()
        assert question.due_at == NOON + A_DAY

    def test_E4_due_before_they_are_over_it_comes_the_hour_before_they_begin(self):
        quiet(16, 18)
        asked()

        assert swept(12, 20, 22) == [1, 2, 3]

    def test_hours_set_after_the_question_was_asked_count_as_well(self):
        asked()
        quiet(22, 7)

        assert swept(12, 14) == [0, 1]

    def test_a_worker_that_comes_back_in_quiet_hours_says_nothing(self):
        quiet(16, 18)
        asked()

        assert swept(23.5) == [0]


@pytest.mark.usefixtures("marketplace")
class TestManyAtOnce:
    def test_a_thousand_are_reminded_in_batches(self, monkeypatch):
        monkeypatch.setattr(reminders, "A_BATCH", 2)
        for number in range(3):
            asked(number)

        assert [reminders.sweep(now=NOON + 12 * AN_HOUR) for _ in range(3)] == [2, 1, 0]
        assert reminded() == 3


@pytest.fixture
def open_to_all(transactional_db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    the_marketplace()


@pytest.mark.usefixtures("open_to_all")
class TestTwoWorkers:
    def test_however_many_look_each_reminder_goes_once(self):
        for number in range(3):
            asked(number)
        moment: datetime = NOON + 12 * AN_HOUR

        at_once.run(*[lambda: reminders.sweep(now=moment)] * 4)

        assert reminded() == 3
