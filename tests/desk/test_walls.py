"""Who comes in, by which method, and what a stranger's words do to the page."""

import html
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve

from mostrador.cases import log
from mostrador.contacts import conversation
from mostrador.contacts.models import Contact
from mostrador.desk import urls
from tests.cast import ADA, NOON, a_question, annas_contact, signed_in
from tests.desk.stage import another, answered, path

# Address within a contact, and whether it only takes what is posted.
WITHIN = {
    "": False, "reply/": True, "note/": True, "sellers/1/message/": True, "drafts/buyer/": True,
    "question/": False, "questions/Q-1/withdrawal/": True, "questions/Q-1/more-time/": True,
    "answers/1/refusal/": True, "withdrawals/": True, "decision/": False, "closure/": True,
    "verification/": True, "order/": True, "topic/": True, "transfer/": True, "split/": False,
    "owner/": True, "returns/R-1/arrival/": True,
}  # fmt: skip
BESIDE = ("/desk/", "/desk/files/1/", "/desk/simulator/", "/desk/decisions/D-1/cancellation/")
# A second person approves, and that may be the operator (test_walls_of_money.py).
FOR_TWO = ("/desk/approvals/", "/desk/decisions/D-1/approval/", "/desk/decisions/D-1/rejection/")


def addresses(contact: Contact) -> list[str]:
    """Those that are an agent's alone."""
    return [*BESIDE, *(path(contact) + more for more in WITHIN)]


def test_every_address_of_the_desk_stands_in_the_list():
    listed = [*addresses(Contact(pk="C-1")), *FOR_TWO]

    assert sorted(resolve(one).url_name for one in listed) == sorted(
        one.name for one in urls.urlpatterns
    )


@pytest.mark.parametrize("name", ["anna", "zhou", "ana", "zed", "olga"])
def test_for_everyone_but_an_agent_the_desk_does_not_exist(name):
    contact = annas_contact()
    before = contact.version
    client = signed_in(name)

    for address in addresses(contact):
        assert client.get(address).status_code == 404
        assert client.post(address, {"version": before, "text": "a"}).status_code == 404
    contact.refresh_from_db()
    assert contact.version == before


def test_whoever_is_signed_out_is_asked_to_sign_in():
    for address in (*addresses(annas_contact()), *FOR_TWO):
        response = Client().get(address)
        assert (response.status_code, response.url) == (302, f"/sign-in/?next={address}")


def test_what_acts_is_never_done_by_looking():
    contact = annas_contact()
    ada = signed_in("ada")

    for more, only_posted in WITHIN.items():
        assert ada.get(path(contact) + more).status_code == (405 if only_posted else 200)
    contact.refresh_from_db()
    assert (contact.version, contact.state) == (1, "open")


def test_nothing_is_done_for_a_contact_there_is_not():
    ada = signed_in("ada")

    for more, only_posted in WITHIN.items():
        address = "/desk/contacts/C-NOTTHERE/" + more
        filled = {"version": 1, "text": "a"}
        assert (ada.post(address, filled) if only_posted else ada.get(address)).status_code == 404


def test_a_form_from_elsewhere_is_refused():
    contact = annas_contact()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in("ada").cookies

    response = strict.post(path(contact, "reply"), {"version": contact.version, "text": "a"})

    assert response.status_code == 403
    assert contact.messages.count() == 1


class Elements(HTMLParser):
    """The elements of a page with their attributes, and nothing of its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def hostile(shared_data: Path) -> list[str]:
    """Some hundreds of texts that break pages, without those a database leaves out."""
    strings = list(_texts(shared_data, "strings", "text"))
    payloads = list(_texts(shared_data, "html", "payload"))
    sample = strings[::3] + payloads[::20]
    return [text for text in sample if text.strip() and "\0" not in text]


def _texts(shared_data: Path, file: str, key: str) -> Iterator[str]:
    with (shared_data / "hostile" / f"{file}.jsonl").open() as lines:
        for line in lines:
            text = json.loads(line)[key]
            yield text.encode(errors="replace").decode()


@pytest.mark.once
def test_hostile_words_are_shown_as_words_in_every_lane(shared_data):
    texts = hostile(shared_data)
    contact, plain = annas_contact(), another()
    _write_everywhere(contact, texts)
    _write_everywhere(plain, ["Guten Tag."])

    pages = {lane: _shown(contact, lane) for lane in ("buyer", "seller", "inside")}

    for lane, page in pages.items():
        _nothing_runs(page, _tags(_shown(plain, lane)))
    for text in texts:
        first = text.strip().splitlines()[0].strip()
        assert first in html.unescape(pages["buyer"])


def _write_everywhere(contact: Contact, texts: list[str]) -> None:
    for text in texts:
        heard = conversation.Heard(text, NOON, "mail", attachments=[(text[:200], "a/b", b"")])
        conversation.hear(contact.pk, heard, now=NOON)
    conversation.note(contact.pk, "\n".join(texts), by=ADA, now=NOON)
    a_question(contact, text="\n".join(texts))
    said = log.Said("\n".join(texts), "de", "", {})
    log.answer(contact.questions.get().pk, said, by="seller:S-ZHOU", now=NOON)


def _tags(page: str) -> set[str]:
    return {tag for tag, _attributes in Elements(page).found}


def test_hostile_words_in_the_list_and_in_a_search_are_words(shared_data):
    texts = hostile(shared_data)
    for text in texts[:30]:
        another(text, subject="Frage")
    answered(another("Wo ist LM-1007?"), "", texts[5])
    ada = signed_in("ada")

    _nothing_runs(ada.get("/desk/").content.decode(), None)
    for text in texts[::9]:
        _nothing_runs(ada.get("/desk/", {"q": text}).content.decode(), None)


def _shown(contact: Contact, lane: str) -> str:
    response = signed_in("ada").get(f"{path(contact)}?lane={lane}")
    assert response.status_code == 200
    return response.content.decode()


def _nothing_runs(page: str, harmless: set[str] | None) -> None:
    """A stranger's words add no element, no script and no address to what is ours."""
    for tag, attributes in Elements(page).found:
        assert harmless is None or tag in harmless | {"br"}
        assert not any(name.startswith("on") for name in attributes)
        assert tag not in {"iframe", "object", "embed", "base"}
        if tag == "script":
            assert (attributes.get("src") or "").startswith("/static/")
        for name in ("href", "src", "action"):
            assert (attributes.get(name) or "/").startswith(("/", "#", "?"))
