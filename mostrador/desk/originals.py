"""What stood around a person's new words in the mail that brought them."""

from collections.abc import Callable, Mapping, Sequence

from mostrador.contacts.models import Message
from mostrador.intake.letter import Letter
from mostrador.sealed.models import File

# How a kept original is read, by media type; filled in by site/wiring.py, for reading mail is
# another door's trade.
READERS: dict[str, Callable[[bytes], Letter]] = {}
# A mail with pictures in it is read when somebody asks for it, not with the whole page.
MOST = 64 * 1024


def around(messages: Sequence[Message]) -> Mapping[int, str]:
    """Quoted history and signature, by message; nothing for what is too large to read at once."""
    by_file = {message.original_id: message for message in messages if message.original_id}
    files = File.objects.filter(pk__in=by_file, size__lte=MOST, size__gt=0)
    found = {by_file[file.pk].pk: _whole(file) for file in files}
    words = {message.pk: message.text.body for message in messages}
    return {key: _rest(whole, words[key]) for key, whole in found.items()}


def _whole(file: File) -> str:
    read = READERS.get(file.media_type)
    return read(bytes(file.body)).whole_text if read else ""


def _rest(whole: str, new: str) -> str:
    """What is left of the whole without the new words; all of it where they are not its start."""
    whole, new = whole.strip(), new.strip()
    return whole.removeprefix(new).strip()
