"""What a message is (contract 3): the first verdict that fits, in their order, from real bytes."""

import pytest

from mostrador.contacts.models import Contact, Message
from mostrador.intake.models import Inbound
from tests.cast import a_mail, take
from tests.intake.post import HAND_OVER, SERVICE, ZHOU, forwarded, report

pytestmark = pytest.mark.usefixtures("marketplace")

UNREADABLE = b"\x00\x01\x02\xff\xfe\x80" * 40
SPAM = {"X_Spam_Flag": "YES"}
AUTO = {"Auto_Submitted": "auto-replied"}
LOOP = {"X_Mostrador_Loop": SERVICE}


def verdicts() -> list[str]:
    return list(Inbound.objects.order_by("pk").values_list("verdict", flat=True))


def with_loop_mark(raw: bytes) -> bytes:
    return f"X-Mostrador-Loop: {SERVICE}\r\n".encode() + raw


# Each mail fits its verdict and those further down that can fit at the same time.
FIRST_THAT_FITS = [
    ("quarantined", lambda: UNREADABLE),
    (
        "own_echo",
        lambda: with_loop_mark(report("<gone@lichtmarkt.example>", recipient="a@b.example")),
    ),
    ("own_echo", lambda: a_mail(**LOOP, **AUTO, **SPAM)),
    ("bounce", lambda: report("<gone@lichtmarkt.example>", recipient="a@b.example")),
    ("auto_reply", lambda: a_mail(sender=ZHOU, to=HAND_OVER, **AUTO, **SPAM)),
    ("spam", lambda: forwarded("Die Lampe ist kaputt.", **SPAM)),
    ("handed_over", lambda: forwarded("Die Lampe LM-1007 ist kaputt.")),
    ("seller_message", lambda: a_mail("Wann kommt die Statistik?", sender=ZHOU, to=HAND_OVER)),
    ("new", lambda: a_mail("Die Lampe LM-1007 ist kaputt.", to=HAND_OVER)),
    ("new", a_mail),
]


@pytest.mark.parametrize(("verdict", "mail"), FIRST_THAT_FITS)
def test_the_first_that_fits_is_the_verdict(verdict, mail):
    taken = take(mail())

    assert (taken.judged.verdict, verdicts()) == (verdict, [verdict])
    assert Inbound.objects.get().raw is not None


@pytest.mark.parametrize(("verdict", "mail"), FIRST_THAT_FITS[1:])
def test_a_second_time_it_is_a_duplicate_and_does_nothing(verdict, mail):
    raw = mail()
    first = take(raw)
    contacts, messages = Contact.objects.count(), Message.objects.count()

    second = take(raw)

    assert (second.judged.verdict, second.contact) == ("duplicate", first.contact)
    assert (Contact.objects.count(), Message.objects.count()) == (contacts, messages)
    assert list(Inbound.objects.order_by("pk").values_list("identity", "raw"))[1] == (None, None)


def test_what_cannot_be_read_is_for_a_person_each_time():
    judged = [take(UNREADABLE).judged.verdict for _ in range(2)]

    assert judged == verdicts() == ["quarantined", "quarantined"]


def test_the_same_id_with_another_body_is_taken_in():
    take(a_mail("Die Lampe LM-1007 ist kaputt."))

    other = take(a_mail("Und die Rechnung zu LM-1007 fehlt auch, und die Lampe ist kaputt."))

    assert other.judged.verdict == "new"
    assert Contact.objects.count() == 2


def test_the_same_letter_by_another_way_is_a_duplicate():
    raw = a_mail()
    take(raw)

    again = take(b"Received: from elsewhere.example\r\n" + raw.replace(b"\n", b"\r\n") + b"\r\n")

    assert again.judged.verdict == "duplicate"


def test_without_an_id_the_same_bytes_are_a_duplicate_and_others_are_not():
    raw = a_mail(mail_id=None)

    judged = [take(one).judged.verdict for one in (raw, raw, raw + b"\nDanke!")]

    assert judged == ["new", "duplicate", "new"]
