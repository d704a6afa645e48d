"""What the buyer of a marketplace's thread is told, in the words of the mail that he would get.

Into the thread go words alone: no address by which two could go around the marketplace, no key to
a page of his, since others may be allowed to read it there.
"""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage

from mostrador import wallclock
from mostrador.channels.email import declared, outgoing
from mostrador.channels.email.letters import Letter, letter_for
from mostrador.connectors import posting, threads
from mostrador.connectors.base import File
from mostrador.contacts.models import Delivery
from mostrador.outbox.models import Owed
from mostrador.outbox.sending import GIVE_UP_AFTER, PostponedError
from mostrador.rules.masking import masked

SIGNATURE = "\n-- \n"


def deliver(owed: Owed, now: datetime) -> None:
    """Post it once; what was posted, or refused, is not tried again."""
    delivery = outgoing.find(owed)
    if delivery.state != Delivery.State.QUEUED:
        return
    if declared.recipient(delivery):
        # Whoever withdraws has said himself where the confirmation shall go.
        outgoing.deliver(owed, now)
        return
    thread = threads.of_contact(delivery.contact)
    if thread is None:
        posting.refuse(delivery, "NO_THREAD", now=now)
        return
    letter = letter_for(delivery, now=now)
    said = words(letter)
    try:
        posting.post(
            delivery, thread, said, _copy(delivery, letter, said), _files(letter),
            now=now, machine_now=wallclock.machine_now(),
        )  # fmt: skip
    except PostponedError:
        raise
    except Exception:
        if owed.attempts + 1 >= GIVE_UP_AFTER:
            posting.refuse(delivery, "GAVE_UP", now=now)
        raise


def words(letter: Letter) -> str:
    """The letter's own, without what only a mail needs."""
    text, _mark, signature = letter.text.rpartition(SIGNATURE)
    whole = "\n\n".join(filter(None, (text.strip(), signature.strip())))
    return masked(whole, secrets=())


def _files(letter: Letter) -> Sequence[File]:
    return [File(one.name, one.media_type, one.content) for one in letter.attachments]


def _copy(delivery: Delivery, letter: Letter, said: str) -> bytes:
    """As the copies of mails are kept, so that it is shown beside them."""
    copy = EmailMessage()
    copy["Subject"] = " ".join(letter.subject.split())
    copy["Message-ID"] = delivery.mail_id
    copy.set_content(said)
    return copy.as_bytes()
