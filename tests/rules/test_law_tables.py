"""Law is data: which table counts on which day, and that none falls below the Union's floor."""

from datetime import date

import pytest

from mostrador.rules.law_tables import CHECK, EU, MEMBERS, TABLES, law_for

EVERY = [table for tables in TABLES.values() for table in tables]
LONGER_IS_KINDER = (
    "withdrawal_days", "uninstructed_months", "send_back_days", "guarantee_months",
    "presumption_months", "repair_extends_months", "late_claim_months",
)  # fmt: skip
SHORTER_IS_KINDER = ("withdrawal_refund_days", "delivery_days")
PARTS = {
    "withdrawal", "start", "uninstructed", "in_time", "refund", "express", "may_wait", "send_back",
    "return_cost", "loss_of_value", "no_withdrawal", "guarantee", "presumption", "remedies",
    "rescission", "delivery", "risk", "unsafe",
}  # fmt: skip


@pytest.mark.parametrize(
    ("country", "on", "version"),
    [
        ("DE", date(2014, 6, 12), None),
        ("DE", date(2014, 6, 13), "DE-2014"),
        ("DE", date(2021, 12, 31), "DE-2014"),
        ("DE", date(2022, 1, 1), "DE-2022"),
        ("DE", date(2022, 5, 28), "DE-2022-05"),
        ("DE", date(2026, 7, 30), "DE-2022-05"),
        ("DE", date(2026, 7, 31), "DE-2026"),
        ("ES", date(2021, 12, 31), "ES-2014"),
        ("ES", date(2022, 1, 1), "ES-2022"),
        ("ES", date(2026, 7, 31), "ES-2026"),
        ("FR", date(2026, 11, 2), "EU-2026"),
        ("EU", date(2026, 11, 2), "EU-2026"),
        ("US", date(2026, 11, 2), None),
        ("GB", date(2026, 11, 2), None),
        ("", date(2026, 11, 2), None),
    ],
)
def test_a_contract_lives_under_the_law_of_its_day(country, on, version):
    found = law_for(country, on)

    assert (found and found.version) == version


@pytest.mark.parametrize(
    ("country", "on", "months"),
    [
        ("DE", date(2021, 12, 31), (24, 6, 0, 0)),
        ("DE", date(2022, 1, 1), (24, 12, 0, 4)),
        ("DE", date(2026, 11, 2), (24, 12, 12, 4)),
        ("ES", date(2021, 12, 31), (24, 6, 0, 0)),
        ("ES", date(2022, 1, 1), (36, 24, 0, 60)),
        ("ES", date(2026, 11, 2), (36, 24, 12, 60)),
        ("AT", date(2026, 11, 2), (24, 12, 12, 2)),
    ],
)
def test_guarantee_presumption_repair_and_late_claim(country, on, months):
    law = law_for(country, on)

    assert months == (
        law.guarantee_months,
        law.presumption_months,
        law.repair_extends_months,
        law.late_claim_months,
    )


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.version)
def test_no_table_falls_below_the_unions_floor_of_its_day(table):
    floor = law_for(EU, table.in_force_from)

    assert [name for name in LONGER_IS_KINDER if getattr(table, name) < getattr(floor, name)] == []
    assert [name for name in SHORTER_IS_KINDER if getattr(table, name) > getattr(floor, name)] == []
    assert table.no_withdrawal <= floor.no_withdrawal


@pytest.mark.parametrize("table", EVERY, ids=lambda table: table.version)
def test_every_table_names_its_source_and_every_part(table):
    assert table.source.endswith(CHECK)
    assert {part for part in PARTS if not table.clause(part)} == set()
    assert not table.late_claim_months or table.clause("late_claim")
    assert not table.repair_extends_months or table.clause("repair_extends")


def test_a_countrys_own_words_are_its_own():
    assert law_for("DE", date(2026, 11, 2)).clause("return_cost") == "§ 357 (5) BGB"
    assert law_for("DE", date(2022, 5, 27)).clause("return_cost") == "§ 357 (6) BGB"
    assert law_for("ES", date(2026, 11, 2)).clause("guarantee") == "Art. 120 (1) TRLGDCU"
    assert law_for("FR", date(2026, 11, 2)).clause("nothing of the kind") == ""


def test_tables_stand_in_the_order_of_their_days_and_versions_are_unique():
    for country, tables in TABLES.items():
        assert [table.country for table in tables] == [country] * len(tables)
        assert sorted(tables, key=lambda table: table.in_force_from) == list(tables)
    assert len({table.version for table in EVERY}) == len(EVERY)
    assert set(TABLES) - {EU} < MEMBERS
