"""The go-live checklist: what must stand before buyers come, each with a button that tries it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mostrador.connectors.base import Finding
from mostrador.history.models import Entry
from mostrador.office import readiness
from mostrador.pages.gates import needs_role
from mostrador.pages.requests import Person
from mostrador.people.models import User
from mostrador.stores import checks
from mostrador.stores.models import Store


@dataclass(frozen=True, slots=True)
class Trying:
    """Who presses, when, and what he typed beside the button."""

    store: Store
    user: User
    now: datetime
    typed: str = ""


Test = Callable[[Trying], Sequence[Finding]]
Look = Callable[[Store, datetime], Finding]
# What reaches outside is tried by doors that this one does not know; `site/wiring` fills it in.
TESTS: dict[str, Test] = {}
LOOKS: dict[str, Look] = {}


LOOK_AGAIN = gettext_lazy("Look again")


@dataclass(frozen=True, slots=True)
class Check:
    key: str
    title: str | Promise
    # What it is good for, in a sentence.
    about: str | Promise
    button: str | Promise = LOOK_AGAIN
    # The name of the page on which it is put right.
    page: str = ""
    # What may be typed beside the button.
    asks: str | Promise = ""


CHECKS: tuple[Check, ...] = (
    Check(
        "mail_out",
        gettext_lazy("Mail out"),
        gettext_lazy("A test mail goes to your own address."),
        gettext_lazy("Send a test mail"),
    ),
    Check(
        "mail_in",
        gettext_lazy("Mail in"),
        gettext_lazy("A test mail goes to the service address and must come back to us."),
        gettext_lazy("Send a test mail"),
    ),
    Check(
        "domain",
        gettext_lazy("Your mail domain"),
        gettext_lazy(
            "SPF, DKIM and DMARC let other servers believe that a mail is yours. The selector is"
            " the part before ._domainkey; whoever sends your mail names it."
        ),
        gettext_lazy("Read the records"),
        asks=gettext_lazy("DKIM selector"),
    ),
    Check(
        "orders",
        gettext_lazy("Orders arriving"),
        gettext_lazy("Without orders nothing can be covered."),
    ),
    Check(
        "instructions",
        gettext_lazy("Instructions answered"),
        gettext_lazy("Refunds and cancellations must reach the marketplace, and its answer us."),
        gettext_lazy("Try the webhook"),
        page="office:webhook",
    ),
    Check(
        "people",
        gettext_lazy("People and roles"),
        gettext_lazy("Above a limit a second person must approve."),
    ),
    Check(
        "terms",
        gettext_lazy("Terms"),
        gettext_lazy("Sellers accept them when they enrol."),
        page="office:terms",
    ),
    Check(
        "policy",
        gettext_lazy("Standard return policy"),
        gettext_lazy("Sellers' own policies must be at least as kind."),
        page="office:returns",
    ),
    Check(
        "phone",
        gettext_lazy("Telephone numbers"),
        gettext_lazy("Where buyers can call."),
    ),
    Check(
        "backup",
        gettext_lazy("Backup"),
        gettext_lazy("A copy is made, opened, and thrown away."),
        gettext_lazy("Try a backup"),
    ),
)
BY_KEY: Mapping[str, Check] = {check.key: check for check in CHECKS}


@dataclass(frozen=True, slots=True)
class Face:
    """One check as the page shows it."""

    check: Check
    fine: bool
    sentences: Sequence[str]
    action: str
    # When somebody last pressed the button.
    tried_at: datetime | None = None
    page: str = ""
    typed: str = ""
    just_now: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    key: str = ""
    typed: str = ""
    findings: Sequence[Finding] = field(default=())


@require_safe
@needs_role("operator")
def checklist(request: Person, key: str) -> HttpResponse:
    """What stands, what is left, and a button for each."""
    return _page(request, get_object_or_404(Store, pk=key), Tried())


@require_POST
@needs_role("operator")
def test(request: Person, key: str, check: str) -> HttpResponse:
    """Try one thing now; the store's history keeps who tried it and how it went."""
    store = get_object_or_404(Store, pk=key)
    if check not in BY_KEY:
        raise Http404
    typed = request.POST.get("typed", "").strip()[:200]
    trying = Trying(store, request.user, request.now, typed)
    findings = TESTS.get(check, _looked(check))(trying)
    fine = all(one.fine for one in findings)
    checks.note(store, check, fine=fine, by=request.user.actor, now=request.now)
    return _page(request, store, Tried(check, typed, findings))


def _looked(check: str) -> Test:
    return lambda trying: [LOOKS[check](trying.store, trying.now)]


def _page(request: Person, store: Store, tried: Tried) -> HttpResponse:
    before = checks.last(store)
    faces = [_face(check, store, tried, before.get(check.key), request) for check in CHECKS]
    left = sum(not face.fine for face in faces)
    return render(request, "office/golive.html", {"store": store, "faces": faces, "left": left})


def _face(check: Check, store: Store, tried: Tried, before: Entry | None, request: Person) -> Face:
    now = tried.key == check.key
    findings = tried.findings if now else [_look(check, store, before, request)]
    return Face(
        check,
        fine=all(one.fine for one in findings),
        sentences=[str(one.sentence) for one in findings],
        action=reverse("office:golive_test", args=[store.pk, check.key]),
        tried_at=before.at if before else None,
        page=reverse(check.page, args=[store.pk]) if check.page else "",
        typed=tried.typed if now else "",
        just_now=now,
    )


def _look(check: Check, store: Store, before: Entry | None, request: Person) -> Finding:
    """What can be said without trying."""
    if check.key in LOOKS:
        return LOOKS[check.key](store, request.now)
    if before is None:
        return Finding(fine=False, sentence=_("Not tried yet."))
    if before.facts["fine"]:
        return Finding(fine=True, sentence=_("When it was last tried, all was well."))
    return Finding(fine=False, sentence=_("When it was last tried, something was missing."))


# Asked for alone: the newest of millions of orders is no look in passing.
TESTS["orders"] = lambda asked: [readiness.orders(asked.store, asked.now)]
LOOKS |= {
    "instructions": lambda store, _now: readiness.instructions(store),
    "people": lambda _store, _now: readiness.people(),
    "terms": lambda store, _now: readiness.terms(store),
    "policy": lambda store, _now: readiness.policy(store),
    "phone": lambda _store, _now: readiness.phone(),
}
