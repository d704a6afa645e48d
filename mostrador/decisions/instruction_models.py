"""What the marketplace is to do because of a decision."""

from django.db import models

from mostrador.orders.models import Order
from mostrador.stores.models import Store


class Instruction(models.Model):
    """Said again until it is acknowledged; its id is the key with which it is done once."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        # The marketplace says that it cannot.
        REFUSED = "refused"

    class Kind(models.TextChoices):
        REFUND = "refund"
        CANCEL = "cancel"
        CHANGE_ADDRESS = "change_address"
        CHANGE_ITEM = "change_item"
        CHANGE_PAYMENT = "change_payment"
        RETURN = "return"
        REPLACEMENT = "replacement"
        EXCHANGE = "exchange"
        REPAIR = "repair"
        # Money or a voucher beyond what is owed.
        GOODWILL = "goodwill"
        # A refund that is taken back with the buyer's consent.
        RECHARGE = "recharge"

    id = models.CharField(primary_key=True, max_length=40)
    # Rises in the order in which readers may see them.
    number = models.BigIntegerField(unique=True)
    # Which transaction made it, on PostgreSQL: readers stay behind the oldest one still running.
    transaction = models.BigIntegerField(default=0)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    decision = models.ForeignKey(
        "decisions.Decision", on_delete=models.PROTECT, related_name="instructions"
    )
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    # Ids, amounts and codes; an address is looked up when it is said.
    payload = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    # The webhook: how often it was tried, what came back last, and when we stopped trying.
    attempts = models.PositiveSmallIntegerField(default=0)
    last_answer = models.CharField(max_length=300, default="", blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    # What the marketplace said of it: reference, amount, reason.
    acknowledgement = models.JSONField(default=dict)
    # Found by the reconciliation: codes, and when it was last looked at.
    differences = models.JSONField(default=list)
    reconciled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["store", "number"], name="instruction_open",
                condition=models.Q(state="open"),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.id
