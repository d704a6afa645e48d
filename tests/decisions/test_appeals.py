"""A seller appeals once, another person decides, and the ledger shows who pays (E5, E12, E66)."""

from datetime import timedelta

import pytest

from mostrador.cases import log
from mostrador.cases.models import Question
from mostrador.contacts.models import Delivery
from mostrador.decisions import appeal_facts, appeals, instructions, judgement, ledger
from mostrador.decisions.appeals import Plea, SettledError
from mostrador.decisions.instructions import Acknowledgement
from mostrador.decisions.models import Appeal, Decision, Hold, Instruction
from mostrador.history import chain
from mostrador.history.verification import verify
from mostrador.sellers.models import Notice
from mostrador.stores.models import Store
from tests import at_once
from tests.cast import A_DAY, ADA
from tests.decisions.appealing import (
    PAID,
    PROOF,
    WORDS,
    ZHOU,
    at_zhous_cost,
    code,
    decided,
    filed,
)
from tests.decisions.deciding import (
    AFTER,
    OLGA,
    a_line,
    about,
    an_order,
    decide,
    eur,
    lapsed,
    settings,
)

pytestmark = pytest.mark.usefixtures("marketplace")
HOURS = timedelta(hours=1)
A_TICK = timedelta(microseconds=1)


def sums(decision):
    return ledger.balance(order=decision.order_id)


def told(template):
    return Notice.objects.filter(template=template, seller="S-ZHOU").count()


def happened(contact):
    return [entry.what for entry in chain.entries_of(contact)]


def test_E66_it_is_filed_with_words_and_files_and_told():
    decision = at_zhous_cost()

    appeal = filed(decision, files=[PROOF])

    assert (appeal.state, appeal.seller_id, appeal.text.body) == ("open", "S-ZHOU", WORDS)
    assert [bytes(one.file.body) for one in appeal.evidence.all()] == [PROOF[2]]
    assert [entry.what for entry in chain.entries_of(appeal)] == ["filed"]
    assert happened(decision.contact)[-1] == "appeal_filed"
    assert told("appeal_filed") == 1
    assert verify().altered == ()


def test_E66_once_for_each_decision():
    decision = at_zhous_cost()
    filed(decision)

    assert code(filed, decision) == "APPEALED_ALREADY"


@pytest.mark.django_db(transaction=True)
def test_E66_twice_at_once_is_once():
    decision = at_zhous_cost()

    def file_it():
        try:
            return filed(decision).pk
        except judgement.RefusedError as error:
            return error.code

    found = at_once.run(file_it, file_it)

    assert sorted(one == "APPEALED_ALREADY" for one in found) == [False, True]
    assert Appeal.objects.count() == 1


def test_E2_E66_the_last_moment_is_in_time():
    decision = at_zhous_cost()
    end = AFTER + 30 * A_DAY
    assert decision.appeal_until == end

    assert code(filed, decision, now=end + A_TICK) == "APPEAL_TOO_LATE"
    assert filed(decision, now=end).state == "open"


def test_E66_the_store_says_how_many_days():
    settings(appeal_days=3)

    assert at_zhous_cost().appeal_until == AFTER + 3 * A_DAY


def test_E66_what_the_operator_gives_is_nobody_elses_to_appeal():
    contact = about(an_order())
    given = decide(contact, "goodwill", "goodwill", by=OLGA, amount=eur("5.00"))

    assert given.appeal_until is None
    assert code(filed, given) == "NOT_AT_YOUR_COST"


def test_E66_no_words_no_appeal():
    decision = at_zhous_cost()

    assert code(appeals.file, decision.pk, Plea("other", " "), by=ZHOU, now=PAID) == (
        "REASON_REQUIRED"
    )
    assert Appeal.objects.count() == 0


def test_E5_a_question_that_did_not_reach_him_is_a_reason_and_shown():
    contact = lapsed(an_order())
    Delivery.objects.filter(template="seller/question").update(state="bounced")
    decision = decide(contact, "refund_returnless", "best_judgement", now=AFTER)

    appeal = filed(decision, "not_notified")

    assert appeal_facts.not_notified(appeal.decision)


def test_E5_who_was_not_asked_cannot_have_missed_it():
    decision = decide(about(an_order(), "delivery"), "refund_returnless", "law", by=OLGA)

    assert code(filed, decision, "not_notified") == "OTHER_REASON"


def test_E12_his_late_answer_is_attached_whenever_it_comes():
    decision = at_zhous_cost()
    question = Question.objects.get()
    said = log.Said("已送达。", "zh-hans")
    first = log.answer(question.pk, said, by=ZHOU, now=PAID)

    appeal = filed(decision)

    [entry] = chain.entries_of(appeal)
    assert entry.facts["late_answers"] == [
        one.pk for one in appeal_facts.late_answers(appeal.decision)
    ]
    assert len(entry.facts["late_answers"]) == 1
    assert first is not None


def test_E66_the_operator_pays_and_the_books_stay_even():
    decision = at_zhous_cost()
    assert sums(decision)[("seller", "EUR")] == -3990

    appeal = decided(filed(decision), clears=True)

    assert sums(decision) == {
        ("buyer", "EUR"): 3990, ("seller", "EUR"): 0, ("operator", "EUR"): -3990,
    }  # fmt: skip
    assert (appeal.state, appeal.metric_reversed) == ("reversed_operator_pays", True)
    assert appeal.outcome_text.body == "Der Nachweis ist eindeutig."
    # Nothing moves for the buyer, who keeps what he has.
    assert Instruction.objects.filter(kind="recharge").count() == 0
    assert told("appeal_decided") == 1
    assert happened(decision.contact)[-1] == "appeal_decided"
    assert verify().altered == ()


