"""Appeals of sellers, handed in by a program."""

from typing import Literal

from ninja import Router
from ninja.responses import Status

from mostrador.api import answers, decision_shapes, keys
from mostrador.api.bearer import Bearer, Call
from mostrador.api.bodies import Body, Words
from mostrador.api.decision_shapes import AppealShape
from mostrador.api.finding import find
from mostrador.api.shapes import Facts
from mostrador.decisions import appeals
from mostrador.decisions.appeals import Plea
from mostrador.decisions.models import Decision
from mostrador.rules.appeals import Reason

router = Router(tags=["Decisions"])


class AppealFiled(Body):
    """`text` is what the seller says. Photos and papers are added in the portal."""

    reason: Literal[tuple(map(str, Reason))]  # type: ignore[valid-type]  # read from the rule
    text: Words


@router.post(
    "/decisions/{key}/appeals", auth=Bearer("decisions"),
    response=answers.done(201, shape=AppealShape),
)  # fmt: skip
@keys.once
def appeal(request: Call, key: str, body: AppealFiled) -> Status[Facts]:
    """Once for each decision, in the name of the seller who pays for it, until `appeal_until`.

    Another person than who decided looks at it; `GET decisions/{id}` says how it stands.
    """
    find(Decision.objects.only("pk"), key, "decision")
    plea = Plea(body.reason, body.text)
    made = appeals.file(key, plea, by=str(request.auth), now=request.now)
    return Status(201, decision_shapes.appeal(made))
