"""What the machines that watch over the program read."""

from datetime import timedelta

import pytest
from django.db.migrations.recorder import MigrationRecorder

from mostrador import wallclock
from tests.cast import NOON, a_question, annas_contact, the_marketplace

GAUGES = [
    "mostrador_contacts_wanting_someone",
    "mostrador_questions_open",
    "mostrador_owed_waiting",
    "mostrador_owed_oldest_seconds",
]


@pytest.fixture
def figures(client):
    """The gauges by name."""

    def read():
        lines = client.get("/metrics").content.decode().splitlines()
        return {
            line.split()[0]: float(line.split()[1]) for line in lines if not line.startswith("#")
        }

    return read


def test_a_process_that_answers_is_alive(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_it_is_ready_when_the_database_is(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"ready": True})


@pytest.mark.django_db(transaction=True)
def test_it_is_not_ready_while_a_migration_is_missing(client):
    ours = MigrationRecorder.Migration.objects.filter(app="contacts")
    applied = list(ours)
    ours.delete()

    answer = client.get("/readyz")

    MigrationRecorder.Migration.objects.bulk_create(applied)
    assert (answer.status_code, answer.json()["ready"]) == (503, False)


@pytest.mark.django_db
def test_the_figures_say_what_waits(data_folder, figures):
    wallclock.install_time_machine(start=NOON)
    assert figures() == dict.fromkeys(GAUGES, 0)
    the_marketplace()
    before = figures()

    a_question(annas_contact())

    after = figures()
    waited = after.pop("mostrador_owed_oldest_seconds")
    # The receipt, the question to the seller, and the word to the buyer that he was asked.
    assert [after[gauge] - before[gauge] for gauge in after] == [1, 1, 3]
    assert 0 < waited < timedelta(minutes=10).total_seconds()


@pytest.mark.django_db
def test_the_figures_are_prometheus_text(client):
    answer = client.get("/metrics")

    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer.content.decode().splitlines()
    assert [line for line in lines if line.startswith("# TYPE")] == [
        f"# TYPE {gauge} gauge" for gauge in GAUGES
    ]


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/metrics"])
def test_nothing_is_done_by_posting_there(client, address):
    assert client.post(address).status_code == 405
