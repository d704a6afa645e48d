"""Whoever wants an answer, the most urgent first."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mostrador.contacts import conversation, drafts
from mostrador.contacts.models import Contact
from mostrador.desk import lists
from tests.cast import ADA, NOON, a_question, annas_contact, person, signed_in
from tests.desk.stage import (
    PAUL,
    act,
    another,
    answered,
    from_a_stranger,
    lapsed,
    look,
    path,
    shown,
)

AN_HOUR = timedelta(hours=1)


def listed(where: str = "/desk/") -> list[str]:
    """The contacts' ids in the order of the rows."""
    rows = signed_in("ada").get(where).context["rows"]
    return [row.href.split("/")[3] for row in rows]


def test_the_most_urgent_stands_first():
    early, late = another(now=NOON - 2 * AN_HOUR), another(now=NOON - AN_HOUR)
    earliest = another(now=NOON - 3 * AN_HOUR)

    assert listed() == [earliest.pk, early.pk, late.pk]


def test_a_row_says_who_about_what_the_last_words_and_how_long_we_have():
    annas_contact(now=NOON - timedelta(minutes=2))

    row = signed_in("ada").get("/desk/").context["rows"][0]

    assert (row.who, row.subject) == ("Anna Keller", "LM-1007 · Leselampe Lena")
    assert row.preview.startswith("Guten Tag, meine Leselampe LM-1007 ist noch nicht da.")
    assert [(clock.letter, clock.words) for clock in row.clocks] == [("B", "47 h 57 min")]
    assert (row.channel, row.lead, row.key) == ("mail", "", "j")


def test_an_open_question_shows_the_sellers_clock_beside_ours():
    contact = annas_contact()
    a_question(contact)

    row = signed_in("ada").get("/desk/?view=seller").context["rows"][0]

    assert [clock.letter for clock in row.clocks] == ["B", "S"]


def test_the_last_word_may_be_the_sellers():
    answered(annas_contact(), "not_sent", day="2026-11-13")

    row = signed_in("ada").get("/desk/").context["rows"][0]

    assert row.preview == "Seller: Not sent yet; I will send it on: 13 Nov 2026"


def test_a_seller_who_is_silent_leaves_the_decision_to_us():
    lapsed(annas_contact(now=NOON - 30 * AN_HOUR))

    assert "Decide: the seller is silent." in look("/desk/")


def test_our_own_last_word_is_marked_and_so_is_a_draft():
    spoken, drafted = another(), another()
    conversation.say(spoken.pk, "Wir sehen nach.", by=person("ada").actor, now=NOON, interim=True)
    drafts.keep(drafted, person("ada"), lane="buyer", text="Guten", version=1, now=NOON)

    rows = signed_in("ada").get("/desk/").context["rows"]

    assert {row.href: row.lead for row in rows} == {path(spoken): "reply", path(drafted): "draft"}


def test_each_view_holds_its_own():
    waits, asked, said, done = another(), another(), another(), another()
    passed = another("Bitte senden Sie mir die Rechnung zu LM-1012.", subject="Rechnung")
    a_question(asked)
    conversation.say(said.pk, "Es kommt morgen.", by=ADA, now=NOON)
    act(done, "closure")

    assert listed() == [waits.pk]
    assert listed("/desk/?view=seller") == [asked.pk]
    assert listed("/desk/?view=buyer") == [said.pk]
    assert listed("/desk/?view=handed-over") == [passed.pk]
    assert listed("/desk/?view=resolved") == [done.pk]


def test_only_what_wants_somebody_is_counted():
    another(), another(), a_question(another())

    nav = signed_in("ada").get("/desk/").context["nav"]

    assert [item.count for item in nav] == [2, 1, None, None, None, None, None]


@pytest.mark.parametrize("view", ["", "?view=seller", "?view=buyer", "?q=LM-1007"])
def test_three_rows_ask_as_many_questions_as_one(view):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert signed.get(f"/desk/{view}").context["rows"]
        return len(queries)

    signed = signed_in("ada")
    _a_row_in_every_view()
    one = asked()
    _a_row_in_every_view()
    _a_row_in_every_view()

    assert asked() == one


