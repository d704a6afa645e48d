"""Texts, raw mails and files of people: the one place to erase.

Everything else points here and keeps at most a digest. Erasing a row empties its content and its
salt, so that the digest in the history can no longer be matched against a guess.
"""

from django.db import models


class Sealed(models.Model):
    # Whose words these are, such as "buyer:B-1" or "contact:C-1": what an erasure looks for.
    of = models.CharField(max_length=240, db_index=True)
    salt = models.BinaryField(max_length=16)
    digest = models.CharField(max_length=64)

    class Meta:
        abstract = True


class Text(Sealed):
    body = models.TextField()

    def __str__(self) -> str:
        return self.body


class File(Sealed):
    name = models.CharField(max_length=255, default="", blank=True)
    media_type = models.CharField(max_length=120, default="application/octet-stream")
    size = models.PositiveBigIntegerField()
    body = models.BinaryField()

    def __str__(self) -> str:
        return self.name
