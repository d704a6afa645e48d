from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from mostrador.desk import dossier
from mostrador.desk.show import page
from mostrador.desk.show.composers import Writing
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.pages.watching import watched


@needs_role("agent")
@require_safe
@watched
def contact(request: Person, contact_id: str) -> HttpResponse:
    """One screen with all that an answer needs."""
    found = dossier.find(contact_id)
    if found.merged_into_id:
        return redirect("desk:contact", found.merged_into_id)
    lane = request.GET.get("lane", "")
    asked = request.GET
    writing = Writing(phrase=asked.get("phrase", ""), seller=asked.get("seller", ""))
    return page.show(request, found, lane=lane if lane in page.LANES else "buyer", writing=writing)
