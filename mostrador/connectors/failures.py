"""How a call to a marketplace can go wrong: each with a sentence that holds no secret."""

from datetime import timedelta
from typing import ClassVar

from mostrador.rules.storable import printable


class CallError(Exception):
    """It did not work. `code` is one word for what it was."""

    code: ClassVar[str] = "FAILED"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        # An answer may be quoted in it, whatever bytes that has.
        self.sentence = printable(sentence)


class TryLaterError(CallError):
    """Too much was asked, or nobody was there: 429, 5xx, no connection, too slow.

    `after` is how long the marketplace asked us to wait, if it said so; `status` and `body` are
    its answer, if there was one. Of a call that changes something nobody knows whether it was
    done.
    """

    code = "TRY_LATER"

    def __init__(
        self,
        sentence: str,
        after: timedelta | None = None,
        *,
        status: int | None = None,
        body: bytes = b"",
    ) -> None:
        super().__init__(sentence)
        self.after, self.status, self.body = after, status, body


class KeyRefusedError(CallError):
    """401 or 403: no use to try again before a person has looked at the key."""

    code = "KEY_REFUSED"


class AnswerError(CallError):
    """Any other answer than 2xx; `body` is what it said."""

    code = "ANSWERED"

    def __init__(self, sentence: str, status: int, body: bytes = b"") -> None:
        super().__init__(sentence)
        self.status, self.body = status, body


class UnreadableError(CallError):
    """An answer that is not what was asked for: no JSON, too large, a field that is missing."""

    code = "UNREADABLE"


class SettingError(CallError):
    """A setting without which no call can be made, such as an address that is none."""

    code = "SETTING"


class StartAgainError(CallError):
    """What the next page is asked for with no longer holds: the round begins again."""

    code = "START_AGAIN"

    def __init__(self, sentence: str = "The round of pages begins again.") -> None:
        super().__init__(sentence)
