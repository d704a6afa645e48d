"""Words and files of people are kept in one place, and can be erased from it."""

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mostrador.history import chain
from mostrador.history.verification import verify
from mostrador.sealed import keeping
from mostrador.sealed.models import File, Text
from tests.history.subjects import an_enrolment, happened

ANNA = "buyer:B-KELLER"
WORDS = "Die Lampe flackert."

pytestmark = pytest.mark.django_db


def digest_of(salt: bytes, body: bytes) -> str:
    return hashlib.sha256(bytes(salt) + body).hexdigest()


def test_words_are_kept_with_a_salted_digest():
    kept = Text.objects.get(pk=keeping.text(WORDS, of=ANNA).pk)

    assert (kept.body, kept.of) == (WORDS, ANNA)
    assert kept.digest == digest_of(kept.salt, WORDS.encode())


def test_the_same_words_twice_have_nothing_in_common():
    one, other = keeping.text(WORDS, of=ANNA), keeping.text(WORDS, of=ANNA)

    assert one.salt != other.salt
    assert one.digest != other.digest
    assert len(one.salt) == len(other.salt) == 16


def test_words_not_saved_yet_are_not_kept_yet():
    keeping.unsaved_text(WORDS, of=ANNA)

    assert Text.objects.count() == 0


def test_a_file_is_kept_byte_for_byte():
    raw = bytes(range(256))

    kept = File.objects.get(pk=keeping.file(raw, of=ANNA, name="foto.jpg").pk)

    assert (bytes(kept.body), kept.name, kept.size) == (raw, "foto.jpg", 256)
    assert kept.media_type == "application/octet-stream"
    assert kept.digest == digest_of(kept.salt, raw)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(st.characters(codec="utf-8")), name=st.text(st.characters(codec="utf-8")))
def test_any_words_can_be_kept(body, name):
    text = Text.objects.get(pk=keeping.text(body, of=ANNA).pk)
    file = File.objects.get(pk=keeping.file(body.encode(), of=ANNA, name=name).pk)

    assert text.body == body.replace("\0", "")
    assert text.digest == digest_of(text.salt, text.body.encode())
    assert bytes(file.body) == body.encode()


def test_discarded_words_are_gone():
    kept, other = keeping.text(WORDS, of=ANNA), keeping.text(WORDS, of=ANNA)

    keeping.discard(kept.pk)

    assert list(Text.objects.values_list("pk", flat=True)) == [other.pk]


def test_erasing_takes_words_salts_and_names_of_files():
    keeping.text(WORDS, of=ANNA)
    keeping.file(b"raw", of=ANNA, name="anna-keller.jpg")

    erased = keeping.erase(of=ANNA)

    text, file = Text.objects.get(), File.objects.get()
    assert erased == 2
    assert (text.body, bytes(text.salt)) == ("", b"")
    assert (bytes(file.body), bytes(file.salt), file.name, file.size) == (b"", b"", "", 0)


def test_an_erased_digest_can_no_longer_be_matched_to_a_guess():
    kept = keeping.text(WORDS, of=ANNA)

    keeping.erase(of=ANNA)

    erased = Text.objects.get(pk=kept.pk)
    assert erased.digest == kept.digest
    assert digest_of(erased.salt, WORDS.encode()) != erased.digest


def test_erasing_one_person_leaves_all_others():
    keeping.text(WORDS, of=ANNA)
    other = keeping.text("Meine auch.", of="buyer:B-KELLER-2")

    assert keeping.erase(of=ANNA) == 1

    assert Text.objects.get(pk=other.pk).body == "Meine auch."


def test_erasing_leaves_every_history_whole():
    kept = keeping.text(WORDS, of=ANNA)
    row = an_enrolment("S-ZHOU", happened("message", text=kept.pk, digest=kept.digest))
    before = verify()

    keeping.erase(of=ANNA)

    assert verify() == before
    assert before.altered == ()
    assert chain.entries_of(row)[1].facts == {"text": kept.pk, "digest": kept.digest}


def test_erasing_again_changes_nothing_more():
    keeping.text(WORDS, of=ANNA)

    assert [keeping.erase(of=ANNA), keeping.erase(of=ANNA)] == [1, 1]

    assert Text.objects.get().body == ""
