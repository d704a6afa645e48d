from itertools import pairwise

import pytest

from mostrador.rules import verdict
from mostrador.rules.verdict import Evidence, Judged, MailFacts, Verdict

SELLERS = {"to_hand_over": True, "from_seller": True}
# One fact, or one set of facts, for each verdict, in the order in which the verdicts are tried.
FITTING = [
    (Verdict.QUARANTINED, {"readable": False}),
    (Verdict.DUPLICATE, {"seen_before": True}),
    (Verdict.OWN_ECHO, {"own_message_id_or_loop_mark": True}),
    (Verdict.BOUNCE, {"is_delivery_report": True}),
    (Verdict.AUTO_REPLY, {"is_automatic_reply": True}),
    (Verdict.SPAM, {"spam_by_filter": True}),
    (Verdict.HANDED_OVER, SELLERS | {"carries_buyers_mail": True}),
    (Verdict.SELLER_MESSAGE, SELLERS),
    (Verdict.FOLLOW_UP, {"thread_evidence": Evidence.REPLY_HEADER}),
    (Verdict.NEW, {}),
]


@pytest.mark.parametrize(("expected", "facts"), FITTING)
def test_R43_every_verdict_has_facts_that_lead_to_it(expected, facts):
    assert verdict.verdict(MailFacts(**facts)).verdict is expected


def test_R43_the_verdicts_are_tried_in_the_order_in_which_they_are_listed():
    assert [expected for expected, _ in FITTING] == list(Verdict)


@pytest.mark.parametrize(("first", "second"), list(pairwise(FITTING)))
def test_R43_of_two_that_fit_the_first_is_the_verdict(first, second):
    both = second[1] | first[1]

    assert verdict.verdict(MailFacts(**both)).verdict is first[0]


def test_R43_a_seller_who_forwards_a_buyers_mail_hands_it_over():
    found = verdict.verdict(MailFacts(**SELLERS, carries_buyers_mail=True))

    assert found == Judged(Verdict.HANDED_OVER, "A seller forwarded a buyer's mail to the service.")


def test_E82_a_seller_who_writes_to_the_hand_over_address_is_no_buyer():
    found = verdict.verdict(MailFacts(**SELLERS, thread_evidence=Evidence.SUBJECT_TOKEN))

    assert found == Judged(
        Verdict.SELLER_MESSAGE, "A seller wrote to the hand-over address himself."
    )


@pytest.mark.parametrize("facts", [{"to_hand_over": True}, {"from_seller": True}])
@pytest.mark.parametrize("carries", [True, False])
def test_R43_only_a_seller_hands_over_and_only_there(facts, carries):
    found = verdict.verdict(MailFacts(**facts, carries_buyers_mail=carries))

    assert found.verdict is Verdict.NEW


@pytest.mark.parametrize(
    ("evidence", "why"),
    [
        (
            Evidence.REPLY_HEADER,
            "It belongs to a conversation we have: the reply header says so.",
        ),
        (
            Evidence.MASKED_ADDRESS,
            "It belongs to a conversation we have: the masked address says so.",
        ),
        (
            Evidence.SUBJECT_TOKEN,
            "It belongs to a conversation we have: the subject token says so.",
        ),
    ],
)
def test_E43_a_follow_up_names_its_evidence(evidence, why):
    found = verdict.verdict(MailFacts(thread_evidence=evidence))

    assert found == Judged(Verdict.FOLLOW_UP, why)


@pytest.mark.parametrize(("_", "facts"), FITTING)
def test_R43_every_verdict_says_why_in_one_sentence(_, facts):
    why = verdict.verdict(MailFacts(**facts)).why

    assert why[0].isupper()
    assert why.count(".") == 1
    assert why.endswith(".")
