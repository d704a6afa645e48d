"""Finding, in the text of the code, who writes whose rows."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from tests.architecture import tree

WRITES = {
    "create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete",
    "raw",
}  # fmt: skip
# Through the row a relation leads to: `contact.messages.create(…)`.
WRITES_ALONG = (WRITES | {"add", "set", "remove", "clear"}) - {"update", "raw"}


@dataclass(frozen=True, slots=True)
class Write:
    file: str
    line: int
    model: str
    act: str

    @property
    def app(self) -> str:
        """Of the file that writes."""
        return self.file.split("/")[1].removesuffix(".py")


def all_writes() -> list[Write]:
    modules = tree.python("mostrador")
    return [found for path in modules for found in in_module(tree.parsed(path), tree.name(path))]


def in_module(module: ast.Module, here: str) -> Iterator[Write]:
    known = _models_by_name(module)
    along = _models_by_relation()
    for call in ast.walk(module):
        if not isinstance(call, ast.Call):
            continue
        if isinstance(call.func, ast.Name) and call.func.id in known:
            yield Write(here, call.lineno, known[call.func.id], "made")
        if isinstance(call.func, ast.Attribute):
            yield from _by_method(call, call.func, here, known, along)


def _by_method(
    call: ast.Call, method: ast.Attribute, here: str, known: dict[str, str], along: dict[str, str]
) -> Iterator[Write]:
    if method.attr in WRITES and (root := _root(method)) in known:
        yield Write(here, call.lineno, known[root], method.attr)
    related = method.value.attr if isinstance(method.value, ast.Attribute) else ""
    if method.attr in WRITES_ALONG and related in along:
        yield Write(here, call.lineno, along[related], method.attr)


def _root(node: ast.expr) -> str:
    """`Contact` of `Contact.objects.filter(…).update`."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _models_by_name(module: ast.Module) -> dict[str, str]:
    """What the file calls each model it imports: `Text` → `sealed.Text`."""
    imported = {
        alias.asname or alias.name: f"{statement.module}.{alias.name}"
        for statement in ast.walk(module)
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }
    ours = {f"{model.__module__}.{model.__name__}": _named(model) for model in _models()}
    return {name: ours[full] for name, full in imported.items() if full in ours}


def _models_by_relation() -> dict[str, str]:
    return {
        relation.get_accessor_name(): _named(relation.related_model)
        for model in _models()
        for relation in model._meta.related_objects
        if relation.get_accessor_name() and relation.related_model in _models()
    }


def _models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("mostrador.")]


def _named(model: type[Model]) -> str:
    return f"{model.__module__.split('.')[1]}.{model.__name__}"
