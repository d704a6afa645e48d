"""The API's own description: OpenAPI 3.1, made from the operations themselves."""

from typing import Any

from ninja import NinjaAPI
from ninja.operation import Operation

from mostrador.api import keys, problems
from mostrador.api.bearer import SCOPES

PREFIX = "/api/v1/"
FIRST_REFUSAL = 400

ABOUT = (
    "What a marketplace's programs do here. A token has scopes; each also exists with `:read` "
    "behind it, for looking only: "
    + "; ".join(f"`{scope}` ({what})" for scope, what in SCOPES.items())
    + ". Lists are read page by page: give the `next` of one page as `after` of the following."
)
KEY = {
    "in": "header",
    "name": keys.HEADER,
    "required": False,
    "schema": {"type": "string"},
    "description": (
        "Sent again within seven days, the same body under the same key gets the same answer and "
        "is done once; another body gets 409. A refusal does nothing and keeps no key."
    ),
}


class DescribedAPI(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.view_func.__name__)

    def get_openapi_schema(self, **_: Any) -> Any:
        described = super().get_openapi_schema(path_prefix=PREFIX)
        described["paths"] = {
            _public(path): methods for path, methods in described["paths"].items()
        }
        for methods in described["paths"].values():
            for method, operation in methods.items():
                _complete(method, operation)
        return described


def _public(name: str) -> str:
    """What we call a key is an id outside."""
    return name.replace("key", "id")


def _complete(method: str, operation: dict[str, Any]) -> None:
    operation["summary"] = operation["summary"].capitalize()
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            parameter["name"] = parameter["schema"]["title"] = _public(parameter["name"])
    if method == "post":
        operation["parameters"].append(KEY)
    for status, response in operation["responses"].items():
        if status >= FIRST_REFUSAL:
            response["content"] = {problems.MEDIA_TYPE: response["content"]["application/json"]}
