"""Every page of the desk in every language it may be read in."""

import pytest
from django.conf import settings
from django.utils import translation

from mostrador.people.models import User
from tests.cast import annas_contact, signed_in
from tests.desk.stage import another, answered, path

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language(language):
    User.objects.filter(username="ada").update(language=language)
    contact, other = annas_contact(), another()
    answered(other, "not_sent", day="2026-11-13")
    ada = signed_in("ada")
    pages = ["/desk/", "/desk/?view=resolved", "/desk/?q=x", path(contact)]
    pages += [path(contact, more) for more in ("question", "decision", "split")]
    pages += [path(other) + f"?lane={lane}" for lane in ("buyer", "seller", "inside")]

    for page in pages:
        response = ada.get(page)
        assert response.status_code == 200
        assert response["Content-Language"] == language
        assert f'<html lang="{language}"' in response.content.decode()


def test_a_phrase_is_in_the_buyers_language_whatever_the_agent_reads():
    contact = annas_contact()
    spoken = signed_in("ada").get(path(contact)).context["composer"]

    with translation.override("de"):
        german = translation.gettext("If anything is left open, simply answer this e-mail.")

    assert spoken.language == "de"
    assert all(phrase.language == "de" for phrase in spoken.phrases)
    assert german
