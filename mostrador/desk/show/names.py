"""Who somebody in the records is, in a name."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mostrador.contacts.models import Contact
from mostrador.desk.dossier import Dossier, user_number
from mostrador.people.models import User


def person(contact: Contact) -> str:
    """Whoever wrote: by name once we know him, else by the address he wrote from."""
    if contact.verified and contact.buyer:
        return contact.buyer.name or contact.buyer.email or contact.buyer.pk
    address = contact.address_text.body if contact.address_text else ""
    return address or (contact.buyer.name if contact.buyer else "") or _("Unknown person")


def of(actor: str, dossier: Dossier) -> str:
    """The name behind an actor such as "agent:7"."""
    role, _colon, key = actor.partition(":")
    if role == "buyer":
        return person(dossier.contact)
    if role == "seller":
        return str(dossier.seller(key))
    if role in {"agent", "operator"}:
        user = dossier.users.get(user_number(actor) or 0)
        return of_user(user) if user else key.capitalize()
    return {
        "service": pgettext("somebody who acts", "The service"),
        "clock": pgettext("somebody who acts", "The clock"),
        "unknown": _("Somebody unknown"),
    }.get(role, key or role)


def of_user(user: User) -> str:
    return user.first_name or user.get_username()


def of_actors(actors: Iterable[str]) -> Mapping[str, str]:
    """The names of some who acted, asked for in one question."""
    told = {actor: user_number(actor) for actor in actors}
    users = User.objects.in_bulk([number for number in told.values() if number is not None])
    return {
        actor: of_user(users[number]) if number in users else actor.partition(":")[2] or actor
        for actor, number in told.items()
    }


def role(actor: str, contact: Contact) -> str:
    return {
        "buyer": _("Buyer") if contact.verified else _("Not known to be the buyer"),
        "seller": _("Seller"),
        "unknown": _("Not known to be the buyer"),
    }.get(actor.partition(":")[0], _("Service"))


def is_ours(actor: str) -> bool:
    return actor.partition(":")[0] not in {"buyer", "seller", "unknown"}


def sellers(dossier: Dossier) -> str:
    """The sellers whose matter it is, as one line names them."""
    return ", ".join(dict.fromkeys(str(dossier.seller(one.seller_id)) for one in dossier.parts))
