"""Ids that we make: short enough to read aloud, too many to guess a neighbour's."""

import secrets

# Without I, L, O and U: nobody takes them for 1, 0 or V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def fresh(prefix: str) -> str:
    """Such as C-7K3M9QAB: 40 random bits."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(8))


def token() -> str:
    """120 unguessable bits, in letters that survive every mail program."""
    return secrets.token_hex(15)
