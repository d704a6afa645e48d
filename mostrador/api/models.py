"""Answers that were given, so that a program may ask again without acting again."""

from django.db import models

from mostrador.people.models import Token


class Kept(models.Model):
    """The answer to one POST with an Idempotency-Key, committed with the act it answers.

    Answers hold ids, states and moments, no person's words, so that nothing here needs erasing.
    """

    # A digest over the token, the method, the address and the key.
    call = models.CharField(max_length=64, unique=True)
    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="+")
    # A digest over what was asked.
    body = models.CharField(max_length=64)
    # On the machine's time.
    kept_at = models.DateTimeField(db_index=True)
    # Empty while the act is under way, which only its own transaction sees.
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.TextField(default="", blank=True)

    def __str__(self) -> str:
        return f"{self.status} of {self.kept_at:%Y-%m-%d %H:%M}"
