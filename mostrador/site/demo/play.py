"""Two weeks of contacts, lived through in their own order by the product's own acts."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from itertools import count
from random import Random

from mostrador.cases import lapses, log
from mostrador.cases.models import Question
from mostrador.channels.email.parse import parse
from mostrador.contacts import conversation, handover
from mostrador.contacts.conversation import Heard
from mostrador.contacts.models import Contact
from mostrador.decisions import closure, judgement
from mostrador.decisions.judgement import Judgement
from mostrador.intake import arrival
from mostrador.orders.models import Order
from mostrador.site.demo import words

CONTACTS = 249
# How often the next thing happens; what is still open at the end was mostly written lately.
ANSWERED, ASKED, RESOLVED, DECIDED = 0.97, 0.45, 0.85, 0.7
AN_HOUR = timedelta(hours=1)
Act = Callable[[datetime], None]


@dataclass(order=True)
class Moment:
    at: datetime
    place: int
    act: Act = field(compare=False)


class Play:
    """Acts in the order of their moments; what falls due between two of them happens between.

    `decides` is how a matter is decided; False leaves it to an answer.
    """

    def __init__(self, chance: Random, *, until: datetime, agent: str, decides: "Decides") -> None:
        self.chance, self.until, self.agent, self.decides = chance, until, agent, decides
        self.moments: list[Moment] = []
        self.places = count()

    def later(self, at: datetime, act: Act) -> None:
        if at < self.until:
            heapq.heappush(self.moments, Moment(at, next(self.places), act))

    def run(self, between: Callable[[datetime], None]) -> None:
        """`between` happens at least every hour of the play."""
        next_between = self.moments[0].at if self.moments else self.until
        while self.moments:
            moment = heapq.heappop(self.moments)
            while lapses.sweep(now=moment.at):
                pass
            if moment.at >= next_between:
                between(moment.at)
                next_between = moment.at + AN_HOUR
            moment.act(moment.at)
        between(self.until)

    def minutes(self, least: int, most: int) -> timedelta:
        return timedelta(minutes=self.chance.randrange(least, most))


Decides = Callable[[Play, Contact, str, datetime], bool]


def fill(play: Play, orders: list[Order], *, begins: datetime) -> None:
    """Plan every buyer's first mail; what follows is planned when it has come in."""
    for number, order in enumerate(orders[:CONTACTS]):
        # More of them lately, as in any list of what is open.
        ago = (play.until - begins) * (1 - number / CONTACTS) ** 1.6
        at = play.until - ago - play.minutes(0, 20)
        play.later(max(at, order.placed_at + timedelta(days=4)), _first_mail(play, order, number))


def _first_mail(play: Play, order: Order, number: int) -> Act:
    def act(now: datetime) -> None:
        theirs = number % 9 == 4
        letters = words.SELLERS_LETTERS if theirs else words.LETTERS
        topic, subject, text = play.chance.choice(letters)
        raw = _mail(order, subject, text, f"<{number}@mail.example>", now)
        contact = arrival.take(parse(raw), raw, now=now).contact
        if contact is None:
            return
        if contact.handler == "service":
            play.later(now + play.minutes(8, 1700), _service_works(play, contact.pk, topic))
        elif contact.handler == "seller" and play.chance.random() < 0.6:
            play.later(now + play.minutes(30, 1200), _seller_answers_buyer(play, contact.pk))

    return act


def _service_works(play: Play, key: str, topic: str) -> Act:
    def act(now: datetime) -> None:
        if play.chance.random() < 0.85:
            handover.correct_topic(key, topic, by=play.agent, now=now)
        contact = Contact.objects.get(pk=key)
        if contact.handler != "service":
            return
        if play.chance.random() < 0.15:
            conversation.note(key, play.chance.choice(words.NOTES), by=play.agent, now=now)
        if play.chance.random() < ASKED and topic in {
            "delivery",
            "item",
            "warranty",
            "product_use",
        }:
            _ask(play, contact, topic, now)
        elif play.chance.random() < DECIDED and play.decides(play, contact, topic, now):
            return
        elif play.chance.random() < ANSWERED:
            _answer(play, key, now)

    return act


