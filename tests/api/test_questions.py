"""The Case Log as programs use it: asking sellers, and answering in their name."""

from datetime import datetime, timedelta

import pytest

from mostrador import wallclock
from mostrador.cases.models import Answer
from mostrador.contacts.models import Contact
from mostrador.history import chain

pytestmark = pytest.mark.django_db

LATE_LAMP = {"topic": "delivery", "channel": "web", "text": "Wo ist meine Lampe?"}
A_DAY = timedelta(days=1)


@pytest.fixture
def contact(marketplace, program):
    return program.post("contacts", {"order": "LM-1007", **LATE_LAMP}).json()["id"]


@pytest.fixture
def ask(contact, program):
    return lambda kind="tracking", text="Wo?", **more: program.post(
        f"contacts/{more.pop('to', contact)}/questions", {"kind": kind, "text": text, **more}
    )


@pytest.fixture
def answer(program):
    return lambda question, **said: program.post(f"questions/{question}/answers", said)


def history(contact):
    return [entry.what for entry in chain.entries_of(Contact.objects.get(pk=contact))]


def test_R16_a_question_gives_the_seller_24_hours(ask, contact):
    asked = ask()

    said = asked.json()
    asked_at = datetime.fromisoformat(said["asked_at"])
    assert asked.status_code == 201
    assert said == {
        "id": said["id"],
        "contact": contact,
        "seller": "S-ZHOU",
        "kind": "tracking",
        "state": "open",
        "asked_at": said["asked_at"],
        "due_at": (asked_at + A_DAY).isoformat(),
        "answered_at": None,
        "consulted": ["order", "product_page"],
        "answers": [],
    }
    assert Contact.objects.get().state == "waiting_for_seller"


def test_R14_what_was_consulted_is_recorded(ask, errors, program):
    assert ask(consulted=["records"]).json()["consulted"] == ["records"]
    program.put("products/P-LENA", {"seller": "S-ZHOU", "title": "Leselampe Lena"})
    # A product without a page: looking at it told nothing.
    assert ask("compatibility").json()["consulted"] == ["order"]
    assert errors(ask("part_photo", consulted=[])) == [("NOTHING_CONSULTED", "/consulted")]
    assert errors(ask("part_photo", consulted=["stars"])) == [("NOT_ONE_OF", "/consulted/0")]


def test_E25_where_the_lines_have_several_sellers_one_is_named(marketplace, ask, program, errors):
    both = program.post("contacts", {"order": "LM-1012", **LATE_LAMP}).json()["id"]

    assert errors(ask(to=both)) == [("SELLER_REQUIRED", "/seller")]
    assert errors(ask(to=both, seller="S-ZED")) == [("NO_SELLER", "/seller")]
    assert ask(to=both, seller="S-ANA").json()["seller"] == "S-ANA"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("weather", "?", ("NOT_ONE_OF", "/kind")),
        ("free_text", " ", ("TEXT_REQUIRED", "/text")),
        ("tracking", 7, ("WRONG_TYPE", "/text")),
    ],
)
def test_what_cannot_be_asked_is_refused(ask, errors, contact, kind, text, expected):
    asked = ask(kind, text)

    assert (asked.status_code, errors(asked)) == (422, [expected])
    assert history(contact) == ["opened"]


def test_the_same_question_is_open_once(ask, errors):
    ask()

    again = ask()

    assert (again.status_code, errors(again)) == (422, [("ALREADY_ASKED", "")])


def test_nobody_is_asked_about_what_is_not_ours(ask, program, errors):
    invoice = program.post("contacts", {"order": "LM-1007", **LATE_LAMP, "topic": "invoice"})

    assert errors(ask(to=invoice.json()["id"])) == [("NO_SELLER", "/seller")]
    assert ask(to="C-0").status_code == 404


def test_R49_an_answer_in_time_stops_the_clock(ask, answer, contact):
    question = ask().json()

    answered = answer(
        question["id"],
        text="发货了",
        choice="sent",
        values={"tracking_number": "0034"},
        language="zh-hans",
    )

    said = answered.json()
    assert (answered.status_code, said["state"]) == (200, "answered")
    assert said["answered_at"] == said["answers"][0]["at"]
    assert [(one["by"], one["choice"], one["late"]) for one in said["answers"]] == [
        ("program:marketplace", "sent", False)
    ]
    assert history(contact) == ["opened", "question_asked", "question_answered"]
    assert Contact.objects.get().state == "open"


