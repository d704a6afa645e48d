import pytest

from mostrador.rules.asking import MayAsk, NotYet, may_ask_seller


@pytest.mark.parametrize(
    "consulted",
    [["order"], ["product_page"], ["records"], ["order", "product_page", "records", "order"]],
)
def test_R14_R52_a_seller_may_be_asked_after_a_recorded_attempt(consulted):
    assert may_ask_seller(consulted) == MayAsk()
    assert may_ask_seller(consulted)


@pytest.mark.parametrize(
    ("consulted", "reasons"),
    [
        ([], (NotYet.NOTHING_CONSULTED,)),
        (["horoscope"], (NotYet.NOTHING_CONSULTED, NotYet.UNKNOWN_SOURCE)),
        (["order", "horoscope"], (NotYet.UNKNOWN_SOURCE,)),
    ],
)
def test_R14_a_seller_may_not_be_asked_before_we_have_looked_ourselves(consulted, reasons):
    found = may_ask_seller(consulted)

    assert found == MayAsk(reasons)
    assert not found
