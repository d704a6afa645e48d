"""What was decided in a contact and how it stands: with whom it waits, and until when it can go."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.decisions.models import Decision, Instruction
from mostrador.pages import decision_words, moments, shapes
from mostrador.people.models import Role, User
from mostrador.rules.authority import may_approve

State = Decision.State


@dataclass(frozen=True, slots=True)
class Face:
    """`approve`, `reject` and `cancel` are where it is done; empty where it cannot be."""

    id: str
    title: str
    card: shapes.Decision
    approve: str = ""
    reject: str = ""
    cancel: str = ""


def face(decision: Decision, user: User) -> Face:
    zone = decision.contact.store.time_zone
    words, kind = _stands(decision, zone)
    card = decision_words.card_for_agent(decision)
    key = [decision.pk]
    proposed = decision.state == State.PROPOSED
    second = proposed and may_approve(user.actor, decided_by=decision.decided_by)
    back = proposed or (decision.state == State.DECIDED and decision.wakes_at is not None)
    back = back and user.role == Role.AGENT
    return Face(
        id=decision.pk,
        title=moments.day_and_hour(decision.decided_at, zone),
        card=replace(card, state=words, state_kind=kind),
        approve=reverse("desk:approval", args=key) if second else "",
        reject=reverse("desk:rejection", args=key) if second else "",
        cancel=reverse("desk:cancellation", args=key) if back else "",
    )


def _stands(decision: Decision, zone: str) -> tuple[str, str]:
    given = [one.state for one in decision.instructions.all()]
    if Instruction.State.REFUSED in given:
        return _("Refused by the marketplace"), "late"
    if Instruction.State.WITHHELD in given:
        return _("Withheld: the seller is not live"), "warn"
    if decision.state == State.PROPOSED:
        return _("Waits for a second person"), "warn"
    if decision.state == State.CANCELLED:
        return _("Taken back"), "plain"
    if decision.wakes_at:
        until = moments.hour(decision.wakes_at, zone)
        return _("Can be taken back until %(until)s") % {"until": until}, "brand"
    if Instruction.State.OPEN in given:
        return _("On its way to the marketplace"), "brand"
    return _("Carried out"), "ok"
