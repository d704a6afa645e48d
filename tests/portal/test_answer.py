"""A seller answers in the Case Log: in time, at the last moment, late, twice."""

from datetime import timedelta

import pytest

from mostrador import wallclock
from mostrador.cases import lapses, log
from mostrador.cases.models import Question
from mostrador.contacts.models import Attachment, Message
from mostrador.history import chain
from tests.cast import A_DAY, ADA, NOON, a_question, annas_contact, signed_in
from tests.portal.stage import a_photo, send, written

A_MICROSECOND = timedelta(microseconds=1)
SENT = {"choice": "sent", "tracking_number": "00340434161094042557", "version": "0"}


def page(question: Question) -> str:
    return f"/portal/cases/{question.pk}/"


def asked() -> Question:
    return a_question(annas_contact())


def test_three_presses_answer_a_question():
    question = asked()
    zhou = signed_in("zhou")

    home = zhou.get("/portal/").content.decode()
    opened = zhou.get(page(question)).content.decode()
    sent = zhou.post(page(question), {"choice": "lost", "version": "0"})

    assert f'href="{page(question)}?choice=lost#answer"' in home
    assert 'name="choice" value="lost"' in opened
    assert (sent.status_code, sent.url) == (303, page(question))
    question.refresh_from_db()
    given = question.answers.get()
    assert (question.state, given.choice, given.late) == ("answered", "lost", False)
    assert (given.by, given.language) == ("seller:S-ZHOU", "zh-hans")


def test_a_choice_pressed_at_home_is_chosen_on_the_page():
    question = asked()

    shown = signed_in("zhou").get(page(question), {"choice": "lost"}).content.decode()

    assert 'value="lost" id="id_choice_2" checked' in shown


def test_the_one_detail_of_the_answer_chosen_is_kept_and_no_other():
    question = asked()

    signed_in("zhou").post(page(question), {**SENT, "day": "2026-11-14"})

    assert question.answers.get().values == {"tracking_number": SENT["tracking_number"]}


def test_own_words_and_photos_come_with_the_answer():
    question = asked()
    data = {**SENT, "text": "已寄出。", "photos": [a_photo(), a_photo("label.png")]}
    zhou = signed_in("zhou")

    zhou.post(page(question), data)
    shown = zhou.get(page(question)).content.decode()

    assert question.answers.get().text.body == "已寄出。"
    names = Attachment.objects.order_by("pk").values_list("file__name", flat=True)
    assert list(names) == ["lampe.png", "label.png"]
    message = Message.objects.get(lane="seller")
    assert (message.part_id, message.author) == (question.part_id, "seller:S-ZHOU")
    answered = chain.entries_of(question.contact)[-1]
    assert (answered.what, answered.facts["message"]) == ("question_answered", message.pk)
    assert shown.count('<article class="message"') == 1
    assert shown.count("/portal/files/") == 2


@pytest.mark.parametrize(
    ("after", "state", "late"),
    [
        (A_DAY - A_MICROSECOND, "answered", False),
        (A_DAY, "answered", False),
        (A_DAY + A_MICROSECOND, "lapsed", True),
    ],
)
def test_the_last_microsecond_is_in_time(after, state, late):
    question = asked()

    answer = send("zhou", page(question), SENT, now=NOON + after)

    question.refresh_from_db()
    assert answer.status_code == 303
    assert (question.state, question.answers.get().late) == (state, late)


def test_an_answer_in_time_counts_although_the_clock_has_looked_first():
    question = asked()
    lapses.sweep(now=NOON + 2 * A_DAY)

    send("zhou", page(question), SENT, now=question.due_at)

    question.refresh_from_db()
    assert (question.state, question.answered_at) == ("answered", question.due_at)


def test_a_late_answer_is_kept_and_says_so():
    question = asked()
    lapses.sweep(now=NOON + A_DAY + A_MICROSECOND)
    wallclock.advance_to(NOON + 2 * A_DAY)
    zhou = signed_in("zhou")

    before = zhou.get(page(question)).content.decode()
    zhou.post(page(question), SENT)
    after = zhou.get(page(question)).content.decode()

    question.refresh_from_db()
    assert (question.state, question.answers.get().late) == ("lapsed", True)
    assert 'name="choice"' in before
    assert after.count('<p class="event">') == 2


