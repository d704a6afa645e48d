"""Which kinds of marketplace can be connected: ours, and those that the operator brings along.

One of his own is named in the environment, MOSTRADOR_CONNECTORS="module:Class module:Class", and
nowhere else: what a person types into a page is never imported.
"""

import logging
from functools import cache
from importlib import import_module

from django.conf import settings

from mostrador.connectors.base import Connector

log = logging.getLogger("mostrador.connectors")
BUILT_IN: tuple[str, ...] = (
    "mostrador.connectors.mirakl.connector:Mirakl",
    "mostrador.connectors.selling_partner.connector:SellingPartner",
    "mostrador.connectors.woocommerce.connector:WooCommerce",
)


class UnknownKindError(LookupError):
    """No connector of this kind is installed."""


class NoConnectorError(ImportError):
    """A sentence about a name behind which there is no connector."""


def kinds() -> dict[str, type[Connector]]:
    """All that can be connected, by kind. One that cannot be loaded is left out, and logged."""
    found = [*BUILT_IN, *settings.CONNECTORS]
    return {each.kind: each for name in found if (each := _tried(name))}


def find(kind: str) -> type[Connector]:
    """Raises UnknownKindError."""
    try:
        return kinds()[kind]
    except KeyError:
        raise UnknownKindError(kind) from None


def load(name: str) -> type[Connector]:
    """The connector that `module:Class` names. Raises NoConnectorError."""
    module, _, attribute = name.partition(":")
    try:
        found = getattr(import_module(module), attribute)
    except (ImportError, AttributeError, ValueError, SyntaxError) as error:
        raise NoConnectorError(f"{name} cannot be loaded: {error}.") from error
    if not (isinstance(found, type) and issubclass(found, Connector)):
        raise NoConnectorError(f"{name} is no connector.")
    return found


@cache
def _tried(name: str) -> type[Connector] | None:
    try:
        return load(name)
    except NoConnectorError as error:
        log.error("%s", error)  # noqa: TRY400  a sentence is enough
        return None
