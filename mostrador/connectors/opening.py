"""From a connection as it is kept to a connector that can be asked."""

from collections.abc import Iterable
from datetime import datetime

from mostrador.connectors import registry
from mostrador.connectors.base import Access, Connector, Stream
from mostrador.connectors.failures import SettingError, UnreadableError
from mostrador.connectors.models import Connection


def opened(connection: Connection, *, machine_now: datetime) -> Connector:
    """Raises SettingError for one that cannot be asked as it is."""
    try:
        made = registry.find(connection.kind)
    except registry.UnknownKindError:
        raise SettingError(f"No connector of the kind {connection.kind} is installed.") from None
    given = {each.name: each.default for each in made.settings}
    given |= connection.settings | connection.secrets
    missing = [each.label for each in made.settings if each.required and not given[each.name]]
    if missing:
        raise SettingError(f"Not filled in: {', '.join(str(label) for label in missing)}.")
    return made(
        Access(
            store=connection.store_id,
            settings=given,
            now=machine_now,
            tables=connection.tables,
            secrets=tuple(connection.secrets.values()),
        )
    )


def stream_of(streams: Iterable[Stream], name: str) -> Stream:
    for stream in streams:
        if stream.name == name:
            return stream
    raise UnreadableError(f"The connector has no stream {name} any more.")
