"""Nobody sees another seller's things, nor that there is anything to see."""

import pytest
from django.test import Client

from mostrador.cases import lapses, log
from mostrador.cases.models import Question
from mostrador.contacts import conversation
from mostrador.contacts.models import Attachment, Contact
from mostrador.decisions import judgement
from mostrador.portal import urls
from mostrador.sellers.models import Membership
from tests.cast import ADA, NOON, a_mail, a_question, annas_contact, signed_in, take
from tests.portal.stage import a_photo, an_invoice_mail, written

# Every address of the portal that leads to something of Zhou's, and how it is asked for.
ADDRESSES = {
    "case": ("/portal/cases/{question}/", ("get", "post")),
    "case_words": ("/portal/cases/{question}/messages/", ("get", "post")),
    "thread": ("/portal/messages/{contact}/", ("get", "post")),
    "transfer": ("/portal/messages/{contact}/transfer/", ("get", "post")),
    "order": ("/portal/orders/LM-1007/", ("get",)),
    "file": ("/portal/files/{file}/", ("get",)),
}
LISTS = {"home": "/portal/", "cases": "/portal/cases/", "messages": "/portal/messages/"}
# What lies under the account has walls and tests of its own; a link is for whoever holds it.
ACCOUNT = "account/"
BY_LINK = {"link"}
OTHERS = ("zed", "ana", "ada", "anna", "olga")
EVERYTHING = {"choice": "sent", "text": "Hallo", "words-text": "Hallo"}
CALLS = [(name, method) for name, (_path, methods) in ADDRESSES.items() for method in methods]


@pytest.fixture
def things(_noon: None) -> dict[str, object]:
    """A question, a message and a file of Zhou's."""
    contact = an_invoice_mail()
    question = a_question(annas_contact())
    zhou = signed_in("zhou")
    zhou.post(f"/portal/messages/{contact.pk}/", {"text": "Anbei", "photos": a_photo()})
    return {"question": question.pk, "contact": contact.pk, "file": Attachment.objects.get().pk}


def call(client: Client, name: str, method: str, things: dict[str, object]) -> int:
    path = ADDRESSES[name][0].format(**things)
    send = {"get": client.get, "post": lambda path: client.post(path, EVERYTHING)}[method]
    return send(path).status_code


def test_every_address_is_in_the_table():
    named = {one.name for one in urls.urlpatterns if not str(one.pattern).startswith(ACCOUNT)}

    assert named == {*ADDRESSES, *LISTS, *BY_LINK}


@pytest.mark.parametrize(("name", "method"), CALLS)
def test_zed_does_not_even_learn_that_it_exists(name, method, things):
    before = written()

    told = {who: call(signed_in(who), name, method, things) for who in OTHERS}

    assert told == dict.fromkeys(OTHERS, 404)
    assert written() == before


@pytest.mark.parametrize(("name", "method"), CALLS)
def test_zhou_finds_all_of_it(name, method, things):
    assert call(signed_in("zhou"), name, method, things) in {200, 303, 409}


@pytest.mark.parametrize("path", [*LISTS.values(), "/portal/orders/LM-1007/"])
def test_signed_out_one_is_asked_to_sign_in(path):
    asked = Client().get(path)

    assert asked.status_code == 302
    assert asked.url.startswith("/sign-in/")


@pytest.mark.parametrize("who", ["anna", "ada", "olga"])
@pytest.mark.parametrize("path", LISTS.values())
def test_the_portal_is_for_sellers(who, path):
    assert signed_in(who).get(path).status_code == 404


@pytest.mark.parametrize("path", LISTS.values())
def test_zeds_lists_are_empty(path, things):
    shown = signed_in("zed").get(path).content.decode()

    assert "LM-1007" not in shown
    assert str(things["contact"]) not in shown


@pytest.mark.parametrize(
    "query", ["?before={question}", "?state=open&before={question}", "?before=Q-NOTHERE0"]
)
def test_a_strangers_question_is_no_place_to_go_on_from(query, things):
    assert signed_in("zed").get("/portal/cases/" + query.format(**things)).status_code == 404


