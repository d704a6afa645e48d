"""Deciding about several sellers' lines at once, and looking before one decides (E25)."""

import pytest

from mostrador.cases import lapses, log
from mostrador.contacts.models import Contact
from mostrador.decisions import judgement
from mostrador.decisions.judgement import Judgement
from mostrador.decisions.models import Decision, Hold, Instruction
from tests.cast import ADA, NOON
from tests.decisions.deciding import AFTER, SENT, a_line, about, an_order, decide, refusal

pytestmark = pytest.mark.usefixtures("marketplace")

OVERDUE = {"shipments": [SENT], "deliver_by": "2026-11-09", "status": "shipped"}
PENDING = {"shipments": [], "status": "pending"}


class TestSeveralSellers:
    LINES = (a_line("1"), a_line("2", "129.00", product="P-ORBIT", seller="S-ANA"))

    def test_an_order_is_cancelled_as_a_whole_and_each_pays_his_own(self):
        decision = decide(about(an_order(*self.LINES, **PENDING), "cancellation"), "cancel")

        assert decision.seller_id is None
        entries = decision.ledger.order_by("seller")
        paid_by = {entry.seller_id: entry.postings.get(account="seller").minor for entry in entries}
        assert paid_by == {"S-ANA": -12_900, "S-ZHOU": -3_990}
        assert Instruction.objects.get().kind == "cancel"

    def test_E25_one_return_goes_to_one_seller(self):
        contact = about(an_order(*self.LINES))

        assert refusal(contact, "return") == "ONE_SELLER"
        made = judgement.decide_each(
            contact.pk, Judgement("return", "standard_policy", "Beides."), by=ADA, now=NOON
        )

        assert [(one.seller_id, one.lines) for one in made] == [("S-ZHOU", ["1"]), ("S-ANA", ["2"])]

    def test_a_silent_sellers_lines_are_meant_where_none_are_named(self):
        contact = about(an_order(*self.LINES, **OVERDUE), "delivery")
        a_question_of_zhou(contact)

        decision = decide(contact, "refund_returnless", "best_judgement", now=AFTER)

        assert (decision.seller_id, decision.lines) == ("S-ZHOU", ["1"])


def a_question_of_zhou(contact: Contact) -> None:
    log.ask(contact.pk, "tracking", "", by=ADA, now=NOON, language="de", seller="S-ZHOU",
            consulted=["order"])  # fmt: skip
    lapses.sweep(now=AFTER)


def test_a_preview_is_what_it_would_be_and_leaves_nothing_behind():
    contact = about(an_order(**OVERDUE), "delivery")
    wanted = Judgement("refund_returnless", "law", "Überfällig.")

    shown = judgement.preview(contact.pk, wanted, by=ADA, now=NOON)

    assert (Decision.objects.count(), Hold.objects.count()) == (0, 0)
    made = judgement.decide(contact.pk, wanted, by=ADA, now=NOON)
    assert (shown.pk, shown.state) == ("", "decided")
    same = ("remedy", "ground", "lines", "amounts", "clauses", "entitlement", "orders", "seller_id")
    assert [getattr(shown, name) for name in same] == [getattr(made, name) for name in same]
