"""A buyer's matter: the conversation in its lanes, who answers, by when."""

from django.conf import settings
from django.db import models
from django.db.models import Q

# Another table of this app, in a module of its own.
from mostrador.contacts.draft_models import Draft  # noqa: F401  a table of this app
from mostrador.contacts.lanes import Channel, Handler, Lane
from mostrador.history.models import Chained
from mostrador.orders.models import Buyer, Order
from mostrador.outbox.models import Owed
from mostrador.sealed.models import File, Text
from mostrador.sellers.models import Product, Seller
from mostrador.stores.models import Store


class Contact(Chained):
    class State(models.TextChoices):
        OPEN = "open"
        WAITING_FOR_SELLER = "waiting_for_seller"
        WAITING_FOR_BUYER = "waiting_for_buyer"
        RESOLVED = "resolved"
        HANDED_OVER = "handed_over"
        MERGED = "merged"

    class Kind(models.TextChoices):
        BUYER = "buyer"
        SUPPORT = "support"

    # Ours is short; a contact of the past keeps the marketplace's.
    id = models.CharField(primary_key=True, max_length=200)
    # A buyer's matter, or a seller's with the service itself, which is in no agent's list (R54).
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.BUYER)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(
        Order, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The sender's only order, proposed to the agent and never assumed (E42).
    proposed_order = models.ForeignKey(
        Order, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What a question before an order is about (E41); the order's own lines say it otherwise.
    product = models.ForeignKey(
        Product, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_constraint=False,
    )  # fmt: skip
    buyer = models.ForeignKey(
        Buyer, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Nothing about the order goes out while the sender is not known to be its buyer.
    verified = models.BooleanField()
    topic = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    handler = models.CharField(max_length=10, choices=Handler.choices)
    # The verdict in force, in the words of contract section 4; earlier ones are in the history.
    coverage = models.JSONField()
    opened_at = models.DateTimeField()
    subject_text = models.ForeignKey(
        Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The address the person wrote from; sealed like his words.
    address_text = models.ForeignKey(
        Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # An unguessable part of the reply address and of the buyer's link.
    token = models.CharField(max_length=40, unique=True)
    promise_started_at = models.DateTimeField()
    answer_due_at = models.DateTimeField(null=True, blank=True)
    # What is left of the promise while the buyer's answer is awaited (E14).
    promise_left = models.DurationField(null=True, blank=True)
    # The moment the contact wants an agent; the list's order. Empty: it wants nobody.
    urgent_at = models.DateTimeField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    last_message = models.ForeignKey(
        "Message", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    first_answered_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Opened while its seller was not live: nothing leaves for it until he is.
    in_shadow = models.BooleanField(null=True, blank=True)
    # The contact this part of a mixed message was taken from (E38).
    split_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = (
            models.Index(
                fields=["urgent_at", "id"], name="contact_wanting_someone",
                condition=Q(urgent_at__isnull=False),
            ),
            models.Index(fields=["opened_at", "id"], name="contact_in_its_order"),
            models.Index(fields=["state", "opened_at", "id"], name="contact_in_its_state"),
            models.Index(
                fields=["resolved_at", "id"], name="contact_lately_resolved",
                condition=Q(resolved_at__isnull=False),
            ),
            models.Index(
                fields=["state", "opened_at", "id"], name="contact_for_seller_support",
                condition=Q(kind="support"),
            ),
            models.Index(fields=["order", "opened_at"], name="contact_of_an_order"),
            models.Index(fields=["buyer", "opened_at"], name="contact_of_a_buyer"),
        )  # fmt: skip
        constraints = (
            models.CheckConstraint(
                name="contact_resolved_has_its_moment",
                condition=~Q(state="resolved") | Q(resolved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="contact_merged_says_into_which",
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into=None)),
            ),
            models.CheckConstraint(
                name="contact_promises_or_pauses_not_both",
                condition=Q(answer_due_at=None) | Q(promise_left=None),
            ),
        )

    def __str__(self) -> str:
        return self.id


class Part(models.Model):
    """One seller's share of a contact, with its own handler and its own sight (E25)."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="parts")
    seller = models.ForeignKey(
        Seller, on_delete=models.PROTECT, related_name="parts", db_constraint=False
    )
    order = models.ForeignKey(
        Order, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handler = models.CharField(max_length=10, choices=Handler.choices)
    # When the seller's matter came to his Messages, and when he answered: a figure (E78).
    passed_at = models.DateTimeField(null=True, blank=True)
    seller_answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["contact", "seller", "order"], name="part_of_an_order_is_alone"
            ),
            models.UniqueConstraint(
                fields=["contact", "seller"], name="part_without_an_order_is_alone",
                condition=Q(order=None),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.contact_id} for {self.seller_id}"


class Message(models.Model):
    """Something said, in exactly one lane. Written through `contacts.conversation` alone."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="messages")
    # Whose share it belongs to; empty in the buyer's lane means all of the contact.
    part = models.ForeignKey(
        Part, null=True, blank=True, on_delete=models.PROTECT, related_name="messages"
    )
    lane = models.CharField(max_length=10, choices=Lane.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    # A role and an opaque id: "buyer:B-1", "agent:7", "seller:S-1", "service".
    author = models.CharField(max_length=240)
    at = models.DateTimeField()
    # Who it was by name, where another program knew it and we have no record of him.
    name_text = models.ForeignKey(
        Text, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    # The whole of it, with quoted history and signature, where the words above are a part.
    original = models.ForeignKey(
        File, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # A note between answers does not fulfil the promise; an answer does (E14).
    interim = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["contact", "at"], name="message_of_a_contact"),)
        constraints = (
            models.CheckConstraint(
                name="message_in_the_sellers_lane_has_its_part",
                condition=~Q(lane="seller") | Q(part__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.contact_id} {self.lane} {self.author}"


class Attachment(models.Model):
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.file_id} of {self.message_id}"


class Delivery(models.Model):
    """A mail that leaves, to one participant of one lane; triggers (see migrations) hold it."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        BOUNCED = "bounced"
        # There is no address to send it to; the page has it all the same.
        NO_ADDRESS = "no_address"
        # Its seller is not live: it was never sent, and never will be.
        WITHHELD = "withheld"
        # The marketplace would not take it into its thread.
        REFUSED = "refused"

    class To(models.TextChoices):
        BUYER = "buyer"
        SELLER = "seller"

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="deliveries")
    part = models.ForeignKey(
        Part, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    message = models.ForeignKey(
        Message, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    lane = models.CharField(max_length=10, choices=Lane.choices)
    to = models.CharField(max_length=10, choices=To.choices)
    # To the seller's second address, as a copy of what the default address was told.
    second = models.BooleanField(default=False)
    template = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    mail_id = models.CharField(max_length=250, unique=True)
    owed = models.OneToOneField(Owed, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    sent_at = models.DateTimeField(null=True, blank=True)
    raw = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="delivery_stays_in_its_lane",
                condition=Q(lane="buyer", to="buyer")
                | Q(lane="buyer", to="seller", part__isnull=False)
                | Q(lane="seller", to="seller", part__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.mail_id


class Alias(models.Model):
    """The masked addresses of one buyer and one seller for each other: stable, ours (E79)."""

    token = models.CharField(primary_key=True, max_length=40)
    # Whom a mail to this alias reaches.
    reaches = models.CharField(max_length=10, choices=Delivery.To.choices)
    # The buyer's id, or for a person unknown to us the contact's.
    buyer_key = models.CharField(max_length=240)
    seller = models.ForeignKey(
        Seller, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    # The contact a mail to the alias continues when nothing else says so.
    latest = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["buyer_key", "seller", "reaches"], name="alias_is_stable"
            ),
        )

    def __str__(self) -> str:
        return self.token
