"""Our copy of the marketplace's orders and of what was done to them elsewhere."""

from typing import Any

from django.conf import settings
from django.db import models

# Another table of this app, in a module of its own.
from mostrador.orders.proof_models import Proof  # noqa: F401  a table of this app
from mostrador.sellers.models import Product, Seller
from mostrador.stores.models import Store


class Buyer(models.Model):
    id = models.CharField(primary_key=True, max_length=200)
    name = models.CharField(max_length=200, default="")
    email = models.CharField(max_length=320, default="", db_index=True)
    language = models.CharField(max_length=20, default="")
    body = models.JSONField()
    source_updated_at = models.DateTimeField(null=True, blank=True)
    # Made on the side by an order that named a buyer who was never loaded himself.
    from_order = models.BooleanField(default=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="buyer",
    )

    def __str__(self) -> str:
        return self.name or self.id


class Order(models.Model):
    """`body` is the order as the marketplace gave it; coverage is asked for, never stored here."""

    id = models.CharField(primary_key=True, max_length=200)
    # Nobody asks for all orders of a store: an index of it would only slow the load down.
    store = models.ForeignKey(
        Store, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    seller = models.ForeignKey(
        Seller, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_constraint=False,
    )  # fmt: skip
    buyer = models.ForeignKey(Buyer, on_delete=models.PROTECT, related_name="orders")
    buyer_email = models.CharField(max_length=320, default="", db_index=True)
    placed_at = models.DateTimeField()
    # The marketplace gave a bare date: placed_at is its first moment in the store's zone (E16a).
    low_precision = models.BooleanField(default=False)
    body = models.JSONField()
    source_updated_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.id

    @property
    def shipments(self) -> list[dict[str, Any]]:
        return self.body.get("shipments") or []


class Line(models.Model):
    """One line of an order: what coverage is decided for. Its other facts stay in the body."""

    # The constraint below is its index.
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines", db_index=False)
    ref = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    seller = models.ForeignKey(
        Seller, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_constraint=False,
    )  # fmt: skip
    product = models.ForeignKey(
        Product, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_constraint=False, db_index=False,
    )  # fmt: skip
    body = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["order", "ref"], name="line_is_alone_in_its_order"),
        )

    def __str__(self) -> str:
        return f"{self.order_id}/{self.ref}"


class Event(models.Model):
    """A return, refund, feedback or claim that happened outside. `key` is its identity."""

    class Kind(models.TextChoices):
        RETURN = "return"
        REFUND = "refund"
        FEEDBACK = "feedback"
        CLAIM = "claim"

    key = models.CharField(primary_key=True, max_length=500)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="events", db_constraint=False
    )
    at = models.DateTimeField(null=True, blank=True)
    body = models.JSONField()
    source_updated_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.key
