"""A carrier's label, whoever has it made: the seller, an agent for him, or the marketplace."""

from functools import partial

import pytest

from mostrador.contacts.models import Delivery
from mostrador.decisions import return_labels, return_steps
from mostrador.decisions.models import Instruction, Return
from mostrador.decisions.return_labels import Label
from tests import at_once
from tests.cast import ADA, NOON
from tests.decisions.going_back import LABEL, a_return, to_zhou
from tests.decisions.ordered import PROGRAM, said

pytestmark = pytest.mark.usefixtures("marketplace")
WHOLE = Label(LABEL, code="RMA-77-QR", tracking="00340434161094042557")


def again(row: Return) -> Return:
    return Return.objects.select_related("label").get(pk=row.pk)


def acknowledged(row: Return, label: Label, outcome: str = "done") -> None:
    ordered = Instruction.objects.get(decision=row.decision, kind="return")
    return_labels.acknowledge(ordered.pk, said(outcome), label, by=PROGRAM, now=NOON)


def told() -> int:
    return Delivery.objects.filter(template="return_ready").count()


def test_the_marketplaces_label_is_a_way_back_where_nobody_has_named_one():
    row = a_return()
    assert row.state == "awaiting_option"

    acknowledged(row, WHOLE)

    row = again(row)
    assert (row.state, row.method, told()) == ("authorised", "prepaid_label", 1)
    assert row.label is not None
    assert bytes(row.label.body) == LABEL[2]
    assert (row.label_code, row.tracking) == ("RMA-77-QR", "00340434161094042557")


def test_said_twice_it_is_one_label():
    row = a_return()
    acknowledged(row, WHOLE)
    first = again(row).label_id

    acknowledged(row, WHOLE)

    assert (again(row).label_id, told()) == (first, 1)


def test_a_carriers_code_alone_is_enough():
    row = a_return()

    acknowledged(row, Label(code="RMA-77-QR"))

    row = again(row)
    assert (row.state, row.label, row.label_code) == ("authorised", None, "RMA-77-QR")


@pytest.mark.parametrize(("outcome", "label"), [("refused", WHOLE), ("done", Label())])
def test_what_was_refused_or_brings_none_changes_nothing(outcome, label):
    row = a_return()

    acknowledged(row, label, outcome)

    assert (again(row).label, told()) == (None, 0)


def test_a_parcel_that_has_left_needs_none():
    row = to_zhou()
    return_steps.send(row.pk, "", by=ADA, now=NOON)
    before = again(row).label_id

    acknowledged(row, WHOLE)

    assert (again(row).label_id, again(row).label_code) == (before, "")


def test_the_parcels_number_stays_where_the_buyer_gives_none():
    row = a_return()
    acknowledged(row, WHOLE)

    return_steps.send(row.pk, " ", by=ADA, now=NOON)

    assert again(row).tracking == "00340434161094042557"


@pytest.mark.django_db(transaction=True)
def test_said_twice_at_the_same_moment_it_is_one_label():
    row = a_return()

    at_once.run(*[partial(acknowledged, row, WHOLE)] * 4)

    assert (again(row).state, told()) == ("authorised", 1)