def test_a_question_past_its_time_has_lapsed_although_nobody_has_looked():
    question = asked()
    wallclock.advance_to(question.due_at + A_MICROSECOND)
    zhou = signed_in("zhou")

    home, open_ones = zhou.get("/portal/"), zhou.get("/portal/cases/?state=open")
    lapsed = zhou.get("/portal/cases/?state=lapsed")

    assert (home.context["cards"], len(home.context["over"])) == ([], 1)
    assert (len(open_ones.context["rows"]), len(lapsed.context["rows"])) == (0, 1)


def test_pressed_twice_it_is_said_once():
    question = asked()
    zhou = signed_in("zhou")

    answers = [zhou.post(page(question), SENT).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert question.answers.count() == 1


def test_late_and_pressed_twice_it_is_said_once():
    question = asked()
    late = NOON + 2 * A_DAY

    for _ in range(2):
        send("zhou", page(question), {**SENT, "photos": a_photo()}, now=late)

    assert (question.answers.count(), Attachment.objects.count()) == (1, 1)


def test_late_and_said_again_after_reading_it_is_said_again():
    question = asked()
    late = NOON + 2 * A_DAY

    send("zhou", page(question), SENT, now=late)
    send("zhou", page(question), {**SENT, "version": "1"}, now=late)

    assert question.answers.count() == 2


def test_another_answer_after_the_first_is_refused_and_its_words_are_kept():
    question = asked()
    zhou = signed_in("zhou")
    zhou.post(page(question), SENT)

    refused = zhou.post(page(question), {"choice": "lost", "text": "正在查找", "version": "0"})

    assert refused.status_code == 409
    assert "正在查找" in refused.content.decode()
    assert [given.choice for given in question.answers.all()] == ["sent"]


def test_an_answer_to_a_withdrawn_question_is_refused():
    question = asked()
    log.withdraw(question.pk, by=ADA, now=NOON)

    refused = signed_in("zhou").post(page(question), SENT)

    assert refused.status_code == 409
    assert not question.answers.exists()


def test_what_was_no_answer_may_be_said_once_more():
    question = asked()
    zhou = signed_in("zhou")
    zhou.post(page(question), SENT)
    log.not_an_answer(question.answers.get().pk, "Die Nummer fehlt bei DHL.", by=ADA, now=NOON)

    shown = zhou.get(page(question)).content.decode()
    zhou.post(page(question), SENT)

    question.refresh_from_db()
    assert "Die Nummer fehlt bei DHL." in shown
    assert (question.state, question.answers.count()) == ("answered", 2)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("tracking", {}),
        ("tracking", {"text": "   "}),
        ("tracking", {"choice": "in_stock"}),
        ("tracking", {"choice": "not_sent", "day": "tomorrow"}),
        ("tracking", {"choice": "sent", "tracking_number": "9" * 201}),
        ("tracking", {"choice": "sent", "text": "9" * 10_001}),
        ("tracking", {"choice": "sent", "version": "-1"}),
        ("return_address", {"choice": "sent"}),
        ("return_address", {"text": "\0"}),
    ],
)
def test_what_says_nothing_is_refused_with_the_reason(kind, data):
    question = a_question(annas_contact(), kind=kind)
    before = written()

    refused = signed_in("zhou").post(page(question), data)

    assert refused.status_code == 422
    assert refused.context["form"].errors
    assert written() == before


@pytest.mark.parametrize("photos", [[b"x"] * 11, [b"x" * (10 * 2**20 + 1)], [b""]])
def test_too_many_too_large_and_empty_files_are_refused(photos):
    question = asked()
    files = [a_photo(f"{number}.png", body) for number, body in enumerate(photos)]

    refused = signed_in("zhou").post(page(question), {**SENT, "photos": files})

    assert refused.status_code == 422
    assert not question.answers.exists()


def test_ten_files_are_not_too_many():
    question = asked()
    files = [a_photo(f"{number}.png") for number in range(10)]

    signed_in("zhou").post(page(question), {**SENT, "photos": files})

    assert Attachment.objects.count() == 10
