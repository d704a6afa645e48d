"""Who decides, approves and takes goods back: an agent, sometimes the operator, nobody else.

Every address is called with what is really there and filled in as it should be, so that nothing but
the wall itself can stop the call.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from mostrador.cases import more_time
from mostrador.contacts.models import Contact
from mostrador.decisions.models import Decision, Return
from mostrador.history.models import Entry
from mostrador.people.models import User
from mostrador.stores.models import Store
from tests.cast import NOON, a_question, annas_contact, signed_in
from tests.decisions import going_back
from tests.desk.stage import act, another, lapsed, path

REFUND = {
    "lines": ["1"], "cause": "not_received", "condition": "as_received",
    "remedy": "refund_returnless", "reason": "Das Paket ist verloren.", "do": "decide",
}  # fmt: skip
WHY = {"reason": "Der Verkäufer hat angerufen."}
Call = tuple[str, dict[str, object]]


def of_yesterday() -> Contact:
    contact = annas_contact(now=NOON - timedelta(hours=30))
    lapsed(contact)
    contact.refresh_from_db()
    return contact


def decided(*, above: bool) -> Decision:
    """By Ada; above her limit it waits for a second person."""
    if above:
        Store.objects.update(agent_limit_minor=1000)
    assert act(of_yesterday(), "decision", **REFUND).status_code == 303
    return Decision.objects.get()


def second_agent() -> None:
    user = User.objects.get(username="ada")
    user.pk, user.username, user.first_name = None, "bert", "Bert"
    user.save(force_insert=True)


def to_decide() -> Call:
    contact = of_yesterday()
    return path(contact, "decision"), {**REFUND, "version": contact.version}


def to_take_back() -> Call:
    return f"/desk/decisions/{decided(above=False).pk}/cancellation/", WHY


def to_approve() -> Call:
    return f"/desk/decisions/{decided(above=True).pk}/approval/", {}


def to_reject() -> Call:
    return f"/desk/decisions/{decided(above=True).pk}/rejection/", WHY


def to_give_more_time() -> Call:
    question = a_question(annas_contact(now=NOON - timedelta(hours=2)))
    more_time.ask(question.pk, by="seller:S-ZHOU", now=NOON)
    return path(question.contact, "questions", question.pk, "more-time"), {}


def to_record() -> Call:
    contact = another("Hiermit widerrufe ich den Kauf der Leselampe, LM-1007.")
    return path(contact, "withdrawals"), {"message": contact.messages.latest("pk").pk}


def to_receive() -> Call:
    row = going_back.to_zhou()
    return path(row.decision.contact, "returns", row.pk, "arrival"), {}


AN_AGENTS = (to_decide, to_take_back, to_give_more_time, to_record, to_receive)
FOR_TWO = (to_approve, to_reject)
OUTSIDE = ("anna", "zhou", "ana", "zed")


def behind_the_wall(client: Client, where: str, data: dict[str, object]) -> list[HttpResponse]:
    return [client.get(where), client.post(where, data)]


@pytest.mark.parametrize("staged", [*AN_AGENTS, *FOR_TWO])
def test_for_a_buyer_or_a_seller_there_is_nothing_and_nothing_happens(staged: Callable[[], Call]):
    where, data = staged()
    before = Entry.objects.count()

    for name in OUTSIDE:
        told = behind_the_wall(signed_in(name), where, data)
        assert [one.status_code for one in told] == [404, 404], name
    signed_out = behind_the_wall(Client(), where, data)

    assert [one.status_code for one in signed_out] == [302, 302]
    assert all(one.url.startswith("/sign-in/") for one in signed_out)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("staged", AN_AGENTS)
def test_an_operator_does_none_of_what_is_an_agents(staged: Callable[[], Call]):
    where, data = staged()
    before = Entry.objects.count()

    told = behind_the_wall(signed_in("olga"), where, data)

    assert [one.status_code for one in told] == [404, 404]
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("staged", "who"),
    [*((one, "bert") for one in AN_AGENTS), *((one, who) for one in FOR_TWO
       for who in ("bert", "olga"))],
)  # fmt: skip
def test_whose_it_is_does_it_with_the_very_same_call(staged: Callable[[], Call], who: str):
    second_agent()
    where, data = staged()
    before = Entry.objects.count()

    assert signed_in(who).post(where, data).status_code in {302, 303}

    assert Entry.objects.count() > before


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_waits_for_a_second_person_is_not_shown_outside(name):
    decided(above=True)

    assert signed_in(name).get("/desk/approvals/").status_code == 404


@pytest.mark.parametrize("name", [*OUTSIDE, "olga"])
def test_the_simulator_works_nothing_out_for_others(name):
    told = behind_the_wall(signed_in(name), "/desk/simulator/", {"stage": "delivered"})

    assert [one.status_code for one in told] == [404, 404]


def test_a_return_is_not_to_be_had_by_another_contact():
    row = going_back.to_zhou()
    elsewhere = path(another(), "returns", row.pk, "arrival")

    assert signed_in("ada").post(elsewhere).status_code == 404

    assert Return.objects.get().state == row.state


def test_a_question_gets_no_more_time_by_another_contact():
    where, _data = to_give_more_time()
    elsewhere = path(another(), "questions", where.split("/")[5], "more-time")
    before = Entry.objects.count()

    assert signed_in("ada").post(elsewhere).status_code == 404
    assert Entry.objects.count() == before


@pytest.mark.parametrize("act", ["approval", "rejection", "cancellation"])
def test_a_decision_that_there_is_not_is_not_found(act):
    told = signed_in("ada").post(f"/desk/decisions/D-NOTTHERE/{act}/", WHY)

    assert told.status_code == 404
