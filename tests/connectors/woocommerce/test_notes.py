"""What a buyer writes with his order, and what we answer as a note of the shop."""

from datetime import timedelta
from typing import Any

import pytest

from mostrador.connectors import opening
from mostrador.connectors.base import Cursor, Reply
from mostrador.connectors.calling import TryLaterError
from mostrador.contacts.models import Contact
from mostrador.outbox import sending
from mostrador.site.delivering import TO_MARKETPLACES
from tests.cast import NOON
from tests.connectors.woocommerce.connecting import connected, read
from tests.connectors.woocommerce.shop import Desk, an_order, open_shop
from tests.desk.stage import act
from tests.intake.conftest import marketplace

__all__ = ["marketplace"]
pytestmark = pytest.mark.usefixtures("marketplace")
WISH = "Bitte beim Nachbarn abgeben."
ANSWER = "Das richten wir so aus: „Müller“ & Sohn\n\nIhr Lichtmarkt"


def connector(desk: Desk, **settings: str) -> Any:
    return opening.opened(connected(desk, **settings), machine_now=NOON)


@pytest.mark.parametrize(("asked_for", "words"), [("yes", [WISH]), ("no", [])])
def test_what_is_written_with_an_order_is_a_message_only_where_that_is_wanted(asked_for, words):
    with open_shop(an_order(customer_note=WISH), an_order(728)) as desk:
        shop = connector(desk, checkout_notes=asked_for)
        page = shop.orders(Cursor(NOON.replace(day=1)))

    assert [said.text for said in page.messages] == words


def test_it_opens_a_contact_about_the_order():
    # Written after the connection was made: older ones were answered elsewhere.
    made = an_order(date_created_gmt="2026-11-12T09:30:00", date_modified_gmt="2026-11-12T09:30:00",
                    customer_note=WISH)  # fmt: skip
    with open_shop(made) as desk:
        connected(desk, checkout_notes="yes")
        read()
    (contact,) = Contact.objects.filter(order="727")

    assert contact.handler == "service"
    assert [message.text.body for message in contact.messages.all()] == [WISH]


def a_reply(**more: Any) -> Reply:
    return Reply(thread="727", text=ANSWER, key="M-1", **more)


def test_an_answer_is_a_note_that_the_shop_sends_to_its_customer():
    with open_shop(an_order()) as desk:
        key = connector(desk).say(a_reply())

    assert (key, desk.notes) == (
        "280", [{"id": 280, "order": 727, "note": ANSWER, "customer_note": True}],
    )  # fmt: skip


def test_an_answer_whose_end_nobody_heard_is_found():
    with open_shop(an_order(), cuts=1) as desk:
        shop = connector(desk)
        with pytest.raises(TryLaterError):
            shop.say(a_reply())
        # The shop puts its own marks around it.
        desk.notes[0]["note"] = (
            "<p>Das richten wir so aus: „Müller“ &amp; Sohn</p><p>Ihr Lichtmarkt"
        )

        assert shop.find_said(a_reply()) == "280"
        # The same words, said before, are another note.
        assert shop.find_said(a_reply(known=["280"])) is None


def test_what_was_never_said_is_not_found():
    with open_shop(an_order()) as desk:
        assert connector(desk).find_said(a_reply()) is None


def test_an_agents_answer_stands_in_the_shop_once():
    made = an_order(date_created_gmt="2026-11-12T09:30:00", date_modified_gmt="2026-11-12T09:30:00",
                    customer_note=WISH)  # fmt: skip
    with open_shop(made) as desk:
        connected(desk, checkout_notes="yes")
        read()
        act(Contact.objects.get(order="727"), "reply", text="Das richten wir aus.", then="stay")
        desk.cuts = 2
        for hours in range(6):
            at = NOON + timedelta(hours=hours)
            sending.deliver_batch(TO_MARKETPLACES, now=NOON, machine_now=at)

    said = [note["note"] for note in desk.notes]
    assert len(said) == 2
    assert said[0].startswith("Wir haben Ihre Nachricht")
    assert said[1].startswith("Das richten wir aus.")
