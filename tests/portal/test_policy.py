"""The seller's page of his return policy: compared as it stands, submitted, and what came of it."""

from datetime import timedelta

import pytest

from mostrador.people.models import User
from mostrador.sellers import falling_short, members, policies, records
from mostrador.sellers.models import Complaint, Membership, Seller, Submission
from mostrador.stores.models import Store
from tests.cast import NOON, person, signed_in

PAGE = "/portal/account/policy/de/"
SERVICE = "/portal/account/services/de/"
A_MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _in_english():
    User.objects.update(language="en")


@pytest.fixture
def zhou():
    return Seller.objects.get(pk="S-ZHOU")


@pytest.fixture
def de():
    return Store.objects.get(pk="de")


def filled(client, **more):
    """What a browser would send: each field as the page shows it, and what was changed."""
    page = client.get(PAGE)
    form = page.context["form"]
    sent = {}
    for field in form:
        value = field.value()
        if value is not None and value is not False and value != "":
            sent[field.html_name] = value
    return sent | {"do": "compare"} | more


def verdicts(page):
    """The rows that are not as the standard, with their sentences and examples."""
    rows = [row for part in page.context["parts"] for row in [*part.rows, *part.folded]]
    return [(row.title, row.verdict) for row in rows if row.verdict != "equal"]


def said(page, name):
    rows = [row for part in page.context["parts"] for row in part.rows]
    return next((row.sentence, row.example) for row in rows if row.id == name)


def test_R19_who_has_none_sees_the_standard_and_that_it_is_enough():
    page = signed_in("zhou").get(PAGE)

    assert page.status_code == 200
    assert verdicts(page) == []
    assert b"That is enough to take part." in page.content
    assert b'href="/help/sellers/S-ZHOU/returns/?store=de"' in page.content


@pytest.mark.parametrize(
    ("days", "verdict", "until"),
    [
        (29, [("Days to return", "worse")], "Fri 11 December"),
        (30, [], "Mon 14 December"),
        (45, [("Days to return", "kinder")], "Mon 28 December"),
    ],
)
def test_R20_each_row_says_how_it_stands_with_an_example_of_a_date(days, verdict, until):
    client = signed_in("zhou")

    page = client.post(PAGE, filled(client, window_days=days))

    assert page.status_code == 200
    assert verdicts(page) == verdict
    assert said(page, "window_days") == (
        f"Goods may be returned within {days} days.",
        f"Delivered on Thu 12 November: may be returned until {until}.",
    )
    assert not Submission.objects.exists()


def test_comparing_goes_on_with_what_was_typed():
    client = signed_in("zhou")

    page = client.post(PAGE, filled(client, window_days=29, words="Hello"))

    assert b'name="window_days" value="29"' in page.content
    assert page.context["form"]["words"].value() == "Hello"


def test_a_row_that_cannot_be_read_says_so_and_spoils_no_other():
    client = signed_in("zhou")

    page = client.post(PAGE, filled(client, window_days="10000", refund_deadline_days="1"))

    assert page.context["form"].errors["window_days"] == [
        "Ensure this value is less than or equal to 3650."
    ]
    assert verdicts(page) == [("Working days until the refund", "kinder")]


def test_R20_a_worse_row_cannot_be_submitted_and_is_named():
    client = signed_in("zhou")
    worse = {"window_days": 14, "refund_deadline_days": 9, "do": "submit"}

    page = client.post(PAGE, filled(client, **worse))

    assert page.status_code == 422
    assert page.context["reasons"] == [
        "Days to return: 14 days. The standard is 30 days.",
        "Working days until the refund: 9 days. The standard is 2 days.",
    ]
    assert not Submission.objects.exists()


def test_R21_a_kinder_policy_is_submitted_and_waits(zhou, de):
    client = signed_in("zhou")
    kinder = {
        "window_days": 60,
        "window_days_by_category--15": "",
        "label_payer--buyer": "seller",
        "excluded_categories": ["personalised"],
        "free_return_from": "20.00",
        "holiday_extension--0--ordered_from": "2026-11-01",
        "holiday_extension--0--ordered_until": "2026-12-25",
        "holiday_extension--0--returnable_until": "2027-01-31",
        "words": "For Christmas.",
        "do": "submit",
    }

    sent = client.post(PAGE, filled(client, **kinder))

    assert (sent.status_code, sent["Location"]) == (303, PAGE)
    made = Submission.objects.get()
    assert (made.state, made.submitted_by) == ("pending", person("zhou").actor)
    assert made.words.body == "For Christmas."
    assert set(made.dimensions) == {
        "window_days",
        "window_days_by_category",
        "label_payer",
        "excluded_categories",
        "free_return_from",
        "holiday_extension",
    }
    page = client.get(PAGE)
    assert b"Waiting for approval" in page.content
    assert page.context["form"]["window_days"].value() == 60
    # What he gave is filled in again, and what he left alone follows the standard.
    assert client.post(PAGE, filled(client, do="submit")).status_code == 303
    assert Submission.objects.filter(state="pending").get().dimensions == made.dimensions


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"ordered_from": "2026-11-01"}, "ordered_until"),
        (
            {
                "ordered_from": "2026-12-01",
                "ordered_until": "2026-11-01",
                "returnable_until": "2027-01-31",
            },
            "ordered_until",
        ),
    ],
)
def test_a_holiday_needs_three_days_in_order(days, field):
    client = signed_in("zhou")
    period = {f"holiday_extension--0--{name}": day for name, day in days.items()}

    page = client.post(PAGE, filled(client, **period, do="submit"))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [f"holiday_extension--0--{field}"]


