"""An access token for an hour, from the refresh token that the seller's authorisation gave.

Kept in this process until it runs out, so that the token server is asked once an hour.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mostrador.connectors import parts
from mostrador.connectors.base import Access
from mostrador.connectors.calling import AnswerError, KeyRefusedError, UnreadableError

# A token that runs out on the way is of no use.
EARLY = timedelta(minutes=1)
AN_HOUR = 3600
# What the token server calls a refresh token or a client that it does not know.
REFUSED = {
    "invalid_grant": "The refresh token no longer holds: let the seller authorise the application "
    "again, and enter the new refresh token.",
    "invalid_client": "The token server does not know this client id and secret: copy both again.",
    "unauthorized_client": "The refresh token is another application's: enter the client id and "
    "secret of the application that the seller authorised.",
}


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    until: datetime


Account = tuple[str, str, str]
# A token, and how many seconds it lasts.
Fetched = tuple[str, int]
_tokens: dict[tuple[Account, str], Token] = {}
# The token that opens what is hidden is asked for with the other one.
_lock = threading.RLock()


def account(access: Access) -> Account:
    said = access.settings
    return said["login_address"], said["client_id"], said["refresh_token"]


def token(access: Access) -> str:
    """Raises KeyRefusedError, with a sentence that says what to do."""
    return kept(access, "", lambda: _fetched(access))


def kept(access: Access, opens: str, fetch: Callable[[], Fetched]) -> str:
    """The token for this; fetched only when there is none that lasts."""
    key = (account(access), opens)
    with _lock:
        known = _tokens.get(key)
        if known is None or not access.now < known.until:
            text, lasts = fetch()
            until = access.now + timedelta(seconds=lasts or AN_HOUR) - EARLY
            known = _tokens[key] = Token(text, until)
        return known.text


def forget(access: Access, opens: str = "") -> None:
    """It was refused before its hour was over."""
    with _lock:
        _tokens.pop((account(access), opens), None)


def _fetched(access: Access) -> Fetched:
    address, client, refresh = account(access)
    form = {
        "grant_type": "refresh_token",
        "refresh_token": refresh,
        "client_id": client,
        "client_secret": access.settings["client_secret"],
    }
    try:
        answer = access.caller(address).post(address, form=form).json()
    except (AnswerError, KeyRefusedError) as error:
        raise KeyRefusedError(_sentence(error.sentence)) from error
    text = parts.text(answer, "access_token")
    if not text:
        raise UnreadableError("The token server answered without an access token.")
    return text, parts.whole(answer, "expires_in")


def _sentence(said: str) -> str:
    known = next((sentence for code, sentence in REFUSED.items() if code in said), None)
    return known or f"The token server gives no access token. {said}"
