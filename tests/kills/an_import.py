"""An import of the office that waits for a worker."""

import django

ROWS = 6_000
HEADING = "order_id;date;buyer_id;store\n"
WRONG = 60


def begin() -> None:
    from mostrador import wallclock
    from mostrador.imports import lifecycle
    from mostrador.imports.mapping import TableMapping
    from mostrador.site import database

    database.make_ready()
    now = wallclock.now()
    rows = [f"N-{at};03.11.2026;B-{at};de\n" for at in range(ROWS)]
    rows[:: ROWS // WRONG] = ["N;soon;B;de\n"] * WRONG
    pieces = [HEADING.encode(), "".join(rows).encode()]
    one = lifecycle.receive("orders.csv", pieces, form="table", kind="order", by="o", now=now)
    mapping = TableMapping.of(one.mapping | {"dates": "dmy"})
    lifecycle.read_as(one, mapping, by="o", now=now)
    lifecycle.begin(one, by="o", now=now)


if __name__ == "__main__":
    django.setup()
    begin()
