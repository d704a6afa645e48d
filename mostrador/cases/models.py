"""The Case Log: questions to sellers, their answers, and the clock between them."""

from django.db import models
from django.db.models import F, Q

# The other table of this app, with a module of its own.
from mostrador.cases.incident_models import Incident  # noqa: F401  a table of this app
from mostrador.contacts.models import Contact, Part
from mostrador.sealed.models import Text
from mostrador.sellers.models import Seller


class Question(models.Model):
    """One question with a clock of its own (E8). Its history is the contact's."""

    class State(models.TextChoices):
        OPEN = "open"
        ANSWERED = "answered"
        LAPSED = "lapsed"
        WITHDRAWN = "withdrawn"

    id = models.CharField(primary_key=True, max_length=40)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="questions")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="questions")
    seller = models.ForeignKey(
        Seller, on_delete=models.PROTECT, related_name="questions", db_constraint=False
    )
    kind = models.CharField(max_length=40)
    # What the agent added in his own words; the kind's own wording comes in every language.
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=20)
    asked_by = models.CharField(max_length=240)
    asked_at = models.DateTimeField()
    # The promise, kept for ever, and the moment a machine must look, emptied when it has.
    due_at = models.DateTimeField()
    wakes_at = models.DateTimeField(null=True, blank=True)
    # When the seller is reminded next; planned again if he keeps quiet hours then.
    reminds_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    # What was consulted before the seller was asked (R14).
    consulted = models.JSONField()
    seen_at = models.DateTimeField(null=True, blank=True)
    # The seller asked for more time, and was given it: each once (E10).
    more_time_asked_at = models.DateTimeField(null=True, blank=True)
    more_time_given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["wakes_at"], name="question_still_awake",
                condition=Q(wakes_at__isnull=False),
            ),
            models.Index(
                fields=["reminds_at"], name="question_to_remind_of",
                condition=Q(reminds_at__isnull=False),
            ),
            models.Index(fields=["seller", "state", "due_at"], name="question_of_a_seller"),
        )  # fmt: skip
        constraints = (
            models.CheckConstraint(
                name="question_not_answered_before_it_was_asked",
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at")),
            ),
            models.CheckConstraint(
                name="question_awake_only_while_open",
                condition=Q(wakes_at=None) | Q(state="open"),
            ),
            models.CheckConstraint(
                name="question_reminded_of_only_while_open",
                condition=Q(reminds_at=None) | Q(state="open"),
            ),
            models.CheckConstraint(
                name="question_answered_in_time",
                condition=~Q(state="answered")
                | Q(answered_at__isnull=False, answered_at__lte=F("due_at")),
            ),
            models.UniqueConstraint(
                fields=["part", "kind"], name="question_of_a_kind_open_once",
                condition=Q(state="open") & ~Q(kind="free_text"),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.id


class Answer(models.Model):
    """What the seller said; late answers are kept as well (E12)."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    at = models.DateTimeField()
    by = models.CharField(max_length=240)
    # A closed answer of the question's kind, shown to each side in its own language.
    choice = models.CharField(max_length=40, default="", blank=True)
    values = models.JSONField(default=dict)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=20)
    late = models.BooleanField()
    # Marked by an agent, with his reason, when it answers nothing (E7).
    not_an_answer = models.CharField(max_length=300, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.question_id} at {self.at:%Y-%m-%d %H:%M}"


class Upload(models.Model):
    """A file on its way to an answer, sent in pieces; thrown away when its time is over."""

    # Nobody guesses it, and it is asked for together with the question and the person.
    id = models.CharField(primary_key=True, max_length=40)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="uploads")
    # The one person who may add to it, or whoever holds the question's link.
    by = models.CharField(max_length=240)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    # How much of it has arrived; the pieces themselves are sealed.
    received = models.PositiveBigIntegerField(default=0)
    # It has become part of an answer; only its name and size are left.
    taken = models.BooleanField(default=False)
    wakes_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="upload_received_no_more_than_it_holds",
                condition=Q(received__lte=F("size")),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        return self.received == self.size
