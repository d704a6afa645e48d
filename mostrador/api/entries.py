"""How the marketplace's own account pages lead here, signed in (R55)."""

from typing import Annotated, Literal

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from mostrador.api import answers, keys
from mostrador.api.bearer import Bearer, Call
from mostrador.api.bodies import Body, Id
from mostrador.api.finding import find
from mostrador.api.shapes import At, Facts, iso
from mostrador.orders import buyers
from mostrador.orders.models import Buyer
from mostrador.people import passes
from mostrador.people.models import User
from mostrador.sellers import members
from mostrador.sellers.models import Seller

router = Router(tags=["Entries"])


def _page(value: str) -> str:
    """A page of ours: whoever is signed in must not be led to a stranger's."""
    ours = value.startswith("/") and url_has_allowed_host_and_scheme(value, allowed_hosts=None)
    if not ours:
        raise PydanticCustomError("not_a_page", "to must be a path of this site such as /help/.")
    return value


class PersonNamed(Body):
    kind: Literal["buyer", "seller"]
    id: Id


class EntryAsked(Body):
    person: PersonNamed
    to: Annotated[str, Field(max_length=500), AfterValidator(_page)]


class EntryShape(Schema):
    """`url` signs the person in once, until then."""

    url: str
    expires_at: At


@router.post("/entries", auth=Bearer("entries"), response=answers.done(201, shape=EntryShape))
@keys.once
def open_entry(request: Call, body: EntryAsked) -> Status[Facts]:
    user = _person(body.person)
    secret = passes.make(user, to=body.to, machine_now=request.machine_now)
    expires_at = iso(request.machine_now + passes.GOOD_FOR)
    return Status(201, {"url": f"{settings.BASE_URL}/enter/{secret}/", "expires_at": expires_at})


def _person(named: PersonNamed) -> User:
    if named.kind == "buyer":
        return buyers.person_of(find(Buyer.objects.all(), named.id, "buyer", "/person/id"))
    return members.person_of(find(Seller.objects.all(), named.id, "seller", "/person/id"))
