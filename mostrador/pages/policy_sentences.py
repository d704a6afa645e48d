"""A return policy in plain sentences, each with an example of a date or an amount."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mostrador.pages import policy_words as words
from mostrador.pages.policy_stage import Stage
from mostrador.pages.templatetags.mostrador import money
from mostrador.rules.calendar import working_days_later
from mostrador.rules.money import Money
from mostrador.rules.return_comparison import Dimension
from mostrador.rules.return_policy import (
    Case,
    Outbound,
    Payer,
    ReasonGroup,
    ReturnPolicy,
    Start,
    Trigger,
)
from mostrador.rules.return_rights import OUTBOUND_DAYS, window_end

A_DAY = timedelta(days=1)
ON_ITS_WAY = 3 * A_DAY
A_HUNDRED = 100
NOBODYS = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One dimension in a sentence; `example` is empty where none would say more."""

    sentence: str
    example: str = ""


def said(policy: ReturnPolicy, dimension: str, key: str, stage: Stage) -> Said:
    return SENTENCES[Dimension(dimension)](policy, key, stage)


def _window(policy: ReturnPolicy, key: str, stage: Stage) -> Said:
    count = policy.window(key) if key else policy.window_days
    goods = words.category(key) if key else ""
    if goods:
        sentence = ngettext(
            "%(goods)s: may be returned within %(n)d day.",
            "%(goods)s: may be returned within %(n)d days.",
            count,
        ) % {"goods": goods, "n": count}
    else:
        sentence = ngettext(
            "Goods may be returned within %(n)d day.",
            "Goods may be returned within %(n)d days.",
            count,
        ) % {"n": count}
    until = _until(policy, key, stage.today, stage)
    delivered = _("Delivered on %(day)s: may be returned until %(until)s.")
    return Said(sentence, delivered % {"day": words.day(stage.today), "until": words.day(until)})


def _start(policy: ReturnPolicy, _key: str, stage: Stage) -> Said:
    sentence = {
        Start.RECEIPT: _("The days are counted from the day on which the goods arrive."),
        Start.PURCHASE: _("The days are counted from the day of the order."),
    }[policy.window_start]
    ordered = stage.today - ON_ITS_WAY
    example = _("Ordered on %(ordered)s, delivered on %(day)s: may be returned until %(until)s.")
    until = _until(policy, NOBODYS, ordered, stage)
    shown = {"ordered": ordered, "day": stage.today, "until": until}
    return Said(sentence, example % {name: words.day(on) for name, on in shown.items()})


def _holidays(policy: ReturnPolicy, _key: str, stage: Stage) -> Said:
    if not policy.holiday_extension:
        return Said(_("There is no longer time around holidays."))
    last = max(policy.holiday_extension, key=lambda each: (each.ordered_from, -len(each.but_not)))
    until = _until(policy, NOBODYS, last.ordered_from, replace(stage, today=last.ordered_from))
    example = _("Ordered and delivered on %(day)s: may be returned until %(until)s.")
    shown = {"day": words.full_day(last.ordered_from), "until": words.full_day(until)}
    periods = "; ".join(map(words.holiday, policy.holiday_extension))
    return Said(_("Around holidays there is more time. %(periods)s.") % {"periods": periods},
                example % shown)  # fmt: skip


def _excluded(policy: ReturnPolicy, _key: str, _stage: Stage) -> Said:
    if not policy.excluded_categories:
        return Said(_("Nothing is excluded from returns."))
    found = words.categories(policy.excluded_categories)
    return Said(_("Not taken back, unless the seller is at fault: %(goods)s.") % {"goods": found})


def _label(policy: ReturnPolicy, key: str, _stage: Stage) -> Said:
    return Said(
        {
            (ReasonGroup.BUYER, Payer.BUYER): _(
                "Whoever has changed his mind pays for the way back himself."
            ),
            (ReasonGroup.BUYER, Payer.SELLER): _(
                "The way back is free also for buyers who have changed their mind."
            ),
            (ReasonGroup.SELLER, Payer.BUYER): _(
                "The buyer pays for the way back even if the goods are faulty."
            ),
            (ReasonGroup.SELLER, Payer.SELLER): _(
                "If the goods are faulty, damaged or not as described, the way back is free."
            ),
        }[ReasonGroup(key), policy.label_payer[ReasonGroup(key)]]
    )


