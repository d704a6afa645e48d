"""Goods go back: where to, until when, and the money once they are there (R24, E62, E63, E65)."""

from datetime import date, datetime, timedelta

import pytest

from mostrador.contacts.models import Contact, Delivery
from mostrador.decisions import return_clock, return_steps, returns
from mostrador.decisions.judgement import RefusedError
from mostrador.decisions.models import Hold, Instruction, Return
from mostrador.decisions.return_rows import NotNowError
from mostrador.decisions.return_steps import Inspection, ReportRefusedError
from mostrador.decisions.returns import Offer
from mostrador.history import chain
from mostrador.history.verification import verify
from mostrador.rules.returns import Method, Refused
from tests.cast import A_DAY, ADA, BERLIN, NOON
from tests.decisions import going_back, ordered
from tests.decisions.going_back import HAMBURG, LABEL, LEIPZIG, PHOTO, SHENZHEN

pytestmark = pytest.mark.usefixtures("marketplace")

ANNA, ZHOU, ANA = "buyer:B-KELLER", "seller:S-ZHOU", "seller:S-ANA"
AN_INSTANT = timedelta(microseconds=1)
# Three days after the twelfth end with the fifteenth.
OPTION_DUE = datetime(2026, 11, 16, tzinfo=BERLIN)
TRACKING = "DHL 00340434161094042557"


def said(row: Return) -> list[str]:
    return [entry.what for entry in chain.entries_of(row)]


def of_contact(row: Return) -> list[str]:
    every = [entry.what for entry in chain.entries_of(row.contact)]
    return [what for what in every if what.startswith("return_")]


def mails(template: str) -> int:
    return Delivery.objects.filter(template=template).count()


def instructions(row: Return) -> list[str]:
    """In the order of the alphabet: two of one moment have none of their own."""
    return sorted(one.kind for one in Instruction.objects.filter(decision=row.decision))


def again(row: Return) -> Return:
    return Return.objects.get(pk=row.pk)


def test_it_goes_to_the_sellers_address_here_within_the_laws_days_at_least():
    going_back.takes_back_at("S-ANA", SHENZHEN, LEIPZIG)

    row = going_back.a_return(seller="S-ANA")

    assert (row.state, row.method, row.address) == ("authorised", "local_address", LEIPZIG)
    assert row.send_by >= date(2026, 11, 26)
    assert row.lines == [{"line": "1", "quantity": 1}]
    assert (said(row), of_contact(row)) == (["requested", "authorised"], ["return_authorised"])
    assert (mails("return_ready"), instructions(row)) == (1, ["return"])


def test_a_seller_who_is_here_may_have_it_back_at_another_address_of_his():
    going_back.takes_back_at("S-ANA", SHENZHEN)

    row = going_back.a_return(seller="S-ANA")

    assert (row.state, row.address) == ("authorised", SHENZHEN)


def test_sent_received_and_looked_at_the_money_leaves_once():
    going_back.takes_back_at("S-ANA", LEIPZIG)
    row = going_back.a_return(seller="S-ANA")

    return_steps.send(row.pk, TRACKING, by=ANNA, now=NOON + A_DAY)
    return_steps.arrived(row.pk, by=ANA, now=NOON + 2 * A_DAY)
    return_steps.inspected(row.pk, Inspection(), by=ANA, now=NOON + 3 * A_DAY)

    row = again(row)
    assert (row.state, row.tracking, row.wakes_at) == ("closed", TRACKING, None)
    assert row.refunded_at == NOON + 3 * A_DAY
    assert said(row) == [
        "requested", "authorised", "sent", "received", "inspected", "refunded",
    ]  # fmt: skip
    assert (instructions(row), mails("return_refunded")) == (["refund", "return"], 1)
    row.decision.refresh_from_db()
    assert [(one["component"], one["amount"]) for one in row.decision.amounts] == [
        ("principal", "39.90")
    ]
    assert Hold.objects.filter(released_at=None).count() == 1
    assert verify().altered == ()


def test_E65_a_loss_that_is_shown_lowers_the_refund_as_far_as_the_policy_allows():
    going_back.takes_back_at("S-ANA", LEIPZIG)
    row = going_back.a_return(seller="S-ANA")
    return_steps.arrived(row.pk, by=ANA, now=NOON + A_DAY)

    report = Inspection(30, "Der Schirm ist zerkratzt.", [PHOTO])
    return_steps.inspected(row.pk, report, by=ANA, now=NOON + A_DAY)

    row = again(row)
    assert (row.loss_percent, row.loss_words.body) == (30, "Der Schirm ist zerkratzt.")
    assert [photo.file.name for photo in row.photos.all()] == ["schaden.png"]
    assert (row.state, instructions(row)) == ("closed", ["refund", "return"])


