"""Who is who in another program: kept on disk while it is read, for there may be millions."""

import sqlite3
import weakref
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    name: str = ""
    address: str = ""
    role: str = ""


NOBODY = Person()


class People:
    def __init__(self) -> None:
        # An empty name is a database of its own that vanishes with us.
        self._rows = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._rows.close)
        self._rows.execute("CREATE TABLE people (id TEXT PRIMARY KEY, name, address, role)")

    def add(self, key: str, person: Person) -> None:
        self._rows.execute(
            "INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?)",
            (key, person.name, person.address, person.role),
        )

    def get(self, key: str) -> Person:
        found = self._rows.execute(
            "SELECT name, address, role FROM people WHERE id = ?", (key,)
        ).fetchone()
        return Person(*found) if found else NOBODY
