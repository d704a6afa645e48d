"""A table has one writer: its own app, and for the three that guard the rest, one module."""

import ast

from tests.architecture import writes

ONE_MODULE = {
    "history.Entry": {"mostrador/history/chain.py"},
    "sealed.Text": {"mostrador/sealed/keeping.py"},
    "sealed.File": {"mostrador/sealed/keeping.py"},
}
# Built where its facts are known and handed to its writer, or never saved at all; may only shrink.
BUILT_ELSEWHERE = {
    ("mostrador/contacts/deliveries.py", "outbox.Owed"),
    ("mostrador/desk/dossier.py", "sellers.Seller"),
    ("mostrador/orders/queries.py", "stores.Store"),
    ("mostrador/stores/copies.py", "outbox.Owed"),
}


def of_others() -> list[writes.Write]:
    return [write for write in writes.all_writes() if write.app != write.model.split(".")[0]]


def test_an_app_writes_its_own_rows_alone():
    saving = [
        f"{write.file}:{write.line} {write.model} {write.act}"
        for write in of_others()
        if write.act != "made"
    ]

    assert len(writes.all_writes()) > 20
    assert saving == []


def test_rows_of_others_are_built_only_where_it_is_known():
    built = {(write.file, write.model) for write in of_others() if write.act == "made"}

    assert built == BUILT_ELSEWHERE


def test_history_and_sealed_rows_have_one_module_that_writes_them():
    writers = {
        model: {write.file for write in writes.all_writes() if write.model == model}
        for model in ONE_MODULE
    }

    assert writers == ONE_MODULE


IMAGINED = """
from mostrador.contacts.models import Contact, Message as Said
Contact.objects.filter(pk=1).update(state="open")
Said(lane="buyer")
contact.messages.create(lane="buyer")
list(Contact.objects.filter(pk=1))
known.update({})
"""


def test_the_search_sees_every_way_of_writing():
    found = writes.in_module(ast.parse(IMAGINED), "mostrador/imagined.py")

    assert sorted((write.line, write.model, write.act) for write in found) == [
        (3, "contacts.Contact", "update"),
        (4, "contacts.Message", "made"),
        (5, "contacts.Message", "create"),
    ]
