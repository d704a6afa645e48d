"""Telling open pages that something changed: a row in the act's own transaction."""

from django.db import models


class Event(models.Model):
    # What changed, such as "desk" or "contact:C-1"; the page asks again for what it shows.
    topic = models.CharField(max_length=120)
    at = models.DateTimeField()
    # PostgreSQL's number of the transaction that told it; 0 on SQLite.
    transaction = models.BigIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=["transaction", "id"], name="live_event_order"),)

    def __str__(self) -> str:
        return f"{self.pk} {self.topic}"
