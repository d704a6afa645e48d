"""What the portal's own templates may say: `{% load portal %}`."""

from django import template

from mostrador.portal import words

register = template.Library()


@register.filter
def language_in_words(code: str) -> str:
    return words.language(code)
