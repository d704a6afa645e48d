"""What the demo's agents decide, and what comes of it: goods on their way back, and money."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from mostrador.contacts.models import Contact
from mostrador.decisions import instructions, judgement, return_steps, withdrawals
from mostrador.decisions.instructions import Acknowledgement
from mostrador.decisions.judgement import Judgement, RefusedError
from mostrador.decisions.models import Decision, Instruction, Return
from mostrador.decisions.return_steps import Inspection
from mostrador.decisions.withdrawals import Statement
from mostrador.rules.entitlement_facts import Entitlement, Option, Remedy
from mostrador.site import due
from mostrador.site.demo import words
from mostrador.site.demo.play import Act, Play

# What happened, by the topic that an agent gave it; and what he would do about it, best first.
CAUSES = {
    "delivery": "not_received", "item": "damaged", "return": "changed_mind",
    "withdrawal": "changed_mind", "warranty": "defective",
}  # fmt: skip
WANTED: Mapping[str, tuple[Remedy, ...]] = {
    "delivery": (Remedy.REFUND_RETURNLESS, Remedy.REPLACEMENT),
    "item": (Remedy.REPLACEMENT, Remedy.REFUND_AFTER_RETURN),
    "return": (Remedy.REFUND_AFTER_RETURN, Remedy.RETURN),
    "withdrawal": (Remedy.REFUND_AFTER_RETURN, Remedy.RETURN),
    "warranty": (Remedy.REPAIR, Remedy.REPLACEMENT),
}
MARKETPLACE = "program:lichtmarkt"
# The marketplace looks at its instructions a few times a day; the last ones still wait for it.
THEIR_PAUSE = timedelta(hours=5)
OUT_OF_STOCK = "Der Artikel ist nicht mehr auf Lager."


def decides(play: Play, contact: Contact, topic: str, now: datetime) -> bool:
    """Decide as the rule allows; False where it allows nothing of what would help."""
    if topic not in WANTED or contact.order is None:
        return False
    if topic == "withdrawal":
        _declare(contact, now=now)
    for decision in _decided(play, contact, topic, now):
        for row in Return.objects.filter(decision=decision, state=Return.State.AUTHORISED):
            play.later(now + play.minutes(600, 4000), _sends(play, row.pk))
    return contact.decisions.exists()


def meanwhile(now: datetime) -> None:
    """What falls due by itself, and what the marketplace does by itself."""
    while due.sweep(now=now):
        pass
    waiting = Instruction.objects.filter(
        state=Instruction.State.OPEN, made_at__lt=now - THEIR_PAUSE
    )
    for number, row in enumerate(waiting.order_by("made_at", "pk")):
        instructions.acknowledge(row.pk, _said(row, number), by=MARKETPLACE, now=now)


def _decided(play: Play, contact: Contact, topic: str, now: datetime) -> list[Decision]:
    withdraws = topic == "withdrawal"
    answers = judgement.entitled(contact, cause=CAUSES[topic], withdraws=withdraws, now=now)
    chosen = _best(answers, WANTED[topic])
    if chosen is None:
        return []
    made = Judgement(
        str(chosen.remedy), str(chosen.ground), play.chance.choice(words.DECISIONS[topic]),
        cause=CAUSES[topic], withdraws=withdraws,
    )  # fmt: skip
    try:
        return judgement.decide_each(contact.pk, made, by=play.agent, now=now)
    except RefusedError:
        return []


def _best(answers: Mapping[str, Entitlement], wanted: tuple[Remedy, ...]) -> Option | None:
    """What all lines may have."""
    for remedy in wanted:
        options = [each.option(remedy) for each in answers.values()]
        if options and all(options):
            return options[0]
    return None


def _declare(contact: Contact, *, now: datetime) -> None:
    order = contact.order
    if order is None:
        return
    statement = Statement(
        name=order.buyer.name, contract=order.pk, email=order.buyer_email, text=""
    )
    withdrawals.declare(
        contact.store, statement, channel="mail", declared_at=contact.opened_at,
        by=f"buyer:{order.buyer_id}", now=now, order=order, contact=contact,
    )  # fmt: skip


def _sends(play: Play, key: str) -> Act:
    def act(now: datetime) -> None:
        row = Return.objects.get(pk=key)
        return_steps.send(key, words.TRACKING, by=f"buyer:{row.order.buyer_id}", now=now)
        play.later(now + play.minutes(1500, 4300), _arrives(play, key))

    return act


def _arrives(play: Play, key: str) -> Act:
    def act(now: datetime) -> None:
        row = return_steps.arrived(key, by=f"seller:{_seller(key)}", now=now)
        if not row.refunded_at:
            play.later(now + play.minutes(200, 1400), _looks(key))

    return act


def _looks(key: str) -> Act:
    def act(now: datetime) -> None:
        return_steps.inspected(key, Inspection(), by=f"seller:{_seller(key)}", now=now)

    return act


def _seller(key: str) -> str:
    return str(Return.objects.get(pk=key).seller_id)


def _said(row: Instruction, number: int) -> Acknowledgement:
    """Now and then a replacement cannot be sent."""
    if row.kind == Instruction.Kind.REPLACEMENT and int(row.order_id[-1]) == number % 10:
        return Acknowledgement("refused", reason=OUT_OF_STOCK)
    return Acknowledgement("done", reference=f"LM-R{row.order_id[-5:]}")
