"""Inviting, opening, declining, withdrawing: one by one and by lists."""

import email
import json
from email.policy import default

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mostrador import wallclock
from mostrador.history import verification
from mostrador.history.models import Entry
from mostrador.imports import loading
from mostrador.outbox import sending
from mostrador.sellers import enrolment, invitation_lists, invitations
from mostrador.sellers.enrolment import Consent
from mostrador.sellers.invitation_lists import Asked, Word
from mostrador.sellers.invitations import NotWaitingError
from mostrador.sellers.models import Invitation, Notice, Seller
from mostrador.site.delivering import HANDLERS
from mostrador.stores.models import Store
from tests.cast import NOON, the_marketplace

OLGA = "operator:1"
ZED = "seller:S-ZED"


@pytest.fixture
def store(data_folder, db):
    wallclock.install_time_machine(start=NOON)
    the_marketplace()
    return Store.objects.get(pk="de")


def seller(key="S-ZED"):
    return Seller.objects.get(pk=key)


def invited(store, key="S-ZED", **options):
    return invitations.invite(seller(key), store, by=OLGA, now=NOON, **options)[0]


def what_happened(invitation):
    entries = Entry.objects.filter(subject=invitation.subject).order_by("number")
    return list(entries.values_list("what", flat=True))


def mails():
    while sending.deliver_batch(HANDLERS, now=NOON, machine_now=wallclock.machine_now()):
        pass
    rows = Notice.objects.filter(template="invitation").select_related("raw").order_by("pk")
    return [bytes(row.raw.body).decode() for row in rows]


def test_R4_an_invitation_is_written_in_the_sellers_language(store):
    invited(store, "S-ZED")
    Seller.objects.filter(pk="S-ZHOU").update(language="zh-hans")
    invited(store, "S-ZHOU")

    facts = list(Notice.objects.order_by("pk").values_list("seller", "template", "facts__path"))
    assert facts == [
        ("S-ZED", "invitation", "/portal/account/services/de/"),
        ("S-ZHOU", "invitation", "/portal/account/services/de/"),
    ]
    assert all("/portal/account/services/de/" in mail for mail in texts())


def texts():
    parsed = [email.message_from_string(mail, policy=default) for mail in mails()]
    return [message.get_body(("plain",)).get_content() for message in parsed]


def test_E46_another_language_of_the_store_may_be_asked_for(store):
    invited(store, "S-ZED", language="zh-hans")

    assert Notice.objects.get().facts["language"] == "zh-hans"
    assert len(texts()) == 1


def test_a_second_invitation_is_the_first(store):
    first = invited(store)

    assert invitations.invite(seller(), store, by=OLGA, now=NOON) == (first, False)
    assert Notice.objects.count() == 1


def test_opening_counts_the_first_time(store):
    invitation = invited(store)

    invitations.open_(invitation, by=ZED, now=NOON)
    invitations.open_(invitation, by=ZED, now=NOON)

    assert invitation.state == "opened"
    assert what_happened(invitation) == ["invited", "opened"]


def test_declining_is_said_once_and_can_be_asked_again_by_hand(store):
    invitation = invited(store)

    invitations.decline(invitation, by=ZED, now=NOON)
    invitations.decline(invitation, by=ZED, now=NOON)
    another = invited(store)

    assert what_happened(invitation) == ["invited", "declined"]
    assert (another.pk != invitation.pk, another.state) == (True, "sent")


def test_what_is_accepted_is_not_declined(store):
    invitation = accepted(store)

    with pytest.raises(NotWaitingError):
        invitations.decline(invitation, by=ZED, now=NOON)


def accepted(store):
    invited(store)
    consent = Consent(store.terms_version, "zed")
    enrolment.begin(seller(), store, consent, by=ZED, now=NOON)
    return Invitation.objects.get(seller="S-ZED")


def test_R33_an_accepted_one_stays_good_until_it_is_withdrawn(store):
    invitation = accepted(store)
    enrolment.end(seller(), store="de", by=ZED, now=NOON)
    assert invitations.good_one(seller(), store) == invitation

    invitations.withdraw(invitation, by=OLGA, now=NOON)

    assert invitations.good_one(seller(), store) is None
    assert what_happened(invitation) == ["invited", "accepted", "withdrawn"]


def test_withdrawing_ends_no_enrolment(store):
    invitation = accepted(store)

    invitations.withdraw(invitation, by=OLGA, now=NOON)

    assert enrolment.current(seller(), NOON).count() == 1


