"""An agent gives the buyer a label that the seller sent him otherwise."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mostrador.decisions.models import Return
from tests.cast import signed_in
from tests.decisions import going_back
from tests.decisions.going_back import LABEL


def given(row: Return, body: bytes):
    file = SimpleUploadedFile("label.pdf", body, "application/pdf")
    where = f"/desk/contacts/{row.contact_id}/returns/{row.pk}/label/"
    return signed_in("ada").post(where, {"label": file}, follow=True)


def test_what_he_was_sent_reaches_the_buyer_and_can_be_opened():
    row = going_back.a_return()

    shown = given(row, LABEL[2])

    row = Return.objects.select_related("label").get()
    assert "The buyer has the label." in shown.text
    assert (row.state, bytes(row.label.body)) == ("authorised", LABEL[2])
    link = f"/desk/files/{row.label.pk}/"
    assert link in shown.text
    assert signed_in("ada").get(link).content == LABEL[2]
    assert signed_in("zhou").get(link).status_code == 404


@pytest.mark.parametrize("body", [b"", b"<html>"])
def test_what_is_no_label_is_not_kept(body):
    row = going_back.a_return()

    assert given(row, body).status_code == 422

    assert Return.objects.get().label is None
