"""A return policy beside the standard: a row for each value, for whoever reads or fills it in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mostrador.pages import policy_sentences, policy_words
from mostrador.pages.policy_form import PolicyForm
from mostrador.pages.policy_sentences import Said
from mostrador.pages.policy_stage import Stage
from mostrador.rules.bodies import Given
from mostrador.rules.return_bodies import read
from mostrador.rules.return_comparison import Dimension, Row, Verdict, compare
from mostrador.rules.return_policy import Case, Condition, ReturnPolicy

KINDS = {Verdict.KINDER: "ok", Verdict.EQUAL: "plain", Verdict.WORSE: "late"}
ICONS = {Verdict.KINDER: "circle-check", Verdict.EQUAL: "equal", Verdict.WORSE: "circle-alert"}
# Which dimensions stand together.
WINDOW, GOODS, COSTS, MONEY = "window", "goods", "costs", "money"
PARTS = {
    Dimension.WINDOW_DAYS: WINDOW,
    Dimension.WINDOW_START: WINDOW,
    Dimension.WINDOW_DAYS_BY_CATEGORY: WINDOW,
    Dimension.HOLIDAY_EXTENSION: WINDOW,
    Dimension.EXCLUDED_CATEGORIES: GOODS,
    Dimension.CONDITIONS_ACCEPTED: GOODS,
    Dimension.LABEL_PAYER: COSTS,
    Dimension.FREE_RETURN_FROM: COSTS,
    Dimension.FREE_RETURN_DAYS: COSTS,
    Dimension.FREE_RETURN_CATEGORIES: COSTS,
    Dimension.OUTBOUND_REFUND: COSTS,
    Dimension.MAX_DEDUCTION_PERCENT: MONEY,
    Dimension.REFUND_DEADLINE_DAYS: MONEY,
    Dimension.REFUND_TRIGGER: MONEY,
    Dimension.REMEDY_CHOICE: MONEY,
}


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One value: what it is called, both sides, and what his says in a sentence."""

    id: str
    title: str
    standard: str
    own: str
    verdict: str
    kind: str
    icon: str
    words: str
    sentence: str
    example: str
    unit: str = ""
    control: BoundField | None = None
    periods: Sequence[Sequence[BoundField]] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that stand together; those of single categories are folded away."""

    title: str
    rows: list[PolicyRow]
    folded: list[PolicyRow] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether what is folded has something to say."""
        return any(row.verdict != Verdict.EQUAL for row in self.folded)


def parts(
    offered: ReturnPolicy, standard: ReturnPolicy, stage: Stage, form: PolicyForm | None = None
) -> list[Part]:
    rows = compare(offered, standard)
    titles = {
        WINDOW: _("How long"),
        GOODS: _("Which goods"),
        COSTS: _("Way back and delivery costs"),
        MONEY: _("Money back"),
    }
    return [_part(title, _of(rows, part), offered, stage, form) for part, title in titles.items()]


def policy_of(form: PolicyForm, standard: ReturnPolicy, currency: str) -> ReturnPolicy:
    """What is filled in so far; a field that cannot be read counts as in the standard."""
    given = Given.of(form.body(), "policy")
    return read(given, standard, currency)


def worse(rows: Iterable[Row]) -> list[str]:
    """The rows that fall short, one sentence each."""
    return [
        _("%(row)s: %(own)s. The standard is %(standard)s.")
        % {
            "row": policy_words.title(row.dimension, row.key),
            "own": policy_words.value(row.dimension, row.offered),
            "standard": policy_words.value(row.dimension, row.standard),
        }
        for row in rows
    ]


def sentences(policy: ReturnPolicy, stage: Stage) -> list[tuple[str, list[Said]]]:
    """The whole policy as buyers read it today, part by part: no holidays that are over."""
    coming = [each for each in policy.holiday_extension if each.returnable_until >= stage.today]
    policy = replace(policy, holiday_extension=tuple(coming))
    return [
        (part.title, [said for row in part.rows for said in _sentences(row, policy)])
        for part in parts(policy, policy, stage)
    ]


def _sentences(row: PolicyRow, policy: ReturnPolicy) -> Iterator[Said]:
    """Categories with the same days are one sentence, after that of all others."""
    if row.sentence and row.id not in _without_say(policy):
        yield Said(row.sentence, row.example)
    if row.id == Dimension.WINDOW_DAYS:
        by_days = sorted(policy.window_days_by_category.items(), key=lambda one: one[1])
        for count, named in groupby(by_days, key=lambda one: one[1]):
            shown = {
                "days": policy_words.days(count),
                "goods": policy_words.categories(name for name, _count in named),
            }
            yield Said(_("%(days)s for: %(goods)s.") % shown)


def _without_say(policy: ReturnPolicy) -> set[str]:
    """What would only say that something is not there, or not taken back anyway."""
    media = f"{Dimension.MAX_DEDUCTION_PERCENT}-{Case.OPENED_MEDIA}"
    found = {
        Dimension.HOLIDAY_EXTENSION.value: bool(policy.holiday_extension),
        Dimension.FREE_RETURN_FROM.value: policy.free_return_from is not None,
        Dimension.FREE_RETURN_CATEGORIES.value: bool(policy.free_return_categories),
        media: Condition.OPENED_MEDIA in policy.conditions_accepted,
    }
    return {name for name, says_something in found.items() if not says_something}


def _part(
    title: str,
    rows: Iterable[Row],
    offered: ReturnPolicy,
    stage: Stage,
    form: PolicyForm | None,
) -> Part:
    shown = [(row.dimension, _row(row, offered, stage, form)) for row in rows]
    single = Dimension.WINDOW_DAYS_BY_CATEGORY
    return Part(
        title,
        [row for dimension, row in shown if dimension != single],
        sorted((row for dimension, row in shown if dimension == single), key=lambda row: row.title),
    )


def _row(row: Row, offered: ReturnPolicy, stage: Stage, form: PolicyForm | None) -> PolicyRow:
    said = policy_sentences.said(offered, row.dimension, row.key, stage)
    control = form.field(row.dimension, row.key) if form else None
    holidays = row.dimension == Dimension.HOLIDAY_EXTENSION
    return PolicyRow(
        # Named for the page: a category may be called anything at all.
        id=control.html_name if control else f"{row.dimension}-{row.key}".rstrip("-"),
        title=policy_words.title(row.dimension, row.key),
        standard=policy_words.value(row.dimension, row.standard),
        own=policy_words.value(row.dimension, row.offered),
        verdict=row.verdict.value,
        kind=KINDS[row.verdict],
        icon=ICONS[row.verdict],
        words=_verdicts()[row.verdict],
        sentence=said.sentence,
        example=said.example,
        unit=policy_words.unit(row.dimension, stage.currency),
        control=control,
        periods=list(form.periods()) if form and holidays else (),
    )


def _verdicts() -> dict[Verdict, str]:
    return {
        Verdict.KINDER: pgettext("than the standard", "Kinder"),
        Verdict.EQUAL: pgettext("as the standard", "The same"),
        Verdict.WORSE: pgettext("than the standard", "Less kind"),
    }


def _of(rows: Iterable[Row], part: str) -> list[Row]:
    order = list(PARTS)
    mine = [row for row in rows if PARTS[row.dimension] == part]
    return sorted(mine, key=lambda row: order.index(row.dimension))