def _free_from(policy: ReturnPolicy, _key: str, _stage: Stage) -> Said:
    price = policy.free_return_from
    if price is None:
        return Said(_("There is no price from which the way back is free whatever the reason."))
    found = ngettext(
        "From a price of %(price)s on the way back is free whatever the reason, if the return is "
        "asked for within %(n)d day.",
        "From a price of %(price)s on the way back is free whatever the reason, if the return is "
        "asked for within %(n)d days.",
        policy.free_return_days,
    )
    return Said(found % {"price": money(price), "n": policy.free_return_days})


def _free_days(policy: ReturnPolicy, _key: str, stage: Stage) -> Said:
    """The sentence is said with the price."""
    if policy.free_return_from is None:
        return Said("")
    until = stage.today + policy.free_return_days * A_DAY
    example = _("Delivered on %(day)s: free until %(until)s.")
    return Said("", example % {"day": words.day(stage.today), "until": words.day(until)})


def _free_categories(policy: ReturnPolicy, _key: str, _stage: Stage) -> Said:
    if not policy.free_return_categories:
        return Said(_("There are no goods for which the way back is always free."))
    found = words.categories(policy.free_return_categories)
    return Said(_("The way back is always free for: %(goods)s.") % {"goods": found})


def _outbound(policy: ReturnPolicy, key: str, stage: Stage) -> Said:
    group = ReasonGroup(key)
    promised = policy.outbound_refund[group]
    sentence = {
        (ReasonGroup.BUYER, Outbound.NEVER): _(
            "Whoever has changed his mind does not get the delivery costs back."
        ),
        (ReasonGroup.BUYER, Outbound.WITHIN_14_DAYS): _(
            "Whoever changes his mind within 14 days gets the standard delivery costs back, too."
        ),
        (ReasonGroup.BUYER, Outbound.ALWAYS): _(
            "Whoever changes his mind always gets the standard delivery costs back, too."
        ),
        (ReasonGroup.SELLER, Outbound.NEVER): _(
            "If the goods are faulty the delivery costs are not refunded."
        ),
        (ReasonGroup.SELLER, Outbound.WITHIN_14_DAYS): _(
            "If the goods are faulty the delivery costs are refunded within 14 days."
        ),
        (ReasonGroup.SELLER, Outbound.ALWAYS): _(
            "If the goods are faulty the delivery costs are always refunded, too."
        ),
    }[group, promised]
    if promised is not Outbound.WITHIN_14_DAYS:
        return Said(sentence)
    until = words.day(stage.today + OUTBOUND_DAYS * A_DAY)
    example = _("Delivered on %(day)s: delivery costs are refunded if asked by %(until)s.")
    return Said(sentence, example % {"day": words.day(stage.today), "until": until})


def _deduction(policy: ReturnPolicy, key: str, stage: Stage) -> Said:
    percent = policy.max_deduction_percent[Case(key)]
    if not percent:
        return Said(str(KEEPS_NOTHING[Case(key)]))
    price = Money.of(str(A_HUNDRED), stage.currency)
    back = Money.of(str(A_HUNDRED - percent), stage.currency)
    example = _("Of %(price)s at least %(back)s is paid back.")
    return Said(
        str(KEEPS_AT_MOST[Case(key)]) % {"n": percent},
        example % {"price": money(price), "back": money(back)},
    )


def _deadline(policy: ReturnPolicy, _key: str, stage: Stage) -> Said:
    count = policy.refund_deadline_days
    sentence = ngettext(
        "The refund is made within %(n)d working day.",
        "The refund is made within %(n)d working days.",
        count,
    )
    due = working_days_later(stage.today, count, stage.closed)
    begins = {
        Trigger.DISPATCH_PROOF: _("Sent back on %(day)s: refunded by %(due)s."),
        Trigger.RECEIPT: _("Back with the seller on %(day)s: refunded by %(due)s."),
        Trigger.INSPECTION: _("Inspected on %(day)s: refunded by %(due)s."),
    }[policy.refund_trigger]
    shown = {"day": words.day(stage.today), "due": words.day(due)}
    return Said(sentence % {"n": count}, begins % shown)


