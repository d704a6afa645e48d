"""A contact from before our time on the desk: who wrote, what came with it, how it came here."""

from base64 import b64encode

import pytest

from mostrador.contacts import past
from tests.cast import NOON, signed_in

pytestmark = pytest.mark.django_db


def test_a_past_contact_is_read_with_its_authors_and_files():
    messages = [
        {"from": "buyer", "at": "2026-09-01T08:00:00Z", "text": "Kaputt", "name": "Annas Mutter",
         "attachments": [{"name": "lampe.txt", "content": b64encode(b"zwei Teile").decode()}]},
        {"from": "service", "at": "2026-09-01T09:00:00Z", "text": "Oje.", "name": "Frau Berg"},
    ]  # fmt: skip
    body = {"type": "contact", "id": "zendesk-35", "order": "LM-1007", "verified": False,
            "subject": "Lampe", "address": "mutter@mail.example",
            "opened_at": "2026-09-01T08:00:00Z", "messages": messages}  # fmt: skip
    past.upsert_many([past.contact(body)], now=NOON, by="program:load")

    page = signed_in("ada").get("/desk/contacts/zendesk-35/").content.decode()

    for words in ("Annas Mutter", "Frau Berg", "lampe.txt", "mutter@mail.example"):
        assert words in page
    assert "Taken in from before our time, with 2 messages." in page
