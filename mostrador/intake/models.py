"""Every inbound message, its verdict, and where it was led."""

from django.db import models

from mostrador.contacts.models import Contact, Message
from mostrador.sealed.models import File
from mostrador.shadow.models import Observation


class Inbound(models.Model):
    """One record per message that came in, whatever it contains."""

    received_at = models.DateTimeField()
    # Empty for a duplicate, of which only the record is kept.
    identity = models.CharField(max_length=130, unique=True, null=True, blank=True)
    mail_id = models.CharField(max_length=250, default="", blank=True, db_index=True)
    verdict = models.CharField(max_length=20)
    why = models.CharField(max_length=300)
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="inbound"
    )
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Where it was led while nothing leaves for its seller; then there is no contact.
    observation = models.ForeignKey(
        Observation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    raw = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.pk} {self.verdict}"