def _trigger(policy: ReturnPolicy, _key: str, _stage: Stage) -> Said:
    return Said(
        {
            Trigger.DISPATCH_PROOF: _("These days begin when the buyer shows he has sent them."),
            Trigger.RECEIPT: _("These days begin when the goods are back with the seller."),
            Trigger.INSPECTION: _("These days begin when the seller has inspected the goods."),
        }[policy.refund_trigger]
    )


def _conditions(policy: ReturnPolicy, _key: str, _stage: Stage) -> Said:
    found = words.value(Dimension.CONDITIONS_ACCEPTED, policy.conditions_accepted)
    return Said(_("Taken back in this condition: %(list)s.") % {"list": found})


def _remedies(policy: ReturnPolicy, _key: str, _stage: Stage) -> Said:
    found = words.value(Dimension.REMEDY_CHOICE, policy.remedy_choice)
    return Said(_("The buyer may choose: %(list)s.") % {"list": found})


def _until(policy: ReturnPolicy, category: str, ordered: date, stage: Stage) -> date:
    """For something ordered then and delivered today."""
    return window_end(
        policy,
        ordered_on=ordered,
        received_on=stage.today,
        category=category,
        closed=stage.closed,
    )


KEEPS_NOTHING = {
    Case.AS_RECEIVED: gettext_lazy(
        "Nothing is kept from the price of goods that come back as they were."
    ),
    Case.SENT_BACK_LATE: gettext_lazy(
        "Nothing is kept from the price of goods that are sent back late."
    ),
    Case.WORSE_CONDITION: gettext_lazy(
        "Nothing is kept from the price of goods that come back used, incomplete or damaged."
    ),
    Case.OPENED_MEDIA: gettext_lazy(
        "Nothing is kept from the price of unsealed films, music, games and software."
    ),
    Case.SELLER_FAULT: gettext_lazy(
        "Nothing is kept from the price of goods that the seller has to answer for."
    ),
}
KEEPS_AT_MOST = {
    Case.AS_RECEIVED: gettext_lazy(
        "At most %(n)d %% of the price is kept for goods that come back as they were."
    ),
    Case.SENT_BACK_LATE: gettext_lazy(
        "At most %(n)d %% of the price is kept for goods that are sent back late."
    ),
    Case.WORSE_CONDITION: gettext_lazy(
        "At most %(n)d %% of the price is kept for goods that come back used, incomplete or "
        "damaged."
    ),
    Case.OPENED_MEDIA: gettext_lazy(
        "At most %(n)d %% of the price is kept for unsealed films, music, games and software."
    ),
    Case.SELLER_FAULT: gettext_lazy(
        "At most %(n)d %% of the price is kept for goods that the seller has to answer for."
    ),
}
SENTENCES: Mapping[Dimension, Callable[[ReturnPolicy, Any, Stage], Said]] = {
    Dimension.WINDOW_DAYS: _window,
    Dimension.WINDOW_DAYS_BY_CATEGORY: _window,
    Dimension.WINDOW_START: _start,
    Dimension.HOLIDAY_EXTENSION: _holidays,
    Dimension.EXCLUDED_CATEGORIES: _excluded,
    Dimension.LABEL_PAYER: _label,
    Dimension.FREE_RETURN_FROM: _free_from,
    Dimension.FREE_RETURN_DAYS: _free_days,
    Dimension.FREE_RETURN_CATEGORIES: _free_categories,
    Dimension.OUTBOUND_REFUND: _outbound,
    Dimension.MAX_DEDUCTION_PERCENT: _deduction,
    Dimension.REFUND_DEADLINE_DAYS: _deadline,
    Dimension.REFUND_TRIGGER: _trigger,
    Dimension.CONDITIONS_ACCEPTED: _conditions,
    Dimension.REMEDY_CHOICE: _remedies,
}