def test_E12_after_its_time_the_question_lapses_first_and_the_answer_is_kept(
    ask, answer, contact, program
):
    question = ask().json()
    wallclock.advance_to(datetime.fromisoformat(question["due_at"]) + timedelta(seconds=1))

    answered = answer(question["id"], text="Ist unterwegs.")

    said = answered.json()
    assert (answered.status_code, said["state"], said["answered_at"]) == (200, "lapsed", None)
    assert [one["late"] for one in said["answers"]] == [True]
    assert history(contact) == ["opened", "question_asked", "question_lapsed", "answer_after_due"]
    lapsed = program.get(f"contacts/{contact}").json()["history"][2]
    assert (lapsed["at"], lapsed["by"]) == (question["due_at"], "clock")


def test_E12_a_second_late_answer_is_kept_as_well(ask, answer, contact):
    question = ask().json()
    wallclock.advance_to(datetime.fromisoformat(question["due_at"]) + timedelta(seconds=1))

    answer(question["id"], text="Ist unterwegs.")
    answer(question["id"], text="Hier die Nummer.")

    assert history(contact)[2:] == ["question_lapsed", "answer_after_due", "answer_after_due"]


def test_a_question_that_is_answered_needs_no_answer_any_more(ask, answer, errors):
    question = ask().json()["id"]
    answer(question, text="Ist unterwegs.")

    again = answer(question, text="Oder doch nicht.")

    assert (again.status_code, errors(again)) == (409, [("ALREADY_ANSWERED", "")])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ("EMPTY", "/text")),
        ({"text": " "}, ("EMPTY", "/text")),
        ({"text": "Ja", "choice": "maybe"}, ("NOT_ONE_OF", "/choice")),
        ({"text": "Ja", "values": {"day": 7}}, ("WRONG_TYPE", "/values/day")),
    ],
)
def test_E7_an_answer_that_says_nothing_stops_no_clock(ask, answer, errors, said, expected):
    question = ask().json()["id"]

    answered = answer(question, **said)

    assert (answered.status_code, errors(answered)) == (422, [expected])
    assert answer("Q-0", text="Ja").status_code == 404


ADDRESS = {"name": "Zhou", "street": "Weg 1", "place": "20095 Hamburg", "country": "DE"}