def _a_row_in_every_view() -> None:
    answered(another())
    lapsed(another(now=NOON - 30 * AN_HOUR))
    a_question(another())
    conversation.say(another().pk, "Es kommt morgen.", by=ADA, now=NOON)


def test_the_list_goes_on_from_its_last_row_and_back(monkeypatch):
    monkeypatch.setattr(lists, "A_PAGE", 2)
    # Two of them want somebody at the very same moment.
    all_five = [another(now=NOON - hours * AN_HOUR).pk for hours in (5, 4, 3)]
    all_five += sorted(another(now=NOON).pk for _ in range(2))
    ada = signed_in("ada")

    first = ada.get("/desk/")
    second = ada.get(first.context["next"])
    third = ada.get(second.context["next"])
    back = ada.get(third.context["previous"])

    pages = [
        [row.href.split("/")[3] for row in page.context["rows"]] for page in (first, second, third)
    ]
    assert pages == [all_five[:2], all_five[2:4], all_five[4:]]
    assert [row.href for row in back.context["rows"]] == [
        row.href for row in second.context["rows"]
    ]
    assert (first.context["previous"], third.context["next"]) == ("", "")


def test_the_newest_come_first_where_nobody_waits(monkeypatch):
    monkeypatch.setattr(lists, "A_PAGE", 1)
    older, newer = another(now=NOON - AN_HOUR), another()
    for contact in (older, newer):
        conversation.say(contact.pk, "Es kommt morgen.", by=ADA, now=NOON)
    ada = signed_in("ada")

    first = ada.get("/desk/?view=buyer")
    second = ada.get(first.context["next"])

    assert first.context["rows"][0].href.startswith(path(newer))
    assert second.context["rows"][0].href.startswith(path(older))


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "2026-11-12~C-1",
        "~",
        "2026-11-12T10:00:00+01:00~",
        "2026-11-12T10:00:00+01:00~\0",
    ],
)
def test_a_cursor_that_says_nothing_begins_at_the_beginning(cursor):
    contact = another()

    assert signed_in("ada").get("/desk/", {"after": cursor}).context["rows"][0].href == path(
        contact
    )


@pytest.mark.parametrize(
    "words",
    ["LM-1007", " lm-1007 "[1:-1].upper(), "anna.keller@mail.example", "Anna.Keller@Mail.example"],
)
def test_one_field_finds_by_order_and_by_the_buyers_address(words):
    annas = another()
    another("Wo ist LM-1015?", sender=PAUL)

    assert listed(f"/desk/?q={words}") == [annas.pk]


def test_a_contact_is_found_by_its_number_in_whatever_state():
    contact = another()
    act(contact, "closure")

    assert listed(f"/desk/?q={contact.pk.lower()}") == [contact.pk]


def test_a_search_that_finds_nothing_says_what_it_can_find():
    another()

    found = look("/desk/?q=LM-100")

    assert "Nothing is known by “LM-100”." in found
    assert "Search by the whole number of a contact or an order" in found


def test_on_the_first_day_the_list_says_what_will_happen():
    assert "Nobody has written yet. As soon as a buyer writes" in look("/desk/")


def test_when_all_is_done_the_list_says_so():
    act(another(), "closure")

    assert "Nobody is waiting for an answer." in look("/desk/")


def test_a_stranger_is_shown_by_his_address():
    from_a_stranger()

    assert "fremd@else.example" in look("/desk/")


def test_j_and_k_lead_to_the_rows_around_the_open_one():
    first, second, third = (another(now=NOON - hours * AN_HOUR) for hours in (3, 2, 1))

    rows = signed_in("ada").get(path(second)).context["rows"]

    assert {row.href: row.key for row in rows} == {
        path(first): "k",
        path(second): "",
        path(third): "j",
    }


def test_a_thousand_contacts_are_one_page():
    pattern = annas_contact()
    rows = []
    for number in range(1000):
        copy = Contact.objects.get(pk=pattern.pk)
        copy.pk, copy.token = f"C-{number:08}", f"token-{number}"
        rows.append(copy)
    Contact.objects.bulk_create(rows)

    response = signed_in("ada").get("/desk/")

    assert len(response.context["rows"]) == lists.A_PAGE
    assert response.context["nav"][0].count == lists.COUNTED
    assert "More" in shown(response)
