"""What every page's frame shows."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """The demo's moving clock, and where the person is."""
    return {
        "time_bar": {"now": request.now, "zone": "Europe/Berlin", "post": "/time/"}  # type: ignore[attr-defined]  # set by the middleware
        if getattr(request, "time_moves", False)
        else None,
        "here": request.get_full_path(),
    }
