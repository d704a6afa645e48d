"""The test button really tries each call, and says in a sentence what it found."""

from mostrador.connectors import opening
from mostrador.connectors.models import Connection
from tests.cast import NOON
from tests.connectors.mirakl.connected import connected
from tests.connectors.mirakl.platform import Platform


def findings(platform: Platform) -> list[tuple[bool, str]]:
    connection = Connection.objects.first() or connected(platform)
    connector = opening.opened(connection, machine_now=NOON)
    return [(one.fine, str(one.sentence)) for one in connector.test()]


def test_it_says_which_codes_a_refund_would_have(platform):
    found = findings(platform)

    assert [fine for fine, _sentence in found] == [True] * 6
    assert "not_received → 18, damaged → 19, wrong_item → 14" in found[-1][1]


def test_an_older_platform_lists_reasons_by_type(platform):
    platform.refuses = {"GET /api/reasons": 404}

    assert findings(platform)[-1][0]
    assert platform.heard[-1] == "GET /api/reasons/REFUND"


def test_a_wrong_key_is_said_of_each_call_and_the_key_is_not_shown(platform):
    connected(platform)
    Connection.objects.update(secrets={"key": "wrong-key-99"})

    found = findings(platform)

    assert {fine for fine, _sentence in found} == {False}
    assert not any("wrong-key-99" in sentence for _fine, sentence in found)


def test_without_a_reason_that_we_may_use_nothing_can_be_paid_back(platform):
    platform.reasons = []

    assert not findings(platform)[-1][0]
