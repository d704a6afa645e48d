"""Every error becomes a problem document; what nobody expected tells nothing of our insides."""

import logging
from dataclasses import asdict
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from mostrador.api import bodies, news, problems
from mostrador.api.problems import ProblemError
from mostrador.cases import log
from mostrador.contacts import conversation
from mostrador.decisions import judgement
from mostrador.history import chain
from mostrador.rules.bodies import Reason

logger = logging.getLogger(__name__)

# What a rule's refusal is about, where it is one thing in the body.
POINTERS = {
    "REASON_REQUIRED": "/reason",
    "SELLER_REQUIRED": "/seller",
    "NO_SELLER": "/seller",
    "OTHER_REASON": "/reason",
    "ONLY_WRONG_CLASSIFICATION": "/reason",
    "TEXT_REQUIRED": "/text",
    "NOTHING_CONSULTED": "/consulted",
    "UNKNOWN_KIND": "/kind",
    "NOT_ENTITLED": "/remedy",
    "ALREADY_SHIPPED": "/remedy",
    "NOT_DELIVERED": "/remedy",
    "STILL_ENTITLED": "/remedy",
    "OTHER_GROUND": "/ground",
    "NOTHING_ANSWERED": "/ground",
    "ABOVE_WHAT_WAS_PAID": "/amount",
    "ABOVE_THE_OPTION": "/amount",
    "AMOUNT_REQUIRED": "/amount",
    "OTHER_CURRENCY": "/currency",
    "NOT_SO_MANY_UNITS": "/units",
    "CHANGES_REQUIRED": "/changes",
    "OTHER_PRODUCT": "/changes",
    "NOT_AVAILABLE": "/changes",
    "SAME_ITEM": "/changes",
    "METHOD_REQUIRED": "/payment_method",
    "METHOD_DID_NOT_PAY": "/payment_method",
    "METHOD_CANNOT_PAY": "/payment_method",
    "SAME_METHOD": "/payment_method",
    "ADDRESS_REQUIRED": "/ship_to",
}
ANSWERED = "This question needs no answer any more."
NOT_THEIRS = "The service answers this contact, not the seller."
MOVED_ON = "The contact has moved on; read what is new and decide again."
CHALLENGE = {"WWW-Authenticate": "Bearer"}


def declare(api: NinjaAPI) -> None:
    """Say for each kind of error what the answer is."""
    for kind, answer in ANSWERS.items():
        api.add_exception_handler(kind, _handler(answer))


def _handler(answer: Any) -> Any:
    return lambda _request, error: answer(error)


def not_found(_request: HttpRequest) -> HttpResponse:
    """An address that is none of ours."""
    return problems.document(problems.not_there("address"))


def not_allowed(allowed: str) -> HttpResponse:
    detail = f"This address takes {allowed}."
    return problems.answer(
        405, [Reason("METHOD_NOT_ALLOWED", detail, "")], headers={"Allow": allowed}
    )


def _unauthenticated(_error: AuthenticationError) -> HttpResponse:
    detail = (
        "Send a token that is in force as Authorization: Bearer TOKEN. “mostrador token NAME” makes"
        " one; a demo prints a new one at each start, and the one before ends."
    )
    return problems.answer(401, [Reason("UNAUTHENTICATED", detail, "")], headers=CHALLENGE)


def _http_error(error: HttpError) -> HttpResponse:
    """The framework hides the cause of a body that it could not read behind one of these."""
    if isinstance(error.__cause__, ProblemError):
        return problems.document(error.__cause__)
    return problems.answer(error.status_code, [Reason("REFUSED", error.message, "")])


def _invalid(error: ValidationError) -> HttpResponse:
    return problems.answer(422, bodies.reasons_in(error))


def _by_rule(error: log.RefusedError) -> HttpResponse:
    pointer = POINTERS.get(error.code, "")
    return problems.answer(422, [Reason(error.code, str(error), pointer)])


def _by_judgement(error: judgement.RefusedError) -> HttpResponse:
    """With the clauses that say why, and the figures and references of the sentence."""
    reason = Reason(error.code, str(error), POINTERS.get(error.code, ""))
    clauses = [asdict(clause) for clause in error.clauses]
    more = {"clauses": clauses, "values": dict(error.values)}
    return problems.answer(422, [reason], {key: each for key, each in more.items() if each})


def _moved_on(error: conversation.MovedOnError) -> HttpResponse:
    contact = error.contact
    said = {"version": contact.version, "state": str(contact.state)}
    new = news.since(contact, error.since)
    return problems.document(problems.conflict("MOVED_ON", MOVED_ON, "/version", **said, new=new))


def _unexpected(error: Exception) -> HttpResponse:
    logger.error("An operation failed", exc_info=error)
    return problems.answer(500, [Reason("FAILED", "Something went wrong on our side.", "")])


ANSWERS: dict[type[Exception], Any] = {
    Exception: _unexpected,
    ProblemError: problems.document,
    AuthenticationError: _unauthenticated,
    HttpError: _http_error,
    ValidationError: _invalid,
    Http404: lambda _: problems.document(problems.not_there("thing")),
    log.RefusedError: _by_rule,
    judgement.RefusedError: _by_judgement,
    conversation.MovedOnError: _moved_on,
    conversation.NotYoursError: lambda _: problems.document(
        problems.refused("NOT_THEIRS", NOT_THEIRS)
    ),
    log.AlreadyAnsweredError: lambda _: problems.document(
        problems.conflict("ALREADY_ANSWERED", ANSWERED)
    ),
    chain.MovedOnError: lambda _: problems.document(problems.conflict("MOVED_ON", MOVED_ON)),
    RequestDataTooBig: lambda _: problems.answer(413, [bodies.TOO_LARGE]),
    SuspiciousOperation: lambda _: problems.answer(
        400, [Reason("REFUSED", "The request cannot be read.", "")]
    ),
}
