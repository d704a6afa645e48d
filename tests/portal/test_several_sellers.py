"""An owner of several sellers: whose people and notifications he looks at is for him to say."""

import pytest

from mostrador.people import users
from mostrador.sellers import reach
from mostrador.sellers.models import Membership, Seller
from tests.cast import person, signed_in

PEOPLE, TOLD = "/portal/account/people/", "/portal/account/notifications/"
ANAS = "?seller=S-ANA"


@pytest.fixture(autouse=True)
def _zhou_owns_two(_noon: None) -> None:
    ana = Seller.objects.get(pk="S-ANA")
    Membership.objects.create(seller=ana, user=person("zhou"), role="owner")


def second_email(seller: str) -> str:
    return reach.of(Seller.objects.get(pk=seller)).second_email


@pytest.mark.parametrize("path", [PEOPLE, TOLD])
def test_the_first_is_shown_unless_he_chooses(path):
    zhou = signed_in("zhou")

    first, other = zhou.get(path), zhou.get(path + ANAS)

    assert (first.context["seller"].pk, other.context["seller"].pk) == ("S-ZHOU", "S-ANA")
    assert [(one.words, one.href, one.current) for one in first.context["filters"]] == [
        ("Zhou Lighting", f"{path}?seller=S-ZHOU", True),
        (str(other.context["seller"]), path + ANAS, False),
    ]


@pytest.mark.parametrize("path", [PEOPLE, TOLD])
def test_who_owns_one_finds_no_choice(path):
    shown = signed_in("ana").get(path)

    assert shown.context["filters"] == []
    assert "?seller=" not in shown.content.decode()


@pytest.mark.parametrize("path", [PEOPLE, TOLD])
def test_another_s_seller_is_not_there(path):
    assert signed_in("zhou").get(f"{path}?seller=S-ZED").status_code == 404
    assert signed_in("zed").get(path + ANAS).status_code == 404


def test_what_he_sets_is_set_for_the_one_he_chose():
    zhou = signed_in("zhou")
    sent_to = zhou.get(f"{TOLD}?seller=S-ZHOU").context["save"]

    saved = zhou.post(sent_to, {"second_email": "zwei@zhou-lighting.example"})

    assert (saved.status_code, saved.url) == (303, f"{TOLD}?seller=S-ZHOU")
    assert (second_email("S-ZHOU"), second_email("S-ANA")) == ("zwei@zhou-lighting.example", "")


def test_who_gives_one_of_them_up_finds_the_other():
    users.add("wei", role="seller", password="a long one, for Wei")
    seller = Seller.objects.get(pk="S-ZHOU")
    Membership.objects.create(seller=seller, user=person("wei"), role="owner")
    zhou = signed_in("zhou")
    mine = Membership.objects.get(seller=seller, user=person("zhou"))

    left = zhou.post(f"{PEOPLE}{mine.pk}/removal/?seller=S-ZHOU", follow=True)

    assert (left.status_code, left.context["seller"].pk) == (200, "S-ANA")


def test_a_colleague_joins_and_leaves_the_one_he_chose():
    users.add("wei", role="seller", password="a long one, for Wei")
    zhou = signed_in("zhou")
    page = zhou.get(f"{PEOPLE}?seller=S-ZHOU")

    zhou.post(page.context["let_in"], {"name": "wei", "role": "answers"})
    joined = set(Membership.objects.filter(user__username="wei").values_list("seller", flat=True))
    rows = zhou.get(f"{PEOPLE}?seller=S-ZHOU").context["people"]
    wei = next(one for one in rows if one.name == "wei")
    changed = zhou.post(wei.change, {"role": "reads"})
    removed = zhou.post(wei.remove)

    assert joined == {"S-ZHOU"}
    assert [changed.url, removed.url] == [f"{PEOPLE}?seller=S-ZHOU"] * 2
    assert not Membership.objects.filter(user__username="wei").exists()
