"""A seller asks for more time to answer (E10)."""

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mostrador.cases import more_time as acts
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.portal import own
from mostrador.portal.answering import may_answer, see_other


@require_POST
@needs_role("seller")
def more_time(request: Person, key: str) -> HttpResponse:
    """Asked once; it gives nothing by itself."""
    question = get_object_or_404(own.questions(request.user), pk=key)
    if not may_answer(request, question.seller_id):
        notices.warning(request, _("Your account may read this question, but not answer it."))
        return see_other("case", key)
    try:
        acts.ask(question.pk, by=f"seller:{question.seller_id}", now=request.now)
        notices.success(request, _("Asked. You get an e-mail if you are given more time."))
    except acts.AskedAlreadyError:
        notices.info(request, _("You have asked for more time already."))
    except acts.OverError:
        notices.warning(request, _("This question is not open any more."))
    return see_other("case", key)
