"""Times in which sellers could not answer, whoever's fault it was."""

from django.db import models
from django.db.models import F, Q

from mostrador.sealed.models import Text
from mostrador.stores.models import Store


class Incident(models.Model):
    """The portal stood still in [from, until): open questions were given its length (E6)."""

    id = models.CharField(primary_key=True, max_length=40)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    words = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    posted_by = models.CharField(max_length=240)
    posted_at = models.DateTimeField()
    # How many questions were moved.
    shifted = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["store", "from_at", "until_at"], name="incident_is_posted_once"
            ),
            models.CheckConstraint(
                name="incident_ends_after_it_began", condition=Q(until_at__gt=F("from_at"))
            ),
        )

    def __str__(self) -> str:
        return self.id
