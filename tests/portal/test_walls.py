"""Nobody sees another seller's things, nor that there is anything to see."""

import pytest
from django.test import Client

from mostrador.cases import lapses, links, log
from mostrador.cases.models import Question
from mostrador.contacts import conversation
from mostrador.contacts.models import Attachment, Contact
from mostrador.decisions import judgement
from mostrador.portal import urls
from mostrador.portal.views import decided
from mostrador.sellers.models import Membership
from tests.cast import ADA, NOON, a_mail, a_question, annas_contact, person, signed_in, take
from tests.decisions import appealing, going_back
from tests.portal.stage import a_photo, an_invoice_mail, another_contact, written

LOOK, SEND, BOTH = ("get",), ("post",), ("get", "post")
CASE, BACK, DECIDED = "/portal/cases/{question}/", "/portal/returns/{back}/", "/portal/decided/"
HIS = DECIDED + "{decision}/"
# Every address of the portal that leads to something of Zhou's, and how it is asked for.
ADDRESSES = {
    "case": (CASE, BOTH),
    "case_words": (f"{CASE}messages/", BOTH),
    "more_time": (f"{CASE}more-time/", SEND),
    "case_uploads": (f"{CASE}uploads/", SEND),
    "case_upload": (f"{CASE}uploads/{{upload}}/?start=0", ("get", "put", "delete")),
    "thread": ("/portal/messages/{contact}/", BOTH),
    "transfer": ("/portal/messages/{contact}/transfer/", BOTH),
    "order": ("/portal/orders/LM-1007/", LOOK),
    "file": ("/portal/files/{file}/", LOOK),
    "return": (BACK, LOOK),
    "return_way": (f"{BACK}way/", BOTH),
    "return_label": (f"{BACK}label/", BOTH),
    "return_arrival": (f"{BACK}arrival/", BOTH),
    "return_inspection": (f"{BACK}inspection/", BOTH),
    "return_photo": ("/portal/returns/{looked_at}/photos/{photo}/", LOOK),
    "decided_one": (HIS, LOOK),
    "appeal": (f"{HIS}appeal/", BOTH),
    "appeal_more": (f"{HIS}appeal/more/", BOTH),
    "appeal_file": (f"{HIS}evidence/{{evidence}}/", LOOK),
}
LISTS = {
    "home": "/portal/", "cases": "/portal/cases/", "messages": "/portal/messages/",
    "returns": "/portal/returns/", "decided": DECIDED,
    "decided_sheet": f"{DECIDED}statement.csv?month=2026-11",
}  # fmt: skip
# A page of a PDF says nothing to a test; what would be drawn on it does.
PAPER = {"decided_paper": f"{DECIDED}statement.pdf?month=2026-11"}
# What lies under the account has walls and tests of its own; a link is for whoever holds it.
ACCOUNT = "account/"
BY_LINK = {
    "link": "/portal/answer/{secret}/",
    "link_uploads": "/portal/answer/{secret}/uploads/",
    "link_upload": "/portal/answer/{secret}/uploads/{upload}/?start=0",
    "address": "/portal/addresses/{secret}/",
}
OTHERS = ("zed", "ana", "ada", "anna", "olga")
EVERYTHING = {
    "choice": "sent", "text": "Hallo", "words-text": "Hallo", "method": "returnless",
    "outcome": "fine", "reason": "delivered", "name": "lampe.png", "type": "image/png", "size": 5,
}  # fmt: skip
CALLS = [(name, method) for name, (_path, methods) in ADDRESSES.items() for method in methods]
DONE = {200, 201, 204, 303}


@pytest.fixture
def things(_noon: None) -> dict[str, object]:
    """One of everything of Zhou's."""
    contact, question = an_invoice_mail(), a_question(annas_contact())
    zhou = signed_in("zhou")
    zhou.post(f"/portal/messages/{contact.pk}/", {"text": "Anbei", "photos": a_photo()})
    begun = zhou.post(f"/portal/cases/{question.pk}/uploads/", EVERYTHING)
    return {
        "question": question.pk, "contact": contact.pk, "file": Attachment.objects.get().pk,
        "upload": begun.json()["id"], **_coming_back(), **_decided_for_him(),
    }  # fmt: skip


def _coming_back() -> dict[str, object]:
    """A lamp that waits for his way back, and one that he has looked at."""
    photo = going_back.seen_by_zhou()
    return {"back": going_back.a_return().pk, "looked_at": photo.of_id, "photo": photo.pk}


