"""The Case Log: asked once, answered in time or late, withdrawn, marked as no answer."""

from datetime import timedelta

import pytest

from mostrador.cases import lapses, log
from mostrador.cases.log import AlreadyAnsweredError, RefusedError, Said
from mostrador.cases.models import Answer, Question
from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions import closure
from mostrador.history import chain
from tests.cast import A_DAY, ADA, NOON, a_mail, a_question, annas_contact, take
from tests.intake.post import STRANGER, of

pytestmark = pytest.mark.usefixtures("marketplace")

AN_INSTANT = timedelta(microseconds=1)
ZHOU = "seller:S-ZHOU"
SENT = Said(
    "已发出。", "zh-hans", choice="sent", values={"tracking_number": "00340434161094042557"}
)


def answer(question: Question, *, at, said: Said = SENT) -> Question:
    return log.answer(question.pk, said, by=ZHOU, now=at)


def states(contact: Contact) -> tuple[str, list[str]]:
    contact.refresh_from_db()
    return contact.state, list(
        contact.questions.order_by("asked_at").values_list("state", flat=True)
    )


def told(contact: Contact) -> list[tuple[str, object]]:
    entries = chain.entries_of(contact)
    return [(entry.what, entry.at) for entry in entries if entry.what != "opened"]


def test_the_clock_starts_with_the_question():
    """R16, E1, E4"""
    contact = annas_contact()

    question = a_question(contact)

    assert (question.due_at, question.wakes_at, question.state) == (
        NOON + A_DAY, NOON + A_DAY, "open",
    )  # fmt: skip
    assert states(contact) == ("waiting_for_seller", ["open"])
    owed = (
        Delivery.objects.filter(contact=contact).order_by("pk").values_list("template", flat=True)
    )
    assert list(owed) == ["received", "seller/question", "asked_seller"]


def test_the_same_is_asked_once_at_a_time():
    contact = annas_contact()
    question = a_question(contact)

    with pytest.raises(RefusedError) as refused:
        a_question(contact)

    assert refused.value.code == "ALREADY_ASKED"
    answer(question, at=NOON)
    assert a_question(contact).state == "open"


def test_anything_else_may_be_asked_beside_it():
    """E8"""
    contact = annas_contact()
    a_question(contact)
    for text in ("Wann?", "Womit?"):
        a_question(contact, kind="free_text", text=text)

    assert states(contact) == ("waiting_for_seller", ["open"] * 3)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"consulted": []}, "NOTHING_CONSULTED"),
        ({"consulted": ["the stars"]}, "NOTHING_CONSULTED"),
        ({"kind": "gossip"}, "UNKNOWN_KIND"),
        ({"kind": "free_text", "text": " "}, "TEXT_REQUIRED"),
        ({"seller": "S-ANA"}, "NO_SELLER"),
    ],
)
def test_a_question_that_a_rule_refuses_is_not_asked(changes, code):
    """R14"""
    contact = annas_contact()
    wanted = {"kind": "tracking", "text": "", "consulted": ["order"], **changes}

    with pytest.raises(RefusedError) as refused:
        log.ask(contact.pk, by=ADA, now=NOON, language="de", **wanted)

    assert (refused.value.code, Question.objects.count()) == (code, 0)


def test_nothing_is_asked_for_a_stranger_or_in_a_closed_matter():
    stranger = of(take(a_mail("LM-1007 fehlt.", sender=STRANGER)))
    closed = annas_contact(mail_id="<2@mail.example>")
    closure.resolve(closed.pk, by=ADA, now=NOON)

    codes = []
    for contact in (stranger, closed):
        with pytest.raises(RefusedError) as refused:
            a_question(contact)
        codes.append(refused.value.code)

    assert codes == ["NOT_VERIFIED", "CONTACT_CLOSED"]


@pytest.mark.parametrize(
    ("after", "state", "late"),
    [
        (A_DAY - AN_INSTANT, "answered", False),
        (A_DAY, "answered", False),
        (A_DAY + AN_INSTANT, "lapsed", True),
    ],
)
def test_an_answer_at_the_very_moment_it_is_due_is_in_time(after, state, late):
    """E2"""
    contact = annas_contact()
    question = a_question(contact)

    answered = answer(question, at=NOON + after)

    given = Answer.objects.get()
    assert (answered.state, given.late, given.at) == (state, late, NOON + after)
    assert states(contact) == ("open", [state])


