"""What is said in a contact, each word in its lane."""

import pytest

from mostrador.contacts.models import Contact

pytestmark = pytest.mark.django_db

LATE_LAMP = {"topic": "delivery", "channel": "web", "text": "Wo ist meine Lampe?"}


@pytest.fixture
def contact(marketplace, program):
    return program.post("contacts", {"order": "LM-1007", **LATE_LAMP}).json()["id"]


@pytest.fixture
def say(contact, program):
    return lambda lane, text, **more: program.post(
        f"contacts/{more.pop('to', contact)}/messages", {"lane": lane, "text": text, **more}
    )


def mails(contact):
    found = Contact.objects.get(pk=contact).deliveries.order_by("pk")
    return [(delivery.template, delivery.to) for delivery in found]


def test_E14_the_services_word_to_the_buyer_is_the_answer(say, contact):
    answer = say("buyer", "Sie kommt morgen.", at="2026-11-12T11:00:00+01:00")

    assert answer.status_code == 201
    assert answer.json() == {
        "id": answer.json()["id"],
        "lane": "buyer",
        "channel": "api",
        "author": "program:marketplace",
        "at": "2026-11-12T10:00:00+00:00",
        "interim": False,
        "seller": None,
        "delivery": "queued",
        "contact": contact,
        "state": "waiting_for_buyer",
        "version": 2,
    }
    assert mails(contact)[1:] == [("message", "buyer")]


def test_E14_an_interim_note_keeps_the_promise_open(say, contact, program):
    due = program.get(f"contacts/{contact}").json()["answer_due_at"]

    assert say("buyer", "Wir fragen nach.", interim=True).json()["state"] == "open"
    assert program.get(f"contacts/{contact}").json()["answer_due_at"] == due


def test_the_buyers_word_opens_the_contact_again(say, contact, program):
    say("buyer", "Sie kommt morgen.")

    heard = say("buyer", "Immer noch nicht da.", author="buyer").json()

    assert (heard["author"], heard["state"], heard["delivery"]) == (
        "buyer:B-KELLER",
        "open",
        None,
    )
    assert program.get(f"contacts/{contact}").json()["answer_due_at"] is not None


def test_E83_the_seller_may_speak_without_being_asked(say, contact):
    told = say("seller", "Bitte schicken Sie ein Foto.").json()
    heard = say("seller", "Hier ist es.", author="seller:S-ZHOU").json()

    assert (told["author"], told["seller"]) == ("program:marketplace", "S-ZHOU")
    assert (heard["author"], heard["seller"]) == ("seller:S-ZHOU", "S-ZHOU")
    assert mails(contact)[1:] == [("seller/message", "seller")]


def test_a_note_among_agents_goes_nowhere(say, contact):
    assert say("inside", "Kundin klingt verärgert.").json()["delivery"] is None
    assert len(mails(contact)) == 1


def test_E78_the_seller_answers_the_buyer_where_the_matter_is_his(marketplace, say, program):
    theirs = program.post("contacts", {"order": "LM-1007", **LATE_LAMP, "topic": "invoice"}).json()

    answered = say("buyer", "Die Rechnung liegt bei.", author="seller", to=theirs["id"])

    assert answered.json()["author"] == "seller:S-ZHOU"
    assert mails(theirs["id"])[-1] == ("from_seller", "buyer")


def test_E44_the_seller_does_not_answer_the_buyer_of_a_covered_contact(say, errors):
    answer = say("buyer", "Ich kümmere mich.", author="seller")

    assert (answer.status_code, errors(answer)) == (422, [("NOT_THEIRS", "")])


def test_E25_where_several_sellers_share_a_contact_one_is_named(say, program, errors):
    both = program.post("contacts", {"order": "LM-1012", **LATE_LAMP}).json()["id"]

    assert errors(say("seller", "Und?", to=both)) == [("SELLER_REQUIRED", "/seller")]
    assert errors(say("seller", "Und?", seller="S-ZED", to=both)) == [("NO_SELLER", "/seller")]
    assert say("seller", "Und?", seller="S-ANA", to=both).json()["seller"] == "S-ANA"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"lane": "buyer", "text": " "}, ("EMPTY", "/text")),
        ({"lane": "attic", "text": "Hallo"}, ("NOT_ONE_OF", "/lane")),
        ({"lane": "buyer"}, ("MISSING", "/text")),
        ({"lane": "inside", "text": "Hallo", "author": "buyer"}, ("NOT_ONE_OF", "/author")),
        ({"lane": "seller", "text": "Hallo", "author": "buyer"}, ("NOT_ONE_OF", "/author")),
        ({"lane": "buyer", "text": "Hallo", "author": "nobody"}, ("NOT_ONE_OF", "/author")),
        (
            {"lane": "buyer", "text": "Hallo", "author": "buyer:B-BRANDT"},
            ("OTHER_BUYER", "/author"),
        ),
        ({"lane": "buyer", "text": "Hallo", "version": "1"}, ("WRONG_TYPE", "/version")),
        ({"lane": "buyer", "text": "Hallo", "interim": 1}, ("WRONG_TYPE", "/interim")),
    ],
)
def test_what_cannot_be_said_is_refused(contact, program, errors, body, expected):
    answer = program.post(f"contacts/{contact}/messages", body)

    assert (answer.status_code, errors(answer)) == (422, [expected])
    assert Contact.objects.get().messages.count() == 1


def test_nobody_speaks_in_a_contact_that_is_not_there(say, errors):
    answer = say("buyer", "Hallo", to="C-0")

    assert (answer.status_code, errors(answer)) == (404, [("NOT_FOUND", "")])


@pytest.mark.parametrize("lane", ["buyer", "seller", "inside"])
def test_a_word_to_a_contact_that_has_moved_on_is_not_said(say, contact, errors, lane):
    say("buyer", "Und noch etwas.", author="buyer")
    say("inside", "Kundin klingt verärgert.")

    answer = say(lane, "Gute Nachricht!", version=1)

    assert (answer.status_code, errors(answer)) == (409, [("MOVED_ON", "/version")])
    said = answer.json()
    assert (said["version"], said["state"]) == (2, "open")
    assert [one["what"] for one in said["new"]["history"]] == ["heard_from_buyer", "noted"]
    assert [one["text"] for one in said["new"]["messages"]] == [
        "Und noch etwas.",
        "Kundin klingt verärgert.",
    ]
    assert Contact.objects.get().messages.count() == 3


@pytest.mark.parametrize("version", [2, None])
def test_a_word_of_whoever_saw_all_or_does_not_mind_is_said(say, version):
    say("buyer", "Und noch etwas.", author="buyer")

    assert say("buyer", "Gute Nachricht!", version=version).status_code == 201
