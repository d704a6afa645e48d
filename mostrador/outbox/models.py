"""What we owe someone, written down in the transaction of its reason and sent later."""

from django.db import models


class Owed(models.Model):
    kind = models.CharField(max_length=40)
    # The same key a second time owes nothing more.
    key = models.CharField(max_length=200, unique=True)
    # Ids and moments only: a person's words and addresses are looked up when it is sent.
    payload = models.JSONField(default=dict)
    owed_at = models.DateTimeField()
    # All three on the machine's time.
    retry_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    # On the business's time: done with, and nothing left; its seller is not live.
    withheld_at = models.DateTimeField(null=True, blank=True)
    lease = models.CharField(max_length=40, default="", blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["id"],
                name="owed_and_not_done",
                condition=models.Q(done_at=None, failed_at=None),
            ),
        )

    def __str__(self) -> str:
        return self.key
