"""From a decision to its money: limits and second persons, the grace, what stops it (E11, E12)."""

from datetime import timedelta

import pytest

from mostrador.cases import log
from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions import executing, judgement
from mostrador.decisions.judgement import RefusedError
from mostrador.decisions.models import Decision, Hold, Instruction, LedgerEntry
from mostrador.history import chain
from mostrador.site import due
from tests.cast import A_SECOND, ADA, NOON
from tests.decisions.deciding import (
    AFTER,
    BELLA,
    OLGA,
    PROGRAM,
    SENT,
    about,
    an_order,
    decide,
    elsewhere,
    eur,
    lapsed,
    settings,
)

pytestmark = pytest.mark.usefixtures("marketplace")

OVERDUE = {"shipments": [SENT], "deliver_by": "2026-11-09", "status": "shipped"}
GRACE = timedelta(minutes=30)
OVER = AFTER + GRACE + A_SECOND


def best(contact: Contact) -> Decision:
    return decide(contact, "refund_returnless", "best_judgement", now=AFTER)


def history(contact: Contact) -> list[str]:
    return [entry.what for entry in chain.entries_of(contact)]


def again(decision: Decision) -> Decision:
    decision.refresh_from_db()
    return decision


def says(contact: Contact, choice: str, *, now=AFTER + A_SECOND) -> None:
    question = contact.questions.get()
    said = log.Said("", "de", choice=choice, values={"tracking_number": "00340434161094042557"})
    log.answer(question.pk, said, by="seller:S-ZHOU", now=now)


class TestGrace:
    def test_E11_a_best_judgement_waits_before_money_moves(self):
        decision = best(lapsed(an_order(**OVERDUE)))

        assert (decision.state, decision.executes_at) == ("decided", AFTER + GRACE)
        assert executing.next_at() == AFTER + GRACE
        assert executing.sweep(now=AFTER + GRACE) == 0
        assert not LedgerEntry.objects.exists()

    def test_E11_then_it_is_carried_out_once(self):
        contact = lapsed(an_order(**OVERDUE))
        decision = best(contact)

        assert [executing.sweep(now=OVER), executing.sweep(now=OVER)] == [1, 0]

        assert (again(decision).state, decision.executed_at) == ("executed", OVER)
        assert (LedgerEntry.objects.count(), Instruction.objects.count()) == (1, 1)
        assert history(contact)[-1] == "decision_executed"
        assert executing in due.KINDS

    def test_all_else_is_done_at_once(self):
        decision = decide(about(an_order(**OVERDUE), "delivery"), "refund_returnless", "law")
        words = decide(lapsed(an_order(key="LM-1041", **OVERDUE)), "explain", "best_judgement",
                       now=AFTER)  # fmt: skip

        assert (decision.state, words.state) == ("executed", "executed")

    def test_a_store_may_have_none(self):
        settings(refund_grace_minutes=0)

        assert best(lapsed(an_order(**OVERDUE))).state == "executed"

    def test_it_can_be_taken_back_until_then(self):
        contact = lapsed(an_order(**OVERDUE))
        decision = best(contact)

        judgement.cancel(decision.pk, "Sie ist doch da.", by=ADA, now=AFTER + A_SECOND)

        contact.refresh_from_db()
        assert (again(decision).state, contact.state) == ("cancelled", "open")
        assert history(contact)[-1] == "decision_cancelled"
        assert not Hold.objects.filter(released_at=None).exists()
        assert executing.sweep(now=OVER) == 0
        assert best(contact).question == decision.question

    def test_and_not_afterwards(self):
        decision = decide(about(an_order(**OVERDUE), "delivery"), "refund_returnless", "law")

        with pytest.raises(RefusedError) as refused:
            judgement.cancel(decision.pk, "Zu spät.", by=ADA, now=NOON)

        assert refused.value.code == "TOO_LATE"


class TestSomethingNew:
    def test_E11_a_late_answer_stops_it_and_a_person_looks(self):
        contact = lapsed(an_order(**OVERDUE))
        decision = best(contact)
        says(contact, "sent")

        executing.sweep(now=OVER)

        contact.refresh_from_db()
        entry = chain.entries_of(contact)[-1]
        assert again(decision).state == "cancelled"
        assert (entry.what, entry.facts["reason"]) == ("decision_stopped", "late_answer")
        assert (contact.state, contact.urgent_at) == ("open", OVER)
        assert not LedgerEntry.objects.exists()

    def test_E11_one_that_says_the_same_stops_nothing(self):
        contact = lapsed(an_order(**OVERDUE))
        decision = best(contact)
        says(contact, "lost")

        executing.sweep(now=OVER)

        assert again(decision).state == "executed"

    def test_E11_what_was_known_when_it_was_decided_is_not_new(self):
        contact = lapsed(an_order(**OVERDUE))
        says(contact, "sent", now=AFTER)
        decision = best(contact)

        executing.sweep(now=OVER)

        assert again(decision).state == "executed"

    def test_E12_an_answer_after_it_changes_nothing(self):
        contact = lapsed(an_order(**OVERDUE))
        decision = best(contact)
        executing.sweep(now=OVER)
        says(contact, "sent", now=OVER + A_SECOND)

        assert executing.sweep(now=OVER + 2 * A_SECOND) == 0
        assert again(decision).state == "executed"
        assert LedgerEntry.objects.count() == 1
        assert contact.questions.get().answers.get().late

    def test_E53_a_claim_stops_it(self):
        contact = lapsed(an_order(**OVERDUE))
        decision = best(contact)
        elsewhere("claim", kind="chargeback", state="open")

        executing.sweep(now=OVER)

        assert again(decision).state == "cancelled"
        assert chain.entries_of(contact)[-1].facts["reason"] == "claim_open"

    def test_E60_a_refund_of_the_sellers_own_stops_it(self):
        contact = lapsed(an_order(**OVERDUE))
        decision = best(contact)
        elsewhere("refund", amount="10.00", currency="EUR")

        executing.sweep(now=OVER)

        assert again(decision).state == "cancelled"
        assert chain.entries_of(contact)[-1].facts["reason"] == "refunded_elsewhere"


