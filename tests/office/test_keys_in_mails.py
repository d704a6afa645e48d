"""A mail that is shown at the office does not open what its reader alone may open."""

import pytest

from mostrador import wallclock
from mostrador.outbox import sending
from mostrador.people import links
from mostrador.site.delivering import HANDLERS
from tests.cast import NOON, annas_contact, signed_in


@pytest.mark.parametrize(("demo", "is_shown"), [(False, False), (True, True)])
def test_the_key_in_a_link_is_its_readers_alone_but_for_the_demo(settings, demo, is_shown):
    settings.DEMO = demo
    key = links.seal(annas_contact().pk).partition("~")[0] + "~"
    sending.deliver_batch(HANDLERS, now=NOON, machine_now=wallclock.machine_now())
    olga = signed_in("olga")

    (row,) = olga.get("/office/sent/").context["rows"]
    shown = olga.get(row.href).content.decode()

    assert (key in shown) is is_shown
