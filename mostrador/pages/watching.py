"""Pages that show what changed while they are open.

`@watched` notes the place in the stream before the view reads anything; the view's context then
carries `watch(request, topics…)`, and the parts of the page that may change say `data-live`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from mostrador.live import events, tickets

View = Callable[..., HttpResponse]
ADDRESS = "/live/"


def watched(view: View) -> View:
    @wraps(view)
    def placed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "GET":
            request.live_from = events.here()  # type: ignore[attr-defined]  # read by `watch`
        return view(request, *args, **kwargs)

    return placed


def watch(request: HttpRequest, *topics: str) -> dict[str, str]:
    """What `base.html` needs to listen; nothing after a form was sent: that page cannot be asked
    for again.
    """
    place = getattr(request, "live_from", None)
    if place is None:
        return {}
    ticket = tickets.seal(tickets.Ticket(frozenset(topics), place))
    return {"live": f"{ADDRESS}?{urlencode({'ticket': ticket})}"}