def test_E66_upheld_moves_nothing_and_the_mark_is_a_matter_of_its_own():
    decision = at_zhous_cost()

    appeal = decided(filed(decision), "upheld", clears=True)

    assert sums(decision)[("seller", "EUR")] == -3990
    assert appeal.metric_reversed


def test_E66_the_buyer_pays_back_only_if_he_agreed():
    decision, consent = at_zhous_cost(), "Am Telefon, heute."
    appeal = filed(decision)
    assert code(decided, appeal, "reversed_customer_recharge") == "NO_CONSENT"

    found = decided(appeal, "reversed_customer_recharge", consent=consent)

    assert found.buyer_agreed_at == PAID
    assert [(one.kind, one.text.body) for one in found.statements.all()] == [("consent", consent)]
    assert {who for (who, _coin), minor in sums(decision).items() if minor} == set()
    [ordered] = Instruction.objects.filter(kind="recharge")
    [amount] = ordered.payload["amounts"]
    assert (amount["amount"], amount["payer"]) == ("39.90", "buyer")


def test_E66_where_the_buyer_cannot_be_charged_the_operator_pays():
    decision = at_zhous_cost()
    decided(filed(decision), "reversed_customer_recharge", consent="Ja.")
    ordered = Instruction.objects.get(kind="recharge")

    said = Acknowledgement("refused", reason="card closed")
    instructions.acknowledge(ordered.pk, said, by="program:market", now=PAID)

    assert sums(decision) == {
        ("buyer", "EUR"): 3990, ("seller", "EUR"): 0, ("operator", "EUR"): -3990,
    }  # fmt: skip
    # Between us and the card: the buyer reads of no other decision.
    assert not Delivery.objects.filter(template="reconsidered").exists()
    # The lamp is not refunded a second time.
    assert Hold.objects.filter(decision=decision, released_at=None).exists()
    decision.refresh_from_db()
    assert decision.state == "executed"


@pytest.mark.parametrize(
    ("by", "found"), [(ADA, "NOT_AN_OPERATOR"), ("operator:ada", "SAME_PERSON")]
)
def test_E66_never_the_person_who_decided(by, found):
    appeal = filed()

    assert code(decided, appeal, by=by) == found
    assert code(appeals.ask, appeal.pk, "Wann?", by=by, now=PAID) == found
    appeal.refresh_from_db()
    assert appeal.state == "open"


def test_E66_never_the_person_who_approved():
    settings(agent_limit_minor=100)
    contact = about(an_order(), "delivery")
    decision = decide(contact, "refund_returnless", "law")
    judgement.approve(decision.pk, by=OLGA, now=PAID)

    assert code(decided, filed(decision)) == "SAME_PERSON"


def test_E66_he_is_asked_for_more_and_has_72_hours():
    appeal = filed()

    asked = appeals.ask(appeal.pk, "Wer hat unterschrieben?", by=OLGA, now=PAID)

    assert (asked.state, asked.asked_until) == ("asked", PAID + 72 * HOURS)
    assert told("appeal_asked") == 1
    assert code(decided, appeal) == "WAITS_FOR_SELLER"
    late = PAID + 72 * HOURS + A_TICK
    with pytest.raises(SettledError):
        appeals.supply(appeal.pk, "Ein Nachbar.", by=ZHOU, now=late)
    found = appeals.supply(appeal.pk, "Ein Nachbar.", [PROOF], by=ZHOU, now=PAID + 72 * HOURS)
    assert (found.state, found.asked_until, found.evidence.count()) == ("open", None, 1)
    assert [one.kind for one in found.statements.order_by("pk")] == ["asked", "supplied"]


def test_E66_silence_leaves_it_to_what_is_known():
    appeal = filed()
    appeals.ask(appeal.pk, "Wer hat unterschrieben?", by=OLGA, now=PAID)

    found = decided(appeal, "upheld", now=PAID + 72 * HOURS + A_TICK)

    assert (found.state, found.asked_until) == ("upheld", None)


def test_E66_decided_once():
    appeal = decided(filed())

    with pytest.raises(SettledError):
        decided(appeal, "upheld")
    with pytest.raises(SettledError):
        appeals.ask(appeal.pk, "Warum?", by=OLGA, now=PAID)
    with pytest.raises(SettledError):
        appeals.supply(appeal.pk, "Darum.", by=ZHOU, now=PAID)


def test_E66_money_that_has_not_moved_is_not_taken_back():
    contact = lapsed(an_order())
    decision = decide(contact, "refund_returnless", "best_judgement", now=AFTER)
    appeal = filed(decision, now=AFTER)

    assert code(decided, appeal, now=AFTER) == "NOT_YET_PAID"


def test_E66_of_several_sums_each_goes_back_to_whoever_paid_it():
    settings(goodwill_limit_minor=None)
    order = an_order(a_line(), a_line("2", "10.00"))
    decision = decide(about(order, "delivery"), "refund_returnless", "law", by=OLGA, lines=["1"])

    decided(filed(decision), by="operator:9")

    assert sums(decision)[("seller", "EUR")] == 0
    assert sum(sums(decision).values()) == 0
    assert Decision.objects.get(pk=decision.pk).state == "executed"
    assert Store.objects.get().appeal_days == 30
