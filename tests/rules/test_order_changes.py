"""What an order looks like once the marketplace has done what it was told."""

import pytest

from mostrador.rules import order_changes
from mostrador.rules.money import Money

LAMP = {"id": "1", "sku": "LENA-W", "quantity": 2, "unit_price": "39.90", "currency": "EUR"}
BULB = {"id": "2", "sku": "BULB", "quantity": 1, "unit_price": "4.00", "currency": "EUR"}
CARD = {"method": "card", "kind": "payment", "amount": "60.00", "currency": "EUR"}
VOUCHER = {"method": "gift", "kind": "payment", "amount": "23.80", "currency": "EUR"}
ORDER = {"id": "O1", "status": "pending", "lines": [LAMP, BULB], "payments": [CARD, VOUCHER]}


def amount(value: str, *, payer: str = "seller", component: str = "principal") -> dict[str, str]:
    return {"component": component, "amount": value, "currency": "EUR", "payer": payer}


def told(kind: str, *amounts: dict[str, str], key: str = "I-1", **more):
    return {"id": key, "kind": kind, "amounts": list(amounts), **more}


def refund(method: str, value: str, key: str = "I-1") -> dict[str, str]:
    return {"method": method, "kind": "refund", "amount": value, "currency": "EUR",
            "instruction": key}  # fmt: skip


def payment(method: str, value: str, key: str = "I-1") -> dict[str, str]:
    return {**refund(method, value, key), "kind": "payment"}


def new_payments(order, instruction, **more):
    changed = order_changes.after(order, instruction, **more)
    return changed.get("payments", [])[len(order.get("payments") or []) :]


@pytest.mark.parametrize(
    ("instruction", "payments"),
    [
        (told("refund", amount("39.90")), [refund("card", "39.90")]),
        (told("refund", amount("83.80")), [refund("card", "60.00"), refund("gift", "23.80")]),
        (told("refund", amount("90.00")),
         [refund("card", "60.00"), refund("gift", "23.80"), refund("card", "6.20")]),
        (told("refund", amount("39.90"), payment_method="gift"), [refund("gift", "39.90")]),
        (told("refund", amount("39.90"), amount("4.90", payer="buyer", component="deduction")),
         [refund("card", "35.00")]),
        (told("refund", amount("0.00")), []),
        (told("refund"), []),
        (told("refund", amount("39.90"), said={"amount": "9.90", "currency": "EUR"}),
         [refund("card", "9.90")]),
        (told("refund", amount("39.90"), said={"outcome": "done"}), [refund("card", "39.90")]),
        (told("recharge", amount("39.90", payer="buyer")), [payment("card", "39.90")]),
        (told("recharge", amount("39.90", payer="buyer"),
              said={"amount": "30.00", "currency": "EUR"}), [payment("card", "30.00")]),
        (told("change_item", amount("2.00", payer="buyer"), payment_method="paypal"),
         [payment("paypal", "2.00")]),
        (told("change_item", amount("2.00"), payment_method="paypal"), [refund("paypal", "2.00")]),
        (told("change_payment", payment_method="paypal"),
         [payment("paypal", "83.80"), refund("card", "60.00"), refund("gift", "23.80")]),
        (told("change_payment", payment_method="card"),
         [payment("card", "23.80"), refund("gift", "23.80")]),
        (told("goodwill", amount("5.00", payer="operator")), []),
        (told("return", amount("39.90")), []),
        (told("exchange", amount("2.00", payer="buyer")), []),
        (told("change_address", ship_to={"city": "Bremen"}), []),
    ],
)  # fmt: skip
def test_payments_are_appended_for_what_moves_money(instruction, payments):
    assert new_payments(ORDER, instruction) == payments


def test_what_was_given_back_before_is_not_given_back_again():
    once = order_changes.after(ORDER, told("refund", amount("60.00")))

    assert new_payments(once, told("refund", amount("10.00"), key="I-2")) == [
        refund("gift", "10.00", "I-2")
    ]


def test_without_known_payments_the_method_is_left_to_the_marketplace():
    bare = {"id": "O1"}

    assert new_payments(bare, told("refund", amount("5.00"))) == [
        {"kind": "refund", "amount": "5.00", "currency": "EUR", "instruction": "I-1"}
    ]
    assert new_payments(bare, told("change_payment", payment_method="card")) == []


def test_an_instruction_without_an_id_leaves_no_mark():
    assert new_payments(ORDER, {"kind": "refund", "amounts": [amount("5.00")]}) == [
        {"method": "card", "kind": "refund", "amount": "5.00", "currency": "EUR"}
    ]


@pytest.mark.parametrize("kind", ["refund", "cancel", "return", "change_item", "exchange"])
def test_done_twice_is_done_once(kind):
    instruction = told(
        kind, amount("39.90"), lines=[{"line": "1", "sku": "LENA-W", "quantity": 1}],
        changes=[{"line": "1", "sku": "LENA-B"}],
    )  # fmt: skip
    once = order_changes.after(ORDER, instruction)

    assert order_changes.after(once, instruction) == once


def test_what_the_marketplace_has_told_already_is_not_added():
    instruction = told("refund", amount("83.80"))

    assert new_payments(ORDER, instruction, told=2) == []
    assert new_payments(ORDER, instruction, told=1) == [refund("gift", "23.80")]


