"""A second address: asked first, and told nothing before somebody there agrees (R50)."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

from django.test import Client

from mostrador import wallclock
from mostrador.contacts.models import Delivery
from mostrador.outbox import sending
from mostrador.people import users
from mostrador.sellers import reach
from mostrador.sellers.models import Membership, Notice, Seller
from mostrador.sellers.reach_models import Reach
from mostrador.site.delivering import HANDLERS
from tests.cast import NOON, a_question, annas_contact, signed_in, take
from tests.intake.post import report

PAGE = "/portal/account/notifications/"
AGAIN = f"{PAGE}confirmation/"
SECOND = "vertretung@zhou-lighting.example"
OTHER = "lager@zhou-lighting.example"
A_MINUTE = timedelta(minutes=1)


def name_it(address: str = SECOND) -> None:
    signed_in("zhou").post(PAGE, {"second_email": address, "second_kinds": list(reach.KINDS)})


def send_all() -> None:
    while sending.deliver_batch(HANDLERS, now=NOON, machine_now=wallclock.machine_now()):
        pass


def mails_to(address: str) -> list[Any]:
    raws = [one.raw for model in (Notice, Delivery) for one in model.objects.exclude(raw=None)]
    mails = [message_from_bytes(bytes(raw.body), policy=policy.default) for raw in raws]
    return [mail for mail in mails if mail["To"].addresses[0].addr_spec == address]


def link() -> str:
    """The address in the mail that asks."""
    [mail] = mails_to(SECOND)
    return re.search(r"/portal/addresses/[^\s]+", mail.get_content())[0]


def kept() -> Reach:
    return Reach.objects.select_related("seller").get(seller="S-ZHOU")


def test_only_the_question_goes_there_until_somebody_agrees():
    name_it()
    a_question(annas_contact())
    send_all()
    before = [mail["Subject"] for mail in mails_to(SECOND)]
    Client().post(link())
    a_question(annas_contact(mail_id="<2@mail.example>"), kind="compatibility")
    send_all()

    assert len(before) == 1
    assert Notice.objects.filter(template="confirm_address", second=True).count() == 1
    assert Delivery.objects.filter(second=True).count() == 1
    assert len(mails_to(SECOND)) == 2


def test_looking_at_the_link_agrees_to_nothing():
    name_it()
    send_all()

    shown = [Client().get(link()) for _ in range(2)]

    assert [one.status_code for one in shown] == [200, 200]
    assert kept().second_confirmed_at is None
    assert "<form" in shown[1].content.decode()


def test_agreeing_twice_is_fine():
    name_it()
    send_all()
    at = link()

    told = [Client(enforce_csrf_checks=True).post(at).status_code for _ in range(2)]
    first = kept().second_confirmed_at
    after = Client().get(at)

    assert told == [303, 303]
    assert after.status_code == 200
    assert 'method="post" action="/portal/addresses' not in after.content.decode()
    assert kept().second_confirmed_at == first


def test_it_is_shown_as_not_confirmed_until_then():
    name_it()
    zhou = signed_in("zhou")

    before = zhou.get(PAGE)
    reach.confirm_second(kept(), now=NOON)
    after = zhou.get(PAGE)

    assert (before.context["unconfirmed"], after.context["unconfirmed"]) == (SECOND, "")
    assert AGAIN in before.content.decode()
    assert AGAIN not in after.content.decode()


def test_another_address_is_asked_anew_and_the_same_is_not():
    name_it()
    reach.confirm_second(kept(), now=NOON)
    name_it(SECOND.upper())
    same = kept().second_confirmed_at
    name_it(OTHER)

    asked = Notice.objects.filter(template="confirm_address").count()
    assert (same is not None, kept().second_confirmed_at, asked) == (True, None, 2)


def test_the_link_of_an_address_that_is_another_by_now_agrees_to_nothing():
    name_it()
    send_all()
    at = link()
    name_it(OTHER)

    assert [Client().get(at).status_code, Client().post(at).status_code] == [404, 404]
    assert kept().second_confirmed_at is None


def test_an_altered_link_opens_nothing():
    name_it()
    sealed = reach.seal(kept())

    for wrong in ("guessed", sealed[:-1], sealed.replace(".", "1.", 1), sealed.partition("~")[0]):
        assert Client().get(f"/portal/addresses/{wrong}/").status_code == 404


def test_after_seven_days_it_is_over(monkeypatch):
    name_it()
    send_all()
    at = link()
    good_for = reach.CONFIRM_WITHIN
    monkeypatch.setattr(reach, "CONFIRM_WITHIN", timedelta(seconds=-1))

    assert Client().post(at).status_code == 404
    assert good_for == timedelta(days=7)
    assert kept().second_confirmed_at is None


def test_it_is_sent_again_and_not_at_every_press():
    name_it()
    zhou = signed_in("zhou")

    zhou.post(AGAIN)
    at_once = Notice.objects.filter(template="confirm_address").count()
    wallclock.advance_to(wallclock.now() + reach.ASK_AGAIN_AFTER + A_MINUTE)
    zhou.post(AGAIN)
    later = Notice.objects.filter(template="confirm_address").count()

    assert (at_once, later) == (1, 2)


def test_a_confirmed_address_is_not_asked_again():
    name_it()
    reach.confirm_second(kept(), now=NOON)

    assert reach.ask_second(kept().seller, now=NOON + 2 * reach.ASK_AGAIN_AFTER) is False


def test_an_owner_alone_asks_again():
    user = users.add("wei", role="seller", password="a long one, for Wei")
    seller = Seller.objects.get(pk="S-ZHOU")
    Membership.objects.create(seller=seller, user=user, role="answers")
    name_it()

    assert signed_in("wei").post(AGAIN).status_code == 403
    assert Notice.objects.filter(template="confirm_address").count() == 1


def test_E5_while_the_first_sends_mails_back_nothing_goes_to_one_that_is_not_confirmed():
    name_it()
    a_question(annas_contact())
    send_all()
    first = Delivery.objects.get(template="seller/question")

    take(report(first.mail_id, recipient="zhou@zhou-lighting.example"))
    send_all()

    assert not Delivery.objects.filter(second=True).exists()
    assert len(mails_to(SECOND)) == 1


def test_a_copy_that_waits_does_not_go_to_an_address_named_meanwhile():
    name_it()
    reach.confirm_second(kept(), now=NOON)
    a_question(annas_contact())
    sending.deliver_batch(HANDLERS, now=NOON, machine_now=wallclock.machine_now())
    name_it(OTHER)
    send_all()

    assert [mail["Subject"] for mail in mails_to(OTHER) if "LM-1007" in mail["Subject"]] == []


def test_the_operator_reads_the_mail_without_its_key():
    name_it()
    send_all()
    notice = Notice.objects.get(template="confirm_address")

    shown = signed_in("olga").get(f"/office/sent/notices/{notice.pk}/").content.decode()

    assert "/portal/addresses/" in shown
    assert reach.seal(kept()).partition("~")[0] not in shown
