"""An import of the office: batch by batch, each row once, whatever happens in between."""

import csv
import io
import json

import pytest

from mostrador.history.chain import entries_of
from mostrador.history.verification import verify
from mostrador.imports import lifecycle, rejects, running
from mostrador.imports.models import Import
from mostrador.orders.models import Order
from tests.cast import NOON, the_marketplace
from tests.given import NEEDED, needed, whole
from tests.imports.handing_in import BY, HEADING, begun, mapped, orders, received, worked_off

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]


def dies(*_) -> None:
    raise KeyboardInterrupt


def test_a_file_waits_with_a_proposed_mapping_and_is_then_taken_in(monkeypatch):
    monkeypatch.setattr(running, "A_BATCH", 3)
    one = received(HEADING + orders(10))
    assert (one.state, one.percent) == ("waiting", 0)
    assert one.mapping["columns"]["date"] == "placed_at"
    assert one.seen[-1] == ["dates", "either", "03.11.2026"]

    lifecycle.begin(mapped(one), by=BY, now=NOON)
    half = worked_off(one, most=2)
    assert (half.state, half.counts) == (
        "running", {"order": {"created": 6, "changed": 0, "unchanged": 0, "rejected": 0}},
    )  # fmt: skip
    assert 50 < half.percent < 100

    done = worked_off(one)
    assert (done.state, done.counts["order"]["created"], done.percent) == ("done", 10, 100)
    assert Order.objects.count() == 10
    assert [entry.what for entry in entries_of(done)] == [
        "import_received", "import_mapped", "import_begun", "import_finished",
    ]  # fmt: skip
    assert verify().altered == ()


def test_a_dead_worker_loses_and_doubles_nothing(monkeypatch):
    monkeypatch.setattr(running, "A_BATCH", 3)
    one = begun(HEADING + orders(8) + "N-9;x;B-9;de\n")
    worked_off(one, most=1)
    kept = running._keep_rejects
    # It dies after the rows are written, before the batch is whole.
    monkeypatch.setattr(running, "_keep_rejects", dies)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            running.sweep(now=NOON)
    assert Order.objects.count() == 3

    monkeypatch.setattr(running, "_keep_rejects", kept)
    done = worked_off(one)

    assert done.counts["order"] == {"created": 8, "changed": 0, "unchanged": 0, "rejected": 1}
    assert sum(len(batch.rows) for batch in done.rejects.all()) == 1


def test_a_person_stops_it_and_lets_it_go_on(monkeypatch):
    monkeypatch.setattr(running, "A_BATCH", 3)
    one = begun(HEADING + orders(10))
    stopped = worked_off(one, most=1)

    lifecycle.stop(stopped, by=BY, now=NOON)
    assert worked_off(one).total("created") == 3
    lifecycle.go_on(stopped, by=BY, now=NOON)

    assert worked_off(one).counts["order"]["created"] == 10


def test_what_a_worker_has_in_hand_when_somebody_stops_it_is_not_half_kept(monkeypatch):
    monkeypatch.setattr(running, "A_BATCH", 3)
    one = begun(HEADING + orders(10))
    read = running.steps.read

    def stopped_meanwhile(found, size):
        step = read(found, size)
        lifecycle.stop(Import.objects.get(pk=one.pk), by=BY, now=NOON)
        return step

    monkeypatch.setattr(running.steps, "read", stopped_meanwhile)
    running.sweep(now=NOON)

    found = Import.objects.get(pk=one.pk)
    assert (found.state, found.offset, Order.objects.count()) == ("stopped", 0, 0)


def test_a_trial_says_what_would_happen_and_keeps_nothing(monkeypatch):
    monkeypatch.setattr(running, "A_BATCH", 2)
    # The second row of an order finds what the first one told, although both are taken back.
    text = HEADING + orders(5) + "N-0;;;\nN-7;x;B-7;de\n"
    one = mapped(received(text))

    lifecycle.begin(one, by=BY, now=NOON, trial=True)
    tried = worked_off(one)

    assert (tried.state, tried.offset, Order.objects.count()) == ("waiting", 0, 0)
    assert tried.trial["counts"]["order"] == {
        "created": 5, "changed": 0, "unchanged": 1, "rejected": 1,
    }  # fmt: skip
    assert tried.trial["whole"]
    assert tried.trial["rejected"] == [[8, ["date: 'x' is not a date."]]]
    assert tried.rejects.count() == 0

    lifecycle.begin(tried, by=BY, now=NOON)
    assert worked_off(one).counts["order"]["created"] == 5


