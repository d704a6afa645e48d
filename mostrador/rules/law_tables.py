"""What the laws of the European Union's members give a consumer, each table from a day on.

Another country is another row, another act a row with a later first day: no rule changes. A
contract lives under the law of the day it was made. Nothing here is legal advice: before a store
opens, check its table with counsel.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from mostrador.rules.law import LawTable

CHECK = "check with counsel"
EU = "EU"
# Members of the Union; which of them has a table of its own, TABLES says.
MEMBERS = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
CONSUMER_RIGHTS = date(2014, 6, 13)
SALE_OF_GOODS = date(2022, 1, 1)
RENUMBERED = date(2022, 5, 28)
RIGHT_TO_REPAIR = date(2026, 7, 31)
# Art. 16 of the Directive and § 312g (2) BGB have the same list, in the catalogue's words.
NO_WITHDRAWAL = frozenset({
    "personalised", "perishable", "unsealed hygiene", "inseparably mixed", "aged alcohol",
    "unsealed media", "digital content", "newspapers", "services performed", "market-price goods",
    "dated services", "auctions", "urgent repairs", "betting", "notarised",
})  # fmt: skip

EU_2014 = LawTable(
    country=EU,
    version="EU-2014",
    in_force_from=CONSUMER_RIGHTS,
    source=f"Directives 2011/83/EU and 1999/44/EC; {CHECK}",
    withdrawal_days=14,
    uninstructed_months=12,
    withdrawal_refund_days=14,
    send_back_days=14,
    no_withdrawal=NO_WITHDRAWAL,
    guarantee_months=24,
    presumption_months=6,
    repair_extends_months=0,
    delivery_days=30,
    clauses=(
        ("withdrawal", "Art. 9 (1) Dir. 2011/83/EU"),
        ("start", "Art. 9 (2) Dir. 2011/83/EU"),
        ("uninstructed", "Art. 10 Dir. 2011/83/EU"),
        ("in_time", "Art. 11 (2) Dir. 2011/83/EU"),
        ("refund", "Art. 13 (1) Dir. 2011/83/EU"),
        ("express", "Art. 13 (2) Dir. 2011/83/EU"),
        ("may_wait", "Art. 13 (3) Dir. 2011/83/EU"),
        ("send_back", "Art. 14 (1) Dir. 2011/83/EU"),
        ("return_cost", "Art. 14 (1) Dir. 2011/83/EU"),
        ("loss_of_value", "Art. 14 (2) Dir. 2011/83/EU"),
        ("no_withdrawal", "Art. 16 Dir. 2011/83/EU"),
        ("guarantee", "Art. 5 (1) Dir. 1999/44/EC"),
        ("presumption", "Art. 5 (3) Dir. 1999/44/EC"),
        ("remedies", "Art. 3 (3) Dir. 1999/44/EC"),
        ("rescission", "Art. 3 (5) Dir. 1999/44/EC"),
        ("delivery", "Art. 18 Dir. 2011/83/EU"),
        ("risk", "Art. 20 Dir. 2011/83/EU"),
        ("unsafe", "Art. 5 (1) Dir. 2001/95/EC"),
    ),
)
EU_2022 = replace(
    EU_2014,
    version="EU-2022",
    in_force_from=SALE_OF_GOODS,
    source=f"Directives 2011/83/EU and (EU) 2019/771; {CHECK}",
    presumption_months=12,
    # Art. 12 lets a country ask the buyer to speak up, but within no less than two months.
    late_claim_months=2,
    clauses=tuple({
        **dict(EU_2014.clauses),
        "guarantee": "Art. 10 (1) Dir. (EU) 2019/771",
        "presumption": "Art. 11 (1) Dir. (EU) 2019/771",
        "remedies": "Art. 13 (2) Dir. (EU) 2019/771",
        "rescission": "Art. 13 (4) Dir. (EU) 2019/771",
        "late_claim": "Art. 10 (5), 12 Dir. (EU) 2019/771",
    }.items()),
)  # fmt: skip
EU_2026 = replace(
    EU_2022,
    version="EU-2026",
    in_force_from=RIGHT_TO_REPAIR,
    source=f"Directives 2011/83/EU, (EU) 2019/771 and (EU) 2024/1799; {CHECK}",
    repair_extends_months=12,
    clauses=tuple({
        **dict(EU_2022.clauses),
        "repair_extends": "Art. 10 (2a) Dir. (EU) 2019/771",
        "unsafe": "Art. 37 Reg. (EU) 2023/988",
    }.items()),
)  # fmt: skip

BGB_2014 = {
    "withdrawal": "§ 355 (2) BGB",
    "start": "§ 356 (2) BGB",
    "uninstructed": "§ 356 (3) BGB",
    "in_time": "§ 355 (1) BGB",
    "refund": "§ 357 (1) BGB",
    "express": "§ 357 (2) BGB",
    "may_wait": "§ 357 (4) BGB",
    "send_back": "§ 355 (3), § 357 (1) BGB",
    "return_cost": "§ 357 (6) BGB",
    "loss_of_value": "§ 357 (7) BGB",
    "no_withdrawal": "§ 312g (2) BGB",
    "guarantee": "§ 438 (1) no. 3 BGB",
    "presumption": "§ 477 BGB",
    "remedies": "§ 439 (1) BGB",
    "rescission": "§ 440, § 323 BGB",
    "delivery": "§ 475 (1), § 323 BGB",
    "risk": "§ 475 (2) BGB",
}
BGB_2022 = {**BGB_2014, "presumption": "§ 477 (1) BGB", "late_claim": "§ 475e (3) BGB",
            "rescission": "§ 475d, § 323 BGB", "used": "§ 476 (2) BGB"}  # fmt: skip
BGB_MAY_2022 = {**BGB_2022, "return_cost": "§ 357 (5) BGB", "loss_of_value": "§ 357a (1) BGB"}


def _german(floor: LawTable, sections: Mapping[str, str], **more: object) -> LawTable:
    german = {
        "country": "DE",
        "source": f"BGB over {floor.source}",
        "clauses": tuple({**dict(floor.clauses), **sections}.items()),
    }
    return replace(floor, **(german | more))  # type: ignore[arg-type]  # the rows below name fields


DE_2014 = _german(EU_2014, BGB_2014, version="DE-2014")
DE_2022 = _german(
    EU_2022, BGB_2022, version="DE-2022", late_claim_months=4, used_guarantee_months=12
)
DE_MAY_2022 = replace(
    DE_2022,
    version="DE-2022-05",
    in_force_from=RENUMBERED,
    clauses=tuple({**dict(DE_2022.clauses), **BGB_MAY_2022}.items()),
)
# Of the German act that lengthens liability after a repair only the draft was read.
DE_2026 = _german(
    EU_2026, BGB_MAY_2022, version="DE-2026", late_claim_months=4, used_guarantee_months=12
)

TRLGDCU = {
    "withdrawal": "Art. 102 (1) TRLGDCU",
    "start": "Art. 104 TRLGDCU",
    "uninstructed": "Art. 105 TRLGDCU",
    "in_time": "Art. 106 TRLGDCU",
    "refund": "Art. 107 (1) TRLGDCU",
    "express": "Art. 107 (2) TRLGDCU",
    "may_wait": "Art. 107 (3) TRLGDCU",
    "send_back": "Art. 108 (1) TRLGDCU",
    "return_cost": "Art. 108 (1) TRLGDCU",
    "loss_of_value": "Art. 108 (2) TRLGDCU",
    "no_withdrawal": "Art. 103 TRLGDCU",
    "delivery": "Art. 66 bis TRLGDCU",
    "risk": "Art. 66 ter TRLGDCU",
}
TRLGDCU_2022 = {
    **TRLGDCU,
    "guarantee": "Art. 120 (1) TRLGDCU",
    "presumption": "Art. 121 (1) TRLGDCU",
    "remedies": "Art. 118 TRLGDCU",
    "rescission": "Art. 119 TRLGDCU",
    "late_claim": "Art. 124 TRLGDCU",
    "used": "Art. 120 (1) TRLGDCU",
}
# Real Decreto-ley 7/2021: three years of guarantee, two of presumption, since 1 January 2022.
ES_2022 = replace(
    EU_2022,
    country="ES",
    version="ES-2022",
    source=f"Real Decreto Legislativo 1/2007 as changed by Real Decreto-ley 7/2021; {CHECK}",
    guarantee_months=36,
    presumption_months=24,
    # Five years from the day the defect showed.
    late_claim_months=60,
    used_guarantee_months=12,
    clauses=tuple({**dict(EU_2022.clauses), **TRLGDCU_2022}.items()),
)

TABLES: Mapping[str, tuple[LawTable, ...]] = {
    EU: (EU_2014, EU_2022, EU_2026),
    "DE": (DE_2014, DE_2022, DE_MAY_2022, DE_2026),
    "ES": (
        replace(
            EU_2014,
            country="ES",
            version="ES-2014",
            source=f"Real Decreto Legislativo 1/2007 as changed by Ley 3/2014; {CHECK}",
            clauses=tuple({**dict(EU_2014.clauses), **TRLGDCU}.items()),
        ),
        ES_2022,
        # What Spain made of the right to repair was not read: the Union's floor stands in for it.
        replace(
            ES_2022,
            version="ES-2026",
            in_force_from=RIGHT_TO_REPAIR,
            repair_extends_months=EU_2026.repair_extends_months,
            clauses=tuple({**dict(EU_2026.clauses), **TRLGDCU_2022}.items()),
        ),
    ),
}


def law_for(country: str, on: date) -> LawTable | None:
    """The law a contract made on this day lives under; None where no table was entered.

    A member of the Union without a table of its own has the Union's floor.
    """
    tables = TABLES.get(country) or (TABLES[EU] if country in MEMBERS else ())
    in_force = [table for table in tables if table.in_force_from <= on]
    return in_force[-1] if in_force else None
