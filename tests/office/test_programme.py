"""The operator sets a store's programme, publishes terms, and sees who changed what."""

import re

import pytest

from mostrador import wallclock
from mostrador.outbox import sending
from mostrador.sellers.models import Enrolment, Notice
from mostrador.site.delivering import HANDLERS
from mostrador.stores import programme
from mostrador.stores.models import Store
from tests.cast import NOON, signed_in

PLACE = "/office/programme/de/"
TERMS = f"{PLACE}terms/"


def olga():
    return signed_in("olga")


def store():
    return Store.objects.get(pk="de")


def send_what_is_owed() -> None:
    while sending.deliver_batch(HANDLERS, now=NOON, machine_now=wallclock.machine_now()):
        pass


def as_shown(form):
    """Every field of the form as the page fills it in."""
    page = olga().get(PLACE)
    return {
        name: value
        for name, value in page.context[form].initial.items()
        if value is not None and name in page.context[form].fields
    }


def settings(**changed):
    return {**as_shown("form"), **changed}


def test_with_one_store_there_is_nothing_to_choose():
    assert olga().get("/office/programme/").url == PLACE


def test_with_several_stores_each_is_listed():
    Store.objects.create(
        id="es", name="Mercado", country="ES", languages=["es"], currency="EUR",
        time_zone="Europe/Madrid", body={},
    )  # fmt: skip

    page = olga().get("/office/programme/")

    assert [one.pk for one, _mode, _href in page.context["stores"]] == ["de", "es"]


def test_saving_changes_the_settings_and_says_who_did_it():
    answer = olga().post(PLACE, settings(mode="open", trial_days="30", price_de="Kostenlos"))

    assert answer.status_code == 302
    assert (store().mode, store().trial_days, store().plan_words) == (
        "open", 30, {"de": "Kostenlos"},
    )  # fmt: skip
    line = olga().get(PLACE).context["history"][0]
    assert (line.who, line.words) == ("Olga", "Changed the programme")
    assert [(one.setting, one.was, one.now) for one in line.changes] == [
        ("Who may take part", "Only sellers who are invited",
         "Every seller who fulfils the conditions"),
        ("Days free of charge", "without an end", "30"),
        ("What it costs", "nothing", "German: Kostenlos"),
    ]  # fmt: skip


def test_saving_what_is_there_changes_nothing():
    before = store().chain_length

    assert olga().post(PLACE, settings()).status_code == 302
    assert store().chain_length == before


def test_the_first_language_is_for_those_who_have_another():
    olga().post(PLACE, settings(languages=["de", "zh-hans"], first_language="zh-hans"))

    assert store().seller_languages == ["zh-hans", "de"]
    assert store().language_with("fr") == "zh-hans"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"activation_minutes": "61"}, "activation_minutes"),
        ({"trial_days": "0"}, "trial_days"),
        ({"mode": "closed"}, "mode"),
        ({"languages": []}, "languages"),
        ({"languages": ["de"], "first_language": "zh-hans"}, "first_language"),
        ({"plan": " "}, "plan"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(changed, field):
    page = olga().post(PLACE, settings(**changed))

    assert page.status_code == 422
    assert field in page.context["form"].errors


def test_R2_a_new_price_needs_a_new_version():
    olga().post(PLACE, settings(price_de="9 €"))

    page = olga().post(PLACE, settings(price_de="12 €"))

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["plan_version"]


def test_whoever_was_slower_is_told_and_writes_upon_what_is_there_now():
    mine = settings(trial_days="60")
    olga().post(PLACE, settings(trial_days="30"))

    page = olga().post(PLACE, mine)

    assert page.status_code == 409
    assert store().trial_days == 30
    assert page.context["form"]["version"].value() == str(store().version)
    assert olga().post(PLACE, {**mine, "version": store().version}).status_code == 302
    assert store().trial_days == 60


def addresses(**changed):
    return {**as_shown("addresses"), **changed}


HAND_OVER = f"{PLACE}hand-over/"


def test_R44_addresses_by_country():
    given = addresses(country_2="es", address_2="handover-es@lichtmarkt.example")

    assert olga().post(HAND_OVER, given).status_code == 302
    assert store().hand_over_address("ES") == "handover-es@lichtmarkt.example"
    assert store().hand_over_address("CN") == "handover-cn@lichtmarkt.example"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"country_2": "CN", "address_2": "x@lichtmarkt.example"}, "country_2"),
        ({"country_2": "ES"}, "address_2"),
        ({"address_2": "x@lichtmarkt.example"}, "address_2"),
        ({"country_2": "1!", "address_2": "x@lichtmarkt.example"}, "country_2"),
        ({"country_2": "ES", "address_2": "nobody"}, "address_2"),
        ({"country_2": "ES", "address_2": "service@lichtmarkt.example"}, "address_2"),
        ({"elsewhere": ""}, "elsewhere"),
    ],
)
def test_a_wrong_address_stands_beside_its_field(changed, field):
    page = olga().post(HAND_OVER, addresses(**changed))

    assert page.status_code == 422
    assert list(page.context["addresses"].errors) == [field]


