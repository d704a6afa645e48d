"""Where what was ordered, what was said to be done and what the records show do not agree."""

from django.db import models

from mostrador.decisions.instruction_models import Instruction
from mostrador.orders.models import Order
from mostrador.sealed.models import Text
from mostrador.stores.models import Store


class Reconciliation(models.Model):
    """When a store's instructions are compared with its records the next time."""

    store = models.OneToOneField(
        Store, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    wakes_at = models.DateTimeField(db_index=True)
    looked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.store_id} at {self.wakes_at:%Y-%m-%d %H:%M}"


class Difference(models.Model):
    """Found once, however often it is looked for; over when it is gone or a person has seen it."""

    # What it is about: its code and the instruction, order or record.
    key = models.CharField(max_length=600, unique=True)
    code = models.CharField(max_length=40)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    instruction = models.ForeignKey(
        Instruction, null=True, blank=True, on_delete=models.PROTECT, related_name="differences"
    )
    # What was ordered and what the other side has: ids, amounts, codes.
    facts = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    # The records agree by now.
    gone_at = models.DateTimeField(null=True, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.CharField(max_length=240, default="", blank=True)
    note = models.ForeignKey(
        Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = (
            models.Index(
                fields=["-found_at"], name="difference_to_look_at",
                condition=models.Q(gone_at=None, noted_at=None),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.key
