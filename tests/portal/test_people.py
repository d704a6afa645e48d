"""A seller's people: let in, given a role, removed, by an owner alone (E55)."""

from typing import Any

import pytest

from mostrador.cases.models import Question
from mostrador.people import users
from mostrador.people.models import User
from mostrador.sellers.models import Membership, Notice, Seller
from tests import at_once
from tests.cast import NOON, a_question, annas_contact, person, signed_in
from tests.portal.stage import an_invoice_mail, written

PAGE = "/portal/account/people/"


@pytest.fixture
def wei(_noon: None) -> User:
    """Somebody who sells for nobody yet."""
    return users.add("wei", role="seller", password="a long one, for Wei")


def roles() -> dict[str, str]:
    return dict(Membership.objects.filter(seller="S-ZHOU").values_list("user__username", "role"))


def let_in(name: str, role: str = "answers") -> Any:
    return signed_in("zhou").post(PAGE, {"name": name, "role": role})


def member(name: str) -> Membership:
    return Membership.objects.get(seller="S-ZHOU", user__username=name)


def test_a_colleague_is_let_in_and_the_default_address_is_told(wei):
    answer = let_in("wei")

    assert (answer.status_code, roles()) == (303, {"zhou": "owner", "wei": "answers"})
    assert [one.template for one in Notice.objects.all()] == ["people_changed"]
    assert signed_in("wei").get("/portal/").status_code == 200


@pytest.mark.parametrize("name", ["nobody-here", "ana", "zed", "ada", "anna", "olga", "", "wei "])
def test_who_cannot_join_is_refused_in_the_same_words(name):
    refused = let_in(name)

    assert refused.status_code == 422
    assert roles() == {"zhou": "owner"}
    if name:
        assert refused.context["form"].errors == let_in("another").context["form"].errors


def test_twice_is_once(wei):
    assert [let_in("wei").status_code for _ in range(2)] == [303, 422]


@pytest.mark.parametrize("role", ["owner", "answers", "money", "reads"])
def test_an_owner_says_what_a_colleague_may_do(role, wei):
    let_in("wei", "reads")

    answer = signed_in("zhou").post(f"{PAGE}{member('wei').pk}/", {"role": role})

    assert (answer.status_code, roles()["wei"]) == (303, role)


def test_a_role_that_does_not_exist_is_refused(wei):
    let_in("wei")

    answer = signed_in("zhou").post(f"{PAGE}{member('wei').pk}/", {"role": "king"})

    assert (answer.status_code, roles()["wei"]) == (422, "answers")


def test_the_last_owner_stays_and_stays_owner(wei):
    let_in("wei")
    zhou, mine = signed_in("zhou"), member("zhou").pk

    told = [
        zhou.post(f"{PAGE}{mine}/removal/").status_code,
        zhou.post(f"{PAGE}{mine}/", {"role": "reads"}).status_code,
    ]

    assert told == [409, 409]
    assert roles() == {"zhou": "owner", "wei": "answers"}


def test_with_another_owner_he_may_go(wei):
    let_in("wei", "owner")

    assert signed_in("zhou").post(f"{PAGE}{member('zhou').pk}/removal/").status_code == 303
    assert roles() == {"wei": "owner"}


def test_E55_what_somebody_answered_stays_when_he_is_removed(wei):
    question = a_question(annas_contact())
    let_in("wei")
    theirs = signed_in("wei")
    theirs.post(f"/portal/cases/{question.pk}/", {"choice": "lost", "version": "0"})

    signed_in("zhou").post(f"{PAGE}{member('wei').pk}/removal/")

    question.refresh_from_db()
    assert (question.state, question.answers.get().by) == ("answered", "seller:S-ZHOU")
    assert theirs.get(f"/portal/cases/{question.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["answers", "money", "reads"])
@pytest.mark.parametrize("path", ["", "{zhou}/", "{zhou}/removal/"])
def test_only_an_owner_looks_after_people(role, path, wei):
    let_in("wei", role)
    at = PAGE + path.format(zhou=member("zhou").pk)
    before = roles()

    told = signed_in("wei").post(at, {"name": "x", "role": "reads"}).status_code

    assert told == (404 if path else 403)
    assert roles() == before


@pytest.mark.parametrize("path", ["{zhou}/", "{zhou}/removal/"])
@pytest.mark.parametrize("who", ["zed", "ana", "ada", "anna", "olga"])
def test_zed_reaches_nobody_of_zhous(who, path):
    at = PAGE + path.format(zhou=member("zhou").pk)

    assert signed_in(who).post(at, {"role": "reads"}).status_code == 404
    assert roles() == {"zhou": "owner"}


def test_zed_sees_his_own_people_alone():
    shown = signed_in("zed").get(PAGE)

    assert [one.name for one in shown.context["people"]] == [person("zed").get_full_name()]


@pytest.mark.parametrize(("role", "status"), [("owner", 303), ("answers", 303), ("money", 403),
                                              ("reads", 403)])  # fmt: skip
def test_E55_only_people_with_a_role_for_it_answer(role, status, wei):
    let_in("wei", role)
    question = a_question(annas_contact())
    contact = an_invoice_mail()
    theirs = signed_in("wei")
    before = written()

    told = [
        theirs.post(f"/portal/cases/{question.pk}/messages/", {"words-text": "Hallo"}),
        theirs.post(f"/portal/cases/{question.pk}/", {"choice": "lost", "version": "0"}),
        theirs.post(f"/portal/messages/{question.contact_id}/", {"text": "Hallo"}),
        theirs.post(f"/portal/messages/{contact.pk}/", {"text": "Hallo"}),
    ]

    # The service's word with him is a page of its own once something was said.
    expected = [status, status, status if status == 303 else 404, status]
    assert [one.status_code for one in told] == expected
    assert (written()[0] == before[0]) is (status == 403)


def test_who_only_reads_is_offered_no_answer(wei):
    let_in("wei", "reads")
    question = a_question(annas_contact())
    theirs = signed_in("wei")

    home = theirs.get("/portal/")
    page = theirs.get(f"/portal/cases/{question.pk}/").content.decode()

    assert [card.actions for card in home.context["cards"]] == [()]
    assert 'name="choice"' not in page
    assert Question.objects.get().state == "open"


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_remove_each_other_at_once_leave_one(wei):
    from mostrador.sellers import members

    let_in("wei", "owner")

    def remove(name: str) -> str:
        try:
            members.remove(member(name), now=NOON)
        except (members.LastOwnerError, Membership.DoesNotExist):
            return "stays"
        return "gone"

    told = at_once.run(lambda: remove("zhou"), lambda: remove("wei"))

    assert sorted(told) == ["gone", "stays"]
    assert Seller.objects.get(pk="S-ZHOU").memberships.count() == 1
