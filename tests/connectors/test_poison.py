"""A message that nothing could keep holds up no other."""

import dataclasses
from datetime import timedelta

import pytest

from mostrador.connectors.base import Page, Said
from mostrador.contacts.models import Contact
from tests.connectors.small_shop import AT, reading, shop
from tests.connectors.telling import tell

__all__ = ["shop"]
GOOD = Said("t-9", "m-9", "buyer", AT + timedelta(days=30), "Wo ist mein Paket?")


@pytest.mark.parametrize("bad", [
    dataclasses.replace(GOOD, thread="t" * 300),
    dataclasses.replace(GOOD, thread="t-1", id="m" * 300),
    dataclasses.replace(GOOD, thread="t\x00"),
    dataclasses.replace(GOOD, thread="t-1", id="m\x00"),
    dataclasses.replace(GOOD, thread="t-1", text="a\x00b"),
    dataclasses.replace(GOOD, thread="t-1", text="a\ud800b"),
    dataclasses.replace(GOOD, thread="t-1", text="a", order="o" * 300),
    dataclasses.replace(GOOD, thread="t-1", text="a", order="o\x00"),
    dataclasses.replace(GOOD, thread="t-1", text="a", buyer={"id": "b" * 300}),
    dataclasses.replace(GOOD, thread="t-1", text="a", subject="s" * 5000 + "\x00"),
    dataclasses.replace(GOOD, thread="t-1", text="a", seller="s\x00"),
    dataclasses.replace(GOOD, thread="t-1", text="a", at=AT.replace(tzinfo=None)),
])  # fmt: skip
def test_the_others_are_heard(shop, settings, bad):
    small = tell(shop, settings, Page(messages=[bad, GOOD]))

    assert reading().pages == 1
    assert Contact.objects.count() == 1
    assert [row.kind for row in small.rejected.all()] == ["message"]


def test_what_can_be_heard_after_all_is_rejected_no_more(shop, settings):
    small = tell(shop, settings, Page(messages=[dataclasses.replace(GOOD, text="a\x00b")]))
    small.readings.update(wakes_at=AT)

    tell(shop, settings, Page(messages=[GOOD]))

    assert Contact.objects.count() == 1
    assert not small.rejected.exists()
