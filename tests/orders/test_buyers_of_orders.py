"""The buyer inside an order is that order's snapshot; his own record is another thing."""

import pytest

from mostrador.orders.models import Buyer, Order
from tests.given import needed, whole
from tests.orders.writing import order, upsert

pytestmark = pytest.mark.django_db
LATE = "2026-11-05T08:00:00Z"


def test_an_order_makes_a_missing_buyer():
    upsert(whole("order"))

    buyer = Buyer.objects.get()
    assert (buyer.name, buyer.email, buyer.from_order) == (
        "Anna Keller", "anna.keller@mail.example", True,
    )  # fmt: skip
    assert buyer.body == {"type": "buyer", **whole("order")["buyer"]}


@pytest.mark.parametrize("record_first", [True, False])
def test_an_order_never_changes_a_buyers_own_record(record_first):
    own, snapshot = needed("buyer", name="Anna"), needed("order", buyer={"id": "B-KELLER"})
    first, second = (own, snapshot) if record_first else (snapshot, own)

    assert (upsert(first), upsert(second)) == (["created"], ["created"])
    upsert(order(buyer={"id": "B-KELLER", "name": "Somebody"}, updated_at=LATE))

    buyer = Buyer.objects.get()
    assert (buyer.name, buyer.body, buyer.from_order) == ("Anna", own, False)
    assert upsert(own) == ["unchanged"]


@pytest.mark.parametrize("turned", [False, True])
def test_of_several_orders_the_latest_knows_the_buyer_best(turned):
    said = [("2026-11-03", "Anna Meier"), ("2026-11-04", "Anna Keller"), ("2026-11-02", "A.")]
    bodies = [
        needed("order", id=f"LM-{at}", placed_at=at, buyer={"id": "B-KELLER", "name": name})
        for at, name in said
    ]
    for body in reversed(bodies) if turned else bodies:
        upsert(body)

    assert Buyer.objects.get().name == "Anna Keller"


def test_the_buyer_of_an_order_is_found_by_any_spelling_of_his_address():
    upsert(needed("order", buyer={"id": "B-KELLER", "email": " Anna.Keller@Mail.example"}))

    assert Order.objects.get(buyer_email="anna.keller@mail.example").buyer_id == "B-KELLER"
