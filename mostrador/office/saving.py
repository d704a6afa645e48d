"""Changing what an operator sets, by a form that says which version its reader saw."""

from collections.abc import Callable

from django.contrib import messages
from django.utils.translation import gettext as _

from mostrador.history.chain import MovedOnError
from mostrador.history.models import Chained
from mostrador.office.forms import Refusable
from mostrador.pages.requests import Person
from mostrador.rules.bodies import RefusedError

CONFLICT, REFUSED = 409, 422


def changed(request: Person, row: Chained, form: Refusable, act: Callable[[], object]) -> int:
    """Act on the form; the status of the page that says what is wrong, or nothing.

    `act` is called once the form is valid, and says whether anything was different.
    """
    if not form.is_valid():
        return REFUSED
    try:
        new = act()
    except RefusedError as error:
        form.refuse(error)
        return REFUSED
    except MovedOnError:
        row.refresh_from_db()
        form.seen(row.version)
        form.add_error(None, _("Somebody has changed this meanwhile. Look again before you save."))
        return CONFLICT
    messages.success(request, _("Saved.") if new else _("Nothing was different."))
    return 0
