"""Where an agent goes after an act: by 303, so that loading the page again repeats nothing."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from mostrador.contacts.models import Contact


def to_contact(contact: Contact, lane: str = "") -> HttpResponse:
    page = reverse("desk:contact", args=[contact.pk])
    return HttpResponseRedirect(f"{page}?lane={lane}" if lane else page, status=303)


def to_list() -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:list"), status=303)
