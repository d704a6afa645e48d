"""What an operator may set: each limit just before, on and just after."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mostrador.rules import programme
from mostrador.rules.bodies import RefusedError

WAS = {
    "mode": "invitation_only", "trial_days": None, "activation_minutes": 0,
    "own_seller_languages": ["de"], "own_hand_over": {}, "plan": "Free trial",
    "plan_version": "1", "plan_words": {},
}  # fmt: skip
LANGUAGES = {"de", "en", "zh-hans"}


def kept(**settings):
    was = WAS | settings.pop("was", {})
    taken = settings.pop("taken", ())
    return programme.settings(settings, was=was, languages=LANGUAGES, taken=taken)


def codes(**settings):
    with pytest.raises(RefusedError) as refused:
        kept(**settings)
    return [(reason.code, reason.pointer) for reason in refused.value.reasons]


@pytest.mark.parametrize("mode", programme.MODES)
def test_R4_a_programme_is_by_invitation_open_or_mandatory(mode):
    assert kept(mode=mode) == {"mode": mode}


def test_another_mode_is_refused():
    assert codes(mode="closed") == [("NOT_ONE_OF", "/mode")]


@pytest.mark.parametrize(
    ("days", "fine"), [(None, True), (0, False), (1, True), (3650, True), (3651, False)]
)
def test_a_trial_has_one_to_3650_days_or_no_end(days, fine):
    if fine:
        assert kept(trial_days=days) == {"trial_days": days}
    else:
        assert codes(trial_days=days) == [("OUT_OF_RANGE", "/trial_days")]


@pytest.mark.parametrize(("minutes", "fine"), [(-1, False), (0, True), (60, True), (61, False)])
def test_R30_the_service_is_ready_within_the_hour(minutes, fine):
    if fine:
        assert kept(activation_minutes=minutes) == {"activation_minutes": minutes}
    else:
        assert codes(activation_minutes=minutes) == [("OUT_OF_RANGE", "/activation_minutes")]


@pytest.mark.parametrize("value", ["60", 1.5, True, None])
def test_what_is_no_number_of_minutes_is_refused(value):
    assert len(codes(activation_minutes=value)) == 1


@pytest.mark.parametrize(
    ("languages", "refused"),
    [
        (["de", "zh-hans"], []),
        (["zh-hans", "de"], []),
        ([], [("EMPTY", "/own_seller_languages")]),
        (["fr"], [("NOT_KNOWN", "/own_seller_languages")]),
        (["d"], [("WRONG_FORM", "/own_seller_languages/0")]),
    ],
)
def test_R18_sellers_are_spoken_to_in_languages_that_there_are(languages, refused):
    if refused:
        assert codes(own_seller_languages=languages) == refused
    else:
        assert kept(own_seller_languages=languages) == {"own_seller_languages": languages}


def test_a_language_named_twice_is_one():
    assert kept(own_seller_languages=["de", "de"]) == {"own_seller_languages": ["de"]}


ELSEWHERE = {"*": "handover@lichtmarkt.example"}


def test_R44_each_country_may_have_an_address_and_all_others_have_one():
    addresses = {**ELSEWHERE, "CN": "  HandOver-CN@lichtmarkt.example "}

    assert kept(own_hand_over=addresses) == {
        "own_hand_over": {**ELSEWHERE, "CN": "handover-cn@lichtmarkt.example"}
    }


@pytest.mark.parametrize(
    ("addresses", "refused"),
    [
        ({}, [("MISSING", "/own_hand_over/*")]),
        ({"DE": "a@lichtmarkt.example"}, [("MISSING", "/own_hand_over/*")]),
        ({**ELSEWHERE, "de": "a@b.example"}, [("NOT_A_COUNTRY", "/own_hand_over/de")]),
        ({**ELSEWHERE, "DE": ""}, [("NOT_AN_ADDRESS", "/own_hand_over/DE")]),
        ({**ELSEWHERE, "DE": "nobody"}, [("NOT_AN_ADDRESS", "/own_hand_over/DE")]),
        ({**ELSEWHERE, "DE": "a@b"}, [("NOT_AN_ADDRESS", "/own_hand_over/DE")]),
        ({**ELSEWHERE, "DE": "a@b@c.example"}, [("NOT_AN_ADDRESS", "/own_hand_over/DE")]),
        ({**ELSEWHERE, "DE": "a b@c.example"}, [("NOT_AN_ADDRESS", "/own_hand_over/DE")]),
        ({**ELSEWHERE, "DE": "a@c.example\r\nBcc: x"}, [("NOT_AN_ADDRESS", "/own_hand_over/DE")]),
        (
            {**ELSEWHERE, "DE": "a@" + "c" * 320 + ".example"},
            [("NOT_AN_ADDRESS", "/own_hand_over/DE")],
        ),
    ],
)
def test_what_is_no_address_of_a_country_is_refused(addresses, refused):
    assert codes(own_hand_over=addresses) == refused


def test_R44_no_address_leads_to_two_stores():
    taken = {"handover@lichtmarkt.example"}

    assert codes(own_hand_over=ELSEWHERE, taken=taken) == [("TAKEN", "/own_hand_over/*")]


@pytest.mark.parametrize(
    ("was", "settings", "fine"),
    [
        ({}, {"plan_words": {"de": "Kostenlos"}}, True),
        ({"plan_words": {"de": "9 €"}}, {"plan_words": {"de": "12 €"}}, False),
        ({"plan_words": {"de": "9 €"}}, {"plan": "Plus"}, False),
        ({"plan_words": {"de": "9 €"}}, {"plan_words": {"de": "12 €"}, "plan_version": "2"}, True),
        ({"plan_words": {"de": "9 €"}}, {"plan_words": {"de": "9 €"}, "plan_version": "1"}, True),
        ({"plan_words": {"de": "9 €"}}, {"plan_version": "2"}, True),
    ],
)
def test_R2_a_version_of_the_plan_has_one_price(was, settings, fine):
    if fine:
        assert kept(was=was, **settings) == settings
    else:
        assert codes(was=was, **settings) == [("VERSION_USED", "/plan_version")]


@pytest.mark.parametrize(
    ("settings", "refused"),
    [
        ({"plan": " "}, ("EMPTY", "/plan")),
        ({"plan": "x" * 101}, ("TOO_LONG", "/plan")),
        ({"plan_version": "x" * 41}, ("TOO_LONG", "/plan_version")),
        ({"plan_words": {"??": "9 €"}}, ("NOT_KNOWN", "/plan_words/??")),
        ({"plan_words": {"de": "x" * 2001}}, ("TOO_LONG", "/plan_words/de")),
        ({"colour": "green"}, ("NO_SUCH_SETTING", "/colour")),
        ({"plan": "a\0b"}, ("UNSTORABLE", "/plan")),
    ],
)
def test_what_cannot_be_kept_is_refused(settings, refused):
    assert codes(**settings) == [refused]


def test_every_reason_is_given_at_once():
    assert codes(mode="x", trial_days=0, activation_minutes=61, own_seller_languages=[]) == [
        ("NOT_ONE_OF", "/mode"),
        ("OUT_OF_RANGE", "/trial_days"),
        ("OUT_OF_RANGE", "/activation_minutes"),
        ("EMPTY", "/own_seller_languages"),
    ]


def test_R11_terms_have_a_text_in_every_language_of_the_sellers():
    texts = {"de": "Sie nehmen teil.\r\n", "zh-hans": "您参加。", "en": ""}

    assert programme.terms(" 2 ", texts, languages=["de", "zh-hans"]) == (
        "2",
        {"de": "Sie nehmen teil.", "zh-hans": "您参加。"},
    )


@pytest.mark.parametrize(
    ("version", "texts", "refused"),
    [
        ("2", {"de": "Ja."}, [("MISSING", "/texts/zh-hans")]),
        ("2", {"de": " ", "zh-hans": "是"}, [("MISSING", "/texts/de")]),
        ("", {"de": "Ja.", "zh-hans": "是"}, [("EMPTY", "/version")]),
        ("x" * 41, {"de": "Ja.", "zh-hans": "是"}, [("TOO_LONG", "/version")]),
        ("2", {"de": "x" * 200_001, "zh-hans": "是"}, [("TOO_LONG", "/texts/de")]),
        ("2", {"de": "Ja.", "zh-hans": "是", "??": "?"}, [("NOT_KNOWN", "/texts/??")]),
    ],
)
def test_terms_that_somebody_could_not_read_are_refused(version, texts, refused):
    with pytest.raises(RefusedError) as error:
        programme.terms(version, texts, languages=["de", "zh-hans"])

    assert [(one.code, one.pointer) for one in error.value.reasons] == refused


anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.text(max_size=3)),
    st.dictionaries(st.text(max_size=3), st.text(max_size=5)),
)  # fmt: skip


@given(st.dictionaries(st.sampled_from([*WAS, "other"]), anything))
def test_whatever_is_given_is_kept_or_refused(settings):
    try:
        found = kept(**settings)
    except RefusedError:
        return
    assert set(found) == set(settings)
