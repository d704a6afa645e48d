"""What happened: entries that are never edited, one chain per subject.

Each entry carries the hash of the one before; the subject's row carries the chain's length and
head. Entries hold ids, moments and digests of texts, never an address, a name or a text, so that a
person can be erased and the chain stays whole.
"""

from django.db import models


class Chained(models.Model):
    """A subject with a history of its own; written through `history.chain` alone."""

    chain_length = models.PositiveIntegerField(default=0, editable=False)
    chain_head = models.CharField(max_length=64, default="", editable=False)
    # Rises once per act that a person must have seen before acting on the row.
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def subject(self) -> str:
        return f"{self._meta.model_name}:{self.pk}"


class Entry(models.Model):
    """One thing that happened. `at` is when it happened in the world; order is `number`."""

    subject = models.CharField(max_length=240)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    # A role and an opaque id, such as "agent:7": never a name.
    by = models.CharField(max_length=240)
    what = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "number"], name="entry_is_alone_in_its_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.number}: {self.what}"
