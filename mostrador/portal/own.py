"""What is a seller's own. Every look-up of the portal begins here, with the person asking."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from mostrador.cases.models import Answer, Question
from mostrador.contacts.lanes import Lane
from mostrador.contacts.models import Attachment, Message, Part
from mostrador.decisions.models import Decision, Return
from mostrador.orders.models import Line, Order
from mostrador.pages.told import STANDING
from mostrador.people.models import User

# Whoever writes to the seller's own thread from outside: the buyer, or somebody not known to be
# him. What the service says to a buyer may be about another seller's lines (E25).
FROM_OUTSIDE = Q(author__startswith="buyer:") | Q(author="unknown")
# What masking has to know of the buyer comes with the row.
WITH_BUYER = ("contact__store", "contact__buyer", "contact__order__buyer", "contact__address_text")
WITH_REASONS = ("contact__subject_text", "contact__product")


def sellers(user: User) -> Collection[str]:
    return user.sellers.values_list("pk", flat=True)


def questions(user: User) -> QuerySet[Question]:
    mine = Question.objects.filter(seller__in=user.sellers.all())
    return mine.select_related("text", "seller", "part", "contact__product", *WITH_BUYER)


def in_state(asked: QuerySet[Question], state: str, *, now: datetime) -> QuerySet[Question]:
    """Those in this state at `now`: a question past its time has lapsed, whoever looked (E13)."""
    over = Q(state=Question.State.OPEN, due_at__lt=now)
    match state:
        case Question.State.OPEN:
            return asked.filter(state=state).exclude(over)
        case Question.State.LAPSED:
            return asked.filter(Q(state=state) | over)
        case _:
            return asked.filter(state=state)


def undecided(user: User, *, now: datetime) -> QuerySet[Question]:
    """Lapsed without an answer, and not decided upon yet: a late answer still helps (E11)."""
    lapsed = in_state(questions(user), Question.State.LAPSED, now=now)
    return lapsed.filter(decisions=None, answers=None).order_by("-due_at", "-pk")


def threads(user: User) -> QuerySet[Part]:
    """What has come to his Messages because he answers it, and since when he is waited for.

    `waits_since` is the first word from outside that he has not answered; empty if there is none.
    """
    answered = Message.objects.filter(part=OuterRef("pk"), author__startswith="seller:")
    theirs = Message.objects.filter(
        FROM_OUTSIDE,
        Q(part=None) | Q(part=OuterRef("pk")),
        contact=OuterRef("contact_id"),
        lane=Lane.BUYER,
    )
    since = theirs.filter(pk__gt=OuterRef("answered_with")).order_by("pk").values("at")[:1]
    return (
        _handled_by_himself(user)
        .annotate(
            answered_with=Coalesce(
                Subquery(answered.filter(lane=Lane.BUYER).order_by("-pk").values("pk")[:1]),
                Value(0),
            )
        )
        .annotate(
            waits_since=Subquery(since),
            last_words=Subquery(theirs.order_by("-pk").values("text__body")[:1]),
        )
        .select_related("seller", *WITH_BUYER, *WITH_REASONS)
    )


def waiting(user: User) -> QuerySet[Part]:
    """Threads in which the last word is not his, the longest wait first."""
    waits = threads(user).filter(waits_since__isnull=False)  # type: ignore[misc]  # annotated above
    return waits.order_by("waits_since", "pk")  # type: ignore[misc]  # annotated above


def case_logs(user: User) -> QuerySet[Part]:
    """Contacts that the service answers and in which more was said than a question's answer."""
    same = Answer.objects.filter(
        question__part=OuterRef("part"), at=OuterRef("at"), by=OuterRef("author")
    )
    said = Message.objects.filter(~Exists(same), part=OuterRef("pk"), lane=Lane.SELLER)
    newest = said.order_by("-pk").values("at")[:1]
    mine = Part.objects.filter(Exists(said), seller__in=user.sellers.all())
    theirs = mine.exclude(handler="seller").annotate(said_at=Subquery(newest))
    return theirs.select_related("seller", *WITH_BUYER, *WITH_REASONS)


def words_with_buyer(part: Part) -> QuerySet[Message]:
    """The thread between the seller and his buyer: nobody else's words."""
    outside = FROM_OUTSIDE & Q(part=None)
    both = Message.objects.filter(Q(part=part) | outside, contact=part.contact_id, lane=Lane.BUYER)
    return _with_files(both)


def words_with_service(part: Part) -> QuerySet[Message]:
    return _with_files(Message.objects.filter(part=part, lane=Lane.SELLER))


def files(user: User) -> QuerySet[Attachment]:
    """Everything attached to words that he may read."""
    mine = _handled_by_himself(user).filter(contact=OuterRef("contact_id"))
    to_all = FROM_OUTSIDE & Q(part=None) & Exists(mine)
    to_him = Exists(mine.filter(pk=OuterRef("part_id")))
    readable = Message.objects.filter(
        Q(lane=Lane.SELLER, part__seller__in=user.sellers.all())
        | Q(Q(to_all) | Q(to_him), lane=Lane.BUYER)
    )
    return Attachment.objects.filter(message__in=readable).select_related(
        "file", *(f"message__{one}" for one in WITH_BUYER)
    )


def lines(user: User) -> QuerySet[Line]:
    """His lines of any order; whoever sells the others is not his business (E25)."""
    mine = user.sellers.all()
    theirs = Q(seller__in=mine) | Q(seller=None, order__seller__in=mine)
    return Line.objects.filter(theirs).select_related("product").order_by("position")


def lines_of(user: User, parts: Iterable[Part]) -> list[Line]:
    """His lines of all these orders, in one query."""
    return list(lines(user).filter(order__in={part.order_id for part in parts}))


def orders(user: User) -> QuerySet[Order]:
    """Orders with a line of his, or without lines and his as a whole."""
    some = Exists(lines(user).filter(order=OuterRef("pk")).order_by())
    empty = ~Exists(Line.objects.filter(order=OuterRef("pk")))
    whole = Q(seller__in=user.sellers.all()) & empty
    return Order.objects.filter(Q(some) | whole)


def decisions(user: User) -> QuerySet[Decision]:
    """What was decided in his contacts; which of it is about him is for `decided.about` to say."""
    mine = user.sellers.all()
    asked = Q(question__seller__in=mine)
    his_part = Part.objects.filter(contact=OuterRef("contact_id"), seller__in=mine)
    answered_for = Q(question=None) & Exists(his_part.filter(handler="service"))
    standing = Decision.objects.filter(asked | answered_for, state__in=STANDING)
    newest = standing.order_by("-decided_at", "-pk")
    return newest.select_related("reason", "question", *WITH_BUYER)


def returns(user: User) -> QuerySet[Return]:
    """Goods that come back to him, or might have."""
    mine = Return.objects.filter(seller__in=user.sellers.all())
    return mine.select_related("decision__contact__store", "decision__order", "seller", "order")


def returns_to_do(user: User) -> QuerySet[Return]:
    """Those that wait for him: for a way back, or for a look at what has arrived."""
    return returns(user).filter(state__in=(Return.State.AWAITING_OPTION, Return.State.RECEIVED))


def _handled_by_himself(user: User) -> QuerySet[Part]:
    # Only what was passed on has come to him: a person we do not know yet stays with the service.
    mine = Part.objects.filter(seller__in=user.sellers.all(), handler="seller")
    return mine.filter(passed_at__isnull=False)


def _with_files(messages: QuerySet[Message]) -> QuerySet[Message]:
    attached = messages.select_related("text").prefetch_related("attachments__file", "deliveries")
    return attached.order_by("at", "pk")
