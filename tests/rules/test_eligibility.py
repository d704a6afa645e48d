"""Who may enrol, and every reason why not."""

from dataclasses import replace

import pytest

from mostrador.rules.eligibility import Account, Applicant, Programme, Refusal, eligibility, lost

BY_INVITATION = Programme(by_invitation_only=True, terms="2")
OPEN = Programme(by_invitation_only=False, terms="2")
GOOD = Account("professional", "good")
ZHOU = Applicant(account=GOOD, terms="2", accepted_by="zhou", invited=True)


def reasons(applicant, programme=BY_INVITATION):
    return eligibility(applicant, programme).reasons


def test_R4_R11_R12_R13_a_seller_who_has_everything_may_enrol():
    assert eligibility(ZHOU, BY_INVITATION)
    assert reasons(ZHOU) == ()


def test_R4_without_an_invitation_nobody_enrols_where_one_is_needed():
    uninvited = replace(ZHOU, invited=False)

    assert reasons(uninvited) == (Refusal.NOT_INVITED,)
    assert reasons(uninvited, OPEN) == ()


@pytest.mark.parametrize("terms", ["1", "", "2 ", "20", None])
def test_R11_only_the_terms_of_today_count_as_accepted(terms):
    assert reasons(replace(ZHOU, terms=terms)) == (Refusal.TERMS_NOT_ACCEPTED,)


def test_R11_terms_that_nobody_accepted_are_not_accepted():
    assert reasons(replace(ZHOU, accepted_by="")) == (Refusal.TERMS_NOT_ACCEPTED,)


@pytest.mark.parametrize(
    ("plan", "refused"),
    [("professional", False), ("Professional", False), ("individual", True), ("", True)],
)
def test_R12_only_a_professional_seller_enrols(plan, refused):
    expected = (Refusal.PLAN_NOT_PROFESSIONAL,) if refused else ()

    assert reasons(replace(ZHOU, account=Account(plan, "good"))) == expected


@pytest.mark.parametrize(
    ("standing", "refused"), [("good", False), ("Good", False), ("at risk", True), ("", True)]
)
def test_R13_only_a_seller_in_good_standing_enrols(standing, refused):
    expected = (Refusal.NOT_IN_GOOD_STANDING,) if refused else ()

    assert reasons(replace(ZHOU, account=Account("professional", standing))) == expected


def test_R20_only_a_policy_as_kind_as_the_operators_will_do():
    assert reasons(replace(ZHOU, policy_is_kind_enough=False)) == (Refusal.POLICY_LESS_FAVOURABLE,)


def test_all_reasons_come_at_once_and_in_their_order():
    nobody = Applicant(
        account=Account("", ""), terms=None, accepted_by="", invited=False,
        policy_is_kind_enough=False,
    )  # fmt: skip

    assert not eligibility(nobody, BY_INVITATION)
    assert [reason.value for reason in reasons(nobody)] == [
        "NOT_INVITED",
        "TERMS_NOT_ACCEPTED",
        "PLAN_NOT_PROFESSIONAL",
        "NOT_IN_GOOD_STANDING",
        "POLICY_LESS_FAVOURABLE",
    ]


PLAN, STANDING = Refusal.PLAN_NOT_PROFESSIONAL, Refusal.NOT_IN_GOOD_STANDING


@pytest.mark.parametrize(
    ("before", "after", "reasons"),
    [
        (GOOD, GOOD, ()),
        (GOOD, Account("Professional", "GOOD"), ()),
        (GOOD, Account("individual", "good"), (PLAN,)),
        (GOOD, Account("", "good"), (PLAN,)),
        (GOOD, Account("professional", "at risk"), (STANDING,)),
        (GOOD, Account("individual", "at risk"), (PLAN, STANDING)),
        # What he never had he cannot lose.
        (Account("", "good"), Account("individual", "good"), ()),
        (Account("", "good"), Account("", "at risk"), (STANDING,)),
        (Account("individual", "at risk"), GOOD, ()),
    ],
)
def test_E34_what_a_seller_has_lost_is_what_he_had(before, after, reasons):
    assert lost(before, after) == reasons
