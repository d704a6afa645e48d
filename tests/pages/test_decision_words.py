"""No clause, remedy or fact without words for each reader, and to each no more than is his."""

import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.decisions.models import Decision
from mostrador.pages import clause_words, decision_words, fact_words, remedy_words
from mostrador.pages.clause_words import OPEN as STILL_OPEN
from mostrador.pages.clause_words import WORDS, Reader
from mostrador.pages.shapes import Decision as Card
from mostrador.rules.clauses import SAYS, Code
from mostrador.rules.entitlement_facts import (
    Amount,
    Bearer,
    Cause,
    Claim,
    Clause,
    Component,
    Facts,
    Ground,
    Remedy,
    Stage,
)
from mostrador.rules.money import Money
from tests.pages.decisions import AMOUNTS, OPEN, euro, lamp, told

NAMED = re.compile(r"%\((\w+)\)s")
CITED = re.compile(r"§|BGB|Art\.|\bE\d|\bR\d|_")


def words_of(card: Card) -> str:
    facts = [f"{one.label} {one.value} {one.note}" for one in (*card.money, *card.facts)]
    parts = (card.answer, card.until, card.ground, card.versions, *facts, *card.clauses)
    return " ".join((*parts, *card.missing))


@pytest.mark.parametrize("reader", list(Reader))
@pytest.mark.parametrize("code", list(Code))
def test_every_clause_has_words_for_every_reader_and_only_with_its_values(reader, code):
    found = [str(WORDS[reader][code]), str(STILL_OPEN[reader].get(code, ""))]

    assert found[0]
    assert {name for words in found for name in NAMED.findall(words)} <= set(SAYS[code][1])


@pytest.mark.parametrize("code", list(Code))
def test_buyers_read_of_no_paragraph_and_no_rule(code):
    clause = Clause(code=code, ground=Ground.LAW, cites="§ 355 BGB, E62", values={})

    assert not CITED.search(clause_words.said(clause, Reader.BUYER))


@pytest.mark.parametrize("remedy", list(Remedy))
def test_every_remedy_has_words_with_and_without_money(remedy):
    for to_buyer in (True, False):
        for amount in ("", "39,90 €"):
            said = remedy_words.sentence(remedy, amount, to_buyer=to_buyer)
            assert said
            assert "%(" not in said
            assert "  " not in said
    assert remedy in Decision.Remedy.values
    assert fact_words.REMEDIES[remedy]


def test_everything_else_has_words():
    assert set(fact_words.LABELS) == {one.name for one in fields(Facts)}
    assert set(fact_words.CAUSES) == set(Cause)
    assert set(fact_words.STAGES) == set(Stage)
    assert set(fact_words.CLAIMS) == set(Claim)
    assert set(remedy_words.COMPONENTS) == set(Component)
    assert set(remedy_words.PAYERS) == set(Bearer)
    assert set(clause_words.GROUNDS) == set(Ground)


def test_the_buyer_reads_what_he_gets_and_why_plainly():
    card = decision_words.card_for_buyer(told())

    assert card.answer == "You get €40.81 when it has come back."
    assert card.why == "Die Lampe passt nicht."
    assert card.until == (
        "Send it back by 26 Nov 2026. The money leaves by 1 Dec 2026 at the latest."
    )
    assert [(one.label, one.value, one.note) for one in card.money] == [
        ("Price of the goods", "€39.90", ""),
        ("Delivery", "€4.90", ""),
        ("Taken off for loss of value", "−€3.99", ""),
        ("You get", "€40.81", ""),
    ]
    assert card.clauses == (
        "You can withdraw from the purchase until 24 Nov 2026, without giving a reason.",
    )
    assert not card.versions


def test_the_seller_reads_what_it_costs_who_pays_and_until_when_he_may_appeal():
    card = decision_words.card_for_seller(told())

    assert card.answer == "The buyer gets €40.81 when it has come back."
    assert card.until == "You can appeal until Sat 12 Dec, 10:00."
    assert ("Price of the goods", "€39.90", "You pay") in [
        (one.label, one.value, one.note) for one in card.money
    ]
    assert ("It costs you", "€40.81") in [(one.label, one.value) for one in card.money]
    assert card.clauses == (
        "The buyer can withdraw without a reason until 24 Nov 2026. (§ 355 (2) BGB)",
    )


def test_the_agent_reads_the_rules_names_the_facts_and_the_versions():
    card = decision_words.card_for_agent(told())

    assert card.clauses[0].endswith("[withdrawal_open · § 355 (2) BGB · days 14, until 2026-11-24]")
    assert [one.label for one in card.facts][:2] == ["What happened", "Delivered on"]
    assert card.missing == ("Promised by",)
    assert card.versions == "Standard policy DE-1 · Law table DE-2026"


def test_where_no_law_was_entered_the_card_says_that_there_is_no_floor():
    card = decision_words.card_for_agent(told(facts=(lamp(law=None),)))

    assert card.versions.endswith(" · No law table for this country: no legal floor")


OTHERS = st.sampled_from([Bearer.SELLER, Bearer.OPERATOR, Bearer.CARRIER])


@given(
    st.lists(st.tuples(st.sampled_from(list(Component)), OTHERS, st.integers(1, 900)), max_size=4),
    st.integers(1000, 9000),
)
def test_no_buyer_reads_what_others_pay(parts, price):
    """The wording to him is the same whoever pays."""
    goods = Amount(Component.PRINCIPAL, euro(price), Bearer.SELLER)
    mixed = (goods, *(Amount(what, euro(minor), who) for what, who, minor in parts))
    alike = tuple(Amount(one.component, one.money, Bearer.OPERATOR) for one in mixed)

    card = decision_words.card_for_buyer(told(amounts=mixed))

    assert card == decision_words.card_for_buyer(told(amounts=alike))
    assert "pays" not in words_of(card)


def test_what_each_bears_is_lowered_by_what_the_buyer_bears():
    shared = (*AMOUNTS, Amount(Component.GOODWILL, euro(500), Bearer.OPERATOR))

    made = told(amounts=shared)

    assert made.whole == euro(4581)
    assert made.paid_by(Bearer.SELLER) == euro(4081)
    assert made.paid_by(Bearer.OPERATOR) == euro(500)


def test_where_the_kinder_of_two_grounds_won_the_other_is_not_told():
    labels = tuple(
        Clause(code=code, ground=Ground.LAW, cites="") for code in ("label_seller", "label_buyer")
    )

    card = decision_words.card_for_buyer(told(clauses=(OPEN, *labels)))

    assert card.clauses[1:] == ("You pay for the way back.",)


def test_a_seller_who_gives_more_is_said_to():
    values = {"until": "2026-12-14", "given": "45", "standard": "30", "version": "3"}
    window = Clause(code="window_open", ground=Ground.SELLER_POLICY, cites="", values=values)

    assert clause_words.said(window, Reader.BUYER) == (
        "You can return it until 14 Dec 2026. The seller gives 45 days, longer than the standard "
        "30."
    )


def test_an_old_clause_with_a_name_that_is_gone_is_still_told():
    gone = Clause(code="long_ago", ground=Ground.LAW, cites="", values={"x": "1"})

    assert clause_words.said(gone, Reader.BUYER) == "long ago"


def test_values_are_written_as_the_reader_writes_them():
    assert fact_words.value(Money("EUR", 3990)) == "€39.90"
    assert [one.value for one in fact_words.told(lamp(), {"stage", "customised", "claim"})] == [
        "Delivered", "no", "–",
    ]  # fmt: skip
