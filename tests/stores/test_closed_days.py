"""Public holidays of a store's country and region."""

from datetime import date

import pytest

from mostrador.stores.closed_days import closed_days
from mostrador.stores.models import Store

FROM, TO = date(2026, 10, 25), date(2027, 1, 2)
UNITY, REFORMATION, ALL_SAINTS = date(2026, 10, 3), date(2026, 10, 31), date(2026, 11, 1)
PENANCE = date(2026, 11, 18)
CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 26)}
NEW_YEAR = date(2027, 1, 1)


def store(country, **body):
    return Store(id="de", country=country, body=body)


@pytest.mark.parametrize(
    ("country", "body", "days"),
    [
        ("DE", {}, {*CHRISTMAS, NEW_YEAR}),
        ("DE", {"region": "SN"}, {REFORMATION, PENANCE, *CHRISTMAS, NEW_YEAR}),
        ("DE", {"region": "BY"}, {ALL_SAINTS, *CHRISTMAS, NEW_YEAR}),
        ("DE", {"region": "nowhere"}, {*CHRISTMAS, NEW_YEAR}),
        ("DE", {"region": None}, {*CHRISTMAS, NEW_YEAR}),
        ("XX", {}, set()),
    ],
)
def test_E16b_the_calendar_is_the_stores(country, body, days):
    assert closed_days(store(country, **body), FROM, TO) == days


def test_first_and_last_day_are_included():
    germany = store("DE")

    assert closed_days(germany, UNITY, UNITY) == {UNITY}
    assert closed_days(germany, date(2026, 12, 27), date(2026, 12, 31)) == frozenset()
