"""A seller's return policy: compared with the standard, and submitted."""

from typing import Any

from ninja import Body, Router, Schema
from ninja.responses import Status
from pydantic import Field

from mostrador.api import answers, keys
from mostrador.api.bearer import Bearer, Call
from mostrador.api.finding import Named, find
from mostrador.api.problems import ProblemError, refused
from mostrador.api.shapes import At, Facts, iso, maybe_iso
from mostrador.rules.bodies import LONGEST_ID, Reason, RefusedError
from mostrador.rules.money import Money
from mostrador.rules.return_bodies import NEVER, body_of, holiday_body, named_in
from mostrador.rules.return_comparison import Dimension, Row, Verdict, compare
from mostrador.rules.return_policy import ReturnPolicy
from mostrador.rules.storable import printable, step
from mostrador.sellers import own_policies, policies
from mostrador.sellers.models import Seller, Submission
from mostrador.stores import standard
from mostrador.stores.models import Store

router = Router(tags=["Return policies"])

LONGEST_WORDS = 10_000
# Which of the two is kinder to the buyer.
KINDER = {Verdict.KINDER: "seller", Verdict.EQUAL: "equal", Verdict.WORSE: "standard"}


class DimensionShape(Schema):
    """`key` where a dimension has a value for each of several cases, such as label_payer."""

    dimension: str
    key: str | None
    seller: Any
    standard: Any
    kinder: str = Field(description="Which is kinder to the buyer: seller, standard or equal.")


class SubmissionShape(Schema):
    id: str
    seller: str
    store: str
    state: str
    submitted_at: At
    from_: At | None = Field(alias="from")
    until: At | None
    dimensions: list[DimensionShape]


class ComparisonShape(Schema):
    """`in_force` is what buyers may rely on now: the kinder value in each dimension."""

    seller: str
    store: str
    own: Facts | None
    since: At | None
    standard: Facts
    in_force: Facts
    kind_enough: bool
    dimensions: list[DimensionShape]
    submission: Facts | None


@router.get(
    "/sellers/{key}/policy", auth=Bearer("enrolments"), response=answers.given(ComparisonShape),
    by_alias=True,
)  # fmt: skip
def compare_policy(request: Call, key: str, store: Named | None = None) -> Facts:
    """Every dimension with both values. Without `store`: in the seller's home store."""
    seller = find(Seller.objects.all(), key, "seller")
    where = find(Store.objects.all(), store or seller.store_id, "store", "/store")
    usual = standard.standard_of(where, at=request.now)
    own = own_policies.own_at(seller, where, usual, at=request.now)
    mine = own.policy if own and own.policy else usual
    latest = policies.of(seller, where).first()
    return {
        "seller": seller.pk,
        "store": where.pk,
        "own": body_of(own.policy) if own and own.policy else None,
        "since": iso(own.from_at) if own else None,
        "standard": body_of(usual),
        "in_force": body_of(own_policies.in_force(seller, where, at=request.now)),
        "kind_enough": own_policies.kind_enough(seller, where, at=request.now),
        "dimensions": _dimensions(mine, usual),
        "submission": _submission(latest, request) if latest else None,
    }


@router.post(
    "/sellers/{key}/policies", auth=Bearer("enrolments"),
    response=answers.done(201, shape=SubmissionShape), by_alias=True,
)  # fmt: skip
@keys.once
def submit_policy(request: Call, key: str, body: Body[dict[str, Any]]) -> Status[Facts]:
    """`store`, `words` and the dimensions that differ from the standard; it waits for approval.

    Every dimension that is less favourable than the standard is a reason of the refusal.
    """
    seller = find(Seller.objects.all(), key, "seller")
    store = find(Store.objects.all(), _store(body, seller), "store", "/store")
    dimensions = {name: body[name] for name in named_in(body)}
    if not dimensions:
        known = ", ".join(Dimension)
        raise refused("NO_DIMENSION", f"Name at least one dimension of a return policy: {known}.")
    try:
        made = policies.submit(
            seller, store, dimensions, _words(body), by=str(request.auth), now=request.now
        )
    except RefusedError as error:
        raise ProblemError(422, *error.reasons) from None
    except policies.PolicyTooHarshError as error:
        raise ProblemError(422, *map(_reason, error.rows)) from None
    return Status(201, _submission(made, request))


def _store(body: dict[str, Any], seller: Seller) -> str:
    named = body.get("store")
    if named is None:
        return seller.store_id
    if not isinstance(named, str) or not 0 < len(named) <= LONGEST_ID or "/" in named:
        raise refused("NOT_AN_ID", "store must be the id of a store.", "/store")
    return named


def _words(body: dict[str, Any]) -> str:
    words = body.get("words") or ""
    if not isinstance(words, str) or len(words) > LONGEST_WORDS:
        detail = f"words must be a text of at most {LONGEST_WORDS} characters."
        raise refused("WRONG_TYPE", detail, "/words")
    return words


def _reason(row: Row) -> Reason:
    named = f"{row.dimension}, {row.key}," if row.key else row.dimension
    detail = (
        f"{named} is less favourable to the buyer than the standard: "
        f"{_plain(row.offered)} instead of {_plain(row.standard)}."
    )
    steps = [row.dimension, row.key] if row.key else [row.dimension]
    pointer = "".join(f"/{step(each)}" for each in steps)
    return Reason("LESS_FAVOURABLE", printable(detail), printable(pointer))


def _submission(row: Submission, request: Call) -> Facts:
    asked, usual = own_policies.submitted(row, at=request.now)
    return {
        "id": row.pk,
        "seller": row.seller_id,
        "store": row.store_id,
        "state": str(row.state),
        "submitted_at": iso(row.submitted_at),
        "from": maybe_iso(row.from_at),
        "until": maybe_iso(row.until_at),
        "dimensions": _dimensions(asked, usual),
    }


def _dimensions(offered: ReturnPolicy, usual: ReturnPolicy) -> list[Facts]:
    return [
        {
            "dimension": row.dimension.value,
            "key": row.key or None,
            "seller": _plain(row.offered),
            "standard": _plain(row.standard),
            "kinder": KINDER[row.verdict],
        }
        for row in compare(offered, usual)
    ]


def _plain(value: Any) -> Any:
    """As it stands in a body."""
    if value is None:
        return NEVER
    if isinstance(value, Money):
        return value.amount()
    if isinstance(value, frozenset):
        return sorted(str(each) for each in value)
    if isinstance(value, tuple):
        return [holiday_body(each) for each in value]
    return value
