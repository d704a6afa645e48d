"""The records of the domain in whose name a store writes, and what its owner should do."""

from collections.abc import Mapping

import dns.exception
import dns.resolver
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mostrador.connectors.base import Finding
from mostrador.rules.mail_domain import Advice, Records, advice
from mostrador.stores.models import Store

PATIENCE_SECONDS = 4.0
# Short of a whole word a name is no selector: it would become part of another question.
LONGEST_SELECTOR = 63

SENTENCES: Mapping[Advice, object] = {
    Advice.NO_DOMAIN: gettext_lazy("There is no domain %(domain)s. Check the address."),
    Advice.NO_MX: gettext_lazy("MX: no server takes mail for %(domain)s. Name yours there."),
    Advice.NO_SPF: gettext_lazy(
        "SPF: none. Add a TXT record at %(domain)s that begins with v=spf1, names the server that"
        " sends for you, and ends with -all."
    ),
    Advice.TWO_SPF: gettext_lazy("SPF: there are two records; only one may stand. Join them."),
    Advice.OPEN_SPF: gettext_lazy(
        "SPF: the record lets everybody send in your name. Let it end with -all."
    ),
    Advice.NO_DKIM: gettext_lazy(
        "DKIM: no key under this selector. Publish the key that your mail server signs with."
    ),
    Advice.REVOKED_DKIM: gettext_lazy("DKIM: the key under this selector is taken back."),
    Advice.NO_DMARC: gettext_lazy(
        "DMARC: none. Add a TXT record at _dmarc.%(domain)s, to begin with: v=DMARC1; p=none"
    ),
    Advice.TWO_DMARC: gettext_lazy("DMARC: there are two records; only one may stand."),
    Advice.WATCHING_DMARC: gettext_lazy(
        "DMARC: forged mail is only watched (p=none). When your own mail passes, go on to"
        " p=quarantine."
    ),
}


class NoAnswerError(OSError):
    """The name servers cannot be asked now."""


def findings(store: Store, selector: str = "") -> list[Finding]:
    """What the domain of the store's mail lacks; one good word where it lacks nothing."""
    name = store.mail_domain
    try:
        found = advice(records(name, selector))
    except NoAnswerError:
        sentence = _("The name servers do not answer. Try again, or set MOSTRADOR_NAME_SERVER.")
        return [Finding(fine=False, sentence=sentence)]
    said = [str(SENTENCES[one]) % {"domain": name} for one in found]
    if not selector:
        said.append(_("DKIM: not looked at; name the selector that your mail server signs with."))
    if said:
        return [Finding(fine=False, sentence=one) for one in said]
    return [
        Finding(
            fine=True,
            sentence=_("MX, SPF, DKIM and DMARC stand for %(domain)s.") % {"domain": name},
        )
    ]


def records(domain: str, selector: str = "") -> Records:
    """What the name servers say now. Raises NoAnswerError."""
    try:
        mx = _asked(domain, "MX")
    except dns.resolver.NXDOMAIN:
        return Records(exists=False)
    keys = _texts(f"{selector[:LONGEST_SELECTOR]}._domainkey.{domain}") if selector else None
    return Records(
        mx=mx, texts=_texts(domain), dmarc=_texts(f"_dmarc.{domain}"), dkim=keys
    )  # fmt: skip


def _texts(name: str) -> list[str]:
    try:
        return _asked(name, "TXT")
    except dns.resolver.NXDOMAIN:
        return []


def _asked(name: str, kind: str) -> list[str]:
    try:
        answer = _resolver().resolve(name, kind, lifetime=PATIENCE_SECONDS)
    except dns.resolver.NoAnswer:
        return []
    except dns.resolver.NXDOMAIN:
        raise
    except (dns.exception.DNSException, OSError, ValueError) as error:
        raise NoAnswerError(type(error).__name__) from error
    if kind == "MX":
        return [str(one.exchange) for one in answer]
    return [b"".join(one.strings).decode(errors="replace") for one in answer]


def _resolver() -> dns.resolver.Resolver:
    """The machine's own name servers, or the one that the operator names."""
    if not settings.NAME_SERVER:
        return dns.resolver.Resolver()
    resolver = dns.resolver.Resolver(configure=False)
    host, _colon, port = settings.NAME_SERVER.partition(":")
    resolver.nameservers, resolver.port = [host], int(port or 53)
    return resolver
