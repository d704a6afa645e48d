"""Doing things at the same moment, each in a thread with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")


def run(*acts: Callable[[], Result]) -> list[Result]:
    """Their results in order; an error of one is an error here."""
    ready = Barrier(len(acts), timeout=20)

    def act_with_the_others(act: Callable[[], Result]) -> Result:
        try:
            # Connected before the barrier, so that what races is the act and not the greeting.
            connection.ensure_connection()
            ready.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act_with_the_others, acts))
