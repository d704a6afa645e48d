"""A request as its buyer sees it: the way it has come, and what comes next by when."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from mostrador.cases.models import Question
from mostrador.contacts.models import Contact
from mostrador.helpcentre import goods_back
from mostrador.history.models import Entry
from mostrador.pages import clocks, moments
from mostrador.pages.shapes import ClockFace, Step
from mostrador.rules import case_clock

# What is told of a request while we do not know whether its writer is the order's buyer.
OF_NO_ORDER = {"opened", "heard_from_buyer", "said_to_buyer", "withdrawal_declared", "resolved"}
LAPSED, SELLER_ANSWERED = "question_lapsed", "seller_answered_buyer"
TELLS_OF_A_DECISION = {"decided", "decision_approved"}
ONCE_MORE = {"decision_cancelled", "decision_stopped", "not_done", "instruction_refused"}
# After these it is the seller's turn to speak.
SELLERS_TURN = {"opened", "heard_from_buyer", "passed_on"}


def wants_order(contact: Contact) -> bool:
    """Without a known order, or a known person, we can only ask which one it is.

    Both are asked the same, so that nobody learns from the question whether an order exists.
    """
    about_nothing = contact.order_id is None and contact.product_id is None
    return not contact.verified or (about_nothing and contact.topic != "pre_order")


def steps(contact: Contact, entries: Sequence[Entry], *, now: datetime) -> list[Step]:
    """What happened, in the buyer's words, and then the one thing that is awaited."""
    zone = contact.store.time_zone
    told = [one for one in entries if contact.verified or one.what in OF_NO_ORDER]
    happened = [
        Step(words, "done", moments.day_and_hour(entry.at, zone))
        for entry in told
        if (words := _words(entry, contact)) and _concerns_him(entry, told)
    ]
    return _without_echoes(happened) + _next(contact, told, now=now)


def _concerns_him(entry: Entry, told: Sequence[Entry]) -> bool:
    """We look once more only at what he was told of; between the seller and us it stays there."""
    if entry.what not in ONCE_MORE:
        return True
    heard_of = {one.facts.get("decision") for one in told if one.what in TELLS_OF_A_DECISION}
    return entry.facts.get("decision") in heard_of and entry.facts.get("kind") != "recharge"


def due(contact: Contact) -> str:
    """The buyer's promise as a moment in words; empty when none runs."""
    if contact.answer_due_at is None:
        return ""
    return moments.day_and_hour(contact.answer_due_at, contact.store.time_zone)


def _without_echoes(steps: Iterable[Step]) -> list[Step]:
    """Three messages in a row are one stop on the way: the last."""
    kept: list[Step] = []
    for step in steps:
        if kept and kept[-1].words == step.words:
            kept.pop()
        kept.append(step)
    return kept


def _words(entry: Entry, contact: Contact) -> str:
    """The entry in a buyer's words; empty for what is none of his business."""
    if entry.what == "opened" and contact.split_from_id:
        return _("We took this part of your request by itself")
    if entry.what == "passed_on" and entry.facts.get("handler") == "operator":
        return _("We passed it on to %(store)s") % {"store": contact.store}
    if entry.what == "instruction_done":
        return _done(entry.facts["kind"])
    if entry.what in ONCE_MORE:
        return _("We look at our decision once more")
    return {
        "opened": _("We received your message"),
        "heard_from_buyer": _("You wrote again"),
        "withdrawal_declared": _("We have received your withdrawal"),
        "linked_to_order": _("We know which order it is about"),
        "question_asked": _("We asked the seller"),
        "question_answered": _("The seller answered us"),
        "question_lapsed": _("The seller did not answer in time"),
        "said_to_buyer": _("We answered you"),
        "seller_answered_buyer": _("The seller answered you"),
        "decided": _("We decided"),
        "decision_approved": _("We decided"),
        "refunded_elsewhere": _("You were paid back"),
        "return_way_asked": _("We asked the seller where it shall go back to"),
        "return_authorised": _("You may send it back"),
        "return_sent": _("You have sent it back"),
        "return_received": _("Your return has arrived"),
        "return_refunded": _("Your refund was ordered"),
        "return_cancelled": _("The return was given up"),
        "passed_on": _("We passed it on to the seller"),
        "taken_over": _("We took it over from the seller"),
        "resolved": _("Settled"),
    }.get(entry.what, "")


