"""Repairs that were done, and whether the goods are broken all the same."""

from datetime import datetime

from mostrador.contacts.models import Contact, Message
from mostrador.decisions.models import Instruction


def in_vain(contact: Contact, *, but: str = "", until: datetime | None = None) -> frozenset[str]:
    """Lines whose buyer has written since the marketplace said that they are repaired.

    Whether he writes that something is wrong with them, the cause says that he is asked for.
    """
    done = Instruction.objects.filter(
        order=contact.order, kind=Instruction.Kind.REPAIR, state=Instruction.State.DONE
    ).exclude(decision=but)
    known = done.values_list("decision__lines", "acknowledged_at")
    repaired = [(lines, at) for lines, at in known if at and (until is None or at < until)]
    heard = _heard_at(contact, until) if repaired else None
    return frozenset(ref for lines, at in repaired if heard and heard > at for ref in lines)


def _heard_at(contact: Contact, until: datetime | None) -> datetime:
    written = Message.objects.filter(
        contact=contact.pk, lane="buyer", author__startswith="buyer:"
    ).values_list("at", flat=True)
    return max([at for at in written if until is None or at < until] + [contact.opened_at])
