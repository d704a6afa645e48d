"""Imports that the operator began, how far each has come, and the mappings that he keeps."""

from django.db import models

from mostrador.history.models import Chained

# Why an import stands still of which no row was good.
HOPELESS = "hopeless"


class Mapping(Chained):
    """How tables of one origin are read, under a name; `body` is what `TableMapping.of` reads."""

    id = models.CharField(primary_key=True, max_length=20)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    body = models.JSONField()
    saved_at = models.DateTimeField()
    # Its history stays, so the row does, too.
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(removed_at=None),
                name="mapping_is_alone_with_its_name",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Import(Chained):
    """One file: it lies in the data folder, and a worker takes it in batch by batch.

    Rows, place and counts move on in one transaction, so that no row is lost and none counted
    twice, whoever is killed.
    """

    class State(models.TextChoices):
        # Somebody is to say how it is read.
        WAITING = "waiting"
        RUNNING = "running"
        STOPPED = "stopped"
        DONE = "done"
        FAILED = "failed"

    id = models.CharField(primary_key=True, max_length=20)
    # What its sender called the file.
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    # "table", "lines" (JSON Lines), or the export of another program.
    form = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    # Why it stands still, if nobody has stopped it.
    why = models.CharField(max_length=40, default="", blank=True)
    # Of a table: how it is read, what was seen in it, and its columns.
    mapping = models.JSONField(default=dict)
    seen = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    # The kept mapping that it began from, and the import whose rejected rows these are.
    kept = models.ForeignKey(Mapping, models.PROTECT, related_name="+", null=True, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    # What a trial found, which kept nothing.
    trial = models.JSONField(null=True, blank=True)
    is_trial = models.BooleanField(default=False)
    # Whatever lies before this byte, and this line, is in.
    offset = models.BigIntegerField(default=0)
    line = models.BigIntegerField(default=1)
    # Contacts of the past come in a second round, when all that they may point at is in.
    round = models.PositiveSmallIntegerField(default=1)
    second_round = models.BooleanField(default=False)
    # By type of record and by what became of it.
    counts = models.JSONField(default=dict)
    by = models.CharField(max_length=240)
    received_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # When a worker has to look: at once while it runs, later to throw the file away.
    wakes_at = models.DateTimeField(null=True, blank=True, db_index=True)
    file_gone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    def total(self, word: str) -> int:
        return sum(int(words.get(word, 0)) for words in self.counts.values())

    @property
    def is_hopeless(self) -> bool:
        """No row of it was good, so that nothing of it is in."""
        return self.state == self.State.FAILED and self.why == HOPELESS

    @property
    def percent(self) -> int:
        """How much of the file is read, whichever round it is."""
        rounds = 2 if self.second_round else 1
        done = self.offset + (self.size if self.round > 1 else 0)
        return 100 if not self.size else min(100, done * 100 // (self.size * rounds))


class Rejects(models.Model):
    """The rejected rows of one batch: `[line, byte, length, [[code, detail, pointer], …]]` each."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rejects")
    rows = models.JSONField()

    def __str__(self) -> str:
        return f"{self.of_id}: {len(self.rows)}"
