"""A stored decision is asked again and answers the same; another fact shows what it changes."""

import json
from datetime import timedelta

import pytest
from hypothesis import given

from mostrador.decisions import replay
from mostrador.decisions.models import Decision
from mostrador.decisions.replay import Change
from mostrador.rules.entitlement import entitlement
from mostrador.rules.entitlement_facts import Cause, Remedy
from tests.cast import NOON
from tests.decisions.deciding import SENT, a_line, about, an_order, decide
from tests.rules.test_entitlement_properties import any_facts

OVERDUE = {"shipments": [SENT], "deliver_by": "2026-11-09", "status": "shipped"}


@given(any_facts())
def test_facts_and_answer_come_back_as_they_were(facts):
    kept = json.loads(json.dumps(replay.facts_to(facts)))
    answer = entitlement(facts)

    assert replay.facts_from(kept) == facts
    assert replay.answer_from(json.loads(json.dumps(replay.answer_to(answer)))) == answer


@given(any_facts())
def test_equal_facts_are_written_equally(facts):
    assert replay.facts_to(facts) == replay.facts_to(replay.facts_from(replay.facts_to(facts)))
    sets = [replay.facts_to(facts)["closed"], replay.facts_to(facts)["seller_grants"]]
    assert [sorted(one) for one in sets] == sets


@pytest.mark.parametrize("said", [{}, {"order": 7}, {"stage": "lost"}])
def test_what_are_no_facts_is_refused(said):
    with pytest.raises(ValueError, match="validation error"):
        replay.facts_from(said)


@pytest.mark.usefixtures("marketplace")
class TestDecisions:
    def decided(self) -> Decision:
        order = an_order(a_line("1"), a_line("2", "10.00"), **OVERDUE)
        decision = decide(about(order, "delivery"), "refund_returnless", "law")
        return Decision.objects.get(pk=decision.pk)

    def test_the_same_facts_give_the_same_answer(self):
        decision = self.decided()

        assert replay.again(decision) == replay.answers_in(decision)
        assert list(replay.facts_in(decision)) == ["1", "2"]
        assert replay.difference(decision) == []

    def test_later_changes_of_the_order_do_not_reach_it(self):
        decision = self.decided()
        was = replay.again(decision)

        an_order(a_line("1", "99.00"), a_line("2", "10.00"))

        assert replay.again(Decision.objects.get(pk=decision.pk)) == was

    def test_another_fact_shows_what_it_changes(self):
        decision = self.decided()
        promised = NOON.date() + timedelta(days=10)

        found = replay.difference(decision, promised_by=promised)

        assert "1.options" in [one.what for one in found]
        options = next(one for one in found if one.what == "1.options")
        assert isinstance(options, Change)
        assert "refund_returnless" in [one["remedy"] for one in options.was]
        assert "refund_returnless" not in [one["remedy"] for one in options.now]

    def test_the_first_line_answers_for_a_return(self):
        found = replay.asked_again(self.decided(), cause=Cause.CHANGED_MIND)

        assert found.option(Remedy.REFUND_RETURNLESS) is None

    def test_where_no_rule_was_asked_nothing_is_answered(self):
        assert replay.asked_again(Decision()) is None
        assert replay.again(Decision()) == {}
