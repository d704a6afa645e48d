"""Who calls, and what the caller may do."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from mostrador.api.problems import ProblemError
from mostrador.people import tokens
from mostrador.people.models import Token
from mostrador.rules.bodies import Reason

# What each scope opens; with `:read` behind it, for looking only.
SCOPES = {
    "records": "stores, sellers, products, buyers and orders",
    "enrolments": "invitations, enrolments and return policies",
    "coverage": "who answers, and why",
    "contacts": "contacts and their messages",
    "questions": "questions to sellers",
    "answers": "answering in a seller's name",
    "decisions": "decisions",
    "instructions": "what the marketplace is to do",
    "entries": "signing people in",
}


class Call(HttpRequest):
    """A program's request. Histories call the program str(auth); middleware set the moments."""

    auth: Token
    now: datetime
    machine_now: datetime


class Bearer(HttpBearer):
    """The token must have the scope."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Any | None:
        found = tokens.find(token)
        if found is None or self._allows(found, request):
            return found
        detail = f"This token lacks the scope {self.scope}."
        raise ProblemError(403, Reason("SCOPE_MISSING", detail, ""))

    def _allows(self, token: Token, request: HttpRequest) -> bool:
        looks = request.method == "GET" and tokens.allows(token, f"{self.scope}:read")
        return looks or tokens.allows(token, self.scope)
