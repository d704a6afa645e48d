"""The operator invites sellers, one by one or by a list."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mostrador.office import paging
from mostrador.outbox.models import Owed
from mostrador.sellers import interests, invitation_lists, invitations, notices, reach
from mostrador.sellers.invitation_lists import Asked
from mostrador.sellers.models import Invitation, Notice, Seller
from mostrador.stores.models import Store
from tests.cast import NOON, signed_in

PLACE = "/office/invitations/"
OLGA = "operator:1"


def olga():
    return signed_in("olga")


def store():
    return Store.objects.get(pk="de")


def zed():
    return Seller.objects.get(pk="S-ZED")


def invited(key="S-ZED", now=NOON):
    return invitations.invite(Seller.objects.get(pk=key), store(), by=OLGA, now=now)[0]


def test_one_seller_is_invited():
    answer = olga().post(PLACE, {"seller": "S-ZED", "store": "de"})

    assert answer.status_code == 302
    (row,) = olga().get(PLACE).context["rows"]
    assert (row.name, row.state, row.may_withdraw) == ("Zeds Schuhe", "Asked", True)


@pytest.mark.parametrize("given", [{}, {"seller": "S-NOBODY", "store": "de"},
                                   {"seller": "S-ZED", "store": "es"}])  # fmt: skip
def test_nobody_is_invited_by_a_wrong_form(given):
    assert olga().post(PLACE, given).status_code == 422
    assert Invitation.objects.count() == 0


def test_whoever_is_interested_can_be_invited():
    interests.say(zed(), store(), by="seller:S-ZED", now=NOON)
    page = olga().get(PLACE)
    assert [one.seller_id for one in page.context["interests"]] == ["S-ZED"]

    olga().post(PLACE, {"seller": "S-ZED", "store": "de"})

    assert list(olga().get(PLACE).context["interests"]) == []


def test_withdrawing():
    invitation = invited()

    assert olga().post(f"{PLACE}{invitation.pk}/withdrawal/").status_code == 302
    assert Invitation.objects.get().state == "withdrawn"
    assert olga().post(f"{PLACE}{invitation.pk}/withdrawal/").status_code == 302
    assert olga().post(f"{PLACE}I-none/withdrawal/").status_code == 404


def test_withdrawing_what_was_declined_meanwhile_says_so():
    invitation = invited()
    invitations.decline(invitation, by="seller:S-ZED", now=NOON)

    page = olga().post(f"{PLACE}{invitation.pk}/withdrawal/", follow=True)

    assert [str(one) for one in page.context["messages"]] == [
        "The seller has answered meanwhile. Look again."
    ]


def test_the_list_is_narrowed_to_a_state_and_counts_each():
    invited()
    invitations.decline(invited("S-ANA"), by="seller:S-ANA", now=NOON)

    page = olga().get(f"{PLACE}?only=declined").context

    assert [row.seller for row in page["rows"]] == ["S-ANA"]
    counted = {state: count for state, _words, _href, count in page["filters"]}
    assert (counted[""], counted["sent"], counted["declined"]) == (2, 1, 1)


def test_the_list_goes_on_by_key(monkeypatch):
    monkeypatch.setattr(paging, "A_PAGE", 1)
    for hours, key in enumerate(("S-ZED", "S-ANA", "S-ZHOU")):
        # Two of them at the same moment.
        invited(key, now=NOON - timedelta(hours=hours // 2))

    seen, address = [], PLACE
    while address:
        page = olga().get(address).context
        seen += [row.seller for row in page["rows"]]
        address = page["older"]

    assert sorted(seen) == ["S-ANA", "S-ZED", "S-ZHOU"]


@pytest.mark.parametrize("before", ["", "x", "~", "2026-11-12T10:00:00+01:00~", "%00", "2026~I"])
def test_a_page_that_begins_nowhere_is_the_first(before):
    invited(now=NOON - timedelta(days=1))

    assert len(olga().get(f"{PLACE}?before={before}").context["rows"]) == 1


LOST = {
    "bounced": ("The mail came back", "Have his address corrected on the marketplace. "),
    "no_address": ("No mail address", "Have his address entered on the marketplace. "),
    "failed": ("The mail could not be sent", "Look at the mail and at your mail server. "),
}


def lose(notice, how):
    """What becomes of the mail."""
    if how == "bounced":
        reach.came_back(notice, now=NOON)
    elif how == "no_address":
        notices.not_addressed(notice)
    elif how == "failed":
        Owed.objects.filter(pk=notice.owed_id).update(failed_at=NOON)
    else:
        notices.sent(notice, b"", now=NOON)


def troubles():
    return [row.trouble for row in olga().get(PLACE).context["rows"]]


@pytest.mark.parametrize("how", LOST)
def test_an_invitation_that_did_not_arrive_says_why_and_what_to_do(how):
    invited()
    assert troubles() == [None]

    lose(Notice.objects.get(), how)

    (trouble,) = troubles()
    said, advice = LOST[how]
    assert (trouble.words, trouble.advice) == (
        said, f"{advice}Then withdraw the invitation and invite him again.",
    )  # fmt: skip
    assert trouble.href == f"/office/sent/notices/{Notice.objects.get().pk}/"
    assert olga().get(trouble.href).status_code == 200


@pytest.mark.parametrize(("second", "shown"), [("sent", 0), ("bounced", 1)])
def test_what_reached_his_second_address_has_arrived(second, shown):
    wishes = reach.Wishes(second_email="zed@zweite.example", second_kinds=["service"])
    reach.confirm_second(reach.change(zed(), wishes, by="seller:1", now=NOON), now=NOON)
    invited()
    lose(Notice.objects.get(template="invitation"), "bounced")

    lose(Notice.objects.get(template="invitation", second=True), second)

    assert sum(map(bool, troubles())) == shown


@pytest.mark.parametrize("answer", [invitations.accept, invitations.withdraw, invitations.decline])
def test_whoever_has_answered_or_is_not_asked_any_more_needs_no_mail(answer):
    invitation = invited()
    lose(Notice.objects.get(), "bounced")

    answer(invitation, by="seller:S-ZED", now=NOON)

    assert troubles() == [None]


def test_however_many_did_not_arrive_it_is_asked_once():
    for key in ("S-ZED", "S-ANA", "S-ZHOU"):
        invited(key)
        lose(Notice.objects.get(seller=key), "bounced")
    client = olga()
    client.get(PLACE)

    with CaptureQueriesContext(connection) as several:
        client.get(PLACE)
    Invitation.objects.exclude(seller="S-ZED").delete()
    with CaptureQueriesContext(connection) as one:
        client.get(PLACE)

    assert len(several) == len(one)


def upload(raw, name="verkäufer.csv"):
    file = SimpleUploadedFile(name, raw, content_type="text/csv")
    return olga().post(f"{PLACE}list/", {"file": file, "store": "de"})


def sent(page):
    form = page.context["send"]
    return olga().post(f"{PLACE}list/sending/", dict(form.initial), follow=True)


def test_a_list_in_gbk_is_shown_right_and_then_sent():
    page = upload("卖家ID;公司名称\nS-ZHOU;深圳市周氏照明有限公司\nS-0;无名\n".encode("gbk"))

    assert page.status_code == 200
    assert "深圳市周氏照明有限公司" in page.content.decode()
    assert [(one["words"], len(one["rows"])) for one in page.context["groups"]] == [
        ("No seller has this number", 1),
        ("Will be invited", 1),
    ]
    assert Invitation.objects.count() == 0

    told = sent(page)

    assert [str(one) for one in told.context["messages"]] == ["1 seller is invited."]
    assert Invitation.objects.get().seller_id == "S-ZHOU"


def test_sending_twice_invites_once():
    page = upload(b"S-ZED\nS-ANA\n")
    sent(page)

    told = sent(page)

    assert [str(one) for one in told.context["messages"]] == [
        "0 sellers are invited. 2 were invited before."
    ]
    assert Invitation.objects.count() == 2


def test_a_language_of_the_list_is_kept():
    sent(upload(b"seller;language\nS-ZED;zh-hans\n"))

    (invitation,) = Invitation.objects.all()
    assert invitation_lists.foresee(store(), [Asked("S-ZED")])[0].word == "already"
    assert invitation.state == "sent"


@pytest.mark.parametrize("raw", [b" ", b"PK\x03\x04...", b"\n"])
def test_what_is_no_list_is_refused_in_a_sentence(raw):
    page = upload(raw)

    assert page.status_code == 422
    assert page.context["list_form"].errors["file"] == [
        "This is no list of sellers. Save it as CSV and try again."
    ]


def test_a_list_of_unknown_sellers_invites_nobody():
    page = upload(b"nobody\nnoone\n")

    assert page.status_code == 200
    assert page.context["count"] == 0
    assert olga().post(f"{PLACE}list/sending/", {"store": "de", "lines": ""}).status_code == 422


def test_nothing_in_a_list_is_run():
    page = upload(b"S-ZED;<script>alert(1)</script>\n<img src=x>;=cmd()\n")

    shown = page.content.decode()
    assert "<script>alert" not in shown
    assert "<img src=x>" not in shown
