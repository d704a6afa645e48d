"""What is said in a contact: each message in one lane."""

from typing import Literal

from django.db import transaction
from ninja import Router
from ninja.responses import Status

from mostrador.api import answers, keys, shapes
from mostrador.api.bearer import Bearer, Call
from mostrador.api.bodies import Body, Id, Moment, Words
from mostrador.api.finding import find
from mostrador.api.problems import refused
from mostrador.api.shapes import Facts, MessageDone
from mostrador.contacts import conversation, opening
from mostrador.contacts.conversation import Heard, MovedOnError
from mostrador.contacts.handover import lock
from mostrador.contacts.lanes import Lane
from mostrador.contacts.models import Contact, Delivery, Message, Part

router = Router(tags=["Contacts"])

CHANNEL = "api"
# Who speaks where. The program itself, an agent and the service are one voice to the others.
SERVICE, BUYER, SELLER = "service", "buyer", "seller"
ROLES = {SERVICE: SERVICE, "agent": SERVICE, "program": SERVICE, BUYER: BUYER, SELLER: SELLER}
SPEAKERS = {
    Lane.BUYER: (SERVICE, BUYER, SELLER),
    Lane.SELLER: (SERVICE, SELLER),
    Lane.INSIDE: (SERVICE,),
}


class MessageSaid(Body):
    """`author` is service (which an absent one means), buyer or seller, alone or as role:id.

    `seller` is needed in the seller's lane where several share the contact. `version` is the
    contact as the program saw it. An `interim` note to the buyer is not the answer.
    """

    text: Words
    lane: Literal["buyer", "seller", "inside"]
    author: str | None = None
    seller: Id | None = None
    at: Moment = None
    version: int | None = None
    interim: bool = False


@router.post(
    "/contacts/{key}/messages", auth=Bearer("contacts"),
    response=answers.done(201, shape=MessageDone),
)  # fmt: skip
@keys.once
def say(request: Call, key: str, body: MessageSaid) -> Status[Facts]:
    """409 with what is new if the contact has moved on."""
    find(Contact.objects.only("pk"), key, "contact")
    with transaction.atomic():
        contact = lock(key)
        if body.version not in (None, contact.version):
            raise MovedOnError(contact, body.version or 0)
        message = _said(contact, body, request)
        contact.refresh_from_db()
    said = shapes.message(message, Delivery.objects.filter(message=message))
    stands = {"contact": key, "state": str(contact.state), "version": contact.version}
    return Status(201, {**said, **stands})


def _said(contact: Contact, body: MessageSaid, request: Call) -> Message:
    by, now = str(request.auth), body.at or request.now
    role, named = _author(contact, body)
    match Lane(body.lane), role:
        case Lane.BUYER, "service":
            return conversation.say(
                contact.pk, body.text, by=by, now=now, interim=body.interim, channel=CHANNEL
            )
        case Lane.BUYER, "buyer":
            return conversation.hear(contact.pk, Heard(body.text, now, CHANNEL), now=request.now)
        case Lane.BUYER, _:
            part, heard = _heard(contact, body, named, request)
            return conversation.seller_answers_buyer(part, heard, now=request.now)
        case Lane.SELLER, "seller":
            return conversation.hear_seller(*_heard(contact, body, named, request))
        case Lane.SELLER, _:
            part = _part(contact, named)
            return conversation.tell_seller(part, body.text, by=by, now=now)
        case _:
            return conversation.note(contact.pk, body.text, by=by, now=now)


def _heard(
    contact: Contact, body: MessageSaid, named: str | None, request: Call
) -> tuple[Part, Heard]:
    part = _part(contact, named)
    author = f"seller:{part.seller_id}"
    return part, Heard(body.text, body.at or request.now, CHANNEL, author)


def _author(contact: Contact, body: MessageSaid) -> tuple[str, str | None]:
    """The speaker's role, and the seller who is named by the author's id or beside it."""
    said, _, key = (body.author or SERVICE).partition(":")
    role = ROLES.get(said)
    speakers = SPEAKERS[Lane(body.lane)]
    if role not in speakers:
        detail = f"In this lane the author is one of {', '.join(speakers)}."
        raise refused("NOT_ONE_OF", detail, "/author")
    if role == BUYER and key and opening.author_of(contact) != body.author:
        raise refused("OTHER_BUYER", "This is not the contact's buyer.", "/author")
    return role, (key or body.seller) if role == SELLER else body.seller


def _part(contact: Contact, named: str | None) -> Part:
    """The named seller's share of the contact, or the only one."""
    parts = list(contact.parts.order_by("pk"))
    found = [part for part in parts if named in (None, part.seller_id)]
    if len(found) > 1:
        raise refused("SELLER_REQUIRED", "Several sellers share this contact: name one.", "/seller")
    if not found:
        raise refused("NO_SELLER", "No such seller has a share in this contact.", "/seller")
    found[0].contact = contact
    return found[0]
