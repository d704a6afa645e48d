"""Asking a body for a value, and what is said against it."""

from mostrador.rules.bodies import Given, RefusedError


def refused(ask, **body) -> list[tuple[str, str]]:
    """Code and pointer of each reason against what is asked for."""
    given_ = Given.of(body, "thing")
    ask(given_)
    try:
        given_.settled(None)
    except RefusedError as error:
        return [(reason.code, reason.pointer) for reason in error.reasons]
    return []


def told(ask, **body):
    """What is read of a body that is right."""
    given_ = Given.of(body, "thing")
    return given_.settled(ask(given_))
