"""What the words of a buyer are supposed to be about, in four languages."""

import pytest

from mostrador.rules.entitlement_facts import Cause
from mostrador.rules.matters import CAUSES, Matter, of_topic, supposed
from mostrador.rules.topics import LONGEST_TEXT, Topic

SAID = [
    ("Hiermit widerrufe ich meine Bestellung.", Topic.WITHDRAWAL, Cause.CHANGED_MIND),
    ("I withdraw from the contract.", Topic.WITHDRAWAL, Cause.CHANGED_MIND),
    ("Bitte stornieren Sie die Bestellung.", Topic.CANCELLATION, Cause.CHANGED_MIND),
    ("Quiero cancelar mi pedido.", Topic.CANCELLATION, Cause.CHANGED_MIND),
    ("Wann kommt mein Geld?", Topic.REFUND, None),
    ("Die Lampe kam beschädigt an.", Topic.ITEM, Cause.DAMAGED),
    ("The lamp arrived broken.", Topic.ITEM, Cause.DAMAGED),
    ("灯碎了", Topic.ITEM, Cause.DAMAGED),
    ("Falscher Artikel im Paket", Topic.ITEM, Cause.WRONG_ITEM),
    ("Eine Schraube fehlt.", Topic.ITEM, Cause.MISSING_PARTS),
    ("Die Lampe funktioniert nicht.", Topic.WARRANTY, Cause.DEFECTIVE),
    ("no funciona", Topic.WARRANTY, Cause.DEFECTIVE),
    ("Ich möchte sie zurückschicken.", Topic.RETURN, Cause.CHANGED_MIND),
    ("Wo ist mein Paket?", Topic.DELIVERY, Cause.NOT_RECEIVED),
    ("没收到包裹", Topic.DELIVERY, Cause.NOT_RECEIVED),
    ("Kann man die Lampe draußen benutzen?", Topic.PRODUCT_USE, None),
    ("Guten Tag, bitte rufen Sie mich an.", Topic.OTHER, None),
    ("", Topic.OTHER, None),
]


@pytest.mark.parametrize(("text", "topic", "cause"), SAID)
def test_the_plainest_sign_is_taken(text, topic, cause):
    assert supposed("", text) == Matter(topic, cause)


@pytest.mark.parametrize(("more", "topic"), [(0, Topic.WITHDRAWAL), (1, Topic.OTHER)])
def test_what_nobody_reads_for_one_sign_has_none(more, topic):
    text = "Widerruf".ljust(LONGEST_TEXT + more, ".")

    assert supposed("", text).topic == topic


def test_a_persons_word_for_the_topic_stands():
    damaged = Matter(Topic.ITEM, Cause.DAMAGED)

    assert of_topic(Topic.ITEM, damaged) == damaged
    assert of_topic(Topic.DELIVERY, damaged) == Matter(Topic.DELIVERY, Cause.NOT_RECEIVED)
    assert of_topic(Topic.OTHER, damaged) == damaged
    assert of_topic(Topic.PAYMENT, damaged) == Matter(Topic.PAYMENT)


@pytest.mark.parametrize(("topic", "cause"), CAUSES.items())
def test_a_topic_says_the_cause_where_the_words_do_not(topic, cause):
    assert of_topic(topic, Matter()) == Matter(topic, cause)
