"""What the dimensions of a return policy are called, and what their values say in a sentence."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from mostrador.pages import moments
from mostrador.pages.templatetags.mostrador import money
from mostrador.rules.return_comparison import Dimension
from mostrador.rules.return_policy import (
    Case,
    Condition,
    Holiday,
    Outbound,
    Payer,
    ReasonGroup,
    Remedy,
    Start,
    Trigger,
)

NAMED_AT_MOST = 3
# The categories of the standards that stores begin with; any other is called as its store does.
CATEGORIES = {
    "automotive": gettext_lazy("Car accessories"),
    "books": gettext_lazy("Books"),
    "camera": gettext_lazy("Cameras"),
    "clothing": gettext_lazy("Clothing"),
    "computers": gettext_lazy("Computers"),
    "digital content": gettext_lazy("Digital content"),
    "diy": gettext_lazy("Tools and building materials"),
    "electronics": gettext_lazy("Electronics"),
    "handbags": gettext_lazy("Handbags"),
    "home entertainment": gettext_lazy("Home entertainment"),
    "inseparably mixed": gettext_lazy("Goods mixed inseparably with others"),
    "kitchen": gettext_lazy("Kitchen"),
    "major appliances": gettext_lazy("Large household appliances"),
    "music": gettext_lazy("Music"),
    "newspapers": gettext_lazy("Newspapers and magazines"),
    "office products": gettext_lazy("Office products"),
    "perishable": gettext_lazy("Perishable goods"),
    "personal-care appliances": gettext_lazy("Personal-care appliances"),
    "personalised": gettext_lazy("Personalised goods"),
    "services performed": gettext_lazy("Services fully performed"),
    "shoes": gettext_lazy("Shoes"),
    "software": gettext_lazy("Software"),
    "toys": gettext_lazy("Toys"),
    "unsealed hygiene": gettext_lazy("Unsealed hygiene goods"),
    "video": gettext_lazy("Films"),
    "video games": gettext_lazy("Video games"),
    "wireless": gettext_lazy("Telephones"),
}
STARTS = {
    Start.PURCHASE: gettext_lazy("From the order"),
    Start.RECEIPT: gettext_lazy("From delivery"),
}
PAYERS = {Payer.BUYER: gettext_lazy("The buyer"), Payer.SELLER: gettext_lazy("The seller")}
OUTBOUND = {
    Outbound.NEVER: gettext_lazy("Never"),
    Outbound.WITHIN_14_DAYS: gettext_lazy("Within 14 days"),
    Outbound.ALWAYS: gettext_lazy("Always"),
}
TRIGGERS = {
    Trigger.INSPECTION: gettext_lazy("After inspection"),
    Trigger.RECEIPT: gettext_lazy("After arrival"),
    Trigger.DISPATCH_PROOF: gettext_lazy("After dispatch"),
}
CONDITIONS = {
    Condition.AS_RECEIVED: gettext_lazy("As received"),
    Condition.USED: gettext_lazy("Used"),
    Condition.INCOMPLETE: gettext_lazy("Incomplete"),
    Condition.DAMAGED: gettext_lazy("Damaged by the buyer"),
    Condition.OPENED_MEDIA: gettext_lazy("Unsealed films, music, games and software"),
}
REMEDIES = {
    Remedy.REFUND: gettext_lazy("Refund"),
    Remedy.REPLACEMENT: gettext_lazy("Replacement"),
    Remedy.EXCHANGE: gettext_lazy("Exchange for another article"),
    Remedy.REPAIR: gettext_lazy("Repair"),
}
CASES = {
    Case.AS_RECEIVED: gettext_lazy("Kept from the price: as received"),
    Case.SENT_BACK_LATE: gettext_lazy("Kept from the price: sent back late"),
    Case.WORSE_CONDITION: gettext_lazy("Kept from the price: used, incomplete or damaged"),
    Case.OPENED_MEDIA: gettext_lazy("Kept from the price: unsealed media"),
    Case.SELLER_FAULT: gettext_lazy("Kept from the price: the seller's fault"),
}
COUNTED_IN_DAYS = {
    Dimension.WINDOW_DAYS,
    Dimension.WINDOW_DAYS_BY_CATEGORY,
    Dimension.FREE_RETURN_DAYS,
    Dimension.REFUND_DEADLINE_DAYS,
}
BUYER, SELLER = ReasonGroup.BUYER, ReasonGroup.SELLER
TITLES: Mapping[tuple[str, str], Any] = {
    (Dimension.WINDOW_DAYS, ""): gettext_lazy("Days to return"),
    (Dimension.WINDOW_START, ""): gettext_lazy("Counted from"),
    (Dimension.HOLIDAY_EXTENSION, ""): gettext_lazy("Longer around holidays"),
    (Dimension.EXCLUDED_CATEGORIES, ""): gettext_lazy("Not taken back"),
    (Dimension.LABEL_PAYER, BUYER): gettext_lazy("Way back: the buyer changed his mind"),
    (Dimension.LABEL_PAYER, SELLER): gettext_lazy("Way back: the seller's fault"),
    (Dimension.FREE_RETURN_FROM, ""): gettext_lazy("Way back free from a price of"),
    (Dimension.FREE_RETURN_DAYS, ""): gettext_lazy("Free above that price for"),
    (Dimension.FREE_RETURN_CATEGORIES, ""): gettext_lazy("Way back always free for"),
    (Dimension.OUTBOUND_REFUND, BUYER): gettext_lazy("Delivery costs: the buyer changed his mind"),
    (Dimension.OUTBOUND_REFUND, SELLER): gettext_lazy("Delivery costs: the seller's fault"),
    (Dimension.REFUND_DEADLINE_DAYS, ""): gettext_lazy("Working days until the refund"),
    (Dimension.REFUND_TRIGGER, ""): gettext_lazy("These days begin"),
    (Dimension.CONDITIONS_ACCEPTED, ""): gettext_lazy("Condition of the goods"),
    (Dimension.REMEDY_CHOICE, ""): gettext_lazy("What the buyer may choose"),
}


def title(dimension: str, key: str = "") -> str:
    if dimension == Dimension.WINDOW_DAYS_BY_CATEGORY:
        return category(key)
    if dimension == Dimension.MAX_DEDUCTION_PERCENT:
        return str(CASES[Case(key)])
    return str(TITLES[dimension, key])


def category(code: str) -> str:
    return str(CATEGORIES.get(code.casefold(), code))


def categories(codes: Iterable[str]) -> str:
    return ", ".join(sorted(map(category, codes)))


def days(count: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", count) % {"n": count}


def unit(dimension: str, currency: str) -> str:
    """What a number that is filled in counts."""
    if dimension == Dimension.FREE_RETURN_FROM:
        return _("%(currency)s; empty is never") % {"currency": currency}
    if dimension == Dimension.MAX_DEDUCTION_PERCENT:
        return _("in percent")
    return _("in days") if dimension in COUNTED_IN_DAYS else ""


def value(dimension: str, said: Any) -> str:
    """A value in a word or two, as it stands beside another policy's."""
    return VALUES[Dimension(dimension)](said)


