"""The bucket of each operation, at its edges."""

from datetime import UTC, datetime, timedelta

import pytest

from mostrador.connectors.calling import TryLaterError
from mostrador.connectors.selling_partner import limits
from mostrador.connectors.selling_partner.limits import Bucket

pytestmark = pytest.mark.usefixtures("_full_buckets")
NOW = datetime(2026, 11, 12, 9, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
ZHOU, ANA = ("https://a.example", "app", "zhou"), ("https://a.example", "app", "ana")


@pytest.mark.parametrize(
    ("gone", "wait"),
    [
        (timedelta(0), timedelta(seconds=4)),
        (timedelta(seconds=3), timedelta(seconds=1)),
        (timedelta(seconds=4), None),
        (timedelta(days=1), None),
        # A clock that went back gives no token, and takes none away.
        (timedelta(hours=-1), timedelta(seconds=4)),
    ],
)
def test_an_empty_bucket_fills_by_its_rate(gone, wait):
    assert Bucket(rate=0.25, burst=2, tokens=0.0, at=NOW).take(NOW + gone) == wait


def test_a_bucket_never_holds_more_than_its_burst():
    bucket = Bucket(rate=0.25, burst=2, tokens=0.0, at=NOW)
    later = NOW + timedelta(days=1)

    assert [bucket.take(later) for _ in range(3)] == [None, None, timedelta(seconds=4)]


def takes(account: tuple[str, ...], operation: str, *, now: datetime = NOW) -> int:
    for count in range(100):
        try:
            limits.take(account, operation, now=now)
        except TryLaterError:
            return count
    return 100


def test_each_account_and_operation_has_a_bucket_of_its_own():
    assert takes(ZHOU, "searchOrders") == 20
    assert takes(ZHOU, "getOrder") == 30
    assert takes(ANA, "searchOrders") == 20


def test_the_marketplaces_own_word_changes_the_rate():
    takes(ZHOU, "searchOrders")
    limits.heard(ZHOU, "searchOrders", "0.5", now=NOW)

    assert takes(ZHOU, "searchOrders", now=NOW + A_SECOND * 4) == 2


@pytest.mark.parametrize("said", ["", "fast", "0", "-1", "nan", "inf", "1e9"])
def test_a_word_that_is_no_rate_changes_nothing(said):
    takes(ZHOU, "searchOrders")
    limits.heard(ZHOU, "searchOrders", said, now=NOW)

    assert takes(ZHOU, "searchOrders", now=NOW + A_SECOND * 200) == 1


def test_a_refusal_empties_the_bucket():
    limits.emptied(ZHOU, "getOrder", now=NOW)

    assert takes(ZHOU, "getOrder") == 0
