"""May this seller enrol in a store's programme? Every reason why not."""

from dataclasses import dataclass
from enum import StrEnum

PROFESSIONAL = "professional"
GOOD = "good"


class Refusal(StrEnum):
    """Why a seller may not enrol, in the order in which the reasons are given."""

    NOT_INVITED = "NOT_INVITED"
    TERMS_NOT_ACCEPTED = "TERMS_NOT_ACCEPTED"
    PLAN_NOT_PROFESSIONAL = "PLAN_NOT_PROFESSIONAL"
    NOT_IN_GOOD_STANDING = "NOT_IN_GOOD_STANDING"
    POLICY_LESS_FAVOURABLE = "POLICY_LESS_FAVOURABLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What a store asks of its sellers."""

    by_invitation_only: bool
    terms: str


@dataclass(frozen=True, slots=True)
class Account:
    """A seller's account as the marketplace keeps it."""

    plan: str
    standing: str

    @property
    def is_professional(self) -> bool:
        return self.plan.casefold() == PROFESSIONAL

    @property
    def is_in_good_standing(self) -> bool:
        return self.standing.casefold() == GOOD

    @property
    def shortfalls(self) -> tuple[Refusal, ...]:
        """What of the account alone stands in the way (R12, R13)."""
        found = {
            Refusal.PLAN_NOT_PROFESSIONAL: not self.is_professional,
            Refusal.NOT_IN_GOOD_STANDING: not self.is_in_good_standing,
        }
        return tuple(reason for reason, present in found.items() if present)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """`terms` is the version that `accepted_by` has accepted for the seller, None for none."""

    account: Account
    terms: str | None
    accepted_by: str
    invited: bool
    policy_is_kind_enough: bool = True


@dataclass(frozen=True, slots=True)
class Eligibility:
    reasons: tuple[Refusal, ...] = ()

    def __bool__(self) -> bool:
        return not self.reasons


def eligibility(applicant: Applicant, programme: Programme) -> Eligibility:
    """A seller enrols with an invitation where one is needed, the terms of today accepted, a
    Professional plan, an account in good standing and a policy as kind as ours (R4, R11-R13, R20).
    """
    accepted = bool(applicant.accepted_by) and applicant.terms == programme.terms
    found = {
        Refusal.NOT_INVITED: programme.by_invitation_only and not applicant.invited,
        Refusal.TERMS_NOT_ACCEPTED: not accepted,
        Refusal.PLAN_NOT_PROFESSIONAL: not applicant.account.is_professional,
        Refusal.NOT_IN_GOOD_STANDING: not applicant.account.is_in_good_standing,
        Refusal.POLICY_LESS_FAVOURABLE: not applicant.policy_is_kind_enough,
    }
    return Eligibility(tuple(reason for reason, present in found.items() if present))


def lost(before: Account, after: Account) -> tuple[Refusal, ...]:
    """What a seller had and has no longer: it suspends him (E34).

    What he never had was known when he was enrolled, and the marketplace enrolled him all the same.
    """
    return tuple(one for one in after.shortfalls if one not in before.shortfalls)
