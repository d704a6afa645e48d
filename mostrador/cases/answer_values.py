"""What an answer must hold to be one: the kind's closed answers, and what each of them asks for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from babel import Locale

from mostrador.cases.kinds import Detail, Form, Kind
from mostrador.rules.bodies import Reason
from mostrador.rules.moments import bare_date
from mostrador.rules.money import Money
from mostrador.rules.storable import step

LONGEST_TEXT = 10_000
LONGEST_LINE = 200
LONGEST_WORDS = 1_000
MOST_DAYS = 365
# Nobody sells a repair for more; a typing error does.
MOST_DIGITS = 7
# Babel's names for what is no country.
NO_COUNTRY = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as a program gives it."""

    text: str = ""
    choice: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


class _WrongError(ValueError):
    """One value is not what its detail wants."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def checked(kind: Kind, given: Given, *, currency: str) -> tuple[dict[str, str], list[Reason]]:
    """The values as they are kept, and everything against the answer."""
    details = {one.name: one for one in kind.details_with(given.choice)}
    kept: dict[str, str] = {}
    reasons = list(_of_the_whole(kind, given))
    for name, value in given.values.items():
        try:
            if found := _read(details.get(name), value, currency):
                kept[name] = found
        except _WrongError as wrong:
            reasons.append(Reason(wrong.code, str(wrong), _pointer(name)))
    return kept, [*reasons, *_missing(kind, given)]


def _of_the_whole(kind: Kind, given: Given) -> Iterator[Reason]:
    codes = [one.code for one in kind.choices]
    if given.choice and given.choice not in codes:
        yield Reason("NOT_ONE_OF", "The question's kind has no such answer.", "/choice")
    if len(given.text) > LONGEST_TEXT:
        yield Reason("TOO_LONG", f"text must have at most {LONGEST_TEXT} characters.", "/text")
    # What only asks for details says enough with them.
    says_something = given.text.strip() or given.choice or (kind.details and not codes)
    if not says_something:
        yield Reason("EMPTY", "An answer says something.", "/text")


def _missing(kind: Kind, given: Given) -> Iterator[Reason]:
    """Unless the seller's own words say why not."""
    if given.text.strip():
        return
    for one in kind.details_with(given.choice):
        if one.needed and not given.values.get(one.name, "").strip():
            yield Reason("MISSING", "Fill this in, or say in text why not.", _pointer(one.name))
    if any(one.needs_photo for one in kind.choices if one.code == given.choice):
        sentence = "A photo is attached in the portal or by mail; say in text what it would show."
        yield Reason("PHOTO_REQUIRED", sentence, "/choice")


def _read(detail: Detail | None, value: str, currency: str) -> str:
    if detail is None:
        raise _WrongError("NOT_ONE_OF", "This answer asks for no such value.")
    given = value.strip()
    return READ[detail.form](given, currency) if given else ""


def _line(value: str, _currency: str) -> str:
    return _within(value, LONGEST_LINE)


def _words(value: str, _currency: str) -> str:
    return _within(value, LONGEST_WORDS)


def _within(value: str, most: int) -> str:
    if len(value) > most:
        raise _WrongError("TOO_LONG", f"This must have at most {most} characters.")
    return value


def _day(value: str, _currency: str) -> str:
    found = bare_date(value)
    if found is None:
        raise _WrongError("NOT_A_DAY", "Write a day as 2026-11-14.")
    return found.isoformat()


def _days(value: str, _currency: str) -> str:
    if not (value.isascii() and value.isdigit() and int(value[:MOST_DIGITS]) <= MOST_DAYS):
        raise _WrongError("OUT_OF_RANGE", f"Write a whole number from 0 to {MOST_DAYS}.")
    return str(int(value))


def _money(value: str, currency: str) -> str:
    amount, _space, named = value.partition(" ")
    try:
        found = Money.of(amount, named or currency)
    except ValueError:
        found = None
    wrong = found is None or found.currency != currency or found.minor < 0
    if found is None or wrong or len(amount.partition(".")[0]) > MOST_DIGITS:
        raise _WrongError("NOT_MONEY", f"Write an amount such as 12.50, in {currency}.")
    return found.text()


def _country(value: str, _currency: str) -> str:
    if value not in countries():
        raise _WrongError("NOT_A_COUNTRY", "Write a country as DE.")
    return value


def countries() -> set[str]:
    """Every country's code of two letters."""
    known = map(str, Locale("en").territories)
    return {code for code in known if len(code) == 2 and code.isalpha()} - NO_COUNTRY


def _pointer(name: str) -> str:
    return f"/values/{step(name)}"


READ: Mapping[Form, Callable[[str, str], str]] = {
    Form.LINE: _line,
    Form.WORDS: _words,
    Form.DAY: _day,
    Form.DAYS: _days,
    Form.MONEY: _money,
    Form.COUNTRY: _country,
}
