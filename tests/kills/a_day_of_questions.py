"""Fills an installation: the cast, a time machine at noon, and questions due through a day."""

import os
from datetime import timedelta

import django
from django.conf import settings

QUESTIONS = 24


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "mostrador.site.settings"
    django.setup()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from mostrador import wallclock
    from mostrador.site import database
    from tests import cast

    database.make_ready()
    wallclock.install_time_machine(start=cast.NOON)
    cast.the_marketplace()
    for number in range(QUESTIONS):
        contact = cast.annas_contact(mail_id=f"<{number}@mail.example>")
        # Two at each moment, since what falls due together must not be done together twice.
        asked_at = cast.NOON + timedelta(minutes=number // 2)
        cast.a_question(contact, now=asked_at)


if __name__ == "__main__":
    main()