@pytest.mark.parametrize(
    ("report", "at", "reasons"),
    [
        (Inspection(30, "Zerkratzt."), NOON + A_DAY, (Refused.PHOTOS_REQUIRED,)),
        (Inspection(30, "", [PHOTO]), NOON + A_DAY, (Refused.WORDS_REQUIRED,)),
        # Received on Friday the thirteenth: Monday and Tuesday.
        (
            Inspection(30, "Zerkratzt.", [PHOTO]),
            datetime(2026, 11, 18, tzinfo=BERLIN) + AN_INSTANT,
            (Refused.TOO_LATE,),
        ),
    ],
)
def test_E65_a_loss_that_is_not_shown_in_time_changes_nothing(report, at, reasons):
    going_back.takes_back_at("S-ANA", LEIPZIG)
    row = going_back.a_return(seller="S-ANA")
    return_steps.arrived(row.pk, by=ANA, now=NOON + A_DAY)

    with pytest.raises(ReportRefusedError) as refused:
        return_steps.inspected(row.pk, report, by=ANA, now=at)

    assert refused.value.reasons == reasons
    assert (again(row).state, again(row).loss_percent) == ("received", 0)


def test_E65_silence_after_two_working_days_is_a_full_refund():
    going_back.takes_back_at("S-ANA", LEIPZIG)
    row = going_back.a_return(seller="S-ANA")
    return_steps.arrived(row.pk, by=ADA, now=NOON + A_DAY)
    until = again(row).wakes_at

    assert return_clock.sweep(now=until) == 0
    assert return_clock.sweep(now=until + 5 * A_DAY) == 1

    row = again(row)
    assert until <= datetime(2026, 11, 18, tzinfo=BERLIN)
    assert (row.state, row.refunded_at, row.loss_percent) == ("closed", until, 0)
    assert (instructions(row), mails("seller/return_received")) == (["refund", "return"], 1)
    assert return_clock.next_at() is None


def test_a_refund_on_proof_leaves_when_the_parcel_does_and_the_goods_come_after_it():
    going_back.takes_back_at("S-ANA", LEIPZIG)
    row = going_back.a_return("refund_on_proof", seller="S-ANA")

    return_steps.send(row.pk, TRACKING, by=ANNA, now=NOON + A_DAY)

    assert (again(row).state, again(row).refunded_at) == ("sent", NOON + A_DAY)
    return_steps.arrived(row.pk, by=ANA, now=NOON + 2 * A_DAY)
    assert (again(row).state, instructions(row)) == ("closed", ["refund", "return"])


def test_the_buyer_keeps_it_after_all_and_its_units_are_free_again():
    going_back.takes_back_at("S-ANA", LEIPZIG)
    row = going_back.a_return(seller="S-ANA")

    returns.cancel(row.pk, by=ANNA, now=NOON + A_DAY)

    assert (again(row).state, again(row).wakes_at) == ("cancelled", None)
    assert not Hold.objects.filter(released_at=None).exists()
    with pytest.raises(NotNowError):
        return_steps.send(row.pk, TRACKING, by=ANNA, now=NOON + A_DAY)


def test_what_was_never_sent_is_given_up_long_after_its_last_day():
    going_back.takes_back_at("S-ANA", LEIPZIG)
    row = going_back.a_return(seller="S-ANA")
    last = again(row).wakes_at

    assert [return_clock.sweep(now=last), return_clock.sweep(now=last + AN_INSTANT)] == [0, 1]
    assert (again(row).state, said(row)[-1]) == ("cancelled", "cancelled")


def test_R24_E62_a_seller_abroad_is_asked_for_a_way_back():
    row = going_back.a_return()

    assert (row.state, row.option_due_at, row.wakes_at) == (
        "awaiting_option", OPTION_DUE, OPTION_DUE,
    )  # fmt: skip
    assert (mails("seller/return_way"), mails("return_asked")) == (1, 1)