def test_withdrawing_twice_is_once_and_a_declined_one_cannot_be(store):
    invitation = invited(store)
    invitations.withdraw(invitation, by=OLGA, now=NOON)
    invitations.withdraw(invitation, by=OLGA, now=NOON)
    assert what_happened(invitation) == ["invited", "withdrawn"]

    other = invited(store)
    invitations.decline(other, by=ZED, now=NOON)
    with pytest.raises(NotWaitingError):
        invitations.withdraw(other, by=OLGA, now=NOON)


def listed(store, *asked):
    return invitation_lists.invite_all(store, list(asked), by=OLGA, now=NOON)


def outcomes(found):
    return [(one.asked.seller, one.word) for one in found]


def test_each_line_of_a_list_has_an_outcome(store):
    invited(store, "S-ANA")
    Seller.objects.filter(pk="S-ZHOU").update(email="")

    found = listed(
        store, Asked("S-ZED", language="zh-hans"), Asked("S-ANA"), Asked("S-NOBODY"),
        Asked("S-ZHOU"), Asked("S-ZED"), Asked("S-ZHOU", store="es"), Asked(""),
    )  # fmt: skip

    assert outcomes(found) == [
        ("S-ZED", Word.INVITED),
        ("S-ANA", Word.ALREADY),
        ("S-NOBODY", Word.UNKNOWN),
        ("S-ZHOU", Word.NO_ADDRESS),
        ("S-ZED", Word.TWICE),
        ("S-ZHOU", Word.OTHER_STORE),
        ("", Word.UNKNOWN),
    ]
    assert (found[0].name, found[0].language) == ("Zeds Schuhe", "zh-hans")
    assert Invitation.objects.count() == 2
    assert verification.verify().altered == ()


def test_a_preview_tells_the_same_and_writes_nothing(store):
    asked = [Asked("S-ZED"), Asked("S-ANA"), Asked("S-NOBODY"), Asked("S-ZED")]

    foreseen = invitation_lists.foresee(store, asked)

    assert Invitation.objects.count() == Notice.objects.count() == 0
    assert foreseen == listed(store, *asked)


def test_however_often_a_list_is_given_a_seller_is_invited_once(store):
    asked = [Asked("S-ZED"), Asked("S-ANA"), Asked("S-ZHOU")]
    listed(store, *asked)
    zed, ana = (Invitation.objects.get(seller=key) for key in ("S-ZED", "S-ANA"))
    invitations.decline(zed, by=ZED, now=NOON)
    invitations.withdraw(ana, by=OLGA, now=NOON)

    again = listed(store, *asked)

    assert [one.word for one in again] == [Word.DECLINED, Word.WITHDRAWN, Word.ALREADY]
    assert Invitation.objects.count() == Notice.objects.count() == 3


def test_one_store_knows_nothing_of_anothers_invitations(store):
    other = Store.objects.create(
        id="es", name="Mercado", country="ES", languages=["es"], currency="EUR",
        time_zone="Europe/Madrid", body={},
    )  # fmt: skip
    listed(store, Asked("S-ZED"))

    assert [one.word for one in listed(other, Asked("S-ZED"))] == [Word.INVITED]


def many(count):
    body = {"type": "seller", "store": "de", "country": "CN", "language": "zh-hans"}
    lines = (
        {**body, "id": f"M-{number}", "name": f"公司 {number}", "email": f"m{number}@shop.example"}
        for number in range(count)
    )
    loading.load(map(reading_line, lines), now=NOON)


def reading_line(body):
    return json.dumps(body).encode()


def statements(store, count):
    with CaptureQueriesContext(connection) as queries:
        found = listed(store, *(Asked(f"M-{number}") for number in range(count)))
    assert {one.word for one in found} == {Word.INVITED}
    return len(queries)


def test_a_batch_asks_as_much_for_many_lines_as_for_few(store):
    many(60)
    few = statements(store, 2)
    Invitation.objects.all().delete()

    assert statements(store, 60) == few


@pytest.mark.once
def test_ten_thousand_lines_are_invited_in_batches(store):
    many(10_000)
    machine = wallclock.machine_now()

    found = listed(store, *(Asked(f"M-{number}") for number in range(10_000)))

    assert {one.word for one in found} == {Word.INVITED}
    assert Invitation.objects.count() == Notice.objects.count() == 10_000
    assert (wallclock.machine_now() - machine).total_seconds() < 60
