"""What must never be true is refused by the database itself, whoever writes it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, UniqueConstraint

from mostrador.cases.models import Incident, Question, Upload
from mostrador.contacts import conversation, deliveries
from mostrador.contacts.models import Alias, Contact, Delivery, Draft, Message, Part
from mostrador.outbox import owing
from mostrador.people.models import User
from mostrador.sealed import keeping
from tests.cast import A_DAY, A_SECOND, ADA, NOON, annas_contact, person
from tests.decisions import ordered

pytestmark = pytest.mark.usefixtures("marketplace")


@pytest.fixture
def contact(marketplace: None) -> Contact:
    """Anna's, about a basket of two sellers."""
    return annas_contact("In LM-1012 fehlt alles.")


def update(contact: Contact, **changes: object) -> None:
    Contact.objects.filter(pk=contact.pk).update(**changes)


def question(contact: Contact, **changes: object) -> Question:
    part = contact.parts.first()
    return Question.objects.create(
        id=f"Q-{Question.objects.count()}", contact=contact, part=part, seller=part.seller,
        kind="tracking", text=keeping.text("?", of="contact:C"), language="de", asked_by=ADA,
        consulted=[], **{"asked_at": NOON, "due_at": NOON + A_DAY, **changes},
    )  # fmt: skip


def twice(make: Callable[[], object]) -> None:
    make()
    make()


def alias(contact: Contact) -> None:
    token = str(Alias.objects.count())
    part = contact.parts.first()
    Alias.objects.create(
        token=token, reaches="buyer", buyer_key="B", seller=part.seller, latest=contact
    )


def draft(contact: Contact) -> None:
    words = keeping.text("…", of="buyer:B")
    ada: User = person("ada")
    Draft.objects.create(
        user=ada, contact=contact, lane="buyer", text=words, version=1, saved_at=NOON
    )


def words(contact: Contact, **more: object) -> Message:
    said = keeping.text("Hallo", of="buyer:B")
    return Message.objects.create(
        contact=contact, author="buyer:B", channel="mail", at=NOON, text=said, **more
    )


def a_delivery(contact: Contact, **more: object) -> Delivery:
    key = f"<{Delivery.objects.count()}@lichtmarkt.example>"
    owed = owing.owe("mail", key, {}, now=NOON)
    return Delivery.objects.create(contact=contact, template="x", mail_id=key, owed=owed, **more)


def upload(contact: Contact, **more: object) -> Upload:
    return Upload.objects.create(
        id="U-1", question=question(contact), by="seller:S-ZHOU", name="beleg.pdf",
        media_type="application/pdf", wakes_at=NOON + A_DAY, **more,
    )  # fmt: skip


def incident(contact: Contact, **more: object) -> Incident:
    told = keeping.text("…", of=f"store:{contact.store_id}")
    return Incident.objects.create(
        id=f"INC-{Incident.objects.count()}", store=contact.store, words=told, posted_by=ADA,
        posted_at=NOON, **{"from_at": NOON - A_DAY, "until_at": NOON, **more},
    )  # fmt: skip


BREAKS: dict[str, Callable[[Contact], object]] = {
    "contact_resolved_has_its_moment": lambda c: update(c, state="resolved"),
    "contact_merged_says_into_which": lambda c: update(c, state="merged"),
    "contact_promises_or_pauses_not_both": lambda c: update(c, promise_left=A_DAY),
    "part_of_an_order_is_alone": lambda c: Part.objects.create(
        contact=c, seller_id="S-ZHOU", order_id="LM-1012", handler="service"
    ),
    "part_without_an_order_is_alone": lambda c: twice(
        lambda: Part.objects.create(contact=c, seller_id="S-ZHOU", handler="seller")
    ),
    "message_in_the_sellers_lane_has_its_part": lambda c: words(c, lane="seller"),
    "delivery_stays_in_its_lane": lambda c: a_delivery(c, lane="inside", to="buyer"),
    "alias_is_stable": lambda c: twice(lambda: alias(c)),
    "draft_is_alone": lambda c: twice(lambda: draft(c)),
    "question_not_answered_before_it_was_asked": lambda c: question(c, answered_at=NOON - A_SECOND),
    "question_awake_only_while_open": lambda c: question(c, state="lapsed", wakes_at=NOON),
    "question_reminded_of_only_while_open": lambda c: question(c, state="lapsed", reminds_at=NOON),
    "question_answered_in_time": lambda c: question(
        c, state="answered", answered_at=NOON + A_DAY + A_SECOND
    ),
    "question_of_a_kind_open_once": lambda c: twice(lambda: question(c)),
    "upload_received_no_more_than_it_holds": lambda c: upload(c, size=10, received=11),
    "incident_is_posted_once": lambda c: twice(lambda: incident(c)),
    "incident_ends_after_it_began": lambda c: incident(c, from_at=NOON),
    # Two decisions, and both would give back the first unit of the same line.
    "unit_is_given_back_once": lambda c: twice(lambda: ordered.a_decision(c)),
}
OURS = ("contacts", "cases", "decisions", "intake")


