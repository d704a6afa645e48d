"""Instructions over the API: fetched in order, acknowledged once."""

import base64

import pytest

from mostrador.decisions.models import Instruction, Return
from mostrador.orders.models import Order
from tests.cast import annas_contact
from tests.decisions.going_back import LABEL, a_return
from tests.decisions.ordered import LAMP, a_refund


@pytest.fixture
def refund(marketplace):
    return a_refund(annas_contact())


def where(refund) -> str:
    return f"instructions/{refund.pk}/acknowledgement"


def reasons(answer):
    return [(one["code"], one["pointer"]) for one in answer.json()["errors"]]


def test_instructions_are_fetched_behind_a_cursor(program, refund):
    page = program.get("instructions?after=0&limit=1").json()

    [item] = page["items"]
    assert page["next"] is None
    assert (item["id"], item["kind"], item["order"]) == (refund.pk, "refund", "LM-1007")
    assert item["amounts"] == [LAMP]
    assert item["order_after"]["payments"][1]["amount"] == "39.90"
    behind = program.get(f"instructions?after={item['cursor']}").json()
    assert behind == {"items": [], "next": None}


def test_a_list_is_narrowed(program, refund):
    def found(query: str) -> int:
        return len(program.get(f"instructions?{query}").json()["items"])

    assert [found("state=open"), found("state=done"), found("order=LM-1007")] == [1, 0, 1]
    assert [found("order=LM-1"), found("store=de"), found("store=fr")] == [0, 1, 0]


@pytest.mark.parametrize("cursor", ["x", "-1", "1" * 19, "%C2%B2"])
def test_a_cursor_is_a_cursor(program, marketplace, cursor):
    answer = program.get(f"instructions?after={cursor}")

    assert (answer.status_code, reasons(answer)) == (422, [("NOT_A_CURSOR", "/after")])


def test_done_is_taken_over_and_said_again_changes_nothing(program, refund):
    body = {"outcome": "done", "reference": "R-1", "amount": "39.90", "currency": "EUR"}

    first = program.post(where(refund), body, key="one")
    again = program.post(where(refund), body, key="two")

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert first.json()["state"] == "done"
    assert first.json()["acknowledgement"] == body
    assert len(Order.objects.get(pk="LM-1007").body["payments"]) == 2
    assert program.get(f"instructions/{refund.pk}").json() == first.json()


@pytest.mark.parametrize("key", [{}, {"key": "again"}])
def test_another_outcome_is_a_conflict_and_is_shown(program, refund, key):
    program.post(where(refund), {"outcome": "refused", "reason": "The card is closed."})

    answer = program.post(where(refund), {"outcome": "done"}, **key)

    assert refund.differences.get().code == "SAID_BOTH"

    assert (answer.status_code, reasons(answer)) == (409, [("ACKNOWLEDGED", "/outcome")])
    assert answer.json()["state"] == "refused"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({}, [("MISSING", "/outcome")]),
        ({"outcome": "maybe"}, [("NOT_ONE_OF", "/outcome")]),
        ({"outcome": "done", "amount": "1.00"}, [("MISSING", "/currency")]),
        ({"outcome": "done", "amount": "1,00", "currency": "EUR"}, [("NOT_MONEY", "/amount")]),
        ({"outcome": "done", "amount": "-1.00", "currency": "EUR"}, [("OUT_OF_RANGE", "/amount")]),
        ({"outcome": "done", "amount": 1, "currency": "EUR"}, [("WRONG_TYPE", "/amount")]),
        ({"outcome": "done", "reason": "a" * 301}, [("TOO_LONG", "/reason")]),
    ],
)
def test_an_acknowledgement_says_what_became_of_it(program, refund, body, found):
    answer = program.post(where(refund), body)

    assert (answer.status_code, reasons(answer)) == (422, found)
    refund.refresh_from_db()
    assert refund.state == "open"


def test_an_unknown_instruction_is_not_there(program, marketplace):
    body = {"outcome": "done"}

    assert program.post("instructions/I-NONE/acknowledgement", body).status_code == 404
    assert program.get("instructions/I-NONE").status_code == 404


@pytest.mark.usefixtures("marketplace")
class TestLabels:
    CONTENT = base64.b64encode(LABEL[2]).decode()

    def ordered(self) -> Instruction:
        return Instruction.objects.get(decision=a_return().decision, kind="return")

    def test_a_return_comes_back_with_the_carriers_label(self, program):
        ordered = self.ordered()
        label = {"content": self.CONTENT, "code": "RMA-77", "tracking": "0034"}

        answer = program.post(where(ordered), {"outcome": "done", "label": label})

        row = Return.objects.get(decision=ordered.decision)
        assert answer.status_code == 200
        assert row.label is not None
        assert (bytes(row.label.body), row.label.name) == (LABEL[2], "label.pdf")
        assert (row.label_code, row.tracking) == ("RMA-77", "0034")

    @pytest.mark.parametrize(
        ("label", "reason"),
        [
            ({"content": "§"}, ("NOT_BASE64", "/label/content")),
            ({"content": base64.b64encode(b"<html>").decode()}, ("NOT_A_LABEL", "/label/content")),
        ],
    )
    def test_what_is_no_label_is_refused_and_nothing_is_settled(self, program, label, reason):
        ordered = self.ordered()

        answer = program.post(where(ordered), {"outcome": "done", "label": label})

        assert (answer.status_code, reasons(answer)) == (422, [reason])
        ordered.refresh_from_db()
        assert ordered.state == "open"

    def test_money_has_none(self, program, refund):
        answer = program.post(where(refund), {"outcome": "done", "label": {"code": "X"}})

        assert (answer.status_code, reasons(answer)) == (422, [("NOT_A_RETURN", "/label")])
