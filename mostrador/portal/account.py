"""The pages about a seller's account: what he uses, and how each service stands."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from mostrador.cases.models import Question
from mostrador.orders import served
from mostrador.pages import moments
from mostrador.pages.shapes import Action, Fact
from mostrador.people.models import User
from mostrador.portal import enrolling, intervals, offers, own, words
from mostrador.portal.enrolling import Service
from mostrador.portal.enrolling_forms import ComplaintForm, TermsForm
from mostrador.rules.eligibility import Refusal
from mostrador.rules.standing import State
from mostrador.sellers import trials
from mostrador.sellers.models import Complaint, Interest, Seller

Page = dict[str, Any]
AN_INSTANT = timedelta(microseconds=1)
CODES: Mapping[str, Any] = {
    "professional": pgettext_lazy("plan of a seller's account", "Professional"),
    "individual": pgettext_lazy("plan of a seller's account", "Individual"),
    "good": pgettext_lazy("standing of a seller's account", "Good"),
}


def overview(user: User, *, now: datetime) -> Page:
    services = enrolling.of_all(user, now=now)
    sellers = list({one.seller.pk: one.seller for one in services}.values())
    return {
        "accounts": [(one, _facts(one)) for one in sellers],
        "services": services,
        "links": _links(services),
    }


def service(
    one: Service,
    *,
    refusals: Collection[str] = (),
    problem: str = "",
    complaint: ComplaintForm | None = None,
    terms: TermsForm | None = None,
) -> Page:
    """How one service stands and all that can be done about it."""
    said = _complaints(one)
    running = one.current is not None
    suspended = one.state == State.SUSPENDED
    reasons = one.current.suspended_for if one.current and suspended else ()
    return {
        **_paths(one),
        "problem": problem,
        "obstacles": enrolling.obstacles(refusals or reasons or (() if running else one.obstacles)),
        "suspended": suspended,
        "way_in": not running and one.entry == enrolling.READY,
        "asks_interest": not running and Refusal.NOT_INVITED in one.obstacles,
        "interested": Interest.objects.filter(seller=one.seller, store=one.store).exists(),
        "declines": _may_decline(one),
        "facts": _contract(one),
        "terms_form": _terms_form(one, terms),
        "offer": offers.offer(one.store),
        "complaint_form": (complaint or ComplaintForm()) if _may_complain(one, said) else None,
        "complaints": said,
        "events": intervals.events(one),
        "leaves": running and one.may_decide and one.may_leave,
    }


def about(one: Service) -> str:
    """What he can complain about now: a suspension, or that he may not enrol."""
    if one.state == State.SUSPENDED:
        return Complaint.About.SUSPENSION
    refused = one.current is None and bool(one.obstacles)
    return Complaint.About.REFUSAL if refused else ""


def information(one: Service, form: TermsForm, *, refusals: Collection[str] = ()) -> Page:
    """What it is, costs and asks for, before the decision (R26)."""
    return {
        **_paths(one),
        "offer": offers.offer(one.store),
        "policy_path": reverse("portal:policy", args=[one.store.pk]),
        "problem": "",
        "refused": False,
        "form": form,
        "obstacles": enrolling.obstacles(refusals or one.obstacles),
    }


def leaving(one: Service) -> Page:
    """What stays and until when, before he leaves (R32)."""
    asked = own.in_state(own.questions(one.user), Question.State.OPEN, now=one.now)
    return {
        **_paths(one),
        "facts": _staying(one, asked.filter(seller=one.seller, contact__store=one.store).count()),
        "free": _free(one),
    }


def _paths(one: Service) -> Page:
    names = ("enrolment", "leaving", "terms", "interest", "invitation", "complaints")
    return {"service": one, **{f"{name}_path": one.path(name) for name in names}}


def _facts(seller: Seller) -> list[Fact]:
    """As the marketplace has told us; it is changed there."""
    unknown = _("not said")
    return [
        Fact(pgettext("of a seller", "Name"), seller.name or seller.pk),
        Fact(_("Country"), words.country(seller.country) if seller.country else unknown),
        Fact(_("Plan"), _said(seller.plan) or unknown),
        Fact(_("Account standing"), _said(seller.standing) or unknown),
        Fact(_("Default e-mail address"), seller.email or unknown),
        Fact(_("Language"), words.language(seller.language) if seller.language else unknown),
    ]


def _said(code: str) -> str:
    """In words, where it is one that we know; the marketplace may have others."""
    return str(CODES.get(code.casefold(), code))


def _links(services: Collection[Service]) -> list[tuple[str, str, Action]]:
    """The other pages of the account: heading, what it is about, the way there."""
    stores = {one.store.pk: one.store for one in services if one.rows or one.invitation}
    policies = [
        (
            _("Return policy"),
            _("At least as favourable to buyers as the standard of %(store)s.") % {"store": store},
            Action(_("Look at it"), href=reverse("portal:policy", args=[key])),
        )
        for key, store in stores.items()
    ]
    people = Action(_("Manage people"), href=reverse("portal:people"))
    told = Action(_("Set notifications"), href=reverse("portal:notifications"))
    return [
        *policies,
        (_("People"), _("Who of yours may answer, sees money, or only reads."), people),
        (_("Notifications"), _("What reaches you where, and quiet hours."), told),
    ]


def _may_decline(one: Service) -> bool:
    waits = one.invitation is not None and one.invitation.state in {"sent", "opened"}
    return waits and one.current is None and one.may_decide


def _contract(one: Service) -> list[Fact]:
    row = one.current
    if row is None:
        return []
    version = _("Version %(version)s") % {"version": row.terms}
    known = [
        Fact(_("Enrolled since"), one.when(row.from_at)),
        Fact(_("Terms of participation"), version) if row.terms else None,
        Fact(_("Plan"), f"{row.plan} · {row.plan_version}") if row.plan else None,
    ]
    return [one for one in known if one] + _free(one)


def _free(one: Service) -> list[Fact]:
    found = trials.of(one.seller, one.store)
    if found is None or not found.is_free(at=one.now):
        return []
    if found.until_at is None:
        return [Fact(_("Free of charge"), _("without a fixed end"))]
    # The last day is free to its end, in the store's zone (E71).
    last_day = moments.date(found.until_at - AN_INSTANT, one.store.time_zone)
    return [Fact(_("Free of charge to the end of"), last_day)]


def _terms_form(one: Service, bound: TermsForm | None) -> TermsForm | None:
    """Whoever takes part under earlier terms is asked for those of today."""
    row = one.current
    if row is None or row.terms == one.store.terms_version or not one.may_decide:
        return None
    return bound or TermsForm(one.store.terms_version)


def _complaints(one: Service) -> list[Complaint]:
    theirs = Complaint.objects.filter(seller=one.seller, store=one.store)
    return list(theirs.select_related("words", "reason").order_by("-raised_at", "-pk"))


def _may_complain(one: Service, said: Collection[Complaint]) -> bool:
    """Once about one thing, until it is decided."""
    waits = {(each.about, each.subject_id) for each in said if each.state == Complaint.State.OPEN}
    subject = one.current.pk if one.current else ""
    return bool(about(one)) and (about(one), subject) not in waits


def _staying(one: Service, asked: int) -> list[Fact]:
    stays = served.if_left(one.seller.pk, one.store, at=one.now)
    questions = Fact(_("Questions that wait for your answer"), str(asked))
    if asked:
        path = reverse("portal:cases") + "?state=open"
        questions = Fact(questions.label, questions.value, href=path)
    return [
        Fact(_("Orders we go on answering for"), str(stays.orders)),
        Fact(_("At the longest until"), _until(one, stays)),
        questions,
    ]


def _until(one: Service, stays: served.Remaining) -> str:
    if stays.endless:
        return _("without an end")
    return one.day(stays.until) if stays.until else "–"