@pytest.mark.parametrize("name", BREAKS)
def test_it_is_refused(contact, name):
    with pytest.raises(IntegrityError), transaction.atomic():
        BREAKS[name](contact)


def test_every_constraint_is_broken_here():
    constraints = {
        one.name
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        for one in model._meta.constraints
        if isinstance(one, CheckConstraint | UniqueConstraint)
    }

    assert constraints - set(BREAKS) == set()


def test_merged_into_another_only_when_merged(contact):
    other = annas_contact(mail_id="<2@mail.example>")

    with pytest.raises(IntegrityError), transaction.atomic():
        update(contact, merged_into=other)


@dataclass
class Scene:
    contact: Contact
    zhou: Part
    ana: Part

    def says(self, lane: str, part: Part | None = None) -> Message:
        return words(self.contact, lane=lane, part=part)


def another() -> Contact:
    return annas_contact(mail_id="<2@x.example>")


OUTSIDE = {
    "a note among agents": lambda s: {
        "message": s.says("inside"), "lane": "buyer", "to": "buyer",
    },
    "a word to a seller": lambda s: {
        "message": s.says("seller", s.zhou), "lane": "buyer", "to": "buyer", "part": s.zhou,
    },
    "a word to another seller": lambda s: {
        "message": s.says("seller", s.zhou), "lane": "seller", "to": "seller", "part": s.ana,
    },
    "a word of another contact": lambda _: {
        "message": words(another(), lane="buyer"), "lane": "buyer", "to": "buyer",
    },
    "a seller of another contact": lambda _: {
        "part": another().parts.first(), "lane": "seller", "to": "seller",
    },
    "the buyer's words to a seller whom the service stands for": lambda s: {
        "message": s.says("buyer"), "lane": "buyer", "to": "seller", "part": s.zhou,
    },
    "a seller without his part": lambda _: {"lane": "seller", "to": "seller"},
    "the buyer in the sellers' lane": lambda s: {"lane": "seller", "to": "buyer", "part": s.zhou},
}  # fmt: skip


def scene_of(contact: Contact) -> Scene:
    zhou, ana = contact.parts.order_by("-seller_id")
    return Scene(contact, zhou, ana)


@pytest.mark.parametrize("case", OUTSIDE)
def test_no_delivery_leaves_its_lane(contact, case):
    wanted = OUTSIDE[case](scene_of(contact))

    with pytest.raises(IntegrityError), transaction.atomic():
        a_delivery(contact, **wanted)


@pytest.mark.parametrize("case", OUTSIDE)
def test_nor_is_it_moved_there(contact, case):
    made = a_delivery(contact, lane="buyer", to="buyer")
    wanted = OUTSIDE[case](scene_of(contact))

    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=made.pk).update(**wanted)


def test_what_is_within_its_lane_is_delivered(contact):
    zhou = contact.parts.get(seller="S-ZHOU")
    conversation.tell_seller(zhou, "Bitte nachsehen.", by=ADA, now=NOON)

    Part.objects.filter(pk=zhou.pk).update(handler="seller")
    deliveries.owe_seller(
        Part.objects.get(pk=zhou.pk), "seller/passed_on", lane="buyer",
        message=contact.last_message, now=NOON,
    )  # fmt: skip

    kept = Delivery.objects.filter(to="seller").order_by("pk").values_list("lane", flat=True)
    assert list(kept) == ["seller", "buyer"]
