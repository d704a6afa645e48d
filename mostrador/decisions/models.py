"""What was decided for a buyer, on which ground, by whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mostrador.cases.models import Question
from mostrador.contacts.models import Contact

# The other tables of this app, each with a module of its own.
from mostrador.decisions.appeal_models import Appeal, Evidence, Statement
from mostrador.decisions.instruction_models import Instruction
from mostrador.decisions.ledger_models import LedgerEntry, Posting
from mostrador.decisions.reconciliation_models import (
    Difference,
    Reconciliation,
)
from mostrador.decisions.return_models import Return, ReturnPhoto
from mostrador.decisions.withdrawal_models import Withdrawal
from mostrador.orders.models import Order
from mostrador.sealed.models import Text
from mostrador.sellers.models import Seller

# Every table of this app, wherever it stands.
__all__ = [
    "Appeal", "Decision", "Difference", "Evidence", "Hold", "Instruction", "LedgerEntry",
    "Posting", "Reconciliation", "Return", "ReturnPhoto", "Statement", "Withdrawal",
]  # fmt: skip


class Decision(models.Model):
    """One decision about lines of one order and one seller; its history is the contact's.

    `entitlement` is what the rule was given and what it answered, so that it can be asked again.
    """

    class State(models.TextChoices):
        # Above the limit of who decided it: a second person looks first.
        PROPOSED = "proposed"
        # Decided and told; what it orders leaves when its grace is over (E11).
        DECIDED = "decided"
        EXECUTED = "executed"
        # Taken back before it was executed, or refused by the second person.
        CANCELLED = "cancelled"

    class Ground(models.TextChoices):
        STANDARD_POLICY = "standard_policy", _("The standard return policy")
        SELLER_POLICY = "seller_policy", _("The seller's own policy")
        LAW = "law", _("The law")
        SELLER_ANSWER = "seller_answer", _("The seller's answer")
        BEST_JUDGEMENT = "best_judgement", _("Best judgement")
        GOODWILL = "goodwill", _("Goodwill")

    class Remedy(models.TextChoices):
        EXPLAIN = "explain", _("An explanation")
        CANCEL = "cancel", _("The order is cancelled")
        CHANGE_ADDRESS = "change_address", _("The address is changed")
        CHANGE_ITEM = "change_item", _("The item is changed")
        CHANGE_PAYMENT = "change_payment", _("The payment is changed")
        RETURN = "return", _("You may send it back")
        REFUND_ON_PROOF = "refund_on_proof", _("A refund once you have sent it back")
        REFUND_AFTER_RETURN = "refund_after_return", _("A refund once it has come back")
        REFUND_RETURNLESS = "refund_returnless", _("A refund, and you keep the item")
        PARTIAL_REFUND = "partial_refund", _("A refund of a part")
        REPLACEMENT = "replacement", _("A replacement")
        EXCHANGE = "exchange", _("An exchange")
        REPAIR = "repair", _("A repair")
        GOODWILL = "goodwill", _("A gesture of goodwill")
        REFUSE = "refuse", _("We cannot agree to it")

    id = models.CharField(primary_key=True, max_length=40)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="decisions")
    # The lapsed question a best judgement stands in for (R17).
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    remedy = models.CharField(max_length=30, choices=Remedy.choices)
    ground = models.CharField(max_length=20, choices=Ground.choices)
    lines = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    reason = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    decided_by = models.CharField(max_length=240)
    decided_at = models.DateTimeField()
    order = models.ForeignKey(
        Order, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Whose units these are, and who may appeal; a contact may have several sellers.
    seller = models.ForeignKey(
        Seller, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_constraint=False,
    )  # fmt: skip
    state = models.CharField(max_length=10, choices=State.choices, default=State.EXECUTED)
    # Of each: component, amount, currency, payer and line, as the API says them.
    amounts = models.JSONField(default=list)
    # Of each: code, ground, cites and values, as in the rule.
    clauses = models.JSONField(default=list)
    # {"facts": {line: …}, "answer": {line: …}}; empty where no rule was asked.
    entitlement = models.JSONField(default=dict)
    # What else it orders: changes, payment_method, ship_to_text; ids alone.
    orders = models.JSONField(default=dict)
    approved_by = models.CharField(max_length=240, default="", blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    executes_at = models.DateTimeField(null=True, blank=True)
    # The same moment, emptied when a machine has acted on it.
    wakes_at = models.DateTimeField(null=True, blank=True)
    executed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # Until when the seller may appeal; none where there is nothing to appeal.
    appeal_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["wakes_at"], name="decision_to_execute",
                condition=models.Q(wakes_at__isnull=False),
            ),
            models.Index(fields=["seller", "-decided_at"], name="decision_of_a_seller"),
            models.Index(
                fields=["decided_at"], name="decision_to_approve",
                condition=models.Q(state="proposed"),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.id


class Hold(models.Model):
    """One unit that is given back in full, once: the lock against a second refund (E60)."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=200)
    unit = models.PositiveIntegerField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="holds")
    # The decision was taken back, or the marketplace could not do it.
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["order", "line", "unit"], name="unit_is_given_back_once",
                condition=models.Q(released_at=None),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.order_id}/{self.line} {self.unit}"