@pytest.mark.parametrize("at", [NOON, OPTION_DUE])
def test_E62_he_names_an_address_here_in_time(at):
    row = going_back.a_return()

    returns.offer(row.pk, Offer(Method.LOCAL_ADDRESS, HAMBURG), by=ZHOU, now=at)

    row = again(row)
    assert (row.state, row.address) == ("authorised", HAMBURG)
    # Counted from when the buyer knows where to.
    assert row.send_by >= at.date() + timedelta(days=14)
    assert mails("return_ready") == 1


def test_E62_or_sends_a_label_that_he_has_paid():
    row = going_back.a_return()

    returns.offer(row.pk, Offer(Method.PREPAID_LABEL, SHENZHEN, LABEL), by=ZHOU, now=NOON)

    row = again(row)
    assert (row.method, row.label_payer, bytes(row.label.body)) == (
        "prepaid_label", "seller", LABEL[2],
    )  # fmt: skip


def test_E62_or_waives_the_goods_and_the_buyer_is_paid_at_once():
    row = going_back.a_return()

    returns.offer(row.pk, Offer(Method.RETURNLESS), by=ZHOU, now=NOON)

    row = again(row)
    assert (row.state, row.method, row.refunded_at) == ("closed", "returnless", NOON)
    assert (instructions(row)[0], returns.given_up(row.decision)) == ("refund", False)


def test_E62_after_his_days_it_is_too_late_to_offer_anything():
    row = going_back.a_return()

    with pytest.raises(NotNowError):
        returns.offer(
            row.pk, Offer(Method.LOCAL_ADDRESS, HAMBURG), by=ZHOU, now=OPTION_DUE + AN_INSTANT
        )


def test_E62_silence_is_a_refund_without_return_at_his_cost_when_it_was_due():
    row = going_back.a_return()

    assert [return_clock.sweep(now=OPTION_DUE), return_clock.sweep(now=OPTION_DUE + A_DAY)] == [
        0,
        1,
    ]

    row = again(row)
    row.decision.refresh_from_db()
    assert (row.state, row.method, row.refunded_at) == ("closed", "returnless", OPTION_DUE)
    assert {one["payer"] for one in row.decision.amounts} == {"seller"}
    assert (mails("return_refunded"), mails("seller/return_given_up")) == (1, 1)
    assert of_contact(row) == ["return_way_asked", "return_given_up", "return_refunded"]
    assert returns.given_up(row.decision)


@pytest.mark.parametrize("price", ["9.90", "25.00"])
def test_E63_at_or_under_the_threshold_it_is_refunded_without_a_return(price):
    going_back.at_home(price=price)
    contact = going_back.wants_to_return()

    with pytest.raises(RefusedError):
        going_back.decided(contact, "return")
    decision = going_back.decided(contact, "refund_returnless")

    assert [one["amount"] for one in decision.amounts] == [price]
    assert not Return.objects.exists()


def test_E63_what_was_decided_before_he_had_no_address_here_is_refunded_at_once_as_well():
    going_back.at_home(price="20.00", quantity=3)
    contact = going_back.wants_to_return()
    paid = {**ordered.LAMP, "amount": "60.00"}
    decision = ordered.a_decision(contact, "return", paid, state="executed")

    row = returns.authorise(decision, now=NOON)

    assert returns.authorise(decision, now=NOON).pk == row.pk
    assert (row.state, row.method, row.refunded_at) == ("closed", "returnless", NOON)
    assert (of_contact(row), instructions(row)) == (
        ["return_small", "return_refunded"], ["refund"],
    )  # fmt: skip


def test_E63_an_address_here_is_taken_even_for_what_is_cheap():
    going_back.takes_back_at("S-ZHOU", HAMBURG)

    row = going_back.a_return(price="9.90")

    assert (row.state, row.address) == ("authorised", HAMBURG)


def test_of_a_seller_who_is_here_an_agent_asks_again_and_nothing_is_paid_by_itself():
    going_back.takes_back_at("S-ANA")
    row = going_back.a_return(seller="S-ANA")

    assert return_clock.sweep(now=OPTION_DUE + AN_INSTANT) == 1

    contact = Contact.objects.get(pk=row.contact_id)
    assert (again(row).state, again(row).wakes_at) == ("awaiting_option", None)
    assert (contact.state, of_contact(row)[-1]) == ("open", "return_no_address")
    # It is never too late for his address.
    returns.offer(row.pk, Offer(Method.LOCAL_ADDRESS, LEIPZIG), by=ANA, now=OPTION_DUE + A_DAY)
    assert again(row).state == "authorised"
