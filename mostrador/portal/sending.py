"""Sending once: a press too many or a browser's second try writes nothing new.

Everything is compared with the contact locked, so that two requests at once are one after another.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mostrador.cases import log
from mostrador.cases.models import Answer, Question
from mostrador.contacts import conversation
from mostrador.contacts.conversation import Heard
from mostrador.contacts.handover import lock
from mostrador.contacts.models import Attachment, Message, Part
from mostrador.pages.uploads import File
from mostrador.portal import own
from mostrador.portal.forms import Words


class NewsError(Exception):
    """Something was said in the thread since he began to write; nothing was sent."""


@transaction.atomic
def answer(question: Question, said: log.Said, *, seen: int | None, now: datetime) -> None:
    """Answer in the Case Log. Raises log.AlreadyAnsweredError."""
    lock(question.contact_id)
    given = list(question.answers.select_related("text").order_by("pk"))
    if not (given and _may_repeat(given, seen) and _says(given[-1], said)):
        log.answer(question.pk, said, by=f"seller:{question.seller_id}", now=now)


@transaction.atomic
def to_service(part: Part, words: Words, *, now: datetime) -> None:
    """A word to the service that it did not ask for (E83)."""
    lock(part.contact_id)
    said = list(own.words_with_service(part))
    if not _is_repeated(said, words, by=_by(part)):
        conversation.hear_seller(part, _heard(part, words, now))


@transaction.atomic
def to_buyer(part: Part, words: Words, *, now: datetime) -> None:
    """The seller's answer to his buyer. Raises NewsError, conversation.NotYoursError."""
    lock(part.contact_id)
    said = list(own.words_with_buyer(part))
    if _is_repeated(said, words, by=_by(part)):
        return
    if words.seen is not None and words.seen < len(said):
        raise NewsError
    conversation.seller_answers_buyer(part, _heard(part, words, now), now=now)


def _by(part: Part) -> str:
    return f"seller:{part.seller_id}"


def _heard(part: Part, words: Words, now: datetime) -> Heard:
    return Heard(words.text, now, "web", _by(part), attachments=words.files)


def _may_repeat(said: Sequence[object], seen: int | None) -> bool:
    """Whether the last word may be this very one: whoever saw it and says it again means it."""
    return seen is None or seen < len(said)


def _is_repeated(said: Sequence[Message], words: Words, *, by: str) -> bool:
    if not said or not _may_repeat(said, words.seen):
        return False
    last = said[-1]
    same = (last.author, last.text.body) == (by, words.text)
    return same and _files(list(last.attachments.all())) == _sizes(words.files)


def _says(given: Answer, said: log.Said) -> bool:
    # What the service did not count as an answer may be said once more.
    now_said = (said.text, said.choice, dict(said.values), "")
    before = (given.text.body, given.choice, given.values, given.not_an_answer)
    sent = _sizes(said.attachments) + [(one.name, one.size) for one in said.uploads]
    return now_said == before and _files(_kept_with(given)) == sorted(sent)


def _kept_with(given: Answer) -> Sequence[Attachment]:
    kept = Attachment.objects.filter(
        message__part=given.question.part_id, message__at=given.at, message__author=given.by
    )
    return list(kept.select_related("file"))


def _files(kept: Sequence[Attachment]) -> list[tuple[str, int]]:
    return sorted((one.file.name, one.file.size) for one in kept)


def _sizes(files: Sequence[File]) -> list[tuple[str, int]]:
    return sorted((name[:255], len(body)) for name, _media_type, body in files)
