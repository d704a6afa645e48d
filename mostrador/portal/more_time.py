"""Whether a seller may ask for more time, or has (E10)."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.cases.models import Question
from mostrador.portal import faces


@dataclass(frozen=True, slots=True)
class Face:
    """Where he asks; or, once he has, what came of it in a sentence."""

    post: str = ""
    sentence: str = ""


def face(question: Question, *, now: datetime) -> Face | None:
    if question.state != Question.State.OPEN or faces.is_over(question, now=now):
        return None
    if question.more_time_given_at:
        said = _("You were given more time, once. Your answer is due %(due)s.")
        return Face(sentence=said % {"due": faces.due(question)})
    if question.more_time_asked_at:
        said = _("You have asked for more time. Until you hear otherwise, the time above holds.")
        return Face(sentence=said)
    return Face(post=reverse("portal:more_time", args=[question.pk]))
