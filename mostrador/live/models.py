"""Telling open pages that something changed: a row in the act's own transaction."""

from django.db import models


class Event(models.Model):
    # What changed, such as "desk" or "contact:C-1"; the page asks again for what it shows.
    topic = models.CharField(max_length=120)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pk} {self.topic}"
