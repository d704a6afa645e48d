"""A connector of a marketplace that says just what a test wants it to say."""

import dataclasses
from collections.abc import Sequence
from typing import ClassVar

from mostrador.connectors import running
from mostrador.connectors.base import Page, Stream
from mostrador.connectors.models import Connection
from tests.connectors.small_shop import AT, SmallShop, connected

KIND = "tests.connectors.telling:Telling"


class Telling(SmallShop):
    page: ClassVar[Page] = Page()

    def streams(self) -> Sequence[Stream]:
        first = super().streams()[0]
        return [dataclasses.replace(first, read=lambda _cursor: self.page)]


def tell(shop, settings, page: Page) -> Connection:
    """It says this once; the connection it says it through."""
    settings.CONNECTORS = [KIND]
    Telling.page = page
    made = Connection.objects.first() or connected(shop)
    running.turn(now=AT, machine_now=AT, connection=made)
    return made
