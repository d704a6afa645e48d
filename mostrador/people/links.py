"""Signed links: a page for one person without signing in. They expire on the machine's time."""

from datetime import timedelta

from django.core import signing

SALT = "mostrador.contact"
GOOD_FOR = timedelta(days=180)


def seal(contact: str) -> str:
    """The part of an address that opens this contact's page, and no other."""
    return signing.TimestampSigner(salt=SALT, sep="~").sign(contact)


def open_seal(sealed: str) -> str | None:
    """The contact's id, or None for a link that is altered or past its time."""
    try:
        return signing.TimestampSigner(salt=SALT, sep="~").unsign(sealed, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
