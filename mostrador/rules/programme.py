"""What an operator may set for a store's programme, and what terms may be published: every reason
against it at once.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from mostrador.rules.bodies import COUNTRY, LANGUAGE, LONGEST_ADDRESS, Given

MODES = ("invitation_only", "open", "mandatory")
LONGEST_TRIAL_DAYS = 3650
# The service is there within the hour (R30).
LONGEST_ACTIVATION_MINUTES = 60
LONGEST_PLAN = 100
LONGEST_VERSION = 40
LONGEST_PRICE = 2_000
LONGEST_TERMS = 200_000
ADDRESS = re.compile(r"[^@\s,;<>\"'()]{1,64}@[^@\s,;<>\"'().]+(\.[^@\s,;<>\"'().]+)+")
# Instead of a country: everybody else (E46).
ELSEWHERE = "*"


def settings(
    given: Mapping[str, Any],
    *,
    was: Mapping[str, Any],
    languages: Collection[str],
    taken: Collection[str],
) -> dict[str, Any]:
    """The settings as they are kept; RefusedError with every reason.

    Only what is given is looked at. `languages` are all that there are; `taken` are the addresses
    that lead to another store or to the service itself.
    """
    said = Given.of(dict(given), "programme")
    ways: dict[str, Callable[[], Any]] = {
        "mode": lambda: said.one_of("mode", MODES, required=True),
        "trial_days": lambda: _trial_days(said),
        "activation_minutes": lambda: said.whole(
            "activation_minutes", low=0, high=LONGEST_ACTIVATION_MINUTES
        ),
        "own_seller_languages": lambda: _languages(said, languages),
        "own_hand_over": lambda: _hand_over(said, taken),
        "plan": lambda: _short(said, "plan", LONGEST_PLAN),
        "plan_version": lambda: _short(said, "plan_version", LONGEST_VERSION),
        "plan_words": lambda: _by_language(said, "plan_words", LONGEST_PRICE),
    }
    found = {name: way() for name, way in ways.items() if name in given}
    for name in given:
        if name not in ways:
            said.refuse(name, "NO_SUCH_SETTING", f"There is no setting {name}.")
    _one_wording_a_version(said, found, was)
    return said.settled(found)


def terms(
    version: str, texts: Mapping[str, str], *, languages: Sequence[str]
) -> tuple[str, dict[str, str]]:
    """A version of the terms as it is published: with a text in every language of the sellers."""
    said = Given.of({"version": version, "texts": dict(texts)}, "terms")
    named = _short(said, "version", LONGEST_VERSION)
    found = _by_language(said, "texts", LONGEST_TERMS)
    for language in languages:
        if language not in found:
            sentence = f"The terms need a text in {language}, a language of the sellers."
            said.part("texts").refuse(language, "MISSING", sentence)
    return said.settled((named, found))


def _trial_days(said: Given) -> int | None:
    """None is a trial without an end."""
    if not said.has("trial_days"):
        return None
    return said.whole("trial_days", low=1, high=LONGEST_TRIAL_DAYS)


def _languages(said: Given, known: Collection[str]) -> list[str]:
    key = "own_seller_languages"
    found = list(dict.fromkeys(said.languages(key)))
    if not found:
        said.refuse(key, "EMPTY", "The sellers are written to in at least one language.")
    for language in found:
        if LANGUAGE.fullmatch(language) and language not in known:
            said.refuse(key, "NOT_KNOWN", f"Nothing is written in {language} yet.")
    return found


def _hand_over(said: Given, taken: Collection[str]) -> dict[str, str]:
    addresses = said.part("own_hand_over")
    if ELSEWHERE not in addresses.body:
        sentence = "Give an address for all other countries, too."
        addresses.refuse(ELSEWHERE, "MISSING", sentence)
    found = {}
    for country in addresses.body:
        if country != ELSEWHERE and not COUNTRY.fullmatch(country):
            addresses.refuse(country, "NOT_A_COUNTRY", "A country has two letters, such as DE.")
        found[country] = _address(addresses, country, taken)
    return found


def _address(addresses: Given, country: str, taken: Collection[str]) -> str:
    given = addresses.text(country).strip().lower()
    if not ADDRESS.fullmatch(given) or len(given) > LONGEST_ADDRESS:
        addresses.refuse(country, "NOT_AN_ADDRESS", "This is not a mail address.")
    elif given in taken:
        # A mail must say by its address alone which store it is for (R44).
        sentence = "This address leads to another store or to the service itself."
        addresses.refuse(country, "TAKEN", sentence)
    return given


def _short(said: Given, key: str, at_most: int) -> str:
    value = said.text(key, at_most=at_most).strip()
    if not value:
        said.refuse(key, "EMPTY", f"{key} must not be empty.")
    return value


def _by_language(said: Given, key: str, at_most: int) -> dict[str, str]:
    """Texts by language, those left out that say nothing."""
    texts = said.part(key)
    found = {}
    for language in texts.body:
        if not LANGUAGE.fullmatch(language):
            texts.refuse(language, "NOT_KNOWN", "This is not a language such as de or zh-hans.")
        text = texts.text(language, at_most=at_most)
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        if text:
            found[language] = text
    return found


def _one_wording_a_version(said: Given, found: Mapping[str, Any], was: Mapping[str, Any]) -> None:
    """Whoever enrolled under a version must be able to read later what it cost (R2)."""
    changed = [
        name for name in ("plan", "plan_words") if name in found and found[name] != was[name]
    ]
    told_before = bool(was["plan_words"])
    same_version = found.get("plan_version", was["plan_version"]) == was["plan_version"]
    if changed and told_before and same_version:
        sentence = "What the plan costs has changed, so it needs another version."
        said.refuse("plan_version", "VERSION_USED", sentence)
