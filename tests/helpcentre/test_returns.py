"""A seller's return policy as buyers read it, signed in or not."""

import html
import re

import pytest
from django.test import Client

from mostrador.sellers import policies
from mostrador.sellers.models import Seller
from mostrador.stores.models import Store
from tests.cast import NOON, person

PAGE = "/help/sellers/S-ZHOU/returns/"


def read(path=PAGE):
    answer = Client().get(path, headers={"accept-language": "en"})
    assert answer.status_code == 200
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def english():
    Store.objects.update(languages=["de", "en"])


def test_R19_who_has_none_of_his_own_shows_the_standard(english):
    page = read()

    assert "Goods may be returned within 30 days." in page
    assert "14 days for: Books," in page
    # The holidays of last year are over.
    assert "holidays" not in page


def test_R22_an_approved_policy_is_read_where_it_is_kinder(english):
    zhou, de = Seller.objects.get(pk="S-ZHOU"), Store.objects.get()
    made = policies.submit(zhou, de, {"window_days": 45}, "", by=person("zhou").actor, now=NOON)
    assert "within 30 days" in read()

    policies.approve(made, by=person("olga").actor, now=NOON)

    assert "Goods may be returned within 45 days." in read(f"{PAGE}?store=de")


def test_R24_a_seller_abroad_says_how_goods_go_back(english):
    assert "The seller is based abroad" in read()
    assert "abroad" not in read("/help/sellers/S-ANA/returns/")


def test_it_is_in_the_language_of_the_store():
    assert 'lang="de"' in Client().get(PAGE, headers={"accept-language": "en"}).content.decode()


@pytest.mark.parametrize("path", ["/help/sellers/S-0/returns/", f"{PAGE}?store=fr"])
def test_what_is_not_there_is_not_found(path):
    assert Client().get(path).status_code == 404