def _decided_for_him() -> dict[str, object]:
    decision = appealing.at_zhous_cost()
    appeal = appealing.filed(decision, files=[appealing.PROOF])
    return {"decision": decision.pk, "appeal": appeal.pk, "evidence": appeal.evidence.get().pk}


def call(client: Client, name: str, method: str, things: dict[str, object]) -> int:
    path = ADDRESSES[name][0].format(**things)
    send = {
        "get": client.get,
        "post": lambda path: client.post(path, EVERYTHING),
        "put": lambda path: client.put(path, b"12345", content_type="application/octet-stream"),
        "delete": client.delete,
    }[method]
    return send(path).status_code


def test_every_address_is_in_the_table():
    named = {one.name for one in urls.urlpatterns if not str(one.pattern).startswith(ACCOUNT)}

    assert named == {*ADDRESSES, *LISTS, *PAPER, *BY_LINK}


@pytest.mark.parametrize(("name", "method"), CALLS)
def test_zed_does_not_even_learn_that_it_exists(name, method, things):
    before = written()

    told = {who: call(signed_in(who), name, method, things) for who in OTHERS}

    assert told == dict.fromkeys(OTHERS, 404)
    assert written() == before


@pytest.mark.parametrize(("name", "method"), CALLS)
def test_zhou_finds_all_of_it(name, method, things):
    # Some of it has gone on already, or wants a file that is not sent here.
    assert call(signed_in("zhou"), name, method, things) in {*DONE, 409, 422}


@pytest.mark.parametrize("path", [*LISTS.values(), *PAPER.values(), "/portal/orders/LM-1007/"])
def test_signed_out_one_is_asked_to_sign_in(path):
    asked = Client().get(path)

    assert asked.status_code == 302
    assert asked.url.startswith("/sign-in/")


@pytest.mark.parametrize("who", ["anna", "ada", "olga"])
@pytest.mark.parametrize("path", [*LISTS.values(), *PAPER.values()])
def test_the_portal_is_for_sellers(who, path):
    assert signed_in(who).get(path).status_code == 404


@pytest.mark.parametrize("path", LISTS.values())
def test_zeds_lists_are_empty(path, things):
    shown = signed_in("zed").get(path).content.decode()

    assert [one for one in of_zhous(things) if one in shown] == []


@pytest.mark.parametrize("who", ["zed", "zhou"])
def test_on_paper_stands_what_is_ones_own(who, things, rf):
    drawn = []
    request = rf.get(PAPER["decided_paper"])
    request.user, request.now = person(who), NOON

    decided.paper(request, draw=lambda html, _css: drawn.append(html) or b"%PDF-")

    assert (str(things["decision"]) in drawn[0]) == (who == "zhou")


def of_zhous(things: dict[str, object]) -> list[str]:
    """What no page of another's may hold."""
    keys = ("question", "contact", "back", "looked_at", "decision", "appeal")
    return ["LM-10", "39.90", "39,90", *(str(things[one]) for one in keys)]


@pytest.mark.parametrize("name", BY_LINK)
def test_a_guessed_link_opens_nothing(name, things):
    guesses = [links.seal(Question(pk="Q-NOTHERE")), str(things["question"]), "guessed"]
    before = written()

    for secret in guesses:
        path = BY_LINK[name].format(secret=secret, **things)
        told = [Client().get(path), Client().post(path, EVERYTHING)]
        # An address that takes another method only is as silent about what is there.
        assert {one.status_code for one in told} <= {404, 405}
        assert 404 in {one.status_code for one in told}
    assert written() == before


@pytest.mark.parametrize(
    ("where", "key"), [("returns", "back"), ("returns", "looked_at"), ("decided", "decision")]
)
def test_what_is_a_strangers_is_no_place_to_go_on_from(where, key, things):
    path = f"/portal/{where}/?before={things[key]}"

    assert signed_in("zed").get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/portal/returns/{back}/photos/{photo}/",
        "/portal/cases/{other}/uploads/{upload}/",
        "/portal/decided/{other_decision}/evidence/{evidence}/",
    ],
)
def test_even_ones_own_is_not_to_be_had_by_another_address(path, things):
    other = a_question(another_contact(60)).pk
    other_decision = appealing.at_zhous_cost("LM-1041").pk

    at = path.format(**things, other=other, other_decision=other_decision)

    assert signed_in("zhou").get(at).status_code == 404


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
