"""What happened in a contact since a program saw it."""

from itertools import groupby

from mostrador.api import shapes
from mostrador.api.shapes import Facts
from mostrador.contacts.models import Contact, Message
from mostrador.history import chain
from mostrador.history.models import Entry

# Nobody must have seen these before he acts: they do not raise the version.
QUIET = {"noted", "said_to_seller"}


def since(contact: Contact, version: int) -> Facts:
    """The entries and messages of the acts after this version, the oldest first."""
    entries = _after(contact, version)
    keys = [entry.facts["message"] for entry in entries if "message" in entry.facts]
    messages = Message.objects.filter(pk__in=keys).select_related("text", "part").order_by("pk")
    return {
        "history": [shapes.entry(entry) for entry in entries],
        "messages": [
            shapes.message_whole(each) for each in messages.prefetch_related("deliveries")
        ],
    }


def _after(contact: Contact, version: int) -> list[Entry]:
    """One act may have several entries of a kind, such as questions that lapsed together."""
    entries = chain.entries_of(contact)
    acts = [list(act) for _, act in groupby(entries, key=lambda entry: (entry.what, entry.by))]
    found: list[Entry] = []
    missing = contact.version - version
    while acts and missing > 0:
        act = acts.pop()
        found = [*act, *found]
        missing -= act[0].what not in QUIET
    return found