def test_only_an_owner_submits_withdraws_and_complains(zhou, de):
    made = policies.submit(zhou, de, {"window_days": 45}, "", by="seller:0", now=NOON)
    Membership.objects.filter(seller=zhou).update(role=Membership.Role.READS)
    client = signed_in("zhou")

    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, filled(client, do="submit")).status_code == 403
    assert client.post(f"{PAGE}withdrawal/").status_code == 403
    policies.refuse(made, "No.", by=person("olga").actor, now=NOON)
    assert client.post(f"{PAGE}complaint/", {"words": "But."}).status_code == 403
    assert not Complaint.objects.exists()


def test_what_was_asked_stands_on_the_page(zhou, de):
    made = policies.submit(zhou, de, {"window_days": 45}, "", by="seller:0", now=NOON)
    policies.ask(made, "Also for lamps?", by=person("olga").actor, now=NOON)

    page = signed_in("zhou").get(PAGE).content.decode()

    assert "Also for lamps?" in page
    assert "Asked back" in page


def test_R22_approved_it_applies_since_then_and_may_be_withdrawn(zhou, de):
    made = policies.submit(zhou, de, {"window_days": 45}, "", by="seller:0", now=NOON)
    policies.approve(made, by=person("olga").actor, now=NOON)
    client = signed_in("zhou")

    page = client.get(PAGE).content.decode()
    assert "Your own policy has applied since Thu 12 Nov, 17:00 (Shanghai)." in page

    assert client.post(f"{PAGE}withdrawal/").status_code == 303
    page = client.get(PAGE).content.decode()
    assert "At the moment the standard policy applies." in page
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_against_a_refusal_he_complains_once(zhou, de):
    made = policies.submit(zhou, de, {"window_days": 45}, "", by="seller:0", now=NOON)
    policies.refuse(made, "We do not believe it.", by=person("olga").actor, now=NOON)
    client = signed_in("zhou")
    assert "We do not believe it." in client.get(PAGE).content.decode()

    assert client.post(f"{PAGE}complaint/", {"words": ""}).status_code == 422
    for _twice in range(2):
        assert client.post(f"{PAGE}complaint/", {"words": "It is true."}).status_code == 303

    complaint = Complaint.objects.get()
    assert (complaint.about, complaint.subject_id, complaint.first_decided_by) == (
        "policy",
        made.pk,
        person("olga").actor,
    )
    assert "Your complaint about this is with us." in client.get(PAGE).content.decode()


def test_a_foreign_seller_is_told_what_always_applies():
    assert b"You send from abroad." in signed_in("zhou").get(PAGE).content
    assert b"You send from abroad." not in signed_in("ana").get(PAGE).content


def test_zed_sees_nothing_of_zhous_policy(zhou, de):
    policies.submit(zhou, de, {"window_days": 45}, "Zhous words", by="seller:0", now=NOON)
    client = signed_in("zed")

    page = client.get(PAGE)

    assert (page.context["latest"], verdicts(page)) == (None, [])
    assert client.get(f"{PAGE}?seller=S-ZHOU").status_code == 404
    client.post(f"{PAGE}withdrawal/")
    assert Submission.objects.get().state == "pending"


def test_who_acts_for_two_sellers_says_for_which(zhou):
    members.join(Seller.objects.get(pk="S-ANA"), person("zhou"))

    page = signed_in("zhou").get(f"{PAGE}?seller=S-ANA")

    assert page.context["service"].seller.pk == "S-ANA"
    assert b'action="/portal/account/policy/de/?seller=S-ANA"' in page.content


def test_E57_whoever_falls_short_reads_it_on_his_pages_and_how_long_he_has(zhou, de):
    body = {"seller": "S-ZHOU", "store": "de", "from": NOON.isoformat(), "window_days": 20}
    records.upsert_many([records.policy(body)], now=NOON, by="program:load")
    falling_short.sweep(now=NOON + A_MINUTE)
    client = signed_in("zhou")

    pages = [client.get(at).content.decode() for at in ("/portal/account/", SERVICE, PAGE)]

    # In his own zone.
    assert ["Sat 12 Dec, 17:01 (Shanghai)" in page for page in pages] == [True] * 3
    assert ["See what falls short" in page for page in pages] == [True, True, False]
    assert "Days to return: 20 days. The standard is 30 days." in pages[2]
    assert "to be mended by Sat 12 Dec" in pages[1]

    body["window_days"] = 30
    records.upsert_many([records.policy(body)], now=NOON + A_MINUTE, by="program:load")
    falling_short.sweep(now=NOON + 2 * A_MINUTE)

    pages = [client.get(at).content.decode() for at in ("/portal/account/", SERVICE, PAGE)]
    assert ["is less kind to buyers" in page for page in pages] == [False] * 3
    assert "The return policy is as kind as the standard again." in pages[1]
