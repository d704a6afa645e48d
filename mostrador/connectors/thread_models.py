"""Threads of a marketplace's own, and which of their messages we have, or have written."""

from django.db import models

from mostrador.contacts.models import Contact, Delivery, Message
from mostrador.sealed.models import Text
from mostrador.shadow.models import Observation


class Thread(models.Model):
    """A conversation in the marketplace; its contact is opened by the buyer's first new word."""

    connection = models.ForeignKey(
        "connectors.Connection", on_delete=models.PROTECT, related_name="threads"
    )
    # The marketplace's ids; the order may come here later than the words about it.
    ref = models.CharField(max_length=200)
    order_ref = models.CharField(max_length=200, default="", blank=True)
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    # Its seller was not live when it began.
    observation = models.ForeignKey(
        Observation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["connection", "ref"], name="thread_is_alone"),
        )

    def __str__(self) -> str:
        return f"{self.connection_id}: {self.ref}"


class ThreadMessage(models.Model):
    """A message that we have: heard from there, or said by us and known to be there."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="told")
    ref = models.CharField(max_length=200)
    by = models.CharField(max_length=20)
    at = models.DateTimeField()
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    delivery = models.ForeignKey(
        Delivery, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["thread", "ref"], name="message_of_a_thread_is_alone"),
        )

    def __str__(self) -> str:
        return f"{self.thread_id}: {self.ref}"


class Posting(models.Model):
    """A reply on its way into its thread, written down before the marketplace is called.

    Whoever finds one was interrupted: it may be there, and is looked for before it is said again.
    """

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="postings")
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.delivery_id} in {self.thread_id}"
