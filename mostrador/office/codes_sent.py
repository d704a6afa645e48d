"""Mails with a code for an order: a row each; their text is kept in the demo alone."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.office import mails, words
from mostrador.orders.proof_models import Proof
from mostrador.stores.models import Store


def rows(found: QuerySet[Proof] | None = None) -> Any:
    """Those that went to somebody; where no order was meant no mail left."""
    asked = Proof.objects.exclude(sent_at=None) if found is None else found
    return mails.with_beginnings(asked.select_related("order"))


def row(proof: Any) -> mails.Row:
    state, kind = words.sending("sent" if proof.sent_at else "queued", failed=False)
    return mails.Row(
        href=reverse("office:sent_code", args=[proof.pk]),
        subject=_("A code for an order"),
        who=_("To the buyer"),
        at=proof.sent_at or proof.asked_at,
        zone=zone(proof),
        contact=proof.order_id or "",
        state=state,
        kind=kind,
    )


def whole(proof: Proof) -> dict[str, Any]:
    if proof.raw is None:
        why = _("Codes are kept as digests alone: nobody can read them here.")
        return {"facts": [], "text": "", "files": [], "why": why}
    return mails.sent_whole(proof)


def zone(proof: Proof) -> str:
    store = Store.objects.filter(pk=proof.order.store_id).first() if proof.order else None
    return store.time_zone if store else "UTC"
