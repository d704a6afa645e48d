"""Nobody fills the disk with a body that is too large for the address it is sent to."""

from io import BytesIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from mostrador.site import middleware
from tests.cast import signed_in

GIGABYTES = 2 * 2**30


class Untouched(BytesIO):
    """A body that must not be read, as nobody knows who sends it."""

    def read(self, *_size: int) -> bytes:
        raise AssertionError("it was read")


def handed_in(client: Client, path: str, size: int) -> int:
    told = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(size)}
    answer = client.generic("POST", path, b"", **told, **{"wsgi.input": Untouched()})
    return answer.status_code


@pytest.mark.parametrize("path", ["/", "/office/imports/", "/accounts/login/", "/no/such/page"])
@pytest.mark.parametrize("who", [None, "zhou", "ada"])
def test_it_is_refused_unread(path, who):
    client = signed_in(who) if who else Client(enforce_csrf_checks=True)

    assert handed_in(client, path, GIGABYTES) == 413


def test_an_operator_hands_it_in_where_files_are_taken_in():
    request = HttpRequest()
    request.method, request.path = "POST", reverse("office:imports")
    request.META["CONTENT_LENGTH"] = str(GIGABYTES)
    request.user = signed_in("olga").get("/").wsgi_request.user

    assert not middleware._is_too_large(request)
    request.path = reverse("office:home")
    assert middleware._is_too_large(request)


@pytest.mark.parametrize(("said", "is_too_large"), [
    ("", False), ("nonsense", False), (str(middleware.LARGEST), False),
    (str(middleware.LARGEST + 1), True),
])  # fmt: skip
def test_others_go_on(said, is_too_large):
    request = HttpRequest()
    request.META["CONTENT_LENGTH"] = said
    request.user = AnonymousUser()

    assert middleware._is_too_large(request) is is_too_large
