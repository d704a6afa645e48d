"""Files that the operator has handed in: one waits for him, and one came in but for a row."""

from mostrador.imports import lifecycle, running
from mostrador.imports.mapping import TableMapping
from mostrador.imports.models import Import
from tests.cast import NOON, person

TABLE = "seller_id;name;since\nS-NEU;Neue Lampen;03.11.2026\n;Niemand;\n"


def files() -> dict[str, str]:
    """Beside everything else on the stage, for a file lies in the folder of one test alone."""
    by = person("olga").actor

    def received() -> Import:
        pieces = [TABLE.encode()]
        return lifecycle.receive("verkäufer.csv", pieces, form="table", by=by, now=NOON)

    done, waiting = received(), received()
    lifecycle.begin(done, by=by, now=NOON)
    while (at := running.next_at()) and at <= NOON:
        running.sweep(now=NOON)
    kept = lifecycle.keep_mapping("Shop", TableMapping.of(done.mapping), by=by, now=NOON)
    return {"table": waiting.pk, "taken_in": done.pk, "mapping": kept.pk}
