"""Sellers, their people, their products' pages, invitations and enrolments."""

from django.conf import settings
from django.db import models

from mostrador.history.models import Chained
from mostrador.outbox.models import Owed
from mostrador.sealed.models import File, Text
from mostrador.sellers.reach_models import Reach  # noqa: F401  one more table of this app
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

    class Role(models.TextChoices):
        OWNER = "owner"
        ANSWERS = "answers"
        MONEY = "money"
        READS = "reads"

    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.OWNER)

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
    # When the service is to be ready, and when it was; the second is empty until then (E20).
    active_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True, blank=True)
    # When the next thing of this row is due: its activation, or the alarm that it is stuck.
    wakes_at = models.DateTimeField(null=True, blank=True)
    # Somebody holds the activation back since then, while he looks into something.
    held_at = models.DateTimeField(null=True, blank=True)
    until_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    # Codes of `rules/eligibility.py`: why (E34).
    suspended_for = models.JSONField(default=list)
    # Since when he knows that his return policy falls short, and when it is looked at next (E57).
    policy_warned_at = models.DateTimeField(null=True, blank=True)
    policy_wakes_at = models.DateTimeField(null=True, blank=True)
    terms = models.CharField(max_length=40, default="")
    accepted_by = models.CharField(max_length=240, default="")
    # The plan as it was on that day (R2); empty where the marketplace did not say.
    plan = models.CharField(max_length=100, default="")
    plan_version = models.CharField(max_length=40, default="")
    trial_days = models.PositiveSmallIntegerField(null=True, blank=True)
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
        indexes = (
            models.Index(
                fields=["wakes_at"],
                name="enrolment_wakes",
                condition=models.Q(wakes_at__isnull=False),
            ),
            models.Index(
                fields=["policy_wakes_at"],
                name="enrolment_policy_wakes",
                condition=models.Q(policy_wakes_at__isnull=False),
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


class Submission(Chained):
    """A return policy that a seller asks to be approved; in force only once it is (R22, E56)."""

    class State(models.TextChoices):
        PENDING = "pending"
        ASKED = "asked"
        APPROVED = "approved"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    id = models.CharField(primary_key=True, max_length=40)
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="submissions")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    dimensions = models.JSONField()
    # What he says besides: never a dimension's substitute.
    words = models.ForeignKey(
        Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_by = models.CharField(max_length=240)
    submitted_at = models.DateTimeField()
    decided_by = models.CharField(max_length=240, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.ForeignKey(
        Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # From when an approved one binds, and until when if it was withdrawn.
    from_at = models.DateTimeField(null=True, blank=True)
    until_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.id


class Interest(models.Model):
    """A seller who was not invited would like to be (R29)."""

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="+")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=240)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["seller", "store"], name="interest_said_once"),
        )

    def __str__(self) -> str:
        return f"{self.seller_id} in {self.store_id}"


class Complaint(Chained):
    """A seller contests a refusal, a suspension or a refused policy; another person decides."""

    class About(models.TextChoices):
        REFUSAL = "refusal"
        SUSPENSION = "suspension"
        POLICY = "policy"

    class State(models.TextChoices):
        OPEN = "open"
        GRANTED = "granted"
        REJECTED = "rejected"

    id = models.CharField(primary_key=True, max_length=40)
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="complaints")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=About.choices)
    # The enrolment or submission; empty for a refusal to enrol.
    subject_id = models.CharField(max_length=40, default="", blank=True)
    # Who decided what is complained about: he does not decide again.
    first_decided_by = models.CharField(max_length=240, default="", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    words = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    raised_by = models.CharField(max_length=240)
    raised_at = models.DateTimeField()
    decided_by = models.CharField(max_length=240, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.ForeignKey(
        Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return self.id


class Notice(models.Model):
    """A mail to a seller about the service itself: no buyer's matter, and so in no lane."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        BOUNCED = "bounced"
        NO_ADDRESS = "no_address"
        # He is not live: it was never sent, and never will be.
        WITHHELD = "withheld"

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="+")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    template = models.CharField(max_length=60)
    # Ids, moments, codes: whatever else it says is looked up when it is sent.
    facts = models.JSONField(default=dict)
    # To his second address, as a copy of what the default address was told.
    second = models.BooleanField(default=False)
    mail_id = models.CharField(max_length=250, unique=True)
    owed = models.OneToOneField(Owed, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    sent_at = models.DateTimeField(null=True, blank=True)
    raw = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.mail_id
