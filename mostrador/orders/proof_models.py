"""Somebody shows that an order is his without signing in: by the code mailed to its address."""

from django.db import models

from mostrador.outbox.models import Owed
from mostrador.sealed.models import File


class Proof(models.Model):
    """One attempt, on the machine's time. Of the code only a digest is kept.

    `number` is what was typed, whether there is such an order or not: nobody learns it from here.
    """

    # Unguessable: it stands, signed, in the address of the page that asks for the code.
    id = models.CharField(primary_key=True, max_length=40)
    number = models.CharField(max_length=200)
    language = models.CharField(max_length=20)
    owed = models.OneToOneField(Owed, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # Set by whoever sends the mail, who alone looks the order up.
    order = models.ForeignKey(
        "orders.Order", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    digest = models.CharField(max_length=64, default="", blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # In the demo, where no mail leaves the machine, the mail; elsewhere nobody could read it here.
    raw = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["order", "asked_at"], name="proof_of_an_order"),)

    def __str__(self) -> str:
        return self.id
