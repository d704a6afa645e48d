"""How a seller is reached; the table beside those of `models.py`."""

from django.db import models


class Reach(models.Model):
    """How a seller is reached besides his default address, which is always told (R50)."""

    seller = models.OneToOneField("sellers.Seller", on_delete=models.CASCADE, related_name="reach")
    # A second address, and which kinds of mail go there too; all go there while the first bounces.
    second_email = models.CharField(max_length=320, default="", blank=True, db_index=True)
    second_kinds = models.JSONField(default=list)
    # When somebody there has said that it is his; until then nothing but that question goes there.
    second_confirmed_at = models.DateTimeField(null=True, blank=True)
    second_asked_at = models.DateTimeField(null=True, blank=True)
    # By the clock of his own zone; both or neither. The question's clock knows nothing of them.
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    quiet_zone = models.CharField(max_length=60, default="UTC")
    # The webhook of a group's bot (WeCom, DingTalk, Feishu).
    bot_url = models.CharField(max_length=500, default="", blank=True)
    # With which its words are signed, where the group demands it.
    bot_secret = models.CharField(max_length=200, default="", blank=True)
    # The address from which a mail came back, until it is another or he says that it is mended.
    bounced_email = models.CharField(max_length=320, default="", blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    # Links that answer without signing in are good for one of these alone: a person who leaves
    # takes none along.
    links_era = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=240, default="", blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="reach_has_both_quiet_hours_or_neither",
                condition=models.Q(quiet_from=None, quiet_until=None)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"reach of {self.seller_id}"
