"""What a row of the matrix says, and what the resolver knows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from mostrador.cases import links as answer_links
from mostrador.helpcentre import found_orders
from mostrador.helpcentre.seals import ATTEMPT, RECEIPT
from mostrador.pages import sheet
from mostrador.people import links
from mostrador.sellers import reach
from mostrador.sellers.reach_models import Reach
from tests.site.stage import Stage

ROLES = ("nobody", "anna", "ada", "zhou", "zed", "olga", "token")
Statuses = Mapping[str, int]


@dataclass(frozen=True)
class Row:
    """One way to call one address; `path` names things of the stage in braces."""

    route: str
    statuses: Statuses
    path: str
    method: str = "GET"
    data: Mapping[str, Any] = field(default_factory=dict)

    def at(self, stage: Stage) -> str:
        return self.path.format_map(names(stage))

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def everybody(status: int = 200) -> Statuses:
    return dict.fromkeys(ROLES, status)


def inside(*who: str, status: int = 200) -> Statuses:
    """These people; others who are signed in learn nothing; the rest are asked to sign in."""
    gate = {"nobody": 302, "token": 302}
    return dict.fromkeys(ROLES, 404) | gate | dict.fromkeys(who, status)


def programs(status: int = 200) -> Statuses:
    """A session is no key to the API."""
    return dict.fromkeys(ROLES, 401) | {"token": status}


def names(stage: Stage) -> dict[str, Any]:
    contacts = {
        name: getattr(stage, name).pk
        for name in ("fresh", "asked", "answered", "decided", "settled", "sellers", "merged")
    }
    seals = {
        f"link_{name}": links.seal(getattr(stage, name).pk)
        for name in (*contacts, "before_order", "unknown")
    }
    return contacts | seals | _going_back(stage) | stage.handed_in | {
        "unknown": stage.unknown.pk,
        "before_order": stage.before_order.pk,
        "question": stage.question.pk,
        "answer": stage.answer.pk,
        "part": stage.fresh.parts.get().pk,
        "decision": stage.decision.pk,
        "photo": stage.photo.pk,
        "file": stage.photo.file_id,
        "sellers_photo": stage.sellers_photo.pk,
        "delivery": stage.delivery.pk,
        "inbound": stage.inbound.pk,
        "entry": stage.entry,
        "policy": stage.policy.pk,
        "invitation": stage.invitation.pk,
        "complaint": stage.complaint.pk,
        "notice": stage.notice.pk,
        "enrolment": stage.question.seller.enrolments.get().pk,
        "support": stage.support.pk,
        "answer_link": answer_links.seal(stage.question),
        "address_link": reach.seal(Reach.objects.get(seller="S-ZHOU")),
        "upload": stage.upload.pk,
        "linked_upload": stage.linked_upload.pk,
        "member": stage.question.seller.memberships.get().pk,
        "sheet": sheet.digest(),
        "order_link": found_orders.seal(stage.withdrawal.order),
        "attempt": ATTEMPT.seal(stage.proof.pk),
        "proof": stage.proof.pk,
        "receipt": RECEIPT.seal(stage.withdrawal.pk),
        "connection": stage.connection.pk,
    }  # fmt: skip


def _going_back(stage: Stage) -> dict[str, Any]:
    return {
        "observed": stage.observed.pk,
        "appeal": stage.proven.appeal_id,
        "appealed": stage.proven.appeal.decision_id,
        "proven": stage.proven.pk,
        "back": stage.back.pk,
        "back_contact": stage.back.contact_id,
        "link_back": links.seal(stage.back.contact_id),
        "looked_at": stage.looked_at.pk,
        "looked_at_return": stage.looked_at.of_id,
    }


def routes(found: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every address that the resolver knows, written as there."""
    for each in (found or get_resolver()).url_patterns:
        route = before + re.sub(r"^\^|\$$", "", str(each.pattern))
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from routes(each, route)
