"""The operator's page of the shadow run: the share, the table by topic, each matter's sides."""

import pytest

from mostrador.history.models import Entry
from mostrador.shadow import looking_back
from mostrador.shadow.models import LookBack, Observation
from mostrador.stores.models import Store
from tests.cast import A_SECOND, a_mail, signed_in, take
from tests.intake.post import AUSTRIA, load
from tests.shadow.shares import set_share

pytestmark = pytest.mark.django_db
PAGE = "/office/shadow/de/"
DAMAGED = "Meine Lampe LM-1007 kam zerbrochen an."


@pytest.fixture
def olga():
    return signed_in("olga")


def observed(text=DAMAGED, mail_id="<1@mail.example>", **mail) -> Observation:
    set_share(0)
    row = take(a_mail(text, mail_id=mail_id, **mail)).observation
    assert row is not None
    return row


def share(client, wanted, *, version=None):
    seen = Store.objects.get(pk="de").version if version is None else version
    return client.post(f"{PAGE}share/", {"live_share": wanted, "version": seen})


def test_with_one_store_there_is_no_choice(olga):
    assert olga.get("/office/shadow/").url == PAGE


def test_with_two_each_has_its_own(olga):
    load(AUSTRIA)

    page = olga.get("/office/shadow/")

    assert [one.pk for one, _href in page.context["stores"]] == ["de", "at"]


def test_a_store_goes_live_and_back(olga):
    down = share(olga, 25)
    up = share(olga, 100)

    told = Entry.objects.filter(what="live_share_changed").order_by("pk")
    assert (down.status_code, up.status_code) == (302, 302)
    assert [one.facts["live_share"] for one in told] == [[100, 25], [25, 100]]
    assert olga.get(PAGE).context["history"][0].changes[0].now == "100"


@pytest.mark.parametrize("wanted", ["-1", "101", "half", ""])
def test_what_is_no_share_is_said_so(olga, wanted):
    answer = share(olga, wanted)

    assert answer.status_code == 422
    assert "live_share" in answer.context["form"].errors
    assert Store.objects.get(pk="de").live_share == 100


def test_two_who_change_it_at_once_do_not_overwrite_each_other(olga):
    seen = Store.objects.get(pk="de").version
    share(olga, 25)

    answer = share(olga, 50, version=seen)

    assert answer.status_code == 409
    assert Store.objects.get(pk="de").live_share == 25


@pytest.mark.parametrize(("wanted", "live"), [(0, 0), (33, 0), (34, 1), (54, 2), (100, 2)])
def test_the_page_says_how_many_sellers_a_share_is(olga, wanted, live):
    if wanted < 100:
        set_share(wanted)

    sellers = olga.get(PAGE).context["sellers"]

    assert (sellers["live"], sellers["all"]) == (live, 2)
    assert (sellers["steps"][0].value, sellers["steps"][-1].value) == ("0", "2")


def test_looking_back_is_asked_for_and_said(olga):
    answer = olga.post(f"{PAGE}look-back/", {"days": "30"})
    wish = LookBack.objects.get()
    looking_back.sweep(now=wish.asked_at + A_SECOND)

    assert (answer.status_code, wish.days) == (302, 30)
    assert olga.get(PAGE).context["wish"].finished_at


@pytest.mark.parametrize("days", ["0", "3651", "many", ""])
def test_no_days_are_looked_back_at(olga, days):
    assert olga.post(f"{PAGE}look-back/", {"days": days}).status_code == 422
    assert not LookBack.objects.exists()


def test_the_table_counts_by_topic(olga):
    observed()
    observed("LM-1007: Wo ist mein Paket?", "<2@mail.example>")
    observed("LM-1007: Wo bleibt mein Paket?", "<3@mail.example>")
    Observation.objects.filter(topic="item").update(agreement="differs")
    Observation.objects.filter(topic="delivery").update(agreement="agrees")

    table = olga.get(PAGE).context["table"]

    counts = [row[1:] for row in table["rows"]]
    assert counts == [
        ["100 %", "2", "2", "–", "–", "–", "–"],
        ["0 %", "1", "–", "–", "1", "–", "–"],
        ["67 %", "3", "2", "–", "1", "–", "–"],
    ]
    assert (table["total"], table["percent"], table["differs"]) == (3, 67, 1)


def test_the_list_is_narrowed_by_agreement_and_by_topic(olga):
    item = observed()
    observed("LM-1007: Wo ist mein Paket?", "<2@mail.example>")
    Observation.objects.filter(pk=item.pk).update(agreement="differs")

    def found(query):
        return [row.href for row in olga.get(f"{PAGE}?{query}").context["rows"]]

    here = f"{PAGE}matters/{item.pk}/"
    assert (found("only=differs"), found("topic=item"), found("only=agrees")) == (
        [here],
        [here],
        [],
    )
    assert len(found("only=nonsense")) == 2


def test_one_matter_shows_both_sides(olga):
    row = observed()
    take(a_mail("Das tut uns leid.", sender="service@lichtmarkt.example",
                mail_id="<2@lichtmarkt.example>", In_Reply_To="<1@mail.example>"))  # fmt: skip

    page = olga.get(f"{PAGE}matters/{row.pk}/")

    said = page.content.decode()
    assert DAMAGED in said
    assert "Das tut uns leid." in said
    assert page.context["agents"].answer.startswith("The buyer gets")
    assert page.context["buyers"].answer.startswith("Sie bekommen")
    assert [fact.label for fact in page.context["happened"]] == ["Answered in words"]


@pytest.mark.parametrize(
    ("text", "mail"),
    [
        ("Eine Rechnung zu LM-1007 bitte.", {"subject": "Rechnung"}),
        ("Wo ist mein Paket?", {}),
        ("Kann man LM-1007 draußen benutzen?", {"subject": "Frage"}),
    ],
)
def test_a_matter_without_a_decision_has_a_page_too(olga, text, mail):
    row = observed(text, **mail)

    page = olga.get(f"{PAGE}matters/{row.pk}/")

    assert (page.status_code, page.context["agents"]) == (200, None)


def test_a_sellers_mail_has_a_page_too(olga):
    row = observed("Wann geht es los?", sender="zhou@zhou-lighting.example",
                   to="handover-cn@lichtmarkt.example")  # fmt: skip

    assert olga.get(f"{PAGE}matters/{row.pk}/").status_code == 200


@pytest.mark.parametrize("how_many", [1, 4])
def test_the_page_asks_the_same_number_of_questions(olga, how_many, django_assert_max_num_queries):
    for number in range(how_many):
        observed(DAMAGED, f"<{number}@mail.example>")

    with django_assert_max_num_queries(22):
        assert len(olga.get(PAGE).context["rows"]) == how_many
