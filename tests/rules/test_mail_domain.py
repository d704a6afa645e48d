"""What a domain's records lack, record by record (RFC 7208, RFC 6376, RFC 7489, RFC 7505)."""

import pytest

from mostrador.rules.mail_domain import Advice, Records, advice

WHOLE = {
    "mx": ["mx.lichtmarkt.example."],
    "texts": ["v=spf1 mx -all", "something else"],
    "dmarc": ["v=DMARC1; p=quarantine"],
    "dkim": ["v=DKIM1; k=rsa; p=MIGf AB"],
}


def test_nothing_is_to_do_where_all_stands():
    assert advice(Records(**WHOLE)) == []


def test_of_a_domain_that_is_not_there_nothing_else_is_said():
    assert advice(Records(exists=False)) == [Advice.NO_DOMAIN]


def test_DKIM_is_not_judged_where_no_selector_was_named():
    assert advice(Records(**{**WHOLE, "dkim": None})) == []


@pytest.mark.parametrize(
    ("name", "said", "expected"),
    [
        ("mx", [], Advice.NO_MX),
        ("mx", ["."], Advice.NO_MX),
        ("texts", [], Advice.NO_SPF),
        ("texts", ["v=spf10 -all"], Advice.NO_SPF),
        ("texts", ["v=spf1 -all", "V=SPF1 mx -all"], Advice.TWO_SPF),
        ("texts", ["v=spf1 +all"], Advice.OPEN_SPF),
        ("texts", ["v=spf1 mx ALL"], Advice.OPEN_SPF),
        ("texts", ["v=spf1 mx ?all"], Advice.OPEN_SPF),
        ("dkim", [], Advice.NO_DKIM),
        ("dkim", ["v=DKIM1"], Advice.NO_DKIM),
        ("dkim", ["v=DKIM1; p="], Advice.REVOKED_DKIM),
        ("dmarc", [], Advice.NO_DMARC),
        ("dmarc", ["v=DMARC10; p=reject"], Advice.NO_DMARC),
        ("dmarc", ["v=DMARC1; p=none"], Advice.WATCHING_DMARC),
        ("dmarc", ["v=DMARC1;rua=mailto:post@lichtmarkt.example"], Advice.WATCHING_DMARC),
        ("dmarc", ["v=DMARC1; p=none", "v=DMARC1; p=reject"], Advice.TWO_DMARC),
    ],
)
def test_what_is_missing_or_wrong_is_said(name, said, expected):
    assert advice(Records(**{**WHOLE, name: said})) == [expected]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("texts", ["v=spf1 include:mail.example ~all"]),
        ("dkim", ["p=", "v=DKIM1; p=AB"]),
        ("dmarc", ["v=DMARC1; p=REJECT"]),
    ],
)
def test_what_is_good_enough_is_left_alone(name, said):
    assert advice(Records(**{**WHOLE, name: said})) == []