def test_a_strangers_message_is_no_place_to_go_on_from(things):
    answer = signed_in("zed").get("/portal/messages/?before={contact}".format(**things))

    assert answer.context["rows"] == []


def test_a_person_who_left_the_seller_finds_nothing(things):
    Membership.objects.all().delete()

    assert call(signed_in("zhou"), "case", "get", things) == 404


# Two sellers in one basket: LM-1012 has a lamp of Zhou's and one of Ana's.


def the_basket() -> tuple[Contact, Question, Question]:
    raw = a_mail("In LM-1012 fehlt etwas.", mail_id="<12@mail.example>", subject="LM-1012")
    contact = take(raw).contact
    assert contact is not None
    asked = [
        log.ask(contact.pk, "tracking", "", by=ADA, now=NOON, language="de", seller=seller,
            consulted=["order"])
        for seller in ("S-ZHOU", "S-ANA")
    ]  # fmt: skip
    return contact, asked[0], asked[1]


@pytest.mark.parametrize(
    ("who", "his", "hidden"),
    [
        ("zhou", "Leselampe Lena", ("Orbit", "129,00", "168,90", "Anas Lampen", "S-ANA")),
        ("ana", "Pendelleuchte Orbit", ("Lena", "39,90", "168,90", "Zhou", "S-ZHOU")),
    ],
)
def test_in_a_basket_of_two_neither_sees_the_others_line(who, his, hidden):
    contact, zhous, anas = the_basket()
    question = {"zhou": zhous, "ana": anas}[who]
    part = question.part
    conversation.tell_seller(part, "Nur für Sie.", by=ADA, now=NOON)
    client = signed_in(who)
    client.cookies["language"] = "de"

    shown = "".join(
        client.get(path).content.decode()
        for path in (
            "/portal/", "/portal/cases/", f"/portal/cases/{question.pk}/",
            f"/portal/messages/{contact.pk}/", "/portal/orders/LM-1012/",
        )
    )  # fmt: skip

    assert his in shown
    assert [word for word in hidden if word in shown] == []


def test_in_a_basket_of_two_words_for_one_stay_with_one():
    _contact, zhous, anas = the_basket()
    for question, words in ((zhous, "An Herrn Zhou"), (anas, "An Frau Ana")):
        conversation.tell_seller(question.part, words, by=ADA, now=NOON)

    shown = signed_in("zhou").get(f"/portal/cases/{zhous.pk}/").content.decode()

    assert "An Herrn Zhou" in shown
    assert "An Frau Ana" not in shown


@pytest.mark.parametrize(
    ("lines", "zhous_see", "anas_see"), [(["1"], 1, 0), (["2"], 0, 1), ([], 1, 1)]
)
def test_a_decision_on_one_line_is_shown_to_whom_the_line_is(lines, zhous_see, anas_see):
    contact, *_ = the_basket()
    Question.objects.update(state="withdrawn", wakes_at=None, reminds_at=None)
    said = judgement.Judgement("explain", "standard_policy", "Es fehlt.", lines=lines)
    judgement.decide(contact.pk, said, by=ADA, now=NOON)

    seen = [len(signed_in(who).get("/portal/").context["decided"]) for who in ("zhou", "ana")]

    assert seen == [zhous_see, anas_see]


def test_a_judgement_on_ones_silence_is_not_shown_to_the_other():
    contact, zhous, anas = the_basket()
    log.withdraw(anas.pk, by=ADA, now=NOON)
    lapses.sweep(now=zhous.due_at.replace(year=2027))
    said = judgement.Judgement("replacement", "best_judgement", "Er schwieg.")
    judgement.decide(contact.pk, said, by=ADA, now=zhous.due_at.replace(year=2027))

    assert len(signed_in("zhou").get("/portal/").context["decided"]) == 1
    assert signed_in("ana").get("/portal/").context["decided"] == []
    assert signed_in("ana").get(f"/portal/cases/{anas.pk}/").context["decisions"] == []
