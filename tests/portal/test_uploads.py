"""A photo in pieces: each once, in order, by who began it alone, and gone after a day."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from mostrador import wallclock
from mostrador.cases import links, uploads
from mostrador.cases.models import Question, Upload
from mostrador.contacts.models import Attachment
from mostrador.pages.uploads import MEGABYTES, MOST_FILES
from mostrador.people import users
from mostrador.sealed.models import File
from mostrador.sellers.models import Membership, Seller
from mostrador.site import due
from tests import at_once
from tests.cast import A_DAY, NOON, a_question, annas_contact, signed_in

PHOTO = bytes(range(256)) * 1200
CUTS = [PHOTO[at : at + uploads.A_PIECE] for at in range(0, len(PHOTO), uploads.A_PIECE)]
A_MICROSECOND = timedelta(microseconds=1)


def asked() -> Question:
    return a_question(annas_contact(), kind="part_photo")


def place(question: Question) -> str:
    return f"/portal/cases/{question.pk}/"


def begin(client: Client, at: str, *, name: str = "灯.jpg", size: int = len(PHOTO)) -> HttpResponse:
    said = {"name": name, "type": "image/jpeg", "size": size}
    return client.post(f"{at}uploads/", said)


def add(client: Client, at: str, key: str, piece: bytes, *, start: int) -> HttpResponse:
    path = f"{at}uploads/{key}/?start={start}"
    return client.put(path, piece, content_type="application/octet-stream")


def sent_whole(client: Client, at: str, photo: bytes = PHOTO) -> str:
    key = begin(client, at, size=len(photo)).json()["id"]
    for start in range(0, len(photo), uploads.A_PIECE):
        add(client, at, key, photo[start : start + uploads.A_PIECE], start=start)
    return key


def kept() -> list[bytes]:
    return [bytes(one.file.body) for one in Attachment.objects.select_related("file")]


def in_pieces() -> int:
    return File.objects.filter(of__startswith="upload:").count()


@pytest.mark.parametrize("way", ["portal", "link"])
def test_pieces_become_the_photo_of_the_answer(way):
    question = asked()
    by_link = f"/portal/answer/{links.seal(question)}/"
    client, at = (signed_in("zhou"), place(question)) if way == "portal" else (Client(), by_link)
    key = sent_whole(client, at)
    before = in_pieces()

    answered = client.post(at, {"choice": "attached", "uploads": key, "version": "0"})

    file = Attachment.objects.get().file
    assert answered.status_code == 303
    assert (bytes(file.body), file.name, file.media_type) == (PHOTO, "灯.jpg", "image/jpeg")
    assert (before, in_pieces()) == (len(CUTS), 0)


def test_after_a_lost_connection_the_server_says_where_to_go_on():
    zhou, at = signed_in("zhou"), place(asked())
    begun = begin(zhou, at)
    key = begun.json()["id"]
    add(zhou, at, key, CUTS[0], start=0)

    told = zhou.get(f"{at}uploads/{key}/").json()

    assert (begun.status_code, begun.json()["received"]) == (201, 0)
    assert told == {
        "id": key, "name": "灯.jpg", "size": len(PHOTO), "received": uploads.A_PIECE,
    }  # fmt: skip


def test_a_piece_that_comes_twice_is_kept_once():
    zhou, at = signed_in("zhou"), place(asked())
    key = begin(zhou, at).json()["id"]

    told = [add(zhou, at, key, CUTS[0], start=0) for _ in range(2)]

    assert [(one.status_code, one.json()["received"]) for one in told] == [
        (200, uploads.A_PIECE), (200, uploads.A_PIECE),
    ]  # fmt: skip
    assert in_pieces() == 1


@pytest.mark.django_db(transaction=True)
def test_a_piece_that_comes_twice_at_once_is_kept_once():
    question = asked()
    made = uploads.begin(question, uploads.Announced("1.jpg", "image/jpeg", 9), by="link", now=NOON)

    told = at_once.run(*[lambda: uploads.add(made, b"12345", start=0) for _ in range(3)])

    assert told == [5, 5, 5]
    assert in_pieces() == 1


@pytest.mark.parametrize("start", [1, uploads.A_PIECE - 1, uploads.A_PIECE + 1, len(PHOTO)])
def test_a_piece_out_of_order_is_not_kept_and_is_told_where_to_go_on(start):
    zhou, at = signed_in("zhou"), place(asked())
    key = begin(zhou, at).json()["id"]
    add(zhou, at, key, CUTS[0], start=0)

    told = add(zhou, at, key, CUTS[1], start=start)

    assert (told.status_code, told.json()["received"]) == (409, uploads.A_PIECE)
    assert in_pieces() == 1


def test_half_a_photo_is_no_photo():
    zhou, at = signed_in("zhou"), place(asked())
    key = begin(zhou, at).json()["id"]
    add(zhou, at, key, CUTS[0], start=0)

    refused = zhou.post(at, {"choice": "attached", "uploads": key, "version": "0"})

    assert refused.status_code == 422
    assert "photos" in refused.context["form"].errors
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("size", "status"),
    [(0, 422), (1, 201), (uploads.LARGEST, 201), (uploads.LARGEST + 1, 413), ("x", 422)],
)
def test_a_photo_has_a_size_within_bounds(size, status):
    assert begin(signed_in("zhou"), place(asked()), size=size).status_code == status


def test_the_bounds_are_those_that_the_plain_field_names():
    assert (uploads.LARGEST, uploads.MOST) == (MEGABYTES * 2**20, MOST_FILES)


@pytest.mark.parametrize(("said", "piece"), [(4, b"12345"), (2**20, b"1" * (uploads.A_PIECE + 1))])
def test_nothing_beyond_what_was_announced_and_no_large_piece(said, piece):
    zhou, at = signed_in("zhou"), place(asked())
    key = begin(zhou, at, size=said).json()["id"]

    assert add(zhou, at, key, piece, start=0).status_code == 413
    assert in_pieces() == 0


@pytest.mark.parametrize("start", ["", "-1", "half"])
def test_a_piece_says_where_it_begins(start):
    zhou, at = signed_in("zhou"), place(asked())
    key = begin(zhou, at).json()["id"]

    assert add(zhou, at, key, b"1", start=start).status_code == 422


def test_whoever_begins_too_many_loses_the_oldest():
    zhou, at = signed_in("zhou"), place(asked())
    begun = [begin(zhou, at, name=f"{number}.jpg").json()["id"] for number in range(uploads.MOST)]
    add(zhou, at, begun[0], CUTS[0], start=0)

    one_more = begin(zhou, at).json()["id"]

    left = set(Upload.objects.values_list("pk", flat=True))
    assert left == {*begun[1:], one_more}
    assert in_pieces() == 0


def test_one_that_was_taken_back_is_gone_at_once():
    zhou, at = signed_in("zhou"), place(asked())
    key = sent_whole(zhou, at)

    gone = zhou.delete(f"{at}uploads/{key}/")

    assert (gone.status_code, zhou.get(f"{at}uploads/{key}/").status_code) == (204, 404)
    assert in_pieces() == 0


def a_colleague(role: str = "answers") -> Client:
    user = users.add("wei", role="seller", password="a long one, for Wei")
    Membership.objects.create(seller=Seller.objects.get(pk="S-ZHOU"), user=user, role=role)
    return signed_in("wei")


@pytest.mark.parametrize("who", ["zed", "ana", "a colleague", "the link"])
def test_nobody_else_adds_to_it_or_learns_of_it(who):
    question = asked()
    key = begin(signed_in("zhou"), place(question)).json()["id"]
    at = f"/portal/answer/{links.seal(question)}/" if who == "the link" else place(question)
    other = {"a colleague": a_colleague, "the link": Client}.get(who, lambda: signed_in(who))()

    added = add(other, at, key, CUTS[0], start=0)
    looked, dropped = other.get(f"{at}uploads/{key}/"), other.delete(f"{at}uploads/{key}/")
    answered = other.post(at, {"choice": "attached", "uploads": key, "version": "0"})

    assert [one.status_code for one in (added, looked, dropped)] == [404, 404, 404]
    assert answered.status_code in {404, 422}
    assert Upload.objects.get().received == 0


def test_who_only_reads_sends_no_photo():
    question = asked()

    assert begin(a_colleague("reads"), place(question)).status_code == 404


def test_a_link_that_has_done_its_work_takes_no_photo():
    question, phone = asked(), Client()
    at = f"/portal/answer/{links.seal(question)}/"
    key = begin(phone, at).json()["id"]
    phone.post(at, {"choice": "attached", "text": "没有照片", "version": "0"})

    assert begin(phone, at).status_code == 404
    assert add(phone, at, key, CUTS[0], start=0).status_code == 404


def test_a_form_of_another_page_of_his_cannot_send_for_him():
    question = asked()
    zhou = Client(enforce_csrf_checks=True)
    zhou.cookies = signed_in("zhou").cookies

    assert begin(zhou, place(question)).status_code == 403


def test_sent_twice_it_is_attached_once():
    question, zhou = asked(), signed_in("zhou")
    at = place(question)
    said = {"choice": "attached", "uploads": sent_whole(zhou, at), "version": "0"}

    told = [zhou.post(at, said).status_code for _ in range(2)]

    assert told == [303, 303]
    assert kept() == [PHOTO]
    assert question.answers.count() == 1


def test_with_a_photo_that_the_form_carries_both_come():
    from tests.portal.stage import a_photo

    zhou, at = signed_in("zhou"), place(asked())
    said = {"choice": "attached", "uploads": sent_whole(zhou, at), "photos": a_photo()}

    zhou.post(at, {**said, "version": "0"})

    assert sorted(map(len, kept())) == sorted([len(PHOTO), len(b"\x89PNG the lamp")])


def test_there_are_no_more_photos_than_the_plain_field_takes():
    from tests.portal.stage import a_photo

    zhou, at = signed_in("zhou"), place(asked())
    photos = [a_photo(f"{number}.png") for number in range(MOST_FILES)]
    said = {"choice": "attached", "uploads": sent_whole(zhou, at), "photos": photos}

    assert zhou.post(at, {**said, "version": "0"}).status_code == 422
    assert kept() == []


def test_the_worker_throws_away_what_has_waited_for_a_day():
    zhou, at = signed_in("zhou"), place(asked())
    key = sent_whole(zhou, at)
    begun_at = Upload.objects.get().wakes_at - A_DAY

    assert due.sweep(now=begun_at + A_DAY) >= 0
    assert in_pieces() == len(CUTS)
    uploads.sweep(now=begun_at + A_DAY + A_MICROSECOND)

    assert (in_pieces(), Upload.objects.count(), uploads.next_at()) == (0, 0, None)
    wallclock.advance_to(begun_at + A_DAY + A_MICROSECOND)
    assert zhou.get(f"{at}uploads/{key}/").status_code == 404
    assert uploads in due.KINDS


def test_what_the_worker_has_not_looked_at_yet_is_over_all_the_same():
    zhou, at = signed_in("zhou"), place(asked())
    key = sent_whole(zhou, at)
    wallclock.advance_to(Upload.objects.get().wakes_at + A_MICROSECOND)

    refused = zhou.post(at, {"choice": "attached", "uploads": key, "version": "0"})

    assert refused.status_code == 422
    assert zhou.get(f"{at}uploads/{key}/").status_code == 404