def _done(kind: str) -> str:
    """What the marketplace has carried out; of the rest the buyer has heard already."""
    return {
        "refund": _("Your money is on its way to you"),
        "cancel": _("Your order is cancelled"),
        "replacement": _("A replacement is on its way to you"),
    }.get(kind, "")


def _next(contact: Contact, told: Sequence[Entry], *, now: datetime) -> list[Step]:
    match contact.state:
        case Contact.State.OPEN:
            return [_answering(contact, decides=_undecided(told), now=now)]
        case Contact.State.WAITING_FOR_SELLER if contact.verified:
            return _waiting_for_seller(contact, now=now)
        case Contact.State.WAITING_FOR_SELLER:
            return [_answering(contact, decides=False, now=now)]
        case Contact.State.WAITING_FOR_BUYER:
            return [goods_back.next_step(contact) or _your_turn(contact)]
        case Contact.State.HANDED_OVER:
            return [_with_another(contact, told)]
        case _:
            return []


def _answering(contact: Contact, *, decides: bool, now: datetime) -> Step:
    words = _("We decide for you now") if decides else _("We are answering you")
    clock = _promise(contact, now=now)
    if clock is None:
        return Step(words, "now", note=_("You get an e-mail as soon as we have."))
    if clock.state == clocks.LATE.value:
        note = _("You should have had an answer by %(due)s. We are late; yours comes first now.")
    else:
        note = _("You will have an answer by %(due)s.")
    return Step(words, "now", note=note % {"due": due(contact)}, clock=clock)


def _undecided(told: Sequence[Entry]) -> bool:
    """A question lapsed and nothing came of it yet."""
    return _last(told, {LAPSED, "decided", "question_answered"}) == LAPSED


def _last(told: Sequence[Entry], kinds: set[str]) -> str:
    """What happened last among these kinds of things."""
    return next((one.what for one in reversed(told) if one.what in kinds), "")


def _waiting_for_seller(contact: Contact, *, now: datetime) -> list[Step]:
    question = contact.questions.filter(state=Question.State.OPEN).order_by("due_at").first()
    if question is None or not case_clock.in_time(now, question.due_at):
        # Its time is over, whether a clock has looked already or not (E13).
        return [_answering(contact, decides=True, now=now)]
    zone = contact.store.time_zone
    label = _("The seller's time to answer")
    clock = clocks.face(question.asked_at, question.due_at, now=now, zones=(zone,), label=label)
    until = moments.day_and_hour(question.due_at, zone)
    note = _("The seller has until %(until)s. After that we decide for you.") % {"until": until}
    then = _("By %(due)s.") % {"due": due(contact)} if contact.answer_due_at else ""
    return [
        Step(_("We wait for the seller"), "now", note=note, clock=clock),
        Step(_("You get our answer"), "next", note=then),
    ]


def _your_turn(contact: Contact) -> Step:
    if contact.promise_left is not None:
        note = _("Our time to answer goes on as soon as you have written.")
        return Step(_("We need an answer from you"), "now", note=note)
    note = _("If something is still open, write to us below, and we take it up again.")
    return Step(_("Nothing more for you to do"), "now", note=note)


def _with_another(contact: Contact, told: Sequence[Entry]) -> Step:
    if contact.handler == "operator":
        name = {"store": contact.store}
        note = _("This question is for %(store)s itself, and the answer comes from there.") % name
        return Step(_("%(store)s answers you") % name, "now", note=note)
    if _last(told, {*SELLERS_TURN, SELLER_ANSWERED}) == SELLER_ANSWERED:
        note = _("If something is still open, write below: the seller gets it.")
        return Step(_("Nothing more for you to do"), "now", note=note)
    note = _(
        "This question is for the seller, who has your words. You get an e-mail with the answer, "
        "and it stands here."
    )
    return Step(_("The seller answers you directly"), "now", note=note)


def _promise(contact: Contact, *, now: datetime) -> ClockFace | None:
    if contact.answer_due_at is None:
        return None
    started = contact.answer_due_at - case_clock.PROMISE_TIME
    zone = contact.store.time_zone
    return clocks.face(
        started, contact.answer_due_at, now=now, zones=(zone,), label=_("Until our answer")
    )
