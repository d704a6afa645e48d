"""Every case of the table, entitlement_cases.md, with its source in law, policy or our rules."""

import pytest

from tests.rules.entitlement_table import answered, rows

CASES = rows()
AT_LEAST = 100


@pytest.mark.parametrize("case", CASES, ids=[f"{each.number}-{each.source}" for each in CASES])
def test_what_the_buyer_may_have(case):
    assert answered(case) == case


def test_the_table_is_long_enough_and_numbered():
    assert [int(case.number) for case in CASES] == list(range(1, len(CASES) + 1))
    assert len(CASES) >= AT_LEAST


def test_every_case_names_its_source_and_no_two_are_the_same():
    assert all(case.source for case in CASES)
    assert len({case.told for case in CASES}) == len(CASES)
