"""A decision at Zhou's cost, and short ways to appeal against it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from mostrador.decisions import appeals, executing
from mostrador.decisions.appeals import Plea, Verdict
from mostrador.decisions.models import Appeal, Decision
from mostrador.decisions.refusal import RefusedError
from tests.decisions.deciding import AFTER, OLGA, an_order, decide, lapsed

ZHOU = "seller:S-ZHOU"
# The grace of half an hour is over.
PAID = AFTER + timedelta(hours=1)
PROOF = ("hermes.pdf", "application/pdf", b"%PDF-1.7 delivered")
WORDS = "包裹已于九日签收。"


def at_zhous_cost(key: str = "LM-1040") -> Decision:
    """Zhou was silent for a day; Anna has got her 39.90 back, and he pays."""
    contact = lapsed(an_order(key=key))
    decision = decide(contact, "refund_returnless", "best_judgement", now=AFTER)
    executing.sweep(now=PAID)
    decision.refresh_from_db()
    return decision


def filed(
    decision: Decision | None = None, reason: str = "delivered", *, now: datetime = PAID,
    **more: Any,
) -> Appeal:  # fmt: skip
    plea = Plea(reason, WORDS, **more)
    return appeals.file((decision or at_zhous_cost()).pk, plea, by=ZHOU, now=now)


def decided(
    appeal: Appeal, outcome: str = "reversed_operator_pays", *, by: str = OLGA,
    now: datetime = PAID, **more: Any,
) -> Appeal:  # fmt: skip
    verdict = Verdict(outcome, "Der Nachweis ist eindeutig.", **more)
    return appeals.decide(appeal.pk, verdict, by=by, now=now)


def code(act: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(RefusedError) as raised:
        act(*args, **more)
    return raised.value.code