@pytest.mark.parametrize(
    ("kind", "said", "expected"),
    [
        ("tracking", {"choice": "sent"}, [("MISSING", "/values/tracking_number")]),
        ("tracking", {"choice": "sent", "values": {"tracking_number": " "}},
         [("MISSING", "/values/tracking_number")]),
        ("tracking", {"choice": "sent", "values": {"tracking_number": "0" * 201}},
         [("TOO_LONG", "/values/tracking_number")]),
        ("tracking", {"choice": "lost", "values": {"tracking_number": "0034"}},
         [("NOT_ONE_OF", "/values/tracking_number")]),
        ("tracking", {"text": "Ja", "values": {"a/b~": "1"}}, [("NOT_ONE_OF", "/values/a~1b~0")]),
        ("tracking", {"text": "x" * 10_001}, [("TOO_LONG", "/text")]),
        ("tracking", {"choice": "maybe", "values": {"day": "soon"}},
         [("NOT_ONE_OF", "/choice"), ("NOT_ONE_OF", "/values/day")]),
        ("replacement_stock", {"choice": "later", "values": {"day": "soon"}},
         [("NOT_A_DAY", "/values/day")]),
        ("part_photo", {"choice": "attached"}, [("PHOTO_REQUIRED", "/choice")]),
        ("compatibility", {"choice": "partly", "values": {"limits": "x" * 1001}},
         [("TOO_LONG", "/values/limits")]),
        ("repair_or_spare_part", {"choice": "repair",
                                  "values": {"repair_price": "1,50", "repair_days": "366"}},
         [("NOT_MONEY", "/values/repair_price"), ("OUT_OF_RANGE", "/values/repair_days")]),
        ("repair_or_spare_part", {"choice": "repair",
                                  "values": {"repair_price": "1.50 CNY", "repair_days": "-1"}},
         [("NOT_MONEY", "/values/repair_price"), ("OUT_OF_RANGE", "/values/repair_days")]),
        ("repair_or_spare_part", {"choice": "repair",
                                  "values": {"repair_price": "-1", "repair_days": "two"}},
         [("NOT_MONEY", "/values/repair_price"), ("OUT_OF_RANGE", "/values/repair_days")]),
        ("repair_or_spare_part", {"choice": "repair", "values": {"repair_price": "12345678"}},
         [("NOT_MONEY", "/values/repair_price")]),
        ("return_address", {}, [("MISSING", f"/values/{name}") for name in ADDRESS]),
        ("return_address", {"values": {**ADDRESS, "country": "EU"}},
         [("NOT_A_COUNTRY", "/values/country")]),
        ("free_text", {"values": {}}, [("EMPTY", "/text")]),
    ],
)  # fmt: skip
def test_E7_an_answer_holds_what_its_kind_asks_for(ask, answer, errors, kind, said, expected):
    question = ask(kind).json()["id"]

    answered = answer(question, **said)

    assert (answered.status_code, errors(answered)) == (422, expected)


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        ("tracking", {"choice": "sent", "values": {"tracking_number": " 0034 "}},
         {"tracking_number": "0034"}),
        ("tracking", {"choice": "sent", "text": "Die Nummer kommt morgen."}, {}),
        ("tracking", {"choice": "not_sent", "values": {"day": "2026-11-14"}},
         {"day": "2026-11-14"}),
        ("tracking", {"choice": "not_sent", "values": {"day": ""}}, {}),
        ("part_photo", {"choice": "attached", "text": "Ein Haken aus Messing."}, {}),
        ("repair_or_spare_part", {"choice": "repair",
                                  "values": {"repair_price": "12.5", "repair_days": "007"}},
         {"repair_price": "12.50 EUR", "repair_days": "7"}),
        ("repair_or_spare_part", {"choice": "repair", "values": {"repair_price": "0.00 EUR"}},
         {"repair_price": "0.00 EUR"}),
        ("return_address", {"values": ADDRESS}, ADDRESS),
        ("return_address", {"text": "An das Lager in Hamburg."}, {}),
    ],
)  # fmt: skip
def test_what_its_kind_asks_for_is_kept_as_the_form_keeps_it(ask, answer, kind, said, kept):
    question = ask(kind).json()["id"]

    answered = answer(question, **said)

    assert (answered.status_code, Answer.objects.get().values) == (200, kept)


def test_questions_are_listed_by_seller_and_state(marketplace, ask, answer, program):
    both = program.post("contacts", {"order": "LM-1012", **LATE_LAMP}).json()["id"]
    zhous, anas = ask().json()["id"], ask(to=both, seller="S-ANA").json()["id"]
    answer(anas, text="Ist unterwegs.", choice="sent", values={"tracking_number": "0034"})

    def listed(query):
        return program.get(f"questions?{query}").json()["items"]

    assert [one["id"] for one in listed("")] == [zhous, anas]
    assert [one["id"] for one in listed("seller=S-ZHOU&state=open")] == [zhous]
    [answered] = listed("state=answered")
    assert (answered["text"], answered["answers"][0]["text"]) == ("Wo?", "Ist unterwegs.")
    assert answered["answers"][0]["values"] == {"tracking_number": "0034"}
    assert listed("seller=S-ZED") == []


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_number_of_queries_however_long_it_is(
    ask, answer, program, django_assert_num_queries, how_many
):
    for _ in range(how_many):
        answer(ask("free_text").json()["id"], text="Hier.")

    with django_assert_num_queries(3):
        program.get("questions")


def test_pages_of_questions_follow_each_other(ask, program):
    asked = [ask("free_text").json()["id"] for _ in range(3)]

    first = program.get("questions?limit=2").json()
    second = program.get(f"questions?limit=2&after={first['next']}").json()

    assert [one["id"] for one in first["items"] + second["items"]] == asked
    assert second["next"] is None