class TestSecondPerson:
    def proposed(self) -> Decision:
        settings(agent_limit_minor=3_989)
        return decide(about(an_order(**OVERDUE), "delivery"), "refund_returnless", "law")

    def test_above_the_limit_nobody_outside_hears_of_it(self):
        decision = self.proposed()

        assert (decision.state, decision.executes_at) == ("proposed", None)
        assert not Delivery.objects.filter(template="decided").exists()
        assert not LedgerEntry.objects.exists()
        assert history(decision.contact)[-1] == "decision_proposed"
        # And yet its unit is taken.
        assert Hold.objects.get().released_at is None

    @pytest.mark.parametrize("by", [BELLA, OLGA])
    def test_another_person_approves_it(self, by):
        decision = judgement.approve(self.proposed().pk, by=by, now=NOON)

        assert (decision.state, decision.approved_by) == ("executed", by)
        assert Delivery.objects.filter(template="decided").count() == 1
        assert history(decision.contact)[-1] == "decision_approved"
        assert decision.appeal_until == NOON + timedelta(days=30)

    def test_the_same_person_does_not(self):
        decision = self.proposed()

        with pytest.raises(RefusedError) as refused:
            judgement.approve(decision.pk, by=ADA, now=NOON)

        assert refused.value.code == "SAME_PERSON"
        assert again(decision).state == "proposed"

    def test_what_changed_meanwhile_is_not_approved(self):
        decision = self.proposed()
        elsewhere("claim", kind="a_to_z", state="open")

        with pytest.raises(RefusedError) as refused:
            judgement.approve(decision.pk, by=BELLA, now=NOON)

        assert refused.value.code == "CLAIM_OPEN"

    def test_rejected_its_units_are_free(self):
        decision = judgement.reject(self.proposed().pk, "Zu viel.", by=BELLA, now=NOON)

        assert (decision.state, decision.contact.state) == ("cancelled", "open")
        assert Hold.objects.get().released_at == NOON
        with pytest.raises(RefusedError) as refused:
            judgement.approve(decision.pk, by=OLGA, now=NOON)
        assert refused.value.code == "NOT_PROPOSED"

    def test_goodwill_has_a_limit_of_its_own(self):
        contact = about(an_order())

        assert decide(contact, "goodwill", "goodwill", amount=eur("20.00")).state == "executed"
        assert decide(contact, "goodwill", "goodwill", amount=eur("20.01")).state == "proposed"

    @pytest.mark.parametrize("by", [PROGRAM, OLGA])
    def test_programs_and_operators_have_none(self, by):
        settings(agent_limit_minor=0, goodwill_limit_minor=0)
        contact = about(an_order(**OVERDUE), "delivery")

        assert decide(contact, "refund_returnless", "law", by=by).state == "executed"


class TestNotDone:
    def test_what_the_marketplace_cannot_do_is_taken_back(self):
        contact = about(an_order(**OVERDUE), "delivery")
        decision = decide(contact, "refund_returnless", "law")

        executing.not_done(decision, "refund", by=PROGRAM, now=NOON + A_SECOND)

        contact.refresh_from_db()
        assert (again(decision).state, contact.state) == ("cancelled", "open")
        assert [one.kind for one in LedgerEntry.objects.order_by("pk")] == [
            "concession", "reversal",
        ]  # fmt: skip
        assert history(contact)[-1] == "not_done"
        assert decide(contact, "refund_returnless", "law").state == "executed"


def mails() -> list[tuple[str, str]]:
    """Of those that take a decision back: which one, and why."""
    found = Delivery.objects.filter(template__endswith="reconsidered").order_by("pk")
    return [(one.template, one.facts["why"]) for one in found]


class TestBothAreTold:
    @pytest.mark.parametrize("why", ["late_answer", "claim_open", "refunded_elsewhere"])
    def test_E11_what_is_stopped_is_not_left_standing_in_a_mail(self, why):
        contact = lapsed(an_order(**OVERDUE))
        best(contact)
        {
            "late_answer": lambda: says(contact, "sent"),
            "claim_open": lambda: elsewhere("claim", kind="chargeback", state="open"),
            "refunded_elsewhere": lambda: elsewhere("refund", amount="10.00", currency="EUR"),
        }[why]()

        executing.sweep(now=OVER)

        assert mails() == [("reconsidered", why), ("seller/reconsidered", why)]

    def test_what_is_taken_back_neither(self):
        decision = best(lapsed(an_order(**OVERDUE)))

        judgement.cancel(decision.pk, "Sie ist doch da.", by=ADA, now=AFTER + A_SECOND)

        told = "taken_back"
        assert mails() == [("reconsidered", told), ("seller/reconsidered", told)]

    @pytest.mark.parametrize("act", [judgement.cancel, judgement.reject])
    def test_of_a_proposal_they_had_not_heard(self, act):
        decision = TestSecondPerson().proposed()

        act(decision.pk, "Zu viel.", by=BELLA, now=NOON)

        assert mails() == []
