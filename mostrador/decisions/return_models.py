"""Goods on their way back."""

from django.db import models
from django.db.models import Q

from mostrador.contacts.models import Contact
from mostrador.history.models import Chained
from mostrador.orders.models import Order
from mostrador.sealed.models import File, Text
from mostrador.sellers.models import Seller


class Return(Chained):
    """One return of lines of one order to one seller, from request to refund."""

    class State(models.TextChoices):
        # A seller abroad still has to say how it comes back (R24, E62).
        AWAITING_OPTION = "awaiting_option"
        AUTHORISED = "authorised"
        SENT = "sent"
        RECEIVED = "received"
        INSPECTED = "inspected"
        CLOSED = "closed"
        # Not sent in time, or taken back by the buyer.
        CANCELLED = "cancelled"

    class Method(models.TextChoices):
        LOCAL_ADDRESS = "local_address"
        PREPAID_LABEL = "prepaid_label"
        RETURNLESS = "returnless"

    id = models.CharField(primary_key=True, max_length=40)
    decision = models.OneToOneField(
        "decisions.Decision", on_delete=models.PROTECT, related_name="return_of"
    )
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="returns")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    seller = models.ForeignKey(
        Seller, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_constraint=False,
    )  # fmt: skip
    lines = models.JSONField()
    state = models.CharField(max_length=20, choices=State.choices)
    method = models.CharField(max_length=20, choices=Method.choices, default="", blank=True)
    # Where it goes, as the seller's record or he himself says it: {"country", "lines"}.
    address = models.JSONField(default=dict)
    label_payer = models.CharField(max_length=10, default="", blank=True)
    label = models.ForeignKey(
        File, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What a carrier scans who prints the label himself; shown as a square.
    label_code = models.CharField(max_length=500, default="", blank=True)
    requested_at = models.DateTimeField()
    # The seller's last moment to offer a way back, and the machine's to look (E62).
    option_due_at = models.DateTimeField(null=True, blank=True)
    wakes_at = models.DateTimeField(null=True, blank=True)
    send_by = models.DateField(null=True, blank=True)
    tracking = models.CharField(max_length=100, default="", blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    inspected_at = models.DateTimeField(null=True, blank=True)
    # What the seller has shown of a loss of value (E65).
    loss_percent = models.PositiveSmallIntegerField(default=0)
    loss_words = models.ForeignKey(
        Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # When the money must have left; known once something has let its days begin.
    refund_due = models.DateField(null=True, blank=True)
    # When the refund was ordered: once, whatever lets it happen.
    refunded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["wakes_at"], name="return_still_awake", condition=Q(wakes_at__isnull=False)
            ),
            models.Index(fields=["seller", "state", "requested_at"], name="return_of_a_seller"),
        )

    def __str__(self) -> str:
        return self.id


class ReturnPhoto(models.Model):
    """How the goods looked when they came back; the seller's proof of a loss (E65)."""

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.file_id} of {self.of_id}"
