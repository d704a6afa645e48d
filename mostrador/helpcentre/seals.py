"""Signed addresses of the help centre, as people.links makes those of a contact's page.

They expire on the machine's time. What opens one opens nothing else: each kind has its own salt.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing


@dataclass(frozen=True, slots=True)
class Kind:
    salt: str
    good_for: timedelta

    def seal(self, said: str) -> str:
        return self._signer().sign(said)

    def open(self, sealed: str) -> str | None:
        """What was sealed, or None for an address that is altered or past its time."""
        try:
            return self._signer().unsign(sealed, max_age=self.good_for)
        except signing.BadSignature:
            return None

    def _signer(self) -> signing.TimestampSigner:
        return signing.TimestampSigner(salt=self.salt, sep="~")


# The receipt of a withdrawal, for as long as the page of its contact.
RECEIPT = Kind("mostrador.withdrawal", timedelta(days=180))
# An order, for whoever has shown that it is his: long enough to read and to look for a receipt.
ORDER = Kind("mostrador.order", timedelta(hours=2))
# The attempt to show it.
ATTEMPT = Kind("mostrador.attempt", timedelta(minutes=30))
