"""Who else is told, when nobody is, and what to do when mails come back."""

from datetime import time

import pytest

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
SECOND = "vertretung@zhou-lighting.example"
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/00-aa"
ALL = {
    "second_email": SECOND, "second_kinds": ["questions"], "quiet_from": "22:00",
    "quiet_until": "07:00", "bot_url": FEISHU,
}  # fmt: skip


def zhou() -> Seller:
    return Seller.objects.get(pk="S-ZHOU")


def save(**more: object) -> int:
    """What he sets; and whoever reads at the second address agrees."""
    status = ask(**more)
    for one in Reach.objects.exclude(second_email=""):
        reach.confirm_second(one, now=NOON)
    return status


def ask(**more: object) -> int:
    return signed_in("zhou").post(PAGE, {**ALL, **more}).status_code


def send_all() -> None:
    while sending.deliver_batch(HANDLERS, now=NOON, machine_now=wallclock.machine_now()):
        pass


def told(template: str) -> list[tuple[bool, str, str]]:
    """Which of the two addresses, how it went, and to whom the mail says it is."""
    found = Delivery.objects.filter(template=template).select_related("raw").order_by("pk")
    return [(one.second, one.state, _to(one)) for one in found]


def _to(delivery: Delivery) -> str:
    from email import message_from_bytes, policy

    if delivery.raw is None:
        return ""
    mail = message_from_bytes(bytes(delivery.raw.body), policy=policy.default)
    return mail["To"].addresses[0].addr_spec


def test_what_he_sets_is_kept_and_shown():
    assert save() == 303

    kept = reach.of(zhou())
    shown = signed_in("zhou").get(PAGE).content.decode()
    assert (kept.second_email, kept.second_kinds, kept.bot_url) == (SECOND, ["questions"], FEISHU)
    assert (kept.quiet_from, kept.quiet_until, kept.quiet_zone) == (
        time(22), time(7), "Asia/Shanghai",
    )  # fmt: skip
    assert f'value="{SECOND}"' in shown
    assert 'value="22:00"' in shown


def test_R50_the_default_address_is_told_that_others_are():
    save()
    save()
    save(second_email="")

    told = Notice.objects.filter(second=False).order_by("pk")
    assert [one.template for one in told] == ["reach_changed"] * 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"second_email": "nobody"},
        {"second_kinds": ["gossip"]},
        {"quiet_from": ""},
        {"quiet_until": ""},
        {"quiet_from": "25:00"},
        {"bot_url": "https://evil.example/robot/send"},
        {"bot_url": "http://open.feishu.cn/open-apis/bot/v2/hook/x"},
        {"bot_url": "http://127.0.0.1:9/robot/send"},
    ],
)
def test_what_cannot_be_is_refused(wrong):
    assert save(**wrong) == 422
    assert not Reach.objects.exists()


def test_a_question_goes_to_both_addresses_and_other_kinds_to_the_first_alone():
    save()
    contact = annas_contact()
    a_question(contact)
    from mostrador.contacts import conversation

    conversation.tell_seller(contact.parts.get(), "Bitte eilen Sie.", by="agent:1", now=NOON)
    send_all()
    send_all()

    assert told("seller/question") == [
        (False, "sent", "zhou@zhou-lighting.example"), (True, "sent", SECOND),
    ]  # fmt: skip
    assert told("seller/message") == [(False, "sent", "zhou@zhou-lighting.example")]


def test_notices_about_the_service_go_there_if_he_wishes():
    save(second_kinds=["service"])
    send_all()

    told = Notice.objects.filter(template="reach_changed").order_by("pk")
    assert [(one.second, one.state) for one in told] == [(False, "sent"), (True, "sent")]


def test_E5_a_mail_that_came_back_goes_to_the_second_address_and_every_page_says_so():
    save(second_kinds=[])
    question = a_question(annas_contact())
    send_all()
    first = Delivery.objects.get(template="seller/question")

    take(report(first.mail_id, recipient="zhou@zhou-lighting.example"))
    send_all()

    assert told("seller/question")[1:] == [(True, "sent", SECOND)]
    pages = ("/portal/", f"/portal/cases/{question.pk}/", PAGE)
    for path in pages:
        assert 'data-kind="late"' in signed_in("zhou").get(path).content.decode()
    assert 'data-kind="late"' not in signed_in("zed").get("/portal/").content.decode()
    question.refresh_from_db()
    assert question.wakes_at == question.due_at


def test_it_says_so_until_he_has_mended_it_or_the_marketplace_gives_another_address():
    reach.bounced(zhou(), now=NOON)
    before = reach.bounces(["S-ZHOU"])
    signed_in("zhou").post(f"{PAGE}mending/")
    mended = reach.bounces(["S-ZHOU"])
    reach.bounced(zhou(), now=NOON)
    Seller.objects.filter(pk="S-ZHOU").update(email="neu@zhou-lighting.example")

    assert (before, mended, reach.bounces(["S-ZHOU"])) == ([zhou()], [], [])


def test_a_copy_that_came_back_is_not_sent_on_for_ever():
    save()
    a_question(annas_contact())
    send_all()
    copy = Delivery.objects.get(template="seller/question", second=True)

    take(report(copy.mail_id, recipient=SECOND))
    send_all()

    assert [(second, state) for second, state, _to in told("seller/question")] == [
        (False, "sent"), (True, "bounced"),
    ]  # fmt: skip
    assert reach.bounces(["S-ZHOU"]) == []


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}mending/"])
def test_an_owner_alone_sets_it(path):
    user = users.add("wei", role="seller", password="a long one, for Wei")
    Membership.objects.create(seller=zhou(), user=user, role="answers")

    assert signed_in("wei").post(path, ALL).status_code == 403
    assert not Reach.objects.exists()


def test_zeds_settings_are_his_own():
    save()

    assert SECOND not in signed_in("zed").get(PAGE).content.decode()