def _ask(play: Play, contact: Contact, topic: str, now: datetime) -> None:
    kind = {"delivery": "tracking", "item": "replacement_stock", "warranty": "replacement_stock"}
    text = play.chance.choice(words.OWN_WORDS)
    try:
        question = log.ask(
            contact.pk, kind.get(topic, "free_text"), text or "Bitte antworten Sie kurz.",
            by=play.agent, now=now, language="de", consulted=("order", "product_page"),
        )  # fmt: skip
    except log.RefusedError:
        return
    if play.chance.random() < 0.7:
        play.later(now + play.minutes(40, 1400), _seller_answers(play, question.pk))
    else:
        play.later(question.due_at + play.minutes(20, 500), _judge(play, contact.pk))


def _seller_answers(play: Play, key: str) -> Act:
    def act(now: datetime) -> None:
        question = Question.objects.select_related("seller").get(pk=key)
        language = question.seller.language
        text = play.chance.choice(words.SELLERS_ANSWERS[language])
        said = log.Said(text, language)
        log.answer(key, said, by=f"seller:{question.seller_id}", now=now)
        if play.chance.random() < ANSWERED:
            play.later(
                now + play.minutes(5, 500), lambda at: _answer(play, question.contact_id, at)
            )

    return act


def _judge(play: Play, key: str) -> Act:
    def act(now: datetime) -> None:
        remedy = play.chance.choice(("replacement", "refund_returnless", "explain"))
        found = Judgement(remedy, "best_judgement", play.chance.choice(words.REASONS))
        judgement.decide(key, found, by=play.agent, now=now)
        if play.chance.random() < RESOLVED:
            play.later(now + play.minutes(5, 60), lambda at: _resolve(play, key, at))

    return act


def _answer(play: Play, key: str, now: datetime) -> None:
    conversation.say(key, play.chance.choice(words.ANSWERS), by=play.agent, now=now)
    if play.chance.random() < 0.3:
        play.later(now + play.minutes(60, 2000), _buyer_replies(play, key))
    elif play.chance.random() < RESOLVED:
        play.later(now + play.minutes(1, 30), lambda at: _resolve(play, key, at))


def _buyer_replies(play: Play, key: str) -> Act:
    def act(now: datetime) -> None:
        conversation.hear(key, Heard(play.chance.choice(words.THANKS), now, "web"), now=now)
        play.later(now + play.minutes(10, 400), lambda at: _resolve(play, key, at))

    return act


def _resolve(play: Play, key: str, now: datetime) -> None:
    closure.resolve(key, by=play.agent, now=now)


def _seller_answers_buyer(play: Play, key: str) -> Act:
    def act(now: datetime) -> None:
        part = Contact.objects.get(pk=key).parts.filter(handler="seller").first()
        if part:
            heard = Heard(
                play.chance.choice(words.SELLERS_WORDS), now, "web", f"seller:{part.seller_id}"
            )
            conversation.seller_answers_buyer(part, heard, now=now)

    return act


def _mail(order: Order, subject: str, text: str, mail_id: str, now: datetime) -> bytes:
    title = next(iter(order.body["lines"]))["title"]
    facts = {
        "order": order.pk,
        "product": title,
        "name": order.buyer.name,
        "placed": f"{order.placed_at:%d.%m.}",
    }
    message = EmailMessage()
    message["From"] = f"{order.buyer.name} <{order.buyer.email}>"
    message["To"] = "service@lichtmarkt.example"
    message["Subject"] = subject.format(**facts)
    message["Message-ID"] = mail_id
    message["Date"] = now
    message.set_content(text.format(**facts))
    return message.as_bytes()


def newest_orders(chance: Random, *, now: datetime) -> Iterator[Order]:
    """Orders young enough to be written about, in no particular order."""
    recent = Order.objects.filter(placed_at__gt=now - timedelta(days=40), pk__startswith="LM-2")
    found = list(recent.select_related("buyer").order_by("pk"))
    chance.shuffle(found)
    yield from found