@pytest.mark.parametrize("name", ["country_9999999999", "country_x", "country_²", "country_999"])
def test_no_number_of_rows_is_believed(name):
    assert olga().post(HAND_OVER, addresses(**{name: "ES"})).status_code in (302, 422)


def test_R44_enrolled_sellers_whose_address_changed_are_told_it_once():
    olga().post(HAND_OVER, addresses(address_0="china@lichtmarkt.example"))
    assert store().hand_over_address("CN") == "china@lichtmarkt.example"

    send_what_is_owed()

    (notice,) = Notice.objects.filter(template="hand_over_changed").select_related("raw")
    assert (notice.seller_id, notice.state) == ("S-ZHOU", "sent")
    assert notice.facts["address"] == "china@lichtmarkt.example"


def test_R2_enrolled_sellers_are_told_of_a_new_plan():
    olga().post(PLACE, settings(plan="Plus", plan_version="2"))

    send_what_is_owed()

    told = Notice.objects.filter(template="plan_changed").order_by("seller")
    assert list(told.values_list("seller", "state")) == [("S-ANA", "sent"), ("S-ZHOU", "sent")]


TEXTS = {"text_de": "Sie haben 24 Stunden Zeit.", "text_zh-hans": "您有24小时。"}


def publish(version, **texts):
    return olga().post(TERMS, {"terms_version": version, **TEXTS, **texts})


def test_R11_publishing_terms_in_every_language_of_the_sellers():
    assert publish("2").status_code == 302

    assert store().terms_version == "2"
    assert programme.terms_text(store(), "zh-hans") == "您有24小时。"


def test_terms_without_a_language_are_not_published():
    page = publish("2", **{"text_zh-hans": " "})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["text_zh-hans"]


def test_a_version_is_published_once():
    publish("2")

    page = publish("2", text_de="Anders.")

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["terms_version"]


def test_two_versions_are_shown_in_one():
    publish("2")
    publish("3", text_de="Sie haben 12 Stunden Zeit.")

    page = olga().get(TERMS)
    wording = re.search(r'<div class="wording" lang="de">(.*?)</div>', page.content.decode())[1]

    assert wording == "Sie haben <del>24</del><ins>12</ins> Stunden Zeit."
    assert (page.context["old"].version, page.context["new"].version) == ("2", "3")


def test_any_two_versions_can_be_compared():
    for version in ("2", "3", "4"):
        publish(version, text_de=f"Fassung {version}.")

    page = olga().get(f"{TERMS}?from=2&to=4")

    assert (page.context["old"].version, page.context["new"].version) == ("2", "4")


def test_nothing_in_the_terms_is_run():
    publish("2", text_de="<script>alert(1)</script>")

    assert "<script>alert" not in olga().get(TERMS).content.decode()


def test_E34_whoever_has_accepted_an_earlier_version_is_written_to_once():
    Enrolment.objects.update(terms="1")
    publish("2")
    assert olga().get(TERMS).context["behind"] == 2

    for _time in range(2):
        assert olga().post(f"{TERMS}letters/").status_code == 302
        send_what_is_owed()

    told = Notice.objects.filter(template="new_terms").order_by("seller")
    assert [(one.seller_id, one.facts["version"], one.state) for one in told] == [
        ("S-ANA", "2", "sent"),
        ("S-ZHOU", "2", "sent"),
    ]
    assert olga().get(TERMS).context["told"] == 2
    rows = olga().get("/office/sellers/?only=old_terms").context["rows"]
    assert [row.key for row in rows] == ["S-ANA", "S-ZHOU"]


def test_a_store_that_is_not_there_is_not_found():
    assert olga().get("/office/programme/es/").status_code == 404
