"""kill -9 of web, worker and receiver, at random: nothing is lost, and nothing happens twice."""

import json
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from mostrador.site.demo import cast
from tests.journeys import marketplace
from tests.journeys.marketplace import Marketplace
from tests.kills.crowd import Crowd, Reaper
from tests.kills.installation import Installation, until

pytestmark = pytest.mark.both

SEED = 16
A_FEW = 3
# A killed worker's mails are tried again when its lease, a minute, is over.
UNTIL_THE_NEXT_IS_SENT_SECONDS = 150
OWNED_FILES = """
    SELECT count(*) FROM sealed_file WHERE id NOT IN (
        SELECT raw_id FROM contacts_delivery WHERE raw_id IS NOT NULL
        UNION SELECT raw_id FROM intake_inbound WHERE raw_id IS NOT NULL
        UNION SELECT original_id FROM contacts_message WHERE original_id IS NOT NULL)
"""


@pytest.mark.parametrize(
    ("mails", "questions", "kills"),
    [
        pytest.param(60, 30, A_FEW, id="a few"),
        pytest.param(1000, 500, 40, id="many", marks=pytest.mark.long),
    ],
)
def test_whatever_is_killed_nothing_is_lost_and_nothing_is_done_twice(
    tmp_path, mails, questions, kills
):
    early = [f"<early-{n}@mail.example>" for n in range(questions)]
    late = [f"<late-{n}@mail.example>" for n in range(mails - questions)]
    with marketplace.opened(tmp_path / "data", "--empty") as market:
        crowd = settled(market, tmp_path / "data")
        at_once(
            Reaper(market, Random(SEED), ("receive",), kills // 3),
            lambda: crowd.write(early[::2]), lambda: crowd.write(early[1::2]),
        )  # fmt: skip
        contacts = [row[0] for row in crowd.here.rows("SELECT id FROM contacts_contact")]
        crowd.ask(contacts)

        at_once(
            Reaper(market, Random(SEED + 1), ("worker", "serve"), kills - kills // 3),
            lambda: crowd.write(late), lambda: move_the_clock(crowd.here),
        )  # fmt: skip
        if kills == A_FEW:
            forget_leases(crowd.here)
        nothing_waits_any_more(crowd.here, questions)
        assert_each_mail_is_taken_in_once(crowd.here, [*early, *late])
        assert_each_question_lapsed_once(crowd.here, questions)
        assert_each_owed_mail_was_sent_once(crowd.here)
        assert crowd.here.run("verify").returncode == 0


def settled(market: Marketplace, folder: Path) -> Crowd:
    """The cast's marketplace, loaded as an operator would."""
    here = Installation(folder, market.environment["DATABASE_URL"])
    lines = "\n".join(json.dumps(one) for one in cast.BODIES).encode()
    assert here.run("load", "-", given=lines).returncode == 0
    return Crowd(market, here)


def at_once(reaper: Reaper, *acts: Callable[[], object]) -> None:
    """All of them while processes die."""
    stop = threading.Event()
    with ThreadPoolExecutor(len(acts) + 1) as pool:
        reaped = pool.submit(reaper.reap, stop)
        try:
            for done in [pool.submit(act) for act in acts]:
                done.result()
        finally:
            stop.set()
        assert set(reaped.result()) >= set(reaper.named)


def move_the_clock(here: Installation) -> None:
    moved = here.run("clock", "--advance", "25h")
    assert moved.returncode == 0, moved.stderr


def forget_leases(here: Installation) -> None:
    """The minute that a dead worker's lease lasts is waited out among the many only.

    Taken from a living worker's hands, too: whoever acts next must find it done, or do it.
    """
    here.change("UPDATE outbox_owed SET leased_until = NULL WHERE done_at IS NULL")


def nothing_waits_any_more(here: Installation, questions: int) -> None:
    lapsed = "SELECT count(*) FROM cases_question WHERE state = 'lapsed'"
    until(lambda: here.one(lapsed) == questions)
    owed = "SELECT count(*) FROM outbox_owed WHERE done_at IS NULL"
    # However slow the machine: as long as it goes on, nothing is lost.
    while left := here.one(owed):
        until(lambda: here.one(owed) < left, within=UNTIL_THE_NEXT_IS_SENT_SECONDS)


def assert_each_mail_is_taken_in_once(here: Installation, ids: list[str]) -> None:
    taken = here.rows("SELECT mail_id, contact_id FROM intake_inbound WHERE verdict <> 'duplicate'")
    assert Counter(mail_id for mail_id, _ in taken) == Counter(ids)
    assert len({contact for _, contact in taken}) == len(ids)
    assert here.one("SELECT count(*) FROM contacts_contact") == len(ids)
    assert here.one("SELECT count(*) FROM contacts_message") == len(ids)


def assert_each_question_lapsed_once(here: Installation, count: int) -> None:
    facts = here.rows("SELECT facts FROM history_entry WHERE what = 'question_lapsed'")
    lapsed = Counter(of(one)["question"] for (one,) in facts)
    assert (len(lapsed), set(lapsed.values())) == (count, {1})
    for template in ("deciding", "seller/lapsed"):
        told = here.rows(f"SELECT facts FROM contacts_delivery WHERE template = '{template}'")
        assert Counter(of(one)["question"] for (one,) in told) == lapsed


def assert_each_owed_mail_was_sent_once(here: Installation) -> None:
    states = here.rows("SELECT DISTINCT state FROM contacts_delivery")
    assert states == [("sent",)]
    # Whatever was sent a second time would have left a second copy, which nothing points to.
    assert here.one(OWNED_FILES) == 0
    assert here.one("SELECT count(*) FROM outbox_owed WHERE failed_at IS NOT NULL") == 0


def of(facts: object) -> dict:
    """One database gives JSON back as text, the other as what it says."""
    return json.loads(facts) if isinstance(facts, str) else dict(facts)
