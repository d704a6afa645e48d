"""What the test button tries: each call once, and the reason codes that would be used.

Written from the public documentation, not tried on the live service.
"""

import mimetypes
from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from mostrador.connectors.base import Finding
from mostrador.connectors.calling import AnswerError, Caller, CallError
from mostrador.connectors.parts import Body, parts, text

Reason = Callable[[Caller, str, str], str]
NOT_FOUND = 404
# Those that a decision gives most often.
CAUSES = ("not_received", "damaged", "wrong_item", "changed_mind")


def findings(caller: Caller, reason: Reason) -> Sequence[Finding]:
    return [
        _tried(lambda: _answers(caller)),
        _tried(lambda: _reads(caller, "api/orders", "max", _("Orders can be read (OR11)."))),
        _tried(lambda: _reads(caller, "api/returns", "limit", _("Returns can be read (RT11)."))),
        _tried(
            lambda: _reads(caller, "api/inbox/threads", "limit", _("Messages can be read (M11)."))
        ),
        _tried(lambda: _reads(caller, "api/shops", "max", _("Sellers can be read (S20)."))),
        _tried(lambda: _codes(caller, reason)),
    ]


def reasons(caller: Caller, kind: str) -> list[Body]:
    """RE01; a platform that does not have it yet has RE02."""
    try:
        found = caller.get("api/reasons").json()
    except AnswerError as error:
        if error.status != NOT_FOUND:
            raise
        found = caller.get(f"api/reasons/{kind}").json()
    usable = [one for one in parts(found, "reasons") if text(one, "type") in {kind, ""}]
    return list(_allowed(usable))


def media_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _allowed(rows: Iterable[Body]) -> Iterable[Body]:
    """Where it is told who may use a reason, the operator's."""
    return (one for one in rows if one.get("is_operator_right", True) is not False)


def _answers(caller: Caller) -> Finding:
    caller.get("api/version")
    return Finding(fine=True, sentence=_("The platform answers."))


def _reads(caller: Caller, path: str, page: str, sentence: str) -> Finding:
    caller.get(path, {page: "1"})
    return Finding(fine=True, sentence=sentence)


def _codes(caller: Caller, reason: Reason) -> Finding:
    """What a refund would be told as, so that somebody sees a wrong guess before it is made."""
    named = {cause: reason(caller, "REFUND", cause) for cause in CAUSES}
    if not all(named.values()):
        return Finding(fine=False, sentence=_("There is no reason of type REFUND that we may use."))
    said = ", ".join(f"{cause} → {code}" for cause, code in named.items())
    return Finding(
        fine=True,
        sentence=_("Refunds are told with these reason codes: %(codes)s.") % {"codes": said},
    )


def _tried(act: Callable[[], Finding]) -> Finding:
    try:
        return act()
    except CallError as error:
        return Finding(fine=False, sentence=error.sentence)
