"""Mail for sellers who are not live: observed, and led nowhere from where something could leave."""

from collections.abc import Sequence
from datetime import datetime

from mostrador.contacts import leaving
from mostrador.intake import routing
from mostrador.intake.letter import Letter
from mostrador.intake.models import Inbound
from mostrador.intake.routing import Led
from mostrador.orders import queries
from mostrador.rules.live_share import EVERYBODY
from mostrador.rules.verdict import Verdict
from mostrador.sellers.models import Seller
from mostrador.shadow import observing
from mostrador.shadow.models import Heard, Observation
from mostrador.shadow.observing import Said
from mostrador.stores import going_live
from mostrador.stores.models import Store

# What they say changes nothing, and is kept in the mail room.
MACHINES = frozenset({Verdict.BOUNCE, Verdict.AUTO_REPLY})


def thread(letter: Letter) -> Observation | None:
    """The observed matter that this letter goes on with, while its seller is not live.

    Once he is, whoever writes on is ours to answer: nobody else may be left to do it.
    """
    if not letter.references:
        return None
    seen = Inbound.objects.filter(mail_id__in=letter.references, observation__isnull=False)
    earlier = seen.select_related("observation__store", "observation__order")
    row = next((one.observation for one in earlier.order_by("-pk")[:1]), None)
    if row is None or _is_live(row):
        return None
    return row


def watched(
    letter: Letter,
    raw: bytes,
    verdict: Verdict,
    row: Observation | None,
    seller: Seller | None,
    stores: Sequence[Store],
    *,
    now: datetime,
) -> Led | None:
    """What is only observed; None for everything that is ours to answer."""
    if all(one.live_share >= EVERYBODY for one in stores):
        return None
    if verdict in MACHINES:
        return None
    if row is not None:
        return _more(letter, raw, row, stores, now=now)
    if verdict == Verdict.SELLER_MESSAGE and seller:
        return _from_seller(letter, raw, seller, stores, now=now)
    if verdict in {Verdict.NEW, Verdict.HANDED_OVER}:
        return _new(letter, raw, verdict, seller, stores, now=now)
    return None


def _new(
    letter: Letter,
    raw: bytes,
    verdict: Verdict,
    seller: Seller | None,
    stores: Sequence[Store],
    *,
    now: datetime,
) -> Led | None:
    if letter.sender in {one.service_address for one in stores}:
        # A copy of an answer to something that came before we were told: it is kept, no more.
        return Led()
    opening = routing.opening(letter, raw, verdict, seller, stores, now=now)
    sellers = {opening.product.seller_id} if opening.product else set()
    if leaving.takes_on(opening.store, opening.order, sellers, address=opening.address):
        return None
    if _from_the_other_service(letter, stores):
        return Led()
    return Led(observation=observing.mail(opening, verdict=verdict, now=now))


def _from_seller(
    letter: Letter, raw: bytes, seller: Seller, stores: Sequence[Store], *, now: datetime
) -> Led | None:
    """About a matter of ours he is heard; about the service itself only if he is live."""
    store = routing.store_of(letter, None, stores)
    if routing.named_part(letter, seller) or going_live.is_live(store, {seller.pk}):
        return None
    said = Said(Heard.Who.SELLER, letter.text or letter.whole_text, now, raw)
    row = observing.sellers_mail(seller, store, said, subject=letter.subject, now=now)
    return Led(observation=row)


def _more(
    letter: Letter, raw: bytes, row: Observation, stores: Sequence[Store], *, now: datetime
) -> Led:
    who = _who(letter, row, stores)
    order = routing.named(letter.subject, letter.text, letter.sender)
    theirs = order if order and queries.belongs_to(order, letter.sender) else None
    said = Said(who, letter.text or letter.whole_text, now, raw)
    observing.more(row, said, order=theirs, now=now)
    return Led(observation=row)


def _who(letter: Letter, row: Observation, stores: Sequence[Store]) -> Heard.Who:
    """A copy of what the other service answered comes from the store's own domain."""
    known = {row.address_text.body.lower()} if row.address_text else set()
    if row.order:
        known |= {row.order.buyer_email.lower(), row.order.buyer.email.lower()}
    if letter.sender and letter.sender in known:
        return Heard.Who.BUYER
    if _from_the_other_service(letter, stores):
        return Heard.Who.SERVICE
    if row.seller and letter.sender and letter.sender == row.seller.email.lower():
        return Heard.Who.SELLER
    return Heard.Who.UNKNOWN


def _from_the_other_service(letter: Letter, stores: Sequence[Store]) -> bool:
    domains = {store.mail_domain for store in stores}
    return letter.authentication != "fail" and letter.sender.partition("@")[2] in domains


def _is_live(row: Observation) -> bool:
    sellers = {row.seller_id} if row.seller_id else set()
    address = row.address_text.body if row.address_text else ""
    return leaving.takes_on(row.store, row.order, sellers, address=address)
