"""How a command gives up."""


class Failure(Exception):  # noqa: N818  raised to say something, by every command
    """One clear sentence for the person at the keyboard; exit code 1."""
