"""Where a marketplace may be told what to do."""

import pytest

from mostrador.rules.webhook_address import Endpoint, endpoint, inner


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://market.example/hooks", Endpoint(True, "market.example", 443, "/hooks")),
        ("https://market.example", Endpoint(True, "market.example", 443, "/")),
        ("https://market.example:8443/a?b=c", Endpoint(True, "market.example", 8443, "/a?b=c")),
        ("https://market.example?b=c", Endpoint(True, "market.example", 443, "/?b=c")),
        ("http://127.0.0.1:9000/hooks", Endpoint(False, "127.0.0.1", 9000, "/hooks")),
        ("http://localhost/hooks", Endpoint(False, "localhost", 80, "/hooks")),
        ("http://[::1]:9000/", Endpoint(False, "::1", 9000, "/")),
    ],
)
def test_an_address_is_taken_apart(address, found):
    assert endpoint(address) == found


@pytest.mark.parametrize(
    "address",
    [
        "",
        "market.example/hooks",
        "http://market.example/hooks",
        "http://127.0.0.1.market.example/",
        "ftp://market.example/hooks",
        "https:///hooks",
        "https://olga:secret@market.example/",
        "https://market.example:port/",
        "https://market.example/a b",
        "https://market.example/a\r\nHost: other",
        "https://märkte.example/",
        "https://[market.example/",
        "https://market.example/" + "a" * 500,
    ],
)
def test_what_is_none_is_refused(address):
    assert endpoint(address) is None


@pytest.mark.parametrize(
    ("host", "is_inner"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("db.localhost", True),
        ("10.0.0.5", True),
        ("169.254.169.254", True),
        ("market.example", False),
        ("9.9.9.9", False),
    ],
)
def test_what_is_in_our_own_network_is_known(host, is_inner):
    assert inner(host) is is_inner
