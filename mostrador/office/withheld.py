"""What was owed for a seller who is not live, and so never left: shown beside what did."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mostrador.cases.models import Question
from mostrador.decisions.models import Instruction
from mostrador.office import codes_sent, instruction_words
from mostrador.office.mails import Row
from mostrador.orders.proof_models import Proof
from mostrador.outbox.models import Owed

# Mails have rows of their own, which say it themselves.
OTHERS = ("bot", "instruction", "instruction>connector", "order_code")


def rows() -> QuerySet[Owed]:
    return Owed.objects.filter(withheld_at__isnull=False, kind__in=OTHERS)


def row(owed: Owed) -> Row:
    shown = {"order_code": _code, "bot": _bot}.get(owed.kind, _instruction)
    return shown(owed, owed.payload)


def _row(owed: Owed, subject: str, who: str, href: str, zone: str, about: str) -> Row:
    return Row(
        href=href,
        subject=subject,
        who=who,
        at=owed.withheld_at or owed.owed_at,
        zone=zone,
        contact=about,
        state=_("Withheld"),
        kind="plain",
        why=_("The seller is not live."),
    )


def _code(owed: Owed, payload: Mapping[str, str]) -> Row:
    proof = Proof.objects.get(pk=payload["proof"])
    href = reverse("office:sent_code", args=[proof.pk])
    zone = codes_sent.zone(proof)
    return _row(owed, _("A code for an order"), _("To the buyer"), href, zone, "")


def _bot(owed: Owed, payload: Mapping[str, str]) -> Row:
    question = Question.objects.select_related("contact__store").get(pk=payload["question"])
    href = reverse("office:seller", args=[question.seller_id])
    zone = question.contact.store.time_zone
    subject = _("A word to the seller's group")
    return _row(owed, subject, _("To the seller"), href, zone, question.contact_id)


def _instruction(owed: Owed, payload: Mapping[str, str]) -> Row:
    found = Instruction.objects.select_related("store").get(pk=payload["instruction"])
    href = reverse("office:instruction", args=[found.pk])
    subject = instruction_words.kind(found.kind)
    return _row(owed, subject, _("To the marketplace"), href, found.store.time_zone, found.order_id)
