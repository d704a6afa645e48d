"""Who paid for what: entries that add up to nothing, and are never edited."""

from django.db import models

from mostrador.orders.models import Order
from mostrador.sellers.models import Seller
from mostrador.stores.models import Store


class LedgerEntry(models.Model):
    """One thing that moved money; its postings add up to zero. `key` says it once."""

    class Kind(models.TextChoices):
        CONCESSION = "concession"
        REVERSAL = "reversal"

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    decision = models.ForeignKey(
        "decisions.Decision", on_delete=models.PROTECT, related_name="ledger"
    )
    # Not what it takes back: a reversal stands beside the entry that it reverses.
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    seller = models.ForeignKey(
        Seller, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_constraint=False,
    )  # fmt: skip
    # A code, such as "appeal_reversed" or "not_done"; the decision says the rest.
    reason = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["seller", "-at"], name="ledger_of_a_seller"),)

    def __str__(self) -> str:
        return self.key


class Posting(models.Model):
    """Above zero: this account receives; below: it pays."""

    class Account(models.TextChoices):
        BUYER = "buyer"
        SELLER = "seller"
        OPERATOR = "operator"
        CARRIER = "carrier"

    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=10, choices=Account.choices)
    component = models.CharField(max_length=20)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    def __str__(self) -> str:
        return f"{self.entry_id} {self.account} {self.minor} {self.currency}"
