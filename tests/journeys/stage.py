"""Sets the stage in an empty folder or database: the cast, and Anna's mail of a minute ago.

A program of its own, because a journey's marketplace lives in other processes than its test.
"""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mostrador.site.settings")
    import django

    django.setup()
    from mostrador import wallclock
    from mostrador.site import database
    from mostrador.site.demo import keller, laying

    database.make_ready()
    wallclock.install_time_machine(start=keller.BEGINS_AT)
    laying.lay_down(now=keller.BEGINS_AT)
    keller.play(now=keller.BEGINS_AT)


if __name__ == "__main__":
    sys.exit(main())
