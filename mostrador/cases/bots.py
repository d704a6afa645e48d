"""What a seller's group is told by its bot: that something waits, and nothing about anybody."""

from datetime import datetime

from mostrador.cases.models import Question
from mostrador.outbox import owing
from mostrador.sellers.reach_models import Reach

KIND = "bot"


def owe(question: Question, occasion: str, wishes: Reach | None, *, now: datetime) -> None:
    """One short word to the group, where the seller named one."""
    if wishes is None or not wishes.bot_url:
        return
    key = f"bot:{question.pk}:{occasion}:{now.isoformat()}"
    owing.owe(KIND, key, {"question": question.pk, "occasion": occasion}, now=now)
