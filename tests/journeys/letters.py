"""Reads what a seller found in his mail: the newest letter of one kind, as it left.

A program of its own, as the stage is: the marketplace's rows are not the test's.
"""

import os
import sys


def main(template: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mostrador.site.settings")
    import django

    django.setup()
    from email import message_from_bytes, policy

    from mostrador.contacts.models import Delivery

    sent = Delivery.objects.filter(template=template, raw__isnull=False).order_by("-pk")
    for delivery in sent.select_related("raw")[:1]:
        mail = message_from_bytes(bytes(delivery.raw.body), policy=policy.default)
        sys.stdout.write(mail.get_body(("plain",)).get_content())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
