"""Inserting very many rows. A load of orders is mostly this, and `bulk_create` asks every field of
every row how to write itself: three times the work that these plain columns need.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, models


def insert(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Insert new rows without reading back what the database gave them. Raises IntegrityError."""
    columns = [
        field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)
    ]
    values = [(field.attname, _way_of(field)) for field in columns]
    told = [[way(getattr(row, name)) for name, way in values] for row in rows]
    if told:
        quote = connection.ops.quote_name
        table = quote(model._meta.db_table)
        _insert(table, [quote(str(field.column)) for field in columns], told)


def _insert(table: str, columns: list[str], told: list[list[Any]]) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", told)  # noqa: S608  names of our own
            return
        with (
            connection.wrap_database_errors,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
        ):
            for row in told:
                copy.write_row(row)


def _way_of(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    if isinstance(field, models.JSONField):
        return _as_json
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    return _as_it_is


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _as_it_is(value: Any) -> Any:
    return value
