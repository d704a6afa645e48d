"""What the headers tell of a letter."""

import pytest

from mostrador.channels.email.parse import parse
from tests.channels.email.raw_mails import mail


@pytest.mark.parametrize(
    ("headers", "automatic"),
    [
        ({}, False),
        ({"Auto_Submitted": "no"}, False),
        ({"Auto_Submitted": "No; because=a person wrote"}, False),
        ({"Auto_Submitted": "auto-replied"}, True),
        ({"Auto_Submitted": "auto-generated (vacation)"}, True),
        ({"X_Autoreply": "yes"}, True),
        ({"X_Autoreply": "no"}, False),
        ({"X_Autorespond": "Urlaub"}, True),
        ({"Precedence": "auto_reply"}, True),
        ({"Precedence": "bulk"}, False),
        ({"List_Id": "<lamps.lists.example>"}, False),
        ({"Subject": "Automatische Antwort: Urlaub"}, False),
        ({"Content_Type": "multipart/report; report-type=disposition-notification"}, True),
    ],
)
def test_a_machine_says_that_it_is_one(headers, automatic):
    assert parse(mail(**headers)).automatic is automatic


@pytest.mark.parametrize(
    ("headers", "no_answer"),
    [
        ({}, False),
        ({"Precedence": "bulk"}, True),
        ({"Precedence": "List"}, True),
        ({"Precedence": "junk"}, True),
        ({"Precedence": "normal"}, False),
        ({"List_Unsubscribe": "<mailto:off@lists.example>"}, True),
        ({"X_Auto_Response_Suppress": "OOF, AutoReply"}, True),
        ({"X_Auto_Response_Suppress": "DR"}, False),
    ],
)
def test_some_letters_get_no_automatic_answer(headers, no_answer):
    assert parse(mail(**headers)).no_answer is no_answer


@pytest.mark.parametrize(
    ("headers", "spam"),
    [
        ({}, False),
        ({"X_Spam_Flag": "YES"}, True),
        ({"X_Spam_Flag": "NO"}, False),
        ({"X_Spam_Status": "Yes, score=9.1 required=5.0"}, True),
        ({"X_Spam_Status": "No, score=-1.2"}, False),
        ({"X_Spam": "Yes"}, True),
        ({"X_Spam": "spam, Gray"}, True),
        ({"X_Spam_Level": "*****"}, False),
    ],
)
def test_a_filter_says_that_it_is_spam(headers, spam):
    assert parse(mail(**headers)).spam is spam


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        (None, "none"),
        ("mx.example; none", "none"),
        ("mx.example; dmarc=pass header.from=mail.example", "pass"),
        ("mx.example; spf=fail; dkim=fail; dmarc=pass", "pass"),
        ("mx.example; spf=pass smtp.mailfrom=mail.example; dmarc=fail (p=NONE)", "fail"),
        ("mx.example 1; dmarc=none; dkim=pass header.d=mail.example", "pass"),
        ("mx.example; spf=pass smtp.mailfrom=anna.keller@mail.example", "pass"),
        # A proof for a stranger's domain proves nothing about Anna.
        ("mx.example; dkim=pass header.d=zeds-schuhe.example", "none"),
        ("mx.example; dkim=pass header.d=il.example; spf=none", "none"),
        ("mx.example; dkim=fail; spf=softfail", "fail"),
        ("mx.example; dkim=fail; spf=none", "none"),
        ("mx.example; dkim=none; spf=fail", "none"),
        # What the sender may choose stands in comments and quotes.
        ("mx.example; spf=fail (dmarc=pass); dkim=fail", "fail"),
        ('mx.example; dmarc=fail reason="; dmarc=pass"', "fail"),
        ("mx.example; dmarc=fail (((; dmarc=pass)))", "fail"),
        ("garbage ; = ;; dmarc", "none"),
    ],
)
def test_the_mail_servers_verdict_is_read(results, verdict):
    assert parse(mail(Authentication_Results=results)).authentication == verdict


def test_only_the_topmost_verdict_counts():
    ours = b"Authentication-Results: mx.example; dmarc=fail\r\n"
    forged = mail(Authentication_Results="mx.example; dmarc=pass")

    assert parse(ours + forged).authentication == "fail"
    assert parse(forged).authentication == "pass"
