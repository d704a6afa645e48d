"""A seller objects to what was decided at his cost."""

from django.db import models

from mostrador.history.models import Chained
from mostrador.sealed.models import File, Text
from mostrador.sellers.models import Seller


class Appeal(Chained):
    """At most one of each decision, decided by another person than who decided it (E66)."""

    class State(models.TextChoices):
        OPEN = "open"
        # The seller is asked for more; 72 hours.
        ASKED = "asked"
        UPHELD = "upheld"
        REVERSED_OPERATOR_PAYS = "reversed_operator_pays"
        REVERSED_CUSTOMER_RECHARGE = "reversed_customer_recharge"

    class Reason(models.TextChoices):
        DELIVERED = "delivered"
        NOT_RETURNED = "not_returned"
        CAME_BACK_WORSE = "came_back_worse"
        OTHER_ITEM_RETURNED = "other_item_returned"
        ABUSE = "abuse"
        OUTSIDE_POLICY = "outside_policy"
        NOT_NOTIFIED = "not_notified"
        # He was taken for a seller abroad, and is not (E62).
        WRONG_CLASSIFICATION = "wrong_classification"
        OTHER = "other"

    id = models.CharField(primary_key=True, max_length=40)
    decision = models.OneToOneField(
        "decisions.Decision", on_delete=models.PROTECT, related_name="appeal"
    )
    seller = models.ForeignKey(
        Seller, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    reason = models.CharField(max_length=30, choices=Reason.choices)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    filed_by = models.CharField(max_length=240)
    filed_at = models.DateTimeField()
    state = models.CharField(max_length=30, choices=State.choices, default=State.OPEN)
    asked_until = models.DateTimeField(null=True, blank=True)
    # The buyer agreed to pay back (needed for REVERSED_CUSTOMER_RECHARGE), and who noted it.
    buyer_agreed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=240, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    outcome_text = models.ForeignKey(
        Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The mark against the seller is taken back apart from the money.
    metric_reversed = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(
                fields=["filed_at"], name="appeal_open",
                condition=models.Q(state__in=["open", "asked"]),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.id


class Statement(models.Model):
    """What was said after the appeal was filed, in the order in which it was said."""

    class Kind(models.TextChoices):
        # The service asks for more; the seller has supplied it.
        ASKED = "asked"
        SUPPLIED = "supplied"
        # How the buyer agreed to pay back, noted by whoever spoke with him.
        CONSENT = "consent"

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    by = models.CharField(max_length=240)
    at = models.DateTimeField()
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} of {self.appeal_id}"


class Evidence(models.Model):
    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.file_id} of {self.appeal_id}"
