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
        # Its seller was not live: never said, and never done.
        WITHHELD = "withheld"

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
    # Its place among all, given when it can be seen: a reader who remembers the last place has
    # missed none, whatever was committed late, and in a restored database too.
    number = models.BigIntegerField(unique=True, null=True, blank=True)
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
    # A connection carries it out: a program that fetches it would do it a second time.
    carried = models.BooleanField(default=False)
    # The webhook: how often it was tried, what came back last, and when we stopped trying.
    attempts = models.PositiveSmallIntegerField(default=0)
    last_answer = models.CharField(max_length=300, default="", blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    # What the marketplace said of it: reference, amount, reason.
    acknowledgement = models.JSONField(default=dict)
    # When the marketplace's records agreed with what it said; nothing is left to compare.
    reconciled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["store", "number"], name="instruction_open",
                condition=models.Q(state="open"),
            ),
            models.Index(
                fields=["made_at", "id"], name="instruction_without_a_number",
                condition=models.Q(number=None),
            ),
            models.Index(
                fields=["store", "acknowledged_at"], name="instruction_to_reconcile",
                condition=models.Q(reconciled_at=None),
            ),
            models.Index(fields=["state", "-made_at"], name="instruction_in_its_state"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.id
