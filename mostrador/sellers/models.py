"""Sellers, their people, their products' pages, invitations and enrolments."""

from django.conf import settings
from django.db import models

from mostrador.history.models import Chained
from mostrador.stores.models import Store


class Seller(models.Model):
    """`body` is the record as the marketplace gave it; the columns are what we ask for."""

    id = models.CharField(primary_key=True, max_length=200)
    # References may stay unmet (a seller loaded before his store), so the database asks for none.
    store = models.ForeignKey(
        Store, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    name = models.CharField(max_length=200, default="")
    country = models.CharField(max_length=2, default="")
    plan = models.CharField(max_length=40, default="")
    standing = models.CharField(max_length=40, default="")
    language = models.CharField(max_length=20, default="")
    email = models.CharField(max_length=320, default="", db_index=True)
    body = models.JSONField()
    source_updated_at = models.DateTimeField(null=True, blank=True)
    users = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="sellers"
    )

    def __str__(self) -> str:
        return self.name or self.id


class Membership(models.Model):
    """Who may act for a seller (E55). Answers of a removed person stay valid."""

    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["seller", "user"], name="member_of_a_seller_once"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} for {self.seller_id}"


class Product(models.Model):
    id = models.CharField(primary_key=True, max_length=200)
    seller = models.ForeignKey(
        Seller, on_delete=models.PROTECT, related_name="products", db_constraint=False
    )
    title = models.CharField(max_length=500, default="")
    body = models.JSONField()
    source_updated_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title or self.id


class Invitation(Chained):
    """A seller may join a store's programme that is not open to all (R4)."""

    class State(models.TextChoices):
        SENT = "sent"
        OPENED = "opened"
        ACCEPTED = "accepted"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    id = models.CharField(primary_key=True, max_length=40)
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="invitations")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    terms = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id


class Enrolment(Chained):
    """One interval [from_at, until_at) in which a seller's orders in a store are covered (E18)."""

    id = models.CharField(primary_key=True, max_length=40)
    seller = models.ForeignKey(
        Seller, on_delete=models.PROTECT, related_name="enrolments", db_constraint=False
    )
    store = models.ForeignKey(
        Store, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    from_at = models.DateTimeField()
    active_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    terms = models.CharField(max_length=40, default="")
    accepted_by = models.CharField(max_length=240, default="")
    body = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["seller", "store", "from_at"], name="enrolment_begins_once"
            ),
            models.CheckConstraint(
                name="enrolment_not_over_before_it_began",
                condition=models.Q(until_at=None) | models.Q(until_at__gte=models.F("from_at")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.seller_id} in {self.store_id} from {self.from_at:%Y-%m-%d}"


class Policy(models.Model):
    """A seller's own return policy as the marketplace knows it; read by the decisions."""

    seller = models.ForeignKey(
        Seller, on_delete=models.PROTECT, related_name="policies", db_constraint=False
    )
    store = models.ForeignKey(
        Store, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    from_at = models.DateTimeField()
    body = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["seller", "store", "from_at"], name="policy_begins_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.seller_id} in {self.store_id} from {self.from_at:%Y-%m-%d}"
