"""The operator's appeals and the money settings of a store (E66)."""

from datetime import timedelta

import pytest

from mostrador import wallclock
from mostrador.cases import incidents
from mostrador.cases.incidents import Outage
from mostrador.decisions import appeals
from mostrador.decisions.models import Appeal, Decision
from mostrador.history import chain
from mostrador.stores.models import Store
from tests.cast import person, signed_in
from tests.decisions.appealing import PAID, PROOF, WORDS, ZHOU, at_zhous_cost, filed

LIST = "/office/appeals/"
MONEY = "/office/programme/de/money/"
UPHELD = {"do": "decide", "outcome": "upheld", "text": "Der Nachweis fehlt."}
REVERSED = {**UPHELD, "outcome": "reversed_operator_pays", "clears": "on"}


@pytest.fixture
def appeal():
    wallclock.advance_to(PAID)
    return filed(at_zhous_cost(), files=[PROOF])


def page(appeal):
    return f"{LIST}{appeal.pk}/"


def shown(path, who="olga"):
    return signed_in(who).get(path).text


def sent(appeal, data, who="olga"):
    return signed_in(who).post(page(appeal), data)


def test_the_list_and_the_overview_count_what_waits(appeal):
    assert page(appeal) in shown(LIST)
    assert "1 appeal waits for a decision" in shown("/office/")

    sent(appeal, UPHELD)

    assert page(appeal) not in shown(LIST)
    assert page(appeal) in shown(f"{LIST}?only=decided")
    assert "appeal waits" not in shown("/office/")


def test_the_page_has_both_sides_and_what_shows_them(appeal):
    text = shown(page(appeal))

    for part in (WORDS, "So ist es richtig.", PROOF[0], "39.90", "LM-1040"):
        assert part in text
    file = appeal.evidence.get()
    assert signed_in("olga").get(f"{page(appeal)}evidence/{file.pk}/").status_code == 200
    assert signed_in("olga").get(f"{page(appeal)}evidence/{file.pk + 1}/").status_code == 404


def test_E66_olga_reverses_it(appeal):
    assert sent(appeal, REVERSED).status_code == 302

    appeal.refresh_from_db()
    assert (appeal.state, appeal.metric_reversed) == ("reversed_operator_pays", True)
    assert appeal.decided_by == person("olga").actor
    assert "Der Nachweis fehlt." in shown(page(appeal))


def test_E66_who_decided_it_reads_a_clear_refusal(appeal):
    Decision.objects.update(decided_by=person("olga").actor)

    assert "Somebody else has to look at the appeal." in shown(page(appeal))
    answer = sent(appeal, REVERSED)

    assert answer.status_code == 422
    assert "Somebody else has to look at the appeal." in answer.text
    appeal.refresh_from_db()
    assert appeal.state == "open"


def test_E66_the_buyers_consent_is_asked_for_where_it_belongs(appeal):
    data = {**UPHELD, "outcome": "reversed_customer_recharge"}

    assert "The buyer is charged only if he agreed." in sent(appeal, data).text
    assert sent(appeal, {**data, "consent": "Am Telefon."}).status_code == 302

    assert Appeal.objects.get().buyer_agreed_at is not None


@pytest.mark.parametrize("data", [{}, {"do": "ask"}, {**UPHELD, "text": ""}])
def test_what_says_nothing_is_refused(appeal, data):
    assert sent(appeal, data).status_code == 422


def test_E66_she_asks_for_more_and_cannot_decide_meanwhile(appeal):
    assert sent(appeal, {"do": "ask", "question": "Wer unterschrieb?"}).status_code == 302
    assert "Wer unterschrieb?" in shown(page(appeal))
    assert "still has time" in sent(appeal, UPHELD).text
    # A second question waits for the first.
    sent(appeal, {"do": "ask", "question": "Und wann?"})
    assert appeal.statements.count() == 1

    appeals.supply(appeal.pk, "邻居。", by=ZHOU, now=PAID)

    assert "邻居。" in shown(page(appeal))
    assert sent(appeal, UPHELD).status_code == 302


def test_E5_our_records_say_what_they_know(appeal):
    Appeal.objects.update(reason="not_notified")
    assert "did reach the seller" in shown(page(appeal))

    Decision.objects.update(facts={"flags": ["NOTIFY_FAILED"]})

    assert "did not reach the seller" in shown(page(appeal))


def test_E6_and_that_the_portal_stood_still(appeal):
    question = appeal.decision.question
    outage = Outage(question.asked_at, question.due_at, "Still.")
    later = question.due_at + timedelta(hours=1)
    incidents.post(question.contact.store, outage, by="operator:olga", now=later)

    assert "the portal stood still while the seller was to answer" in shown(page(appeal))


def money(**changes):
    version = Store.objects.get(pk="de").version
    return {
        "agent_limit": "500.00", "goodwill_limit": "20,00", "refund_grace_minutes": "30",
        "appeal_days": "30", "returnless_up_to": "25.00", "option_days": "3",
        "version": str(version), **changes,
    }  # fmt: skip


def test_the_money_of_a_store_is_set_and_stands_in_the_history():
    client = signed_in("olga")

    answer = client.post(MONEY, money(agent_limit="", goodwill_limit="12.5", appeal_days="14"))

    assert answer.status_code == 302
    store = Store.objects.get(pk="de")
    assert (store.agent_limit_minor, store.goodwill_limit_minor) == (None, 1250)
    assert store.appeal_days == 14
    entry = chain.entries_of(store)[-1]
    assert entry.what == "money_changed"
    assert entry.facts["goodwill_limit_minor"] == [2000, 1250]
    text = shown("/office/programme/de/")
    for part in ("Days to appeal", "500.00 EUR", "no limit"):
        assert part in text


def test_the_same_again_leaves_no_trace():
    before = Store.objects.get(pk="de").chain_length

    assert signed_in("olga").post(MONEY, money()).status_code == 302
    assert Store.objects.get(pk="de").chain_length == before


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"agent_limit": "viel"}, "Write an amount in EUR, such as 25.00."),
        ({"agent_limit": "1.234"}, "Write an amount in EUR, such as 25.00."),
        ({"returnless_up_to": "-1"}, "An amount is not below zero."),
        ({"refund_grace_minutes": "121"}, "120"),
        ({"appeal_days": "0"}, "1"),
        ({"agent_limit": "99999999999.00"}, "too small or too large"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(wrong, sentence):
    answer = signed_in("olga").post(MONEY, money(**wrong))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert Store.objects.get(pk="de").agent_limit_minor == 50_000


def test_whoever_saw_an_older_version_looks_again():
    assert signed_in("olga").post(MONEY, money(version="7")).status_code == 409
