"""Facts in a form, the decision out, and nothing written."""

import pytest

from mostrador.contacts.models import Contact
from mostrador.decisions.models import Decision
from mostrador.history.models import Entry
from tests.cast import signed_in
from tests.desk.stage import look, post, shown

PAGE = "/desk/simulator/"
GIVEN = {
    "store": "de", "cause": "changed_mind", "stage": "delivered", "condition": "as_received",
    "quantity": "1", "price": "39.90", "shipping": "4.90", "ordered_on": "2026-11-03",
    "delivered_on": "2026-11-10", "asked_on": "2026-11-12", "consumer": "on", "instructed": "on",
}  # fmt: skip


def worked_out(**changes: str):
    return post(PAGE, {**GIVEN, **changes})


def titles(response) -> list[str]:
    return [one.title for one in response.context["options"]]


def test_the_page_begins_with_usual_facts():
    assert "Work it out" in look(PAGE)


def test_every_reader_is_told_and_nothing_is_written():
    before = [model.objects.count() for model in (Contact, Decision, Entry)]

    response = worked_out()

    page = shown(response)
    assert response.status_code == 200
    assert "Refund after the return" in titles(response)
    assert "§ 355" in page
    assert "The buyer reads" in page
    assert [model.objects.count() for model in (Contact, Decision, Entry)] == before


def test_a_changed_fact_shows_what_it_changes():
    was = worked_out().context["was"]

    response = worked_out(was=was, asked_on="2027-03-12")

    changes = [one.words for one in response.context["changes"]]
    assert "Refund after the return: no longer to be had" in changes


def test_the_same_facts_change_nothing():
    was = worked_out().context["was"]

    assert worked_out(was=was).context["changes"] == []


@pytest.mark.parametrize(
    "wrong",
    [{"quantity": "0"}, {"price": "x"}, {"store": "fr"}, {"ordered_on": "x"}, {"price": "1.234"}],
)
def test_what_makes_no_sense_is_refused(wrong):
    response = worked_out(**wrong)

    assert response.status_code == 422
    assert not response.context["worked_out"]


def test_a_memory_that_somebody_wrote_himself_is_none():
    for memory in ("{", "[]", '{"order": 1}'):
        assert worked_out(was=memory).status_code == 200


def test_a_seller_who_gives_more_days_is_seen_to():
    page = shown(worked_out(own_window_days="45"))

    assert "The seller gives 45 days, longer than the standard 30." in page


def test_only_agents_come_in():
    assert signed_in("zhou").get(PAGE).status_code == 404
