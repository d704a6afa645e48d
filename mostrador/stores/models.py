"""A marketplace in one country: its language, zone, programme and addresses."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db import models

from mostrador.history.models import Chained


class Store(Chained):
    """`body` is the record as the marketplace gave it; the columns are what we ask for.

    What the operator decides here (the programme) has a history; a load never changes it.
    """

    id = models.CharField(primary_key=True, max_length=200)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    languages = models.JSONField()
    currency = models.CharField(max_length=3)
    time_zone = models.CharField(max_length=60)
    body = models.JSONField()
    source_updated_at = models.DateTimeField(null=True, blank=True)

    class Mode(models.TextChoices):
        INVITATION_ONLY = "invitation_only"
        OPEN = "open"
        MANDATORY = "mandatory"

    class Handler(models.TextChoices):
        SELLER = "seller"
        OPERATOR = "operator"

    mode = models.CharField(max_length=20, choices=Mode.choices, default=Mode.INVITATION_ONLY)
    terms_version = models.CharField(max_length=40, default="1")
    plan = models.CharField(max_length=100, default="Free trial")
    plan_version = models.CharField(max_length=40, default="1")
    # What it costs, in words: language → text.
    plan_words = models.JSONField(default=dict)
    # Days from activation; none is open-ended.
    trial_days = models.PositiveSmallIntegerField(null=True, blank=True)
    # How long the service may take to be ready after "Enrol now": at most 60 (R30).
    activation_minutes = models.PositiveSmallIntegerField(default=0)
    # The operator's own, before what the store's record says; empty where he set none.
    own_seller_languages = models.JSONField(default=list)
    own_hand_over = models.JSONField(default=dict)
    # Who answers for units that the operator ships himself (R41, E23).
    operator_fulfilled_handler = models.CharField(
        max_length=10, choices=Handler.choices, default=Handler.SELLER
    )
    coverage_never_ends = models.BooleanField(default=False)
    return_window_days = models.PositiveSmallIntegerField(default=30)
    # Money: how long a best judgement can still be taken back before it is executed (E11), what an
    # agent may give without a second person, in the smallest coin (None: anything), and how much
    # of it as goodwill; how long a seller may appeal (E66).
    refund_grace_minutes = models.PositiveSmallIntegerField(default=30)
    agent_limit_minor = models.PositiveBigIntegerField(null=True, blank=True, default=50_000)
    goodwill_limit_minor = models.PositiveBigIntegerField(null=True, blank=True, default=2_000)
    appeal_days = models.PositiveSmallIntegerField(default=30)
    # Orders of sellers abroad (R24): up to this price they come back to a local address or not at
    # all (E63), above it the seller has these calendar days to offer a way (E62).
    returnless_up_to_minor = models.PositiveBigIntegerField(default=2_500)
    option_days = models.PositiveSmallIntegerField(default=3)
    # Of a hundred sellers so many are served for real; what comes in for the others is observed.
    live_share = models.PositiveSmallIntegerField(default=100)
    # Where instructions go by signed webhook; without it they are fetched.
    webhook_url = models.CharField(max_length=500, default="", blank=True)
    webhook_secret = models.CharField(max_length=200, default="", blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def language(self) -> str:
        """The language buyers are served in when nothing else is known (R7)."""
        return str(self.languages[0])

    @property
    def mail(self) -> dict[str, Any]:
        return self.body.get("mail") or {}

    @property
    def seller_languages(self) -> list[str]:
        said = self.own_seller_languages or self.body.get("seller_languages")
        return said or [self.language]

    def language_with(self, preferred: str) -> str:
        """What the service speaks with a seller: his own if it is one of ours (R18, E46)."""
        return preferred if preferred in self.seller_languages else str(self.seller_languages[0])

    @property
    def hand_over(self) -> dict[str, str]:
        """Country of a seller → address; `*` is for everybody else."""
        return self.own_hand_over or self.mail.get("hand_over") or {}

    @property
    def service_address(self) -> str:
        return str(self.mail.get("service") or f"service@{self.id}.example").lower()

    @property
    def mail_domain(self) -> str:
        return self.service_address.partition("@")[2]

    def hand_over_address(self, country: str) -> str | None:
        """Where a seller based in `country` forwards a buyer's mail to (R44, E46)."""
        addresses = self.hand_over
        found = addresses.get(country) or addresses.get("*")
        return str(found).lower() if found else None

    def hand_over_addresses(self) -> set[str]:
        return {str(address).lower() for address in self.hand_over.values()}


class Terms(models.Model):
    """One version of a store's terms of participation, in each language it was published in."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="terms")
    version = models.CharField(max_length=40)
    published_at = models.DateTimeField()
    # language → text
    texts = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["store", "version"], name="terms_have_one_wording"),
        )

    def __str__(self) -> str:
        return f"{self.store_id} {self.version}"


class StandardPolicy(models.Model):
    """The operator's return policy from a moment on (R19, E56); the dimensions of facts in
    `rules/return_policy.py`.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="standard_policies")
    from_at = models.DateTimeField()
    dimensions = models.JSONField()
    # Its first moment, until the policies that have to keep up with it were looked at (E57).
    wakes_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["store", "from_at"], name="standard_policy_begins_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.store_id} from {self.from_at:%Y-%m-%d}"
