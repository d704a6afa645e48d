"""Connecting a marketplace from the office, and seeing how it does."""

from typing import Any

import pytest
from django.test import Client

from mostrador.connectors.models import Connection
from mostrador.history import chain
from tests.cast import signed_in
from tests.connectors.small_shop import Shop, connected, read, reading, shop

__all__ = ["shop"]
LIST = "/office/connections/"
NEW = f"{LIST}new/small_shop/"
ONE = f"{LIST}small/"


@pytest.fixture
def olga(shop: Shop) -> Client:
    return signed_in("olga")


def filled(shop: Shop, **other: str) -> dict[str, str]:
    return {
        "name": "small", "store": "de", "setting-address": shop.url, "setting-key": shop.key,
        "table-state": "sent = shipped\nopen = paid", **other,
    }  # fmt: skip


def test_connecting(olga, shop):
    assert b"Small shop" in olga.get(LIST).content
    assert b"not tried on the live service" in olga.get(f"{LIST}new/mirakl/").content
    assert b"not tried on the live service" not in olga.get(NEW).content

    answer = olga.post(NEW, filled(shop))

    assert (answer.status_code, answer["Location"]) == (302, ONE)
    small = Connection.objects.get()
    assert (small.settings, small.secrets, small.store_id) == (
        {"address": shop.url}, {"key": shop.key}, "de",
    )  # fmt: skip
    assert b"not read yet" in olga.get(LIST).content


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": "Small shop"}, b"A name has small letters"),
        ({"setting-address": "http://shop.example"}, b"must begin with https://"),
        ({"setting-key": ""}, b"This field is required"),
        ({"store": "nowhere"}, b"valid choice"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(olga, shop, wrong, sentence):
    answer = olga.post(NEW, filled(shop, **wrong))

    assert answer.status_code == 422
    assert sentence in answer.content
    assert shop.key.encode() not in answer.content
    assert not Connection.objects.exists()


def test_a_name_is_given_once(olga, shop):
    connected(shop)

    answer = olga.post(NEW, filled(shop))

    assert (answer.status_code, b"of this name already" in answer.content) == (422, True)


def test_no_page_shows_the_key(olga, shop):
    connected(shop)

    for path in (LIST, ONE, NEW):
        assert shop.key.encode() not in olga.get(path).content


def test_the_page_says_what_was_read_and_what_could_not_be(olga, shop):
    connected(shop)
    shop.put("P-1", "2026-11-04T12:00:00+01:00")
    shop.put("P-2", "2026-11-05T12:00:00+01:00", vendor="a/b")
    read()

    said = olga.get(ONE).content.decode()

    assert "1 new, 1 rejected" in said
    assert "order P-2" in said
    assert "/seller: seller must have 1 to 200 characters without a slash." in said
    assert "works" in olga.get(LIST).content.decode()


def test_the_page_says_what_went_wrong_and_what_to_do(olga, shop):
    connected(shop)
    shop.key = "another"
    read()

    said = olga.get(ONE).content.decode()

    assert "The marketplace does not accept the key." in said
    assert "401 Unauthorized" in said
    assert "needs you" in olga.get(LIST).content.decode()


def test_the_test_button(olga, shop):
    connected(shop)

    said = olga.post(f"{ONE}test/").content.decode()

    assert "It may read the orders of Small shop." in said
    assert "Its clock and ours agree." in said


def test_changing_a_setting_keeps_the_key_and_leaves_a_trace(olga, shop):
    small = connected(shop)
    wanted = {"setting-address": f"{shop.url}/v2", "setting-key": "", "table-state": "sent = gone",
              "version": str(small.version)}  # fmt: skip

    assert olga.post(ONE, wanted).status_code == 302
    small.refresh_from_db()

    assert (small.settings, small.secrets) == ({"address": f"{shop.url}/v2"}, {"key": shop.key})
    assert small.tables == {"state": {"sent": "gone"}}
    assert "Changed settings: address, state" in olga.get(ONE).content.decode()
    assert olga.post(ONE, wanted).status_code == 409


def test_another_key_is_tried_at_once(olga, shop):
    small = connected(shop)
    shop.key = "another"
    read()
    wanted = {"setting-address": shop.url, "setting-key": "another", "table-state": "",
              "version": str(small.version)}  # fmt: skip

    olga.post(ONE, wanted)

    assert reading().fault == ""
    assert Connection.objects.get().secrets == {"key": "another"}


def test_pausing_and_going_on(olga, shop):
    connected(shop)

    olga.post(f"{ONE}pause/", {"wanted": "pause"})
    assert "paused" in olga.get(LIST).content.decode()
    olga.post(f"{ONE}pause/", {"wanted": "go_on"})
    assert Connection.objects.get().paused is False


def test_carrying_out_is_one_connections_matter(olga, shop):
    small, other = connected(shop), connected(shop, "other")

    assert olga.post(f"{ONE}carrying/", {"wanted": "yes"}).status_code == 302
    refused = olga.post(f"{LIST}other/carrying/", {"wanted": "yes"})

    assert (refused.status_code, b"Another connection carries" in refused.content) == (422, True)
    olga.post(f"{ONE}carrying/", {"wanted": "no"})
    assert [entry.what for entry in chain.entries_of(small)][1:] == [
        "connection_carries", "connection_stopped_carrying",
    ]  # fmt: skip
    assert other.carries is False


def test_fetching_again_from_a_day(olga, shop):
    connected(shop)
    read()

    answer = olga.post(f"{ONE}reading/", {"stream": "orders", "since": "2026-11-01"})

    assert answer.status_code == 302
    assert reading().since.isoformat() == "2026-10-31T23:00:00+00:00"
    assert reading("messages").since != reading().since
    assert "Had orders read again" in olga.get(ONE).content.decode()


@pytest.mark.parametrize("day", ["", "soon", "2999-01-01"])
def test_a_day_that_is_none_is_refused(olga, shop, day):
    connected(shop)

    assert olga.post(f"{ONE}reading/", {"stream": "", "since": day}).status_code == 422


def test_a_connector_that_is_gone_leaves_a_page_that_says_so(olga, shop, settings):
    small = connected(shop)
    Connection.objects.filter(pk=small.pk).update(kind="gone")

    assert b"not installed any more" in olga.get(ONE).content
    assert olga.post(f"{ONE}test/").status_code == 200
    read()
    assert reading().fault_code == "SETTING"


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    olga: Client, shop: Shop, how_many: int, django_assert_num_queries: Any
) -> None:
    for number in range(how_many):
        connected(shop, f"small-{number}")

    with django_assert_num_queries(4):
        olga.get(LIST)
