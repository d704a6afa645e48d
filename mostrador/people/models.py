"""Who signs in, and what a program may do."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Role(models.TextChoices):
    BUYER = "buyer"
    SELLER = "seller"
    AGENT = "agent"
    OPERATOR = "operator"


class User(AbstractUser):
    role = models.CharField(max_length=10, choices=Role.choices)
    # Empty: the browser's.
    language = models.CharField(max_length=10, blank=True, default="")
    time_zone = models.CharField(max_length=60, default="UTC")
    single_keys = models.BooleanField(default=True)

    @property
    def actor(self) -> str:
        """What histories call this person: a role and a number, never a name."""
        return f"{self.role}:{self.pk}"


class Token(models.Model):
    """A program's key to the API. Only its digest is kept."""

    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"program:{self.name}"


class EntryPass(models.Model):
    """A single-use address, good for a minute of the machine's time, that signs a person in."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    to = models.CharField(max_length=500)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.to
