"""What if: facts in a form, the decision out, and nothing written."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from mostrador.desk.show import inbox, simulating
from mostrador.desk.simulator_form import SimulatorForm
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person

REFUSED = 422


@needs_role("agent")
@require_http_methods(["GET", "HEAD", "POST"])
def simulator(request: Person) -> HttpResponse:
    form = SimulatorForm(request.POST or None, now=request.now)
    found = form.facts(request.now)
    status = REFUSED if form.is_bound and not form.is_valid() else 200
    context = inbox.alone("simulator") | simulating.page(form, found)
    return render(request, "desk/simulator.html", context, status=status)
