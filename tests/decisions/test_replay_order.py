"""What is kept of a decision is the same text in every process, whatever its strings hash to."""

import json
import os
import subprocess
import sys

import pytest

from mostrador.decisions import replay
from mostrador.rules.entitlement import entitlement
from tests.rules.entitlement_table import facts_of

# Sets stand in the policies, in the law table, in the closed days and in the seller's answers.
CASES = (
    "defective, own takes-all swaps, grants replacement repair refund_returnless",
    "damaged, seller CN, price 20.00, limit 25.00, rules-out replacement exchange repair",
    "changed_mind, law ES, category sealed hygiene, withdraws, standard on-proof",
)
WRITES = """
import django
django.setup()
from tests.decisions.test_replay_order import written
print(written())
"""


def written() -> str:
    """As it stands in the database, in the order in which it was put there."""
    said = []
    for told in CASES:
        facts = facts_of(told)
        said += [replay.facts_to(facts), replay.answer_to(entitlement(facts))]
    return json.dumps(said)


@pytest.mark.parametrize("seed", ["1", "2", "4711"])
def test_another_process_writes_the_same(seed):
    asked = subprocess.run(
        [sys.executable, "-c", WRITES],
        env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert asked.stdout.strip() == written()
