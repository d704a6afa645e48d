"""The mail server that takes what we send, where there is one."""

import smtplib
from urllib.parse import urlsplit

from django.conf import settings

SMTP_PORT = 25
SMTP_PATIENCE_SECONDS = 30
PERMANENT = 500


class NotTakenError(OSError):
    """The mail server does not take it now."""


def refuses(raw: bytes, *, sender: str, recipient: str) -> bool:
    """Hand it to the server. True if nobody there will ever take it; anything else is tried again.

    Bounces go to `sender`.
    What the outbox keeps of a failure names no address: that would outlive the person's erasure.
    """
    try:
        _hand_over(raw, sender, recipient)
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        return _for_ever(code)
    except smtplib.SMTPDataError as error:
        return _for_ever(error.smtp_code)
    except smtplib.SMTPResponseException as error:
        raise NotTakenError(f"The mail server answers {error.smtp_code}") from None
    except smtplib.SMTPException as error:
        raise NotTakenError(type(error).__name__) from None
    return False


def _for_ever(code: int) -> bool:
    if code >= PERMANENT:
        return True
    raise NotTakenError(f"The mail server answers {code}")


def _hand_over(raw: bytes, sender: str, recipient: str) -> None:
    url = urlsplit(settings.SMTP_URL)
    client = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    port = url.port or SMTP_PORT
    with client(url.hostname or "localhost", port, timeout=SMTP_PATIENCE_SECONDS) as server:
        if url.username:
            if url.scheme != "smtps":
                server.starttls()
            server.login(url.username, url.password or "")
        server.sendmail(sender, [recipient], raw)
