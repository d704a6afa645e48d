"""Tables point inwards, as imports do: a foreign key named by a string escapes the import contract.

Across apps a row is never taken away from under another (PROTECT), and the inner app does not learn
a name for the outer one's rows. The exceptions are listed; the lists may shrink, never grow.
"""

from django.apps import apps
from django.db import models
from django.db.models import Field, Model

from tests.architecture import tree

# A person who leaves takes membership and draft along and leaves the matter unowned; what a program
# was once answered goes with its key.
NOT_PROTECTED = {
    "api.Kept.token": "CASCADE",
    "contacts.Contact.owner": "SET_NULL",
    "contacts.Draft.user": "CASCADE",
    "orders.Buyer.user": "SET_NULL",
    "sellers.Membership.user": "CASCADE",
}
# Read from the inner row on purpose: look-ups begin from the person or the record asked about.
NAMED_ACROSS_APPS = {
    "cases.Question.contact",
    "cases.Question.part",
    "cases.Question.seller",
    "contacts.Part.seller",
    "decisions.Decision.contact",
    "decisions.Decision.question",
    "decisions.Return.contact",
    "decisions.Withdrawal.contact",
    "intake.Inbound.contact",
    "orders.Buyer.user",
    "sellers.Membership.user",
    "sellers.Seller.users",
}


def app_of(model: type[Model]) -> str:
    package, _, rest = model.__module__.partition(".")
    return rest.partition(".")[0] if package == "mostrador" else ""


def ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if app_of(model)]


def relations() -> dict[str, Field]:
    """Every relation of ours to another app of ours, by app, model and field."""
    return {
        f"{app_of(model)}.{model.__name__}.{field.name}": field
        for model in ours()
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.remote_field and app_of(field.related_model) not in ("", app_of(model))
    }


def ring(app: str) -> int:
    """Counted from outside."""
    return next(place for place, layer in enumerate(tree.rings()) if app in layer)


def test_every_app_with_tables_has_its_place():
    placed = {app for layer in tree.rings() for app in layer}

    assert {app_of(model) for model in ours()} - placed == set()
    assert len(relations()) > 30


def test_tables_point_inwards():
    outwards = [
        name
        for name, field in relations().items()
        if ring(app_of(field.related_model)) <= ring(app_of(field.model))
    ]

    assert outwards == []


def test_no_row_is_taken_from_under_another_app():
    taken = {
        name: field.remote_field.on_delete.__name__
        for name, field in relations().items()
        if not field.many_to_many and field.remote_field.on_delete is not models.PROTECT
    }

    assert taken == NOT_PROTECTED


def test_an_inner_app_has_no_name_for_an_outer_ones_rows():
    named = {name for name, field in relations().items() if field.remote_field.related_name != "+"}

    assert named == NAMED_ACROSS_APPS
