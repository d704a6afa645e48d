"""An access token is asked for once an hour, and a refusal says what to do."""

from datetime import timedelta

import pytest

from mostrador.connectors import opening
from tests.cast import NOON
from tests.connectors.selling_partner import market as markets
from tests.connectors.selling_partner.connecting import connected, read
from tests.connectors.selling_partner.market import an_order, open_market
from tests.connectors.serving import Answered
from tests.intake.conftest import marketplace

__all__ = ["marketplace"]
pytestmark = pytest.mark.usefixtures("marketplace", "_full_buckets")
TOKEN = "/auth/o2/token"
AN_HOUR = timedelta(hours=1)
A_MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("after", "asked"), [(A_MINUTE * 58, 1), (A_MINUTE * 59, 2), (AN_HOUR, 2), (AN_HOUR * 3, 2)]
)
def test_a_token_is_kept_until_a_minute_before_it_runs_out(after, asked):
    with open_market(an_order()) as market:
        connected(market)
        read()
        read(after)

    assert market.heard[TOKEN] == asked


def test_a_token_that_is_refused_before_its_time_is_replaced_at_once():
    with open_market(an_order()) as market:
        connected(market)
        read()
        market.tokens.append("Atza|of-another-hour")
        (reading,) = read(A_MINUTE * 6)

    assert (market.heard[TOKEN], reading.fault_code) == (2, "")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Answered({"error": "invalid_grant"}, 400), "The refresh token no longer holds"),
        (Answered({"error": "invalid_client"}, 401), "does not know this client id and secret"),
        (Answered({"error": "unauthorized_client"}, 400), "is another application's"),
        (Answered({"error": "who_knows"}, 400), "gives no access token. It answers: 400"),
    ],
)
def test_a_refused_refresh_token_says_what_to_do(said, sentence):
    with open_market(an_order(), instead={TOKEN: [said]}) as market:
        connected(market)
        (failed,) = read()

    assert failed.fault_code == "KEY_REFUSED"
    assert sentence in failed.fault


def test_no_secret_stands_in_a_fault():
    mirrored = Answered({"errors": [{"message": f"{markets.REFRESH} {markets.SECRET}"}]}, 404)
    with open_market(instead={markets.NEWER: [mirrored]}) as market:
        connected(market)
        (failed,) = read()

    assert failed.fault_code == "ANSWERED"
    assert markets.REFRESH not in failed.fault
    assert markets.SECRET not in failed.fault


def test_the_test_button_says_what_was_found_and_what_people_do():
    with open_market(an_order(lastUpdatedTime="2026-11-11T08:00:00Z")) as market:
        connector = opening.opened(connected(market, returns="yes"), machine_now=NOON)
        found = [(one.fine, str(one.sentence)) for one in connector.test()]

    assert found[0] == (True, "The key is accepted: one order has changed in the last week.")
    assert found[1] == (True, "Returns can be read.")
    assert found[2][1].startswith("Refunds and cancellations are carried out by a person")
    assert connector.carries == frozenset()