def test_an_answer_after_its_time_lapses_the_question_first_and_is_kept():
    """E11, E12"""
    contact = annas_contact()
    question = a_question(contact)
    at = NOON + 2 * A_DAY

    answer(question, at=at)
    answer(question, at=at, said=Said("Noch einmal.", "de"))

    assert told(contact) == [
        ("question_asked", NOON),
        ("question_lapsed", NOON + A_DAY),
        ("answer_after_due", at),
        ("answer_after_due", at),
    ]
    assert [one.late for one in Answer.objects.all()] == [True, True]
    templates = Delivery.objects.values_list("template", flat=True)
    assert sorted(templates).count("deciding") == 1


@pytest.mark.parametrize("after", [A_DAY, A_DAY + AN_INSTANT])
def test_what_came_in_before_it_was_due_counts_although_a_clock_looked_first(after):
    """E13: what counts is when the answer came in."""
    contact = annas_contact()
    question = a_question(contact)
    lapses.sweep(now=NOON + 2 * A_DAY)

    answered = answer(question, at=NOON + after)

    in_time = after == A_DAY
    assert answered.state == ("answered" if in_time else "lapsed")
    assert answered.answered_at == (NOON + after if in_time else None)
    assert told(contact)[-1][0] == ("question_answered" if in_time else "answer_after_due")


def test_a_question_is_answered_once():
    contact = annas_contact()
    question = a_question(contact)
    answer(question, at=NOON)

    with pytest.raises(AlreadyAnsweredError):
        answer(question, at=NOON)

    assert (Answer.objects.count(), states(contact)) == (1, ("open", ["answered"]))


def test_while_another_is_open_the_seller_is_still_awaited():
    contact = annas_contact()
    first = a_question(contact)
    second = a_question(contact, kind="free_text", text="Wann?", now=NOON + timedelta(hours=1))

    answer(first, at=NOON + timedelta(hours=2))

    contact.refresh_from_db()
    assert (contact.state, contact.urgent_at) == ("waiting_for_seller", second.due_at)


def test_we_will_check_stops_no_clock():
    """E7"""
    contact = annas_contact()
    question = a_question(contact)
    answer(question, at=NOON, said=Said("Wir prüfen.", "de"))

    log.not_an_answer(Answer.objects.get().pk, "Keine Auskunft.", by=ADA, now=NOON)

    question.refresh_from_db()
    assert (question.state, question.wakes_at, question.answered_at) == ("open", NOON + A_DAY, None)
    assert states(contact)[0] == "waiting_for_seller"
    assert Delivery.objects.filter(template="seller/not_an_answer").count() == 1
    lapses.sweep(now=NOON + A_DAY + AN_INSTANT)
    assert states(contact) == ("open", ["lapsed"])


def test_what_was_marked_after_its_time_lapses_at_once():
    contact = annas_contact()
    question = a_question(contact)
    answer(question, at=NOON, said=Said("Wir prüfen.", "de"))

    log.not_an_answer(Answer.objects.get().pk, "Keine.", by=ADA, now=NOON + 2 * A_DAY)
    lapses.sweep(now=NOON + 2 * A_DAY)

    assert told(contact)[-1] == ("question_lapsed", NOON + A_DAY)


def test_what_was_asked_again_meanwhile_is_not_opened_twice():
    contact = annas_contact()
    first = a_question(contact)
    answer(first, at=NOON, said=Said("Wir prüfen.", "de"))
    a_question(contact)

    with pytest.raises(AlreadyAnsweredError):
        log.not_an_answer(Answer.objects.get().pk, "Keine Auskunft.", by=ADA, now=NOON)

    assert states(contact) == ("waiting_for_seller", ["answered", "open"])
    assert Answer.objects.get().not_an_answer == ""


def test_only_an_answer_that_was_given_is_marked():
    contact = annas_contact()
    question = a_question(contact)
    answer(question, at=NOON + 2 * A_DAY)

    with pytest.raises(AlreadyAnsweredError):
        log.not_an_answer(Answer.objects.get().pk, "Zu spät.", by=ADA, now=NOON + 2 * A_DAY)


def test_a_withdrawn_question_never_lapses():
    contact = annas_contact()
    question = a_question(contact)

    log.withdraw(question.pk, by=ADA, now=NOON)
    lapses.sweep(now=NOON + 2 * A_DAY)

    assert states(contact) == ("open", ["withdrawn"])
    for act in (
        lambda: answer(question, at=NOON),
        lambda: log.withdraw(question.pk, by=ADA, now=NOON),
    ):
        with pytest.raises(AlreadyAnsweredError):
            act()


def test_looking_at_it_moves_no_clock():
    """E4"""
    question = a_question(annas_contact())

    log.see(question, now=NOON + timedelta(hours=1))
    log.see(question, now=NOON + timedelta(hours=2))

    question.refresh_from_db()
    assert (question.seen_at, question.due_at) == (NOON + timedelta(hours=1), NOON + A_DAY)
