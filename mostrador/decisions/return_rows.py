"""One return, read and locked, and the files that belong to it."""

from mostrador.contacts.handover import lock
from mostrador.decisions.models import Return
from mostrador.rules import returns as rules
from mostrador.rules.returns import Step
from mostrador.sealed import keeping
from mostrador.sealed.models import File

# Name, media type and bytes.
AFile = tuple[str, str, bytes]


class NotNowError(Exception):
    """The return is not in a state for this step; its state says why."""


def locked(return_id: str, step: Step) -> Return:
    """The return, its contact nobody else's until the transaction ends; NotNowError."""
    contact = lock(Return.objects.values_list("contact_id", flat=True).get(pk=return_id))
    rows = Return.objects.select_related("decision__contact__store", "decision__seller", "seller")
    row = rows.get(pk=return_id)
    row.contact = contact
    if rules.after(row.state, step) is None:
        raise NotNowError(row.state)
    return row


def kept(row: Return, given: AFile) -> File:
    name, media_type, body = given
    return keeping.file(body, of=whose(row), name=name, media_type=media_type)


def whose(row: Return) -> str:
    return f"contact:{row.contact_id}"