def test_a_trial_of_a_large_file_looks_at_its_beginning(monkeypatch):
    monkeypatch.setattr(running, "A_BATCH", 2)
    monkeypatch.setattr(running, "A_TRIAL", 4)
    one = mapped(received(HEADING + orders(9)))

    lifecycle.begin(one, by=BY, now=NOON, trial=True)

    trial = worked_off(one).trial
    assert (trial["whole"], trial["counts"]["order"]["created"], trial["lines"]) == (False, 4, 5)


def test_json_lines_are_taken_in_and_contacts_after_all_they_may_point_at(monkeypatch):
    monkeypatch.setattr(running, "A_BATCH", 4)
    bodies = [whole(kind) for kind in reversed(NEEDED)]
    text = "\n".join([*map(json.dumps, bodies), "?", "", json.dumps(needed("order", id=7))])

    done = worked_off(begun(text, form="lines"))

    assert (done.state, done.percent) == ("done", 100)
    assert {kind: words["created"] for kind, words in done.counts.items()} == {
        **dict.fromkeys(NEEDED, 1), "unknown": 0,
    }  # fmt: skip
    assert (done.counts["unknown"]["rejected"], done.counts["order"]["rejected"]) == (1, 1)
    back = list(csv.reader(io.StringIO(b"".join(rejects.of_import(done)).decode("utf-8-sig"))))
    assert [row[1] for row in back] == ["line", "13", "15"]
    assert back[1] == ["?", "13", "The line is not JSON: Expecting value at 1."]


def test_an_import_of_which_nothing_is_good_stands_still(monkeypatch):
    monkeypatch.setattr(running, "A_BATCH", 5)
    monkeypatch.setattr(running, "ENOUGH", 10)
    one = worked_off(begun(HEADING + orders(100).replace("03.11.2026", "soon")))

    assert (one.state, one.why, one.total("rejected")) == ("failed", "hopeless", 10)

    # Nothing of it is in, so it begins anew once the mapping is another.
    lifecycle.go_on(one, by=BY, now=NOON)
    again = worked_off(one)
    assert (again.total("rejected"), sum(len(each.rows) for each in again.rejects.all())) == (
        10,
        10,
    )


def test_nor_does_a_short_one_of_which_nothing_is_good_end_as_if_all_were_well():
    one = worked_off(begun(HEADING + orders(2).replace("03.11.2026", "soon")))

    assert (one.state, one.why, one.total("rejected")) == ("failed", "hopeless", 2)


def test_what_nobody_foresaw_stops_this_import_alone(monkeypatch):
    one = begun(HEADING + orders(2))
    monkeypatch.setattr(running.merging, "take", lambda *_, **__: 1 / 0)

    assert (worked_off(one).why, Order.objects.count()) == ("unforeseen", 0)


MBOX = "".join(
    f"From - Thu Nov 12 10:0{at}:00 2026\nFrom: Anna <anna@mail.example>\n"
    f"To: service@lichtmarkt.example\nDate: Thu, 12 Nov 2026 10:0{at}:00 +0100\n"
    f"Message-ID: <{at}@mail.example>\nSubject: Lampe {at}\n\nWo ist sie?\n\n"
    for at in range(5)
)


@pytest.mark.parametrize("forgetful", [False, True])
def test_an_export_of_another_program_is_taken_in_batch_by_batch(monkeypatch, forgetful):
    monkeypatch.setattr(running, "A_BATCH", 2)
    the_marketplace()
    one = begun(MBOX, form="mbox")
    worked_off(one, most=1)
    if forgetful:
        # As after a worker's death: another one begins at the beginning and skips.
        running.steps._opened.clear()

    done = worked_off(one)

    assert (done.state, done.percent, done.counts) == (
        "done", 100, {"contact": {"created": 5, "changed": 0, "unchanged": 0, "rejected": 0}},
    )  # fmt: skip


def test_what_is_no_such_export_stands_still_and_says_so():
    assert worked_off(begun("no export", form="mbox")).why == "not_of_this_kind"