@pytest.mark.parametrize(
    ("lines", "cause", "status", "reason"),
    [
        ([], "changed_mind", "cancelled", "no longer needed"),
        ([("1", 2), ("2", 1)], "ordered_by_mistake", "cancelled", "ordered by mistake"),
        ([("1", 2), ("2", 1)], "not_received", "cancelled", "not received"),
        ([("1", 2), ("2", 1)], None, "cancelled", None),
        ([("1", 2)], "changed_mind", "pending", None),
        ([("1", 1), ("2", 1)], "changed_mind", "pending", None),
    ],
)
def test_an_order_is_cancelled_when_nothing_is_left_of_it(lines, cause, status, reason):
    wanted = [{"line": line, "quantity": quantity} for line, quantity in lines]

    changed = order_changes.after(ORDER, told("cancel", lines=wanted, cause=cause))

    assert (changed["status"], changed.get("cancel_reason")) == (status, reason)


def test_two_cancellations_of_parts_make_a_whole():
    first = told("cancel", lines=[{"line": "1", "quantity": 2}])
    second = told("cancel", lines=[{"line": "2", "quantity": 1}], key="I-2")

    part = order_changes.after(ORDER, first)

    assert part["status"] == "pending"
    assert order_changes.after(part, second)["status"] == "cancelled"


def test_another_item_takes_the_place_of_the_first():
    changes = [{"line": "1", "sku": "LENA-B", "unit_price": "41.90", "options": {"colour": "b"}}]

    changed = order_changes.after(ORDER, told("change_item", changes=changes))
    again = order_changes.after(changed, told("change_item", changes=changes, key="I-2"))

    assert changed["lines"] == [
        {**LAMP, "sku": "LENA-B", "unit_price": "41.90", "options": {"colour": "b"}},
        BULB,
    ]
    assert changed["status"] == again["status"] == "pending (item modified)"
    bare = order_changes.after({}, told("change_item", changes=changes))
    assert bare == {"lines": [], "status": "(item modified)"}


def test_another_address_takes_the_place_of_the_first():
    changed = order_changes.after(ORDER, told("change_address", ship_to={"city": "Bremen"}))

    assert changed["ship_to"] == {"city": "Bremen"}
    # The buyer was erased in between.
    assert order_changes.after(changed, told("change_address")) == changed


@pytest.mark.parametrize(
    ("kind", "what", "status"),
    [
        ("return", "return", "return requested"),
        ("replacement", "replacement", "replacement requested"),
        ("repair", "repair", "repair requested"),
        ("exchange", "exchange", "exchange requested"),
    ],
)
def test_what_is_asked_for_stands_in_the_order(kind, what, status):
    lines = [{"line": "2", "sku": "BULB"}, {"line": "1"}]
    changed = order_changes.after(ORDER, told(kind, lines=lines, payment_method="card"))

    assert changed["status"] == status
    assert changed[f"{what}_items"] == ["1", "BULB"]
    assert changed[f"{what}_payment_method_id"] == "card"


def test_two_returns_of_one_order_are_both_in_it():
    first = order_changes.after(ORDER, told("return", lines=[{"line": "1", "sku": "LENA-W"}]))
    both = order_changes.after(first, told("return", lines=[{"line": "2", "sku": "BULB"}]))

    assert both["return_items"] == ["BULB", "LENA-W"]


@pytest.mark.parametrize(
    ("amounts", "difference"),
    [([amount("2.00", payer="buyer")], "2.00"), ([amount("1.50")], "-1.50"), ([], None)],
)
def test_an_exchange_says_what_the_buyer_pays_more(amounts, difference):
    changes = [{"line": "1", "sku": "LENA-B"}]
    changed = order_changes.after(ORDER, told("exchange", *amounts, changes=changes))

    assert changed["exchange_new_items"] == ["LENA-B"]
    assert changed.get("exchange_price_difference") == difference


@pytest.mark.parametrize(
    ("payments", "paid"),
    [
        ([CARD], {"card": Money("EUR", 6000)}),
        ([{"method": "card", "amount": "5.00", "currency": "EUR"}], {"card": Money("EUR", 500)}),
        ([CARD, refund("card", "10.00")], {"card": Money("EUR", 5000)}),
        ([CARD, refund("card", "-10.00")], {"card": Money("EUR", 5000)}),
        ([CARD, {**CARD, "currency": "USD"}], {"card": Money("EUR", 6000)}),
        ([{"method": "card", "kind": "payment"}, {**CARD, "kind": "fee"}], {}),
    ],
)
def test_what_a_method_paid_is_what_it_has_not_got_back(payments, paid):
    found = order_changes.paid_by_method({"payments": payments}, "EUR")

    assert {method: money for method, money in found.items() if money.minor} == paid


def test_a_gift_card_holds_what_came_back_to_it_and_lacks_what_it_gave():
    card = {"id": "card", "kind": "card"}
    buyer = {"id": "B", "payment_methods": [{"id": "gift", "balance": "10.00"}, card]}

    richer = order_changes.buyer_after(buyer, [refund("gift", "5.50"), refund("card", "1.00")])
    poorer = order_changes.buyer_after(buyer, [payment("gift", "5.50")])

    assert richer["payment_methods"] == [{"id": "gift", "balance": "15.50"}, card]
    assert poorer["payment_methods"] == [{"id": "gift", "balance": "4.50"}, card]
    assert order_changes.buyer_after(buyer, []) == buyer
    assert order_changes.buyer_after({"id": "B"}, [refund("gift", "5.50")]) == {"id": "B"}
