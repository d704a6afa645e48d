"""The programme of a store as its operator sets it: the only writer of its settings and terms."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings as site
from django.db import transaction

from mostrador.history import chain
from mostrador.history.chain import Happening
from mostrador.outbox import owing
from mostrador.rules import programme
from mostrador.rules.bodies import Reason, RefusedError
from mostrador.stores.models import Store, Terms

SETTINGS = (
    "mode", "trial_days", "activation_minutes", "own_seller_languages", "own_hand_over", "plan",
    "plan_version", "plan_words",
)  # fmt: skip
# Read when nothing is written in the reader's own language.
FALLBACK = "en"


def settings_of(store: Store) -> dict[str, Any]:
    """What holds now: the operator's own, else what the store's record says."""
    held = {name: getattr(store, name) for name in SETTINGS}
    own = {"own_seller_languages": store.seller_languages, "own_hand_over": dict(store.hand_over)}
    return held | own


@transaction.atomic
def change(
    store: Store, settings: Mapping[str, Any], *, by: str, version: int, now: datetime
) -> bool:
    """Change these settings of the store as it was at `version`; False if that changes nothing.

    Raises RefusedError with every reason, or MovedOnError if somebody was faster.
    """
    if store.version != version:
        raise chain.MovedOnError(store.subject)
    was = settings_of(store)
    wanted = programme.settings(settings, was=was, languages=_languages(), taken=_taken(store))
    changed = {name: value for name, value in wanted.items() if value != was[name]}
    if not changed:
        return False
    facts = {name: [was[name], value] for name, value in changed.items()}
    happening = Happening("programme_changed", now, by, facts)
    chain.write(store, {"version": version}, [happening], **changed)
    _announce(store, now=now)
    return True


@transaction.atomic
def publish_terms(
    store: Store, version: str, texts: Mapping[str, str], *, by: str, now: datetime
) -> Terms:
    """From now on who enrols accepts this version. Raises RefusedError with every reason.

    Who has accepted an earlier one stays enrolled; `send_terms` writes to them.
    """
    Store.objects.select_for_update().get(pk=store.pk)
    named, found = programme.terms(version, texts, languages=store.seller_languages)
    if Terms.objects.filter(store=store, version=named).exists():
        sentence = "This version is published already, and its wording stays as it is."
        raise RefusedError([Reason("VERSION_USED", sentence, "/version")])
    made = Terms.objects.create(store=store, version=named, published_at=now, texts=found)
    digests = {language: _digest(text) for language, text in found.items()}
    facts = {"version": named, "was": store.terms_version, "digests": digests}
    happening = Happening("terms_published", now, by, facts)
    chain.write(store, {}, [happening], terms_version=named)
    return made


@transaction.atomic
def send_terms(store: Store, *, by: str, now: datetime) -> None:
    """Whoever has accepted an earlier version hears of today's (E34)."""
    happening = Happening("terms_sent", now, by, {"version": store.terms_version})
    chain.write(store, {}, [happening], seen=False)
    _announce(store, now=now)


def terms_of(store: Store) -> Terms | None:
    """The wording of today's version; None for one that was never written here."""
    return Terms.objects.filter(store=store, version=store.terms_version).first()


def terms_text(store: Store, language: str) -> str:
    found = terms_of(store)
    return in_language(found.texts, language) if found else ""


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in this language, else in English, else in whichever comes first."""
    return texts.get(language) or texts.get(FALLBACK) or next(iter(texts.values()), "")


def _announce(store: Store, *, now: datetime) -> None:
    """There may be twenty thousand sellers to write to: the worker does it, by this entry."""
    payload = {"store": store.pk, "entry": store.chain_length}
    owing.notify("announcement", f"{store.pk}:{store.chain_length}", payload, now=now)


def _languages() -> set[str]:
    return {code for code, _name in site.LANGUAGES}


def _taken(store: Store) -> set[str]:
    others = Store.objects.exclude(pk=store.pk)
    found = {store.service_address}
    for other in others:
        found |= {other.service_address, *other.hand_over_addresses()}
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
