from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mostrador.desk import lists
from mostrador.desk.show import inbox as show
from mostrador.live import events
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.pages.watching import watch, watched

LONGEST_SEARCH = 320


@needs_role("agent")
@require_safe
@watched
def inbox(request: Person) -> HttpResponse:
    """Whoever wants an answer, the most urgent first; or another view; or what was searched."""
    searched = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    view = lists.VIEWS.get(request.GET.get("view", ""), lists.DEFAULT)
    context = show.found(request, searched) if searched else show.column(request, view)
    first = next(iter(context["rows"]), None)
    live = watch(request, events.DESK)
    return render(request, "desk/inbox.html", context | live | {"first": first})
