"""E10 through the doors: a seller asks for more time, an agent gives it."""

from datetime import timedelta

from mostrador.cases.models import Question
from mostrador.people.models import User
from tests.cast import NOON, a_question, annas_contact, signed_in
from tests.desk.stage import look, path, shown

LATER = timedelta(hours=2)


def asked(*, wrote=NOON - LATER) -> Question:
    User.objects.filter(username="zhou").update(language="en")
    return a_question(annas_contact(now=wrote))


def asks_for_more(question: Question) -> str:
    page = f"/portal/cases/{question.pk}/"
    zhou = signed_in("zhou")
    assert zhou.post(f"{page}more-time/").status_code == 303
    return shown(zhou.get(page))


def give(question: Question) -> str:
    where = path(question.contact, "questions", question.pk, "more-time")
    response = signed_in("ada").post(where, follow=True)
    assert response.redirect_chain[0][1] == 303
    return shown(response)


def test_the_seller_asks_and_reads_that_his_time_runs_on():
    question = asked()
    before = shown(signed_in("zhou").get(f"/portal/cases/{question.pk}/"))

    after = asks_for_more(question)

    assert "Ask for more time" in before
    assert "Ask for more time" not in after
    assert "You have asked for more time." in after


def test_the_desk_is_told_and_gives_what_there_is():
    question = asked()
    asks_for_more(question)

    told = look(path(question.contact))
    offered = look(path(question.contact) + "?lane=seller")
    given = give(question)

    question.refresh_from_db()
    assert "Zhou Lighting asks for more time." in told
    assert "There is time until Sat 14 Nov, 08:00" in offered
    assert question.due_at == NOON + timedelta(hours=46)
    assert "The seller has more time and has been told." in given
    assert "You were given more time, once." in shown(
        signed_in("zhou").get(f"/portal/cases/{question.pk}/")
    )


def test_where_the_promise_leaves_none_the_desk_says_so():
    question = asked(wrote=NOON - timedelta(hours=30))
    asks_for_more(question)

    offered = look(path(question.contact) + "?lane=seller")
    refused = give(question)

    assert "leaves none to give" in offered
    assert "leaves no more time to give." in refused


def test_the_history_tells_both():
    question = asked()
    asks_for_more(question)
    give(question)

    page = look(path(question.contact))

    assert "Zhou Lighting asked for more time: Where is the parcel?" in page
    assert "Ada gave Zhou Lighting more time, until Sat 14 Nov, 08:00" in page


def test_whoever_only_reads_asks_for_nothing():
    question = asked()
    question.seller.memberships.update(role="reads")

    signed_in("zhou").post(f"/portal/cases/{question.pk}/more-time/")

    question.refresh_from_db()
    assert question.more_time_asked_at is None
