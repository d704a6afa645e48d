"""Declarations of withdrawal, as they were made."""

from django.db import models

from mostrador.contacts.models import Contact
from mostrador.history.models import Chained
from mostrador.orders.models import Order
from mostrador.sealed.models import Text
from mostrador.stores.models import Store


class Withdrawal(Chained):
    """A buyer withdraws from a contract: always accepted and acknowledged, sorted out later (E58).

    `statement` is what he declared, word for word; name and address lie in it, sealed.
    """

    class Channel(models.TextChoices):
        WEB = "web"
        API = "api"
        MAIL = "mail"
        VOICE = "voice"
        CHAT = "chat"

    id = models.CharField(primary_key=True, max_length=40)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    # Null until somebody has found which contract is meant.
    order = models.ForeignKey(
        Order, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Lines of the order; empty is all of it.
    lines = models.JSONField(default=list)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="withdrawals")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    # {"name", "contract", "email", "text"} as JSON.
    statement = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=20)
    # When it was declared (a mail's own moment where a seller passed it on late, E59).
    declared_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    # The last day for the money to go back, unless the goods are waited for.
    refund_due = models.DateField()
    # In time, excluded, too late: judged after it was acknowledged; empty until then.
    judged = models.CharField(max_length=40, default="", blank=True)

    def __str__(self) -> str:
        return self.id
