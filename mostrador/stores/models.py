"""A marketplace in one country: its language, zone, programme and addresses."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db import models


class Store(models.Model):
    """`body` is the record as the marketplace gave it; the columns are what we ask for."""

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
    # Who answers for units that the operator ships himself (R41, E23).
    operator_fulfilled_handler = models.CharField(
        max_length=10, choices=Handler.choices, default=Handler.SELLER
    )
    coverage_never_ends = models.BooleanField(default=False)
    return_window_days = models.PositiveSmallIntegerField(default=30)

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
        return self.body.get("seller_languages") or [self.language]

    def language_with(self, preferred: str) -> str:
        """What the service speaks with a seller: his own if it is one of ours (R18, E46)."""
        return preferred if preferred in self.seller_languages else str(self.seller_languages[0])

    @property
    def service_address(self) -> str:
        return str(self.mail.get("service") or f"service@{self.id}.example").lower()

    @property
    def mail_domain(self) -> str:
        return self.service_address.partition("@")[2]

    def hand_over_address(self, country: str) -> str | None:
        """Where a seller based in `country` forwards a buyer's mail to (R44, E46)."""
        addresses = self.mail.get("hand_over") or {}
        found = addresses.get(country) or addresses.get("*")
        return str(found).lower() if found else None

    def hand_over_addresses(self) -> set[str]:
        return {str(address).lower() for address in (self.mail.get("hand_over") or {}).values()}
