"""Why something is not decided."""

from collections.abc import Sequence

from mostrador.rules.entitlement_facts import Clause


class RefusedError(Exception):
    """A rule refuses it; `code` says which, the message what to do, `clauses` on what it rests.

    `values` are the figures and references of the sentence, for whoever words it again.
    """

    def __init__(
        self, code: str, sentence: str, *, clauses: Sequence[Clause] = (), **values: str
    ) -> None:
        super().__init__(sentence)
        self.code, self.clauses, self.values = code, tuple(clauses), values
