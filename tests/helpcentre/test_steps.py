"""Steps 2 to 4: what happened, the answer before the queue with its buttons, still need us."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.translation import override

from mostrador.contacts.models import Contact
from mostrador.decisions.models import Decision, Return
from mostrador.helpcentre import found_orders
from mostrador.helpcentre.happened import WHATS
from mostrador.orders import records
from mostrador.orders.models import Order
from tests.cast import NOON, signed_in
from tests.decisions.going_back import HAMBURG, at_home, takes_back_at
from tests.helpcentre.stage import said, words


def step(*more: str, order: str = "LM-1030") -> str:
    """The address of a step about this order, as its buyer holds it."""
    sealed = found_orders.seal(Order.objects.get(pk=order))
    return f"/help/orders/{sealed}/" + "".join(f"{one}/" for one in more)


def answer(what: str, order: str = "LM-1030", **given: Any) -> HttpResponse:
    return Client().get(step("answer", order=order), {"line": ["1"], "what": what, **given})


def press(remedy: str, what: str, order: str = "LM-1030", line: str = "1") -> HttpResponse:
    path = f"{step('choice', order=order)}?what={what}&line={line}"
    return Client().post(path, {"remedy": remedy})


def buttons(response: HttpResponse) -> list[str]:
    """What he may press by himself."""
    cards = [card for one in response.context["answers"] for card in one.cards]
    return [action.value for card in cards for action in card.actions if action.post]


def not_shipped(key: str = "LM-1030") -> None:
    body = {**Order.objects.get(pk=key).body, "shipments": [], "status": "placed"}
    records.upsert_many([records.order(body)], now=NOON)


@pytest.fixture(autouse=True)
def _delivered() -> None:
    """Anna's lamp arrived three days ago; Zhou takes lamps back in Hamburg."""
    at_home()
    takes_back_at("S-ZHOU", HAMBURG)


def test_signed_in_his_orders_lead_to_the_second_step():
    shown = signed_in("anna").get("/help/").context["orders"]

    assert "Leselampe Lena" in [one.title for one in shown]
    assert signed_in("anna").get(shown[0].href).status_code == 200


def test_what_happened_is_asked_with_the_items_to_tick():
    form = Client().get(step(order="LM-1012")).context["form"]

    assert [name for _ref, name in form.fields["line"].choices] == [
        "Leselampe Lena", "Pendelleuchte Orbit",
    ]  # fmt: skip
    assert "It does not fit" in words(Client().get(step()))


@pytest.mark.parametrize("given", [{"what": "lost"}, {"what": "damaged", "line": "9"}, {}])
def test_an_answer_to_nothing_asks_again(given):
    response = Client().get(step("answer"), given)

    assert response.status_code == 422
    assert response.context["form"].errors


def test_R19_in_the_window_he_may_return_it_by_a_button():
    response = answer("changed_mind")

    assert response.status_code == 200
    assert "return" in buttons(response)
    assert "Return it" in words(response)


def test_R19_pressed_the_return_is_authorised_at_once():
    response = press("return", "changed_mind")

    made = Decision.objects.get()
    assert response.status_code == 303
    assert (made.remedy, made.state, made.decided_by) == ("return", "executed", "buyer:B-KELLER")
    assert Return.objects.get().decision == made
    assert made.contact.topic == "return"
    shown = Client().get(response.headers["Location"])
    assert shown.status_code == 200


def test_E60_pressed_twice_it_is_one_return():
    first, second = press("return", "changed_mind"), press("return", "changed_mind")

    assert first.headers["Location"].split("~")[0] == second.headers["Location"].split("~")[0]
    assert Contact.objects.filter(order="LM-1030").count() == 1
    assert Decision.objects.count() == 1


def test_before_it_is_sent_he_may_cancel_it():
    not_shipped()

    assert buttons(answer("changed_mind")) == ["cancel"]
    assert press("cancel", "changed_mind").status_code == 303
    made = Decision.objects.get()
    assert (made.remedy, made.state) == ("cancel", "executed")


@pytest.mark.parametrize("remedy", ["refund_returnless", "goodwill", "", "nothing"])
def test_what_a_person_must_look_at_cannot_be_pressed(remedy):
    assert press(remedy, "damaged").status_code == 404
    assert not Decision.objects.exists()


def test_what_the_rules_do_not_give_any_more_is_refused_and_nothing_is_kept():
    response = press("cancel", "changed_mind")

    assert response.status_code == 409
    assert "a person looks at it" in words(response)
    assert not Contact.objects.filter(order="LM-1030").exists()


def test_a_defect_offers_more_and_asks_a_person_for_it():
    response = answer("defective")

    cards = [card for one in response.context["answers"] for card in one.cards]
    hrefs = [action.href for card in cards for action in card.actions if action.href]
    assert any("wish=replacement" in href or "wish=repair" in href for href in hrefs)


def test_the_way_to_withdraw_stands_beside_the_answer_and_keeps_the_order():
    shown = answer("changed_mind").context["withdraw"]

    form = Client().get(shown).context["form"]
    assert form.initial["contract"] == "LM-1030"
    assert form.initial["name"] == "Anna Keller"


@pytest.mark.parametrize(
    ("order", "what", "handler"),
    [
        ("LM-1030", "invoice", "seller"),
        ("LM-1030", "product_use", ""),
        ("LM-1003", "damaged", "seller"),
    ],
)
def test_E38_it_says_who_answers_before_he_writes(order, what, handler):
    response = answer(what, order=order)

    assert response.status_code == 200
    assert response.context["other"] == handler
    assert buttons(response) == []


def test_still_need_us_takes_everything_along():
    path = f"{step('contact')}?what=defective&line=1"

    response = Client().post(path, {"text": "Sie flackert."})

    made = Contact.objects.get(order="LM-1030")
    assert response.status_code == 303
    assert (made.topic, made.verified, made.buyer_id) == ("warranty", True, "B-KELLER")
    with override("de"):
        words_of_ours = str(WHATS["defective"].words)
    assert said(made) == [("buyer:B-KELLER", f"{words_of_ours}.\n\nSie flackert.")]


def test_still_need_us_wants_words():
    response = Client().post(f"{step('contact')}?what=defective&line=1", {"text": ""})

    assert response.status_code == 422
    assert not Contact.objects.filter(order="LM-1030").exists()


def test_what_he_asked_for_begins_his_words():
    response = Client().get(f"{step('contact')}?what=defective&line=1&wish=replacement")

    assert response.context["form"].initial == {"text": "I would like a new one."}
    assert Client().get(f"{step('contact')}?what=defective&line=1&wish=x").status_code == 200


def test_zed_cannot_open_annas_order_by_any_address():
    sealed = step().split("/")[3]
    for forged in ("LM-1030", sealed[:-1], sealed.replace("LM-1030", "LM-1012")):
        for more in ("", "answer/", "contact/"):
            response = signed_in("zed").get(f"/help/orders/{forged}/{more}")
            assert response.status_code == 302


def test_a_decision_can_be_printed_from_the_page_of_the_request():
    shown = Client().get(press("return", "changed_mind").headers["Location"])

    [link] = shown.context["receipts"]
    printed = words(Client().get(link.href))
    assert link.words == "Decision of 12 Nov 2026"
    assert Decision.objects.get().pk in printed
    assert "Leselampe Lena" in printed
    assert Client().get(link.href.replace("D-", "D-X")).status_code == 404
