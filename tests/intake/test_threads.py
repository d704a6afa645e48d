"""Which conversation a message belongs to: on evidence of the thread alone (contract 3)."""

import pytest

from mostrador.intake.models import Inbound
from tests.cast import a_mail, annas_contact, take
from tests.intake.post import ANNA, STRANGER, ZHOU, alias_of, an_invoice_contact, of

pytestmark = pytest.mark.usefixtures("marketplace")


def test_nothing_else_is_a_thread():
    """Neither the order's number nor the sender alone."""
    first = annas_contact()

    second = of(take(a_mail("Nochmals zu LM-1007: wo bleibt sie?", mail_id="<2@mail.example>")))
    third = of(
        take(a_mail("Hallo?", mail_id="<3@mail.example>", subject="Re: Wo ist meine Lampe?"))
    )

    assert len({first.pk, second.pk, third.pk}) == 3
    assert set(Inbound.objects.values_list("verdict", flat=True)) == {"new"}


def by_our_id(contact):
    return {"In_Reply_To": contact.deliveries.first().mail_id}


def by_their_id(contact):
    return {"References": "<0@mail.example> <1@mail.example>"}


def by_reply_address(contact):
    return {"to": f"service+{contact.token}@lichtmarkt.example"}


def by_subject(contact):
    return {"subject": f"Lampe [{contact.pk}]"}


@pytest.mark.parametrize("evidence", [by_our_id, by_their_id, by_reply_address, by_subject])
def test_each_evidence_of_a_thread_leads_to_it(evidence):
    contact = annas_contact()

    taken = take(a_mail("Und?", mail_id="<2@mail.example>", **evidence(contact)))

    said = [(one.author, one.text.body) for one in contact.messages.order_by("pk")]
    assert (taken.judged.verdict, taken.contact) == ("follow_up", contact)
    assert said[1:] == [("buyer:B-KELLER", "Und?")]


@pytest.mark.parametrize("evidence", [by_our_id, by_reply_address, by_subject])
def test_who_writes_to_a_thread_without_being_its_buyer_is_shown_as_somebody(evidence):
    contact = annas_contact()

    taken = take(
        a_mail("Ich bin es.", sender=STRANGER, mail_id="<2@x.example>", **evidence(contact))
    )

    assert taken.judged.verdict == "follow_up"
    assert contact.messages.order_by("pk").last().author == "unknown"


@pytest.mark.parametrize(
    ("reaches", "sender", "author"),
    [("seller", ANNA, "buyer:B-KELLER"), ("buyer", ZHOU, "seller:S-ZHOU")],
)
def test_a_masked_address_leads_to_the_thread(reaches, sender, author):
    contact = an_invoice_contact()
    mail = a_mail(
        "Die Rechnung bitte per Post.", sender=sender, to=alias_of(contact, reaches=reaches),
        mail_id="<2@x.example>",
    )  # fmt: skip

    taken = take(mail)

    assert (taken.judged.verdict, taken.contact) == ("follow_up", contact)
    assert contact.messages.order_by("pk").last().author == author
