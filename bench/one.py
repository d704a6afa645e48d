"""Measures one database; prints one JSON object."""

import json
import os
import sys


def main(contacts: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "mostrador.site.settings"
    import django

    django.setup()
    from bench import measures, multiply
    from mostrador.contacts.models import Contact
    from mostrador.site import database
    from mostrador.site.demo import keller, laying

    now = keller.BEGINS_AT
    database.make_ready()
    if not Contact.objects.exists():
        laying.lay_down(now=now)
        keller.play(now=now)
    small = min(contacts, 1000)
    missing = small - Contact.objects.count()
    if missing > 0:
        measures.mails(missing, now=now)
    if contacts > small:
        multiply.to(contacts)
    mails, cpu = measures.mails(300, now=now)
    figures = {
        "mails": round(mails),
        "cpu": round(cpu, 1),
        "commits": round(measures.commits(500, now=now)),
        "list": round(measures.the_list()),
        "contact": round(measures.a_contact()),
        "bare": round(measures.pages(lambda: "/healthz"), 1),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]))
