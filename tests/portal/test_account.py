"""A seller's account: how his services stand, why, and what has happened."""

from datetime import timedelta

import pytest

from mostrador.rules.eligibility import Refusal
from mostrador.sellers import activation, complaints, enrolment, suspension
from mostrador.sellers.models import Complaint, Enrolment, Interest, Membership, Seller
from mostrador.stores.models import Store
from tests.cast import NOON, person
from tests.portal.enrolling import OLGA, PAGE, a_seller, enrol, intervals, invite, words

A_DAY = timedelta(days=1)
OTTO = "operator:2"


def state(name: str) -> str:
    """The word at the service in "Services you use"."""
    (found,) = a_seller(name).get("/portal/account/").context["services"]
    return found.tag[0]


def test_R28_services_you_use_say_how_each_stands():
    assert state("zed") == "Not invited"
    invite()
    assert state("zed") == "Ready to enrol"
    enrol()
    assert state("zed") == "Active"
    enrolment.end(Seller.objects.get(pk="S-ZED"), store="de", by=OLGA, now=NOON)
    assert state("zed") == "Ready to enrol"


def test_R35_who_has_left_and_is_still_served_is_winding_down():
    enrolment.end(Seller.objects.get(pk="S-ZHOU"), store="de", by=OLGA, now=NOON)

    page = words(a_seller("zhou").get("/portal/account/"))

    assert "Winding down" in page
    assert "served until" in page


def test_E20_until_it_is_ready_it_is_activating():
    invite()
    Store.objects.update(activation_minutes=30)
    enrol()

    assert state("zed") == "Activating"
    activation.sweep(now=NOON + timedelta(minutes=30))
    assert Enrolment.objects.get(seller="S-ZED").activated_at is not None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"plan": "individual"}, "Your account is not on the Professional plan."),
        ({"standing": "at risk"}, "Your account is not in good standing."),
    ],
)
def test_R12_R13_what_is_in_the_way_stands_there_with_what_to_do(changes, sentence):
    invite()
    Seller.objects.filter(pk="S-ZED").update(**changes)

    page = words(a_seller("zed").get(PAGE))

    assert state("zed") == "Not possible yet"
    assert sentence in page
    assert "on the marketplace" in page


def test_R25_manage_leads_to_ready_to_enrol_under_you_are_registered_for():
    invite()
    zed = a_seller("zed")

    overview, page = zed.get("/portal/account/"), zed.get(PAGE)

    assert f'href="{PAGE}"' in overview.content.decode()
    assert "You are registered for Customer service Ready to enrol" in words(page)
    assert f'href="{PAGE}enrolment/"' in page.content.decode()


def test_opening_the_page_is_opening_the_invitation():
    invitation = invite()
    for _twice in range(2):
        assert a_seller("zed").get(PAGE).status_code == 200

    invitation.refresh_from_db()
    assert invitation.state == "opened"


def test_R29_not_invited_he_says_that_he_is_interested_once():
    zed = a_seller("zed")
    assert "I am interested" in words(zed.get(PAGE))

    for _twice in range(2):
        assert zed.post(f"{PAGE}interest/").status_code == 303

    assert [one.by for one in Interest.objects.all()] == [person("zed").actor]
    page = words(zed.get(PAGE))
    assert "You have said that you are interested." in page
    assert "I am interested" not in page


def test_an_invitation_is_declined_and_that_is_the_end_of_it():
    invite()
    zed = a_seller("zed")
    assert "Decline the invitation" in words(zed.get(PAGE))

    for _twice in range(2):
        assert zed.post(f"{PAGE}invitation/").status_code == 303

    assert "You are not invited yet." in words(zed.get(PAGE))


def test_E34_a_suspended_seller_reads_why_what_to_do_and_may_complain():
    invite()
    row = enrol()
    suspension.suspend(row, [Refusal.NOT_IN_GOOD_STANDING], by=OLGA, now=NOON)
    zed = a_seller("zed")

    page = words(zed.get(PAGE))
    assert "Suspended" in page
    assert "Why it is suspended Your account is not in good standing." in page
    sent = zed.post(f"{PAGE}complaints/", {"words": "Das stimmt nicht."})

    assert sent.status_code == 303
    complaint = Complaint.objects.get()
    assert (complaint.about, complaint.subject_id) == ("suspension", row.pk)
    assert (complaint.first_decided_by, complaint.raised_by) == (OLGA, person("zed").actor)
    assert "Das stimmt nicht. Not decided yet." in words(zed.get(PAGE))
    complaints.decide(complaint, granted=False, reason="Doch.", by=OTTO, now=NOON + A_DAY)
    assert "The first decision stays: Doch." in words(zed.get(PAGE))


def test_a_refusal_is_complained_about_once_and_not_without_words():
    zed = a_seller("zed")

    assert zed.post(f"{PAGE}complaints/", {"words": " "}).status_code == 422
    for _twice in range(2):
        assert zed.post(f"{PAGE}complaints/", {"words": "Warum ich nicht?"}).status_code == 303

    assert [one.about for one in Complaint.objects.all()] == ["refusal"]


