"""What was decided for a buyer, on which ground, by whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mostrador.cases.models import Question
from mostrador.contacts.models import Contact
from mostrador.sealed.models import Text


class Decision(models.Model):
    class Ground(models.TextChoices):
        STANDARD_POLICY = "standard_policy", _("The standard return policy")
        SELLER_POLICY = "seller_policy", _("The seller's own policy")
        LAW = "law", _("The law")
        SELLER_ANSWER = "seller_answer", _("The seller's answer")
        BEST_JUDGEMENT = "best_judgement", _("Best judgement")
        GOODWILL = "goodwill", _("Goodwill")

    class Remedy(models.TextChoices):
        EXPLAIN = "explain", _("An explanation")
        CANCEL = "cancel", _("The order is cancelled")
        CHANGE_ADDRESS = "change_address", _("The address is changed")
        CHANGE_ITEM = "change_item", _("The item is changed")
        CHANGE_PAYMENT = "change_payment", _("The payment is changed")
        RETURN = "return", _("You may send it back")
        REFUND_ON_PROOF = "refund_on_proof", _("A refund once you have sent it back")
        REFUND_AFTER_RETURN = "refund_after_return", _("A refund once it has come back")
        REFUND_RETURNLESS = "refund_returnless", _("A refund, and you keep the item")
        PARTIAL_REFUND = "partial_refund", _("A refund of a part")
        REPLACEMENT = "replacement", _("A replacement")
        EXCHANGE = "exchange", _("An exchange")
        REPAIR = "repair", _("A repair")
        GOODWILL = "goodwill", _("A gesture of goodwill")
        REFUSE = "refuse", _("We cannot agree to it")

    id = models.CharField(primary_key=True, max_length=40)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="decisions")
    # The lapsed question a best judgement stands in for (R17).
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    remedy = models.CharField(max_length=30, choices=Remedy.choices)
    ground = models.CharField(max_length=20, choices=Ground.choices)
    lines = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    reason = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="+")
    decided_by = models.CharField(max_length=240)
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.id
