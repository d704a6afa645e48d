"""Fills an installation: the cast, a connected shop that carries out, and a refund owed to it."""

import os

import django
from django.conf import settings


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "mostrador.site.settings"
    django.setup()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from mostrador import wallclock
    from mostrador.connectors import connections
    from mostrador.connectors.connections import Wanted
    from mostrador.site import database
    from mostrador.stores.models import Store
    from tests import cast
    from tests.decisions.ordered import a_refund

    database.make_ready()
    cast.the_marketplace()
    wanted = Wanted({"address": os.environ["SHOP"], "key": os.environ["SHOP_KEY"]})
    made = connections.connect(
        "small", "small_shop", Store.objects.get(pk="de"), wanted, by="operator:olga",
        now=cast.NOON, machine_now=wallclock.machine_now(),
    )  # fmt: skip
    connections.carry(made, wanted=True, by="operator:olga", now=cast.NOON)
    a_refund(cast.annas_contact())


if __name__ == "__main__":
    main()