def test_where_nothing_was_refused_there_is_nothing_to_complain_about():
    answer = a_seller("zhou").post(f"{PAGE}complaints/", {"words": "Hm."})

    assert answer.status_code == 409
    assert "There is nothing to complain about any more." in words(answer)


def test_R11_E34_new_terms_are_read_and_accepted_on_the_page():
    Store.objects.update(terms_version="2")
    zhou = a_seller("zhou")
    assert "New terms: version 2" in words(zhou.get(PAGE))

    old = zhou.post(f"{PAGE}terms/", {"terms": "1", "accepted": "on"})
    without = zhou.post(f"{PAGE}terms/", {"terms": "2"})
    assert [old.status_code, without.status_code] == [409, 422]
    assert "Please read version 2." in words(old)
    assert zhou.post(f"{PAGE}terms/", {"terms": "2", "accepted": "on"}).status_code == 303

    assert Enrolment.objects.get(seller="S-ZHOU").terms == "2"
    page = words(zhou.get(PAGE))
    assert "New terms" not in page
    assert "Zhou accepted version 2 of the terms." in page


def test_a_timeline_shows_every_interval_who_and_which_terms_and_plan():
    invite()
    zed = a_seller("zed")
    zed.post(f"{PAGE}enrolment/", {"terms": "1", "accepted": "on"})
    zed.post(f"{PAGE}leaving/")
    zed.post(f"{PAGE}enrolment/", {"terms": "1", "accepted": "on"})

    said = [one.words for one in zed.get(PAGE).context["events"]]

    enrolled = "Zed enrolled and accepted version 1 of the terms. Plan: Free trial, version 1."
    assert said == ["Lichtmarkt invited you.", enrolled, "Zed unsubscribed.", enrolled]


def test_a_timeline_names_the_marketplace_and_none_of_its_people():
    invite()
    row = enrol()
    suspension.suspend(row, [Refusal.PLAN_NOT_PROFESSIONAL], by=person("olga").actor, now=NOON)

    page = words(a_seller("zed").get(PAGE))

    assert "Lichtmarkt suspended the service: Your account is not on the Professional" in page
    assert "olga" not in page.lower()


def test_what_the_marketplace_has_loaded_stands_in_the_timeline():
    page = words(a_seller("zhou").get(PAGE))

    assert "Lichtmarkt told us: enrolled since Thu 1 Oct, 06:00 (Shanghai)." in page


@pytest.mark.parametrize("role", ["answers", "money", "reads"])
def test_E55_only_an_owner_decides(role):
    invite()
    Membership.objects.filter(seller="S-ZED").update(role=role)
    zed = a_seller("zed")

    assert "Only an owner of your account may decide this." in words(zed.get(f"{PAGE}enrolment/"))
    sent = zed.post(f"{PAGE}enrolment/", {"terms": "1", "accepted": "on"})
    assert (sent.status_code, intervals()) == (403, 0)
    assert "Only an owner of your account may decide this." in words(sent)
    enrol()
    for act in ("leaving", "terms", "interest", "invitation", "complaints"):
        assert zed.post(f"{PAGE}{act}/").status_code == 403
    assert Enrolment.objects.get(seller="S-ZED").until_at is None
    assert "Unsubscribe" not in words(zed.get(PAGE))


def test_who_acts_for_several_sellers_says_for_which():
    invite()
    Membership.objects.create(seller=Seller.objects.get(pk="S-ZED"), user=person("ana"))
    ana = a_seller("ana")

    both = [one.path() for one in ana.get("/portal/account/").context["services"]]

    assert both == [f"{PAGE}?seller=S-ANA", f"{PAGE}?seller=S-ZED"]
    assert "Active" in words(ana.get(both[0]))
    assert "Ready to enrol" in words(ana.get(both[1]))
    ana.post(f"{PAGE}enrolment/?seller=S-ZED", {"terms": "1", "accepted": "on"})
    assert intervals() == 1


@pytest.mark.parametrize("page", ["", "enrolment/", "leaving/"])
def test_nobody_sees_another_sellers_services(page):
    assert a_seller("zed").get(f"{PAGE}{page}?seller=S-ANA").status_code == 404
    assert a_seller("zed").get(f"/portal/account/services/fr/{page}").status_code == 404


@pytest.mark.parametrize("act", ["terms", "interest", "invitation", "complaints"])
def test_where_one_only_sends_looking_leads_back(act):
    answer = a_seller("zed").get(f"{PAGE}{act}/")

    assert (answer.status_code, answer["Location"]) == (303, PAGE)


def test_the_free_days_stand_with_the_service():
    invite()
    Store.objects.update(trial_days=30)
    enrol()

    page = words(a_seller("zed").get(PAGE))

    assert "Free of charge to the end of 12 Dec 2026" in page


def test_it_asks_the_same_number_of_questions_however_much_has_happened(
    django_assert_max_num_queries,
):
    invite()
    zed = Seller.objects.get(pk="S-ZED")
    for number in range(3):
        enrol(now=NOON + number * A_DAY)
        enrolment.end(zed, store="de", by=OLGA, now=NOON + number * A_DAY)
    client = a_seller("zed")
    client.get(PAGE)

    with django_assert_max_num_queries(32):
        client.get(PAGE)
