"""How a seller is reached besides his default address: the only writer of these settings."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core import signing
from django.db import transaction
from django.db.models import F

from mostrador.live import events
from mostrador.rules.reminders import QuietHours
from mostrador.sellers import notices
from mostrador.sellers.models import Notice, Seller
from mostrador.sellers.reach_models import Reach

# What he may have sent to his second address too: a kind, and the templates it stands for.
QUESTIONS, MESSAGES, DECISIONS, SERVICE = "questions", "messages", "decisions", "service"
KINDS = (QUESTIONS, MESSAGES, DECISIONS, SERVICE)
# What `change` takes over as it is.
PLAIN = ("second_email", "quiet_from", "quiet_until", "quiet_zone", "bot_url", "bot_secret")
CONFIRMATION = "confirm_address"
# As every link of ours it ages on the machine's time.
CONFIRM_WITHIN = timedelta(days=7)
# Nobody's letter box is filled by a button.
ASK_AGAIN_AFTER = timedelta(minutes=5)
KIND_OF = {
    "seller/question": QUESTIONS,
    "seller/reminder": QUESTIONS,
    "seller/not_an_answer": QUESTIONS,
    "seller/lapsed": QUESTIONS,
    "seller/message": MESSAGES,
    "seller/passed_on": MESSAGES,
    "seller/decided": DECISIONS,
    "seller/reconsidered": DECISIONS,
    "seller/return_way": QUESTIONS,
    "seller/return_received": QUESTIONS,
    "seller/return_given_up": DECISIONS,
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a seller sets himself."""

    second_email: str = ""
    second_kinds: Sequence[str] = field(default=())
    quiet_from: time | None = None
    quiet_until: time | None = None
    quiet_zone: str = "UTC"
    bot_url: str = ""
    bot_secret: str = ""


def of(seller: Seller) -> Reach:
    """His settings; those of a seller who has set nothing yet are not saved."""
    return Reach.objects.filter(seller=seller).first() or Reach(seller=seller)


@transaction.atomic
def change(seller: Seller, wishes: Wishes, *, by: str, now: datetime) -> Reach:
    """Set them. His default address is told: nobody else can turn mails aside in silence (R50)."""
    reach = _locked(seller)
    before = (reach.second_email, reach.bot_url, reach.bot_secret)
    for name in PLAIN:
        setattr(reach, name, getattr(wishes, name))
    if reach.second_email.lower() != before[0].lower():
        reach.second_confirmed_at = reach.second_asked_at = None
    reach.second_kinds = [kind for kind in KINDS if kind in wishes.second_kinds]
    reach.changed_by, reach.changed_at = by, now
    reach.save()
    if before != (reach.second_email, reach.bot_url, reach.bot_secret):
        notices.owe(
            seller, seller.store, "reach_changed", now=now, path="/portal/account/notifications/"
        )
    ask_second(seller, now=now)
    events.tell(events.seller(seller.pk), at=now)
    return reach


@transaction.atomic
def ask_second(seller: Seller, *, now: datetime) -> bool:
    """Ask his second address whether it is his; False if there is nothing to ask, or just asked."""
    reach = _locked(seller)
    if not reach.second_email or reach.second_confirmed_at:
        return False
    if reach.second_asked_at and now < reach.second_asked_at + ASK_AGAIN_AFTER:
        return False
    notices.owe_second(seller, seller.store, CONFIRMATION, now=now)
    Reach.objects.filter(pk=reach.pk).update(second_asked_at=now)
    return True


def seal(reach: Reach) -> str:
    """The part of an address that confirms his second one: good for this one alone."""
    return _signer().sign(f"{reach.pk}.{_digest(reach.second_email)}")


def open_seal(sealed: str) -> Reach | None:
    """Whose second address it is; None for one that is altered, too old, or another by now."""
    try:
        key, digest = _signer().unsign(sealed, max_age=CONFIRM_WITHIN).split(".")
    except (signing.BadSignature, ValueError):
        return None
    reach = Reach.objects.filter(pk=key).select_related("seller__store").first()
    return reach if reach and digest == _digest(reach.second_email) else None


@transaction.atomic
def confirm_second(reach: Reach, *, now: datetime) -> None:
    """Whoever reads mails there says that it is his; saying so twice changes nothing."""
    same = Reach.objects.filter(pk=reach.pk, second_email=reach.second_email)
    if same.filter(second_confirmed_at=None).update(second_confirmed_at=now):
        events.tell(events.seller(reach.seller_id), at=now)


@transaction.atomic
def bounced(seller: Seller, *, now: datetime) -> None:
    """A mail to his default address came back; the portal says so until it is mended (E5)."""
    reach = _locked(seller)
    reach.bounced_email, reach.bounced_at = seller.email, now
    reach.save(update_fields=["bounced_email", "bounced_at"])
    events.tell(events.seller(seller.pk), at=now)


@transaction.atomic
def came_back(notice: Notice, *, now: datetime) -> None:
    """What did not reach his default address goes to his second one, and his pages say so (E5)."""
    notices.bounced(notice)
    if notice.second:
        return
    bounced(notice.seller, now=now)
    if confirmed_second(of(notice.seller)):
        notices.copy_to_second(notice, now=now)


@transaction.atomic
def mended(seller: Seller) -> None:
    """He says that mails arrive again; the next that comes back shows whether they do."""
    Reach.objects.filter(seller=seller).update(bounced_email="", bounced_at=None)


@transaction.atomic
def new_links(seller: Seller) -> None:
    """Whoever has left answers nothing by a link that he still holds; new mails bring new ones."""
    reach = _locked(seller)
    Reach.objects.filter(pk=reach.pk).update(links_era=F("links_era") + 1)


def bounces(sellers: Any) -> list[Seller]:
    """Those of them whose default address sends mails back still."""
    found = Reach.objects.filter(seller__in=sellers, bounced_at__isnull=False)
    same = found.filter(bounced_email=F("seller__email"))
    return [one.seller for one in same.select_related("seller").order_by("seller")]


def second_address(reach: Reach, kind: str) -> str:
    """His second address, where this kind goes there: all do while the first sends mails back."""
    wanted = kind in reach.second_kinds or is_bouncing(reach)
    other = reach.second_email.lower() != reach.seller.email.lower()
    return confirmed_second(reach) if wanted and other else ""


def confirmed_second(reach: Reach) -> str:
    """Where copies may go; empty until somebody there has said that it is his."""
    return reach.second_email if reach.second_confirmed_at else ""


def is_bouncing(reach: Reach) -> bool:
    return reach.bounced_at is not None and reach.bounced_email == reach.seller.email


def quiet_hours(reach: Reach | None) -> QuietHours | None:
    """While he keeps these hours he is not reminded of anything."""
    if reach is None or reach.quiet_from is None or reach.quiet_until is None:
        return None
    return QuietHours(reach.quiet_from, reach.quiet_until, ZoneInfo(reach.quiet_zone))


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="mostrador.second_address", sep="~")


def _digest(address: str) -> str:
    return hashlib.sha256(address.lower().encode()).hexdigest()[:16]


def _locked(seller: Seller) -> Reach:
    Reach.objects.get_or_create(seller=seller)
    return Reach.objects.select_for_update(of=("self",)).select_related("seller").get(seller=seller)
