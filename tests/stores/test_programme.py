"""The operator's settings of a store: what is kept, who may be told, and what stays readable."""

import pytest

from mostrador.history import chain, verification
from mostrador.history.chain import MovedOnError
from mostrador.outbox.models import Owed
from mostrador.rules.bodies import RefusedError
from mostrador.stores import programme, records
from mostrador.stores.models import Store, Terms
from tests.cast import NOON, the_marketplace

OLGA = "operator:1"
OTHER = {
    "type": "store", "id": "es", "name": "Mercado", "country": "ES", "languages": ["es"],
    "currency": "EUR", "time_zone": "Europe/Madrid",
    "mail": {"service": "servicio@mercado.example", "hand_over": {"*": "traspaso@mercado.example"}},
}  # fmt: skip


@pytest.fixture
def store(db):
    the_marketplace()
    return Store.objects.get(pk="de")


def change(store, version=None, **settings):
    version = store.version if version is None else version
    return programme.change(store, settings, by=OLGA, version=version, now=NOON)


def again(store):
    return Store.objects.get(pk=store.pk)


def test_what_changes_is_kept_and_stands_in_the_history_with_what_it_was(store):
    before = len(chain.entries_of(store))

    new = change(store, mode="open", trial_days=30, activation_minutes=0)

    assert new is True
    assert (again(store).mode, again(store).trial_days) == ("open", 30)
    (entry,) = chain.entries_of(store)[before:]
    assert (entry.what, entry.by, entry.at) == ("programme_changed", OLGA, NOON)
    assert entry.facts == {"mode": ["invitation_only", "open"], "trial_days": [None, 30]}
    assert verification.verify().altered == ()


def test_what_stays_the_same_leaves_no_trace(store):
    before = again(store).chain_length

    assert change(store, **programme.settings_of(store)) is False
    assert again(store).chain_length == before


def test_what_is_refused_changes_nothing(store):
    with pytest.raises(RefusedError) as refused:
        change(store, mode="open", activation_minutes=61, own_seller_languages=["fr"])

    assert [reason.code for reason in refused.value.reasons] == ["OUT_OF_RANGE", "NOT_KNOWN"]
    assert again(store).mode == "invitation_only"


def test_whoever_saw_an_older_version_is_told_so(store):
    mine = again(store)
    change(store, trial_days=30)

    with pytest.raises(MovedOnError):
        change(mine, trial_days=60)
    with pytest.raises(MovedOnError):
        change(again(store), version=mine.version - 1, trial_days=60)

    assert again(store).trial_days == 30


def test_R44_two_stores_share_no_address(store):
    records.upsert_many([records.store(OTHER)], now=NOON)

    for taken in ("Traspaso@mercado.example", "servicio@mercado.example", store.service_address):
        with pytest.raises(RefusedError) as refused:
            change(store, own_hand_over={"*": taken})
        assert [reason.code for reason in refused.value.reasons] == ["TAKEN"]


def test_R44_the_operators_addresses_go_before_the_records(store):
    addresses = {"CN": "china@lichtmarkt.example", "*": "alle@lichtmarkt.example"}

    change(store, own_hand_over=addresses)

    found = again(store)
    assert found.hand_over_address("CN") == "china@lichtmarkt.example"
    assert found.hand_over_address("FR") == "alle@lichtmarkt.example"


def test_a_load_changes_nothing_of_the_operators(store):
    change(store, mode="open", trial_days=30)

    records.upsert_many([records.store(store.body | {"name": "Lichtmarkt neu"})], now=NOON)

    found = again(store)
    assert (found.name, found.mode, found.trial_days) == ("Lichtmarkt neu", "open", 30)
    assert verification.verify().altered == ()


def test_R2_each_version_of_the_plan_stays_readable_in_the_history(store):
    change(store, plan="Start", plan_words={"de": "9 € im Monat"})
    change(store, plan_version="2", plan_words={"de": "12 € im Monat"})

    entry = chain.entries_of(store)[-1]
    assert entry.facts["plan_words"] == [{"de": "9 € im Monat"}, {"de": "12 € im Monat"}]


def test_every_change_is_announced_once(store):
    change(store, trial_days=30)

    (owed,) = Owed.objects.filter(kind="announcement>sellers")
    assert owed.payload == {"store": "de", "entry": again(store).chain_length}


TEXTS = {"de": "Sie nehmen teil.", "zh-hans": "您参加。"}


def publish(store, version="2", texts=TEXTS):
    return programme.publish_terms(store, version, texts, by=OLGA, now=NOON)


def test_R11_terms_are_published_in_every_language_and_are_todays(store):
    publish(store)

    found = again(store)
    assert found.terms_version == "2"
    assert programme.terms_of(found).texts == TEXTS
    entry = chain.entries_of(found)[-1]
    assert (entry.what, entry.facts["version"], sorted(entry.facts["digests"])) == (
        "terms_published", "2", ["de", "zh-hans"],
    )  # fmt: skip


def test_a_version_has_one_wording_for_ever(store):
    publish(store)

    with pytest.raises(RefusedError) as refused:
        publish(again(store), texts={**TEXTS, "de": "Anders."})

    assert [reason.code for reason in refused.value.reasons] == ["VERSION_USED"]
    assert Terms.objects.get(store=store, version="2").texts == TEXTS


def test_terms_without_a_language_are_not_published(store):
    before = again(store).terms_version

    with pytest.raises(RefusedError):
        publish(store, texts={"de": "Nur deutsch."})

    assert again(store).terms_version == before


@pytest.mark.parametrize(
    ("texts", "language", "shown"),
    [
        (TEXTS, "zh-hans", "您参加。"),
        (TEXTS, "fr", "Sie nehmen teil."),
        ({**TEXTS, "en": "You take part."}, "fr", "You take part."),
        ({**TEXTS, "en": "You take part."}, "de", "Sie nehmen teil."),
    ],
)
def test_terms_are_shown_in_the_readers_language_else_in_english_else_in_the_first(
    store, texts, language, shown
):
    publish(store, texts=texts)

    assert programme.terms_text(again(store), language) == shown


def test_terms_never_written_here_are_empty(store):
    Terms.objects.all().delete()

    assert programme.terms_text(store, "de") == ""
