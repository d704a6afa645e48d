"""Each kind of question has a form of its own, and both sides read what was filled in."""

import pytest

from mostrador.sellers.models import Seller
from tests.cast import a_question, annas_contact, signed_in
from tests.portal.stage import a_photo
from tests.portal.test_answer import page

FULL = {
    "tracking": {"choice": "not_sent", "day": "2026-11-14"},
    "replacement_stock": {"choice": "later", "day": "2026-11-20"},
    "compatibility": {"choice": "partly", "limits": "Nur mit E27."},
    "part_photo": {"choice": "attached", "photos": a_photo},
    "repair_or_spare_part": {"choice": "repair", "repair_price": "12,50", "repair_days": "5"},
    "return_address": {"name": "Zhou", "street": "Weg 1", "place": "10115 Berlin", "country": "DE"},
    "exception": {"choice": "only_with", "condition": "Im Originalkarton."},
    "free_text": {"text": "好的"},
}
KEPT = {
    "tracking": {"day": "2026-11-14"},
    "replacement_stock": {"day": "2026-11-20"},
    "compatibility": {"limits": "Nur mit E27."},
    "repair_or_spare_part": {"repair_price": "12.50 EUR", "repair_days": "5"},
    "return_address": FULL["return_address"],
    "exception": {"condition": "Im Originalkarton."},
}


@pytest.mark.parametrize("kind", FULL)
def test_each_kind_has_its_form_and_both_sides_read_the_answer(kind):
    question = a_question(annas_contact(), kind=kind, text="Bitte.")
    data = {name: one() if callable(one) else one for name, one in FULL[kind].items()}
    zhou = signed_in("zhou")

    sent = zhou.post(page(question), data)
    his = zhou.get(page(question)).content.decode()
    hers = signed_in("ada").get(f"/desk/contacts/{question.contact_id}/?lane=seller")

    given = question.answers.get()
    assert (sent.status_code, given.values) == (303, KEPT.get(kind, {}))
    words = [one for one in given.values.values() if one in {"Nur mit E27.", "10115 Berlin"}]
    for shown in (his, hers.content.decode()):
        assert [one for one in words if one not in shown] == []


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("tracking", {"choice": "sent"}),
        ("replacement_stock", {"choice": "later"}),
        ("compatibility", {"choice": "partly"}),
        ("part_photo", {"choice": "attached"}),
        ("exception", {"choice": "only_with"}),
        ("return_address", {"name": "Zhou", "street": "Weg 1", "place": "Berlin"}),
        ("return_address", {}),
    ],
)
def test_what_an_answer_needs_is_asked_for_unless_his_own_words_stand_for_it(kind, data):
    question = a_question(annas_contact(), kind=kind)
    zhou = signed_in("zhou")

    refused = zhou.post(page(question), data)
    explained = zhou.post(page(question), {**data, "text": "Das kommt morgen."})

    assert (refused.status_code, explained.status_code) == (422, 303)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("12,50", "12.50 EUR"), ("12.5", "12.50 EUR"), ("0", "0.00 EUR"), (" 12 ", "12.00 EUR"),
     ("1,250", None), ("1.250,00", None), ("-1", None), ("free", None), ("12345678", None)],
)  # fmt: skip
def test_a_price_is_read_as_it_is_typed_and_never_guessed(typed, kept):
    question = a_question(annas_contact(), kind="repair_or_spare_part")

    sent = signed_in("zhou").post(page(question), {"choice": "repair", "repair_price": typed})

    assert sent.status_code == (303 if kept else 422)
    assert [one.values for one in question.answers.all()] == (
        [{"repair_price": kept}] if kept else []
    )


def test_his_known_return_address_near_the_store_is_filled_in_already():
    known = [
        {"country": "CN", "lines": ["Zhou", "1 Road", "Shenzhen"]},
        {"country": "DE", "lines": ["Zhou c/o Lager", "Weg 1", "10115 Berlin"]},
    ]
    seller = Seller.objects.get(pk="S-ZHOU")
    Seller.objects.filter(pk=seller.pk).update(body={**seller.body, "return_addresses": known})
    question = a_question(annas_contact(), kind="return_address")

    form = signed_in("zhou").get(page(question)).context["form"]

    assert [form[name].value() for name in ("name", "street", "place", "country")] == [
        "Zhou c/o Lager", "Weg 1", "10115 Berlin", "DE",
    ]  # fmt: skip
