"""What a domain's own records say about the mail that is sent in its name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Advice(StrEnum):
    """What the owner of the domain should do; nothing to do is no advice."""

    NO_DOMAIN = "no_domain"
    NO_MX = "no_mx"
    NO_SPF = "no_spf"
    TWO_SPF = "two_spf"
    OPEN_SPF = "open_spf"
    NO_DKIM = "no_dkim"
    REVOKED_DKIM = "revoked_dkim"
    NO_DMARC = "no_dmarc"
    TWO_DMARC = "two_dmarc"
    WATCHING_DMARC = "watching_dmarc"


@dataclass(frozen=True, slots=True)
class Records:
    """TXT records as the name servers give them; `dkim` is None where nobody named a selector."""

    exists: bool = True
    mx: Sequence[str] = ()
    texts: Sequence[str] = ()
    dmarc: Sequence[str] = ()
    dkim: Sequence[str] | None = None


def advice(records: Records) -> list[Advice]:
    """In the order in which it should be done (RFC 7208, RFC 6376, RFC 7489)."""
    if not records.exists:
        return [Advice.NO_DOMAIN]
    found = [*_mx(records), *_spf(records), *_dkim(records), *_dmarc(records)]
    return list(found)


def _mx(records: Records) -> Iterator[Advice]:
    # "." alone says that the domain takes no mail (RFC 7505).
    if not [host for host in records.mx if host.strip(".")]:
        yield Advice.NO_MX


def _spf(records: Records) -> Iterator[Advice]:
    said = [text.split() for text in records.texts if _version(text, "v=spf1")]
    if not said:
        yield Advice.NO_SPF
    elif len(said) > 1:
        yield Advice.TWO_SPF
    elif {"all", "+all", "?all"} & {word.lower() for word in said[0]}:
        yield Advice.OPEN_SPF


def _dkim(records: Records) -> Iterator[Advice]:
    if records.dkim is None:
        return
    keys = [tags["p"] for text in records.dkim if "p" in (tags := _tags(text))]
    if not keys:
        yield Advice.NO_DKIM
    elif not any(keys):
        yield Advice.REVOKED_DKIM


def _dmarc(records: Records) -> Iterator[Advice]:
    said = [_tags(text) for text in records.dmarc if _version(text, "v=dmarc1")]
    if not said:
        yield Advice.NO_DMARC
    elif len(said) > 1:
        yield Advice.TWO_DMARC
    elif said[0].get("p", "none").lower() == "none":
        yield Advice.WATCHING_DMARC


def _version(text: str, version: str) -> bool:
    return text.replace(";", " ").split(" ", 1)[0].lower() == version


def _tags(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): "".join(value.split()) for name, _, value in pairs}
