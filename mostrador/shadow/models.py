"""What came in for sellers who are not live, what we would have done, and what really happened."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mostrador.contacts.lanes import Handler
from mostrador.contacts.models import Contact
from mostrador.orders.models import Buyer, Order
from mostrador.rules import agreement
from mostrador.sealed.models import File, Text
from mostrador.sellers.models import Seller
from mostrador.stores.models import Store


class Observation(models.Model):
    """One matter that somebody else answers, or answered. Nothing is ever owed for it.

    Its judgement is kept like a decision's: the facts that the rule was given, and its answer.
    """

    class Source(models.TextChoices):
        # A mail that came in and opened no contact.
        MAIL = "mail"
        # A contact that was over before, ours or the marketplace's.
        CONTACT = "contact"

    class Proposal(models.TextChoices):
        DECIDE = "decide"
        # Only words: no remedy was asked for, or none is to be had.
        ANSWER = "answer"
        ASK_ORDER = "ask_order"
        PASS_ON = "pass_on"  # noqa: S105  a way to answer, nothing secret
        SUPPORT = "support"

    class Outcome(models.TextChoices):
        CANCELLED = agreement.Outcome.CANCELLED.value, pgettext_lazy("outcome", "Cancelled")
        REFUNDED = agreement.Outcome.REFUNDED.value, _("Refunded")
        RETURNED = agreement.Outcome.RETURNED.value, _("Sent back")
        REPLACED = agreement.Outcome.REPLACED.value, _("Replaced")
        REPAIRED = agreement.Outcome.REPAIRED.value, _("Repaired")
        CHANGED = agreement.Outcome.CHANGED.value, pgettext_lazy("outcome", "Changed")
        ANSWERED = agreement.Outcome.ANSWERED.value, _("Answered in words")
        NOTHING = agreement.Outcome.NOTHING.value, pgettext_lazy("outcome", "Nothing")

    class Agreement(models.TextChoices):
        AGREES = agreement.Agreement.AGREES.value
        OFFERED = agreement.Agreement.OFFERED.value
        DIFFERS = agreement.Agreement.DIFFERS.value
        OPEN = agreement.Agreement.OPEN.value
        NOT_OURS = agreement.Agreement.NOT_OURS.value

    id = models.CharField(primary_key=True, max_length=40)
    source = models.CharField(max_length=10, choices=Source.choices)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(
        Order, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seller = models.ForeignKey(
        Seller, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_constraint=False,
    )  # fmt: skip
    buyer = models.ForeignKey(
        Buyer, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The contact that was observed; for a mail there is none.
    contact = models.OneToOneField(
        Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # When it came in: the moment for which we judge it.
    at = models.DateTimeField()
    subject_text = models.ForeignKey(
        Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    address_text = models.ForeignKey(
        Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What intake said of the mail.
    verdict = models.CharField(max_length=20, default="", blank=True)
    verified = models.BooleanField()
    language = models.CharField(max_length=20)
    topic = models.CharField(max_length=60)
    handler = models.CharField(max_length=10, choices=Handler.choices)
    coverage = models.JSONField()
    proposal = models.CharField(max_length=10, choices=Proposal.choices)
    cause = models.CharField(max_length=30, default="", blank=True)
    # What is offered first, of the first line for which anything is.
    remedy = models.CharField(max_length=30, default="", blank=True)
    line = models.CharField(max_length=200, default="", blank=True)
    # {"facts": {line: …}, "answer": {line: …}} as with a decision.
    entitlement = models.JSONField(default=dict)
    asks_seller = models.BooleanField(default=False)
    # What the order showed already when it came in: refunds, replacements, its state.
    before = models.JSONField(default=dict)
    # What happened afterwards: outcome, moment and money of each.
    happened = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.NOTHING)
    agreement = models.CharField(max_length=10, choices=Agreement.choices, default=Agreement.OPEN)
    judged_at = models.DateTimeField()
    compared_at = models.DateTimeField(null=True, blank=True)
    # When to look again for what happened; none once enough time has passed.
    wakes_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["store", "-at"], name="observation_of_a_store"),
            models.Index(
                fields=["store", "topic", "agreement"], name="observation_by_agreement"
            ),
            models.Index(
                fields=["wakes_at"], name="observation_still_awake",
                condition=Q(wakes_at__isnull=False),
            ),
        )  # fmt: skip
        constraints = (
            models.CheckConstraint(
                name="observation_of_a_contact_names_it",
                condition=Q(source="contact", contact__isnull=False)
                | Q(source="mail", contact=None),
            ),
        )

    def __str__(self) -> str:
        return self.id


class Heard(models.Model):
    """Something that was said in an observed matter that has no contact."""

    class Who(models.TextChoices):
        BUYER = "buyer"
        SERVICE = "service"
        SELLER = "seller"
        UNKNOWN = "unknown"

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="heard")
    who = models.CharField(max_length=10, choices=Who.choices)
    at = models.DateTimeField()
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    # The mail as it travelled, its files in it.
    original = models.ForeignKey(
        File, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.observation_id} {self.who}"


class LookBack(models.Model):
    """An operator's wish to see the last days of a store: worked through in batches."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField()
    asked_by = models.CharField(max_length=240)
    asked_at = models.DateTimeField()
    since = models.DateTimeField()
    # The last contact that was looked at; the next ones are newer.
    after_at = models.DateTimeField(null=True, blank=True)
    after_id = models.CharField(max_length=200, default="", blank=True)
    observed = models.PositiveIntegerField(default=0)
    # Contacts about which nothing could be said; the log says why.
    failed = models.PositiveIntegerField(default=0)
    wakes_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["wakes_at"], name="look_back_still_awake",
                condition=Q(wakes_at__isnull=False),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.store_id} {self.days}"
