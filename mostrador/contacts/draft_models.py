"""What is being written and not yet sent."""

from django.conf import settings
from django.db import models

from mostrador.contacts.lanes import Lane
from mostrador.sealed.models import Text


class Draft(models.Model):
    """What an agent or a seller is writing, kept by the server until it is sent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="drafts")
    lane = models.CharField(max_length=10, choices=Lane.choices)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    # The contact as the writer saw it.
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "contact", "lane"], name="draft_is_alone"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} in {self.contact_id}"
