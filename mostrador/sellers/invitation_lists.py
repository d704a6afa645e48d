"""Inviting many sellers at once: what would happen, and the same done, in batches.

However often a list is given, a seller has at most one invitation to a store from it: who declined,
or whose invitation was withdrawn, is invited again by hand alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from mostrador.history import chain
from mostrador.live import events
from mostrador.sellers import invitations, notices
from mostrador.sellers.models import Invitation, Seller
from mostrador.stores.models import Store

A_BATCH = 500


class Word(StrEnum):
    """What becomes of one line, in the order in which they are looked for."""

    UNKNOWN = "unknown"
    OTHER_STORE = "other_store"
    TWICE = "twice"
    ALREADY = "already"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    NO_ADDRESS = "no_address"
    INVITED = "invited"


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a list; `name` is what the list calls the seller."""

    seller: str
    store: str = ""
    language: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    asked: Asked
    word: Word
    # As we know him; empty for somebody unknown.
    name: str = ""
    # In which he is written to.
    language: str = ""


def foresee(store: Store, asked: Sequence[Asked]) -> list[Outcome]:
    """What `invite_all` would do; nothing is written."""
    seen: set[str] = set()
    return [one for batch in _batches(asked) for one, _seller in _looked_at(store, batch, seen)]


def invite_all(store: Store, asked: Sequence[Asked], *, by: str, now: datetime) -> list[Outcome]:
    """Invite whoever can be; each batch for itself, so that others get their turn in between."""
    seen: set[str] = set()
    done: list[Outcome] = []
    for batch in _batches(asked):
        done += _invite_batch(store, batch, seen, by=by, now=now)
    return done


@transaction.atomic
def _invite_batch(
    store: Store, batch: Sequence[Asked], seen: set[str], *, by: str, now: datetime
) -> list[Outcome]:
    looked = _looked_at(store, batch, seen, locked=True)
    invited = [(seller, one.asked) for one, seller in looked if seller and one.word is Word.INVITED]
    made = [invitations.unwritten(seller, store, by=by, now=now) for seller, _asked in invited]
    chain.begin_all([(invitation, [happening]) for invitation, happening in made])
    mails = [
        (seller, invitations.mail(invitation, one.language))
        for (seller, one), (invitation, _happening) in zip(invited, made, strict=True)
    ]
    notices.owe_all(mails, store, "invitation", now=now)
    events.tell(*(events.seller(seller.pk) for seller, _asked in invited), at=now)
    return [one for one, _seller in looked]


def _looked_at(
    store: Store, batch: Sequence[Asked], seen: set[str], *, locked: bool = False
) -> list[tuple[Outcome, Seller | None]]:
    keys = {one.seller for one in batch}
    sellers = Seller.objects.defer("body").filter(pk__in=keys).order_by("pk")
    # Two who send the same list at the same moment wait for each other here.
    known = {one.pk: one for one in (sellers.select_for_update(no_key=True) if locked else sellers)}
    states = _last_states(store, keys)
    return [_outcome(store, one, known, states, seen) for one in batch]


def _last_states(store: Store, sellers: set[str]) -> dict[str, str]:
    theirs = Invitation.objects.filter(store=store, seller__in=sellers).order_by("sent_at", "pk")
    return dict(theirs.values_list("seller_id", "state"))


def _outcome(
    store: Store,
    asked: Asked,
    known: Mapping[str, Seller],
    states: Mapping[str, str],
    seen: set[str],
) -> tuple[Outcome, Seller | None]:
    seller = known.get(asked.seller)
    if seller is None:
        return Outcome(asked, Word.UNKNOWN), None
    word = _word(store, asked, seller, states, seen)
    seen.add(seller.pk)
    language = store.language_with(asked.language or seller.language)
    return Outcome(asked, word, seller.name, language), seller


def _word(
    store: Store, asked: Asked, seller: Seller, states: Mapping[str, str], seen: set[str]
) -> Word:
    state = states.get(seller.pk)
    found = {
        Word.OTHER_STORE: asked.store not in ("", store.pk),
        Word.TWICE: seller.pk in seen,
        Word.ALREADY: state in invitations.GOOD,
        Word.DECLINED: state == Invitation.State.DECLINED,
        Word.WITHDRAWN: state == Invitation.State.WITHDRAWN,
        Word.NO_ADDRESS: not seller.email,
    }
    return next((word for word, present in found.items() if present), Word.INVITED)


def _batches(asked: Sequence[Asked]) -> Iterator[Sequence[Asked]]:
    for begin in range(0, len(asked), A_BATCH):
        yield asked[begin : begin + A_BATCH]
