"""Which marketplaces are connected, how far each has been read, and what they would not give."""

from django.db import models

# Two more tables of this app, in a module of their own.
from mostrador.connectors.thread_models import Thread, ThreadMessage  # noqa: F401  tables of this app
from mostrador.decisions.models import Instruction
from mostrador.history.models import Chained
from mostrador.sealed.models import Text
from mostrador.stores.models import Store


class Faulty(models.Model):
    """What went wrong last; empty once it works again."""

    # A code of `connectors.failures`, and what was said, without any secret.
    fault_code = models.CharField(max_length=20, default="", blank=True)
    fault = models.CharField(max_length=500, default="", blank=True)
    # On the machine's time, and how often in a row.
    fault_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Connection(Chained, Faulty):
    """One account at one marketplace. What the operator decides about it has a history.

    The fault of its own is that of carrying out and replying; each reading has its own too.
    """

    name = models.CharField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=60)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    # Name → text, as the connector asks for them.
    settings = models.JSONField(default=dict)
    # Never shown: a page says that there is one.
    secrets = models.JSONField(default=dict)
    # Table → their word → ours, where the operator differs from the connector's own.
    tables = models.JSONField(default=dict)
    paused = models.BooleanField(default=False)
    # It carries out what the store's marketplace is to do.
    carries = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    # On the machine's time: the marketplace has asked us to leave it alone.
    quiet_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["store"],
                name="one_connection_carries_for_a_store",
                condition=models.Q(carries=True),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Reading(Faulty):
    """How far one stream of a connection has been read."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="readings")
    stream = models.CharField(max_length=60)
    # By the marketplace's clock: until when all is read, and the latest change seen this round.
    since = models.DateTimeField()
    newest = models.DateTimeField(null=True, blank=True)
    # The round that is under way: what it was asked for, and its next page.
    asked = models.DateTimeField(null=True, blank=True)
    page = models.JSONField(null=True, blank=True)
    mark = models.JSONField(null=True, blank=True)
    # All on the machine's time: when this round began, when one last looked further back, the last
    # page, and when it is read next (None: the connector no longer has such a stream).
    began_at = models.DateTimeField(null=True, blank=True)
    looked_back_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    wakes_at = models.DateTimeField(null=True, blank=True, db_index=True)
    # Whoever reads; a slow one finds its lease gone and writes nothing.
    lease = models.CharField(max_length=40, default="", blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    # created, changed, unchanged, rejected, messages: since the beginning.
    counts = models.JSONField(default=dict)
    pages = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["connection", "stream"], name="stream_is_read_once_a_connection"
            ),
        )

    def __str__(self) -> str:
        return f"{self.connection_id} {self.stream}"

    def count(self, word: str) -> int:
        return int(self.counts.get(word, 0))


class Rejected(models.Model):
    """A body that could not become a record: kept until it can, or is pushed out by newer ones."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="rejected")
    stream = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    # The marketplace's id of it, or a digest of what it says.
    ref = models.CharField(max_length=200)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    # Each with code, detail and pointer.
    reasons = models.JSONField(default=list)
    # On the business's time; the latest time.
    at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["connection", "kind", "ref"], name="body_is_rejected_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.connection_id} {self.kind} {self.ref}"


class Carriage(models.Model):
    """An instruction on its way through a connection: who has it in hand, and whether it began.

    What was begun and not ended may have been done: the marketplace is asked before it is done
    again.
    """

    instruction = models.OneToOneField(
        Instruction, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="+")
    # All on the machine's time.
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    lease = models.CharField(max_length=40, default="", blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.instruction_id)