def day(on: date) -> str:
    """Tue 3 November: the month in full, since a sentence may end with it."""
    reader = moments.reader()
    weekday = format_date(on, "EEE", locale=reader)
    within = reader.datetime_skeletons["MMMMd"].apply(_noon(on), reader)
    return pgettext("a day", "%(weekday)s %(day)s") % {"weekday": weekday, "day": within}


def full_day(on: date) -> str:
    """3 Nov 2026"""
    return moments.date(_noon(on), "UTC")


def holiday(each: Holiday) -> str:
    said = _("Ordered from %(begins)s to %(ends)s: until %(day)s") % {
        "begins": full_day(each.ordered_from),
        "ends": full_day(each.ordered_until),
        "day": full_day(each.returnable_until),
    }
    if not each.but_not:
        return said
    return _("%(period)s (not for: %(goods)s)") % {"period": said, "goods": _some(each.but_not)}


def _some(codes: Collection[str]) -> str:
    """A few by name; more would hide the dates beside them."""
    if len(codes) <= NAMED_AT_MOST:
        return categories(codes)
    return ngettext("%(n)d kind of goods", "%(n)d kinds of goods", len(codes)) % {"n": len(codes)}


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(12), UTC)


def _list(codes: Iterable[str]) -> str:
    return categories(codes) or _("Nothing")


def _holidays(said: Iterable[Holiday]) -> str:
    return " · ".join(map(holiday, said)) or _("None")


def _price(said: Any) -> str:
    return money(said) if said is not None else _("Never")


def _percent(said: int) -> str:
    return _("at most %(n)d %%") % {"n": said} if said else _("Nothing")


def _one(words: Mapping[Any, Any]) -> Callable[[Any], str]:
    return lambda said: str(words[said])


def _several(words: Mapping[Any, Any]) -> Callable[[Any], str]:
    """In the order in which they stand in the rule."""
    return lambda said: ", ".join(str(word) for code, word in words.items() if code in said)


VALUES: Mapping[Dimension, Callable[[Any], str]] = {
    Dimension.WINDOW_DAYS: days,
    Dimension.WINDOW_DAYS_BY_CATEGORY: days,
    Dimension.WINDOW_START: _one(STARTS),
    Dimension.HOLIDAY_EXTENSION: _holidays,
    Dimension.EXCLUDED_CATEGORIES: _list,
    Dimension.LABEL_PAYER: _one(PAYERS),
    Dimension.FREE_RETURN_FROM: _price,
    Dimension.FREE_RETURN_DAYS: days,
    Dimension.FREE_RETURN_CATEGORIES: _list,
    Dimension.OUTBOUND_REFUND: _one(OUTBOUND),
    Dimension.MAX_DEDUCTION_PERCENT: _percent,
    Dimension.REFUND_DEADLINE_DAYS: days,
    Dimension.REFUND_TRIGGER: _one(TRIGGERS),
    Dimension.CONDITIONS_ACCEPTED: _several(CONDITIONS),
    Dimension.REMEDY_CHOICE: _several(REMEDIES),
}
