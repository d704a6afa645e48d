"""Laying the demo down in an empty marketplace, through the doors that everybody uses."""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import transaction

from mostrador import wallclock
from mostrador.imports import loading
from mostrador.orders import buyers
from mostrador.outbox import sending
from mostrador.people import users
from mostrador.people.models import User
from mostrador.sellers import members
from mostrador.sellers.models import Seller
from mostrador.site.delivering import HANDLERS
from mostrador.site.demo import cast, deciding, goods, keller, play, taking_part
from mostrador.site.failure import Failure
from mostrador.stores.models import Store

# What the mark in the data folder says of a marketplace that is ours and no operator's.
FILLED = "filled"
SEED = 7
PASSWORD = "mostrador"  # noqa: S105  the demo's own, shown on its first page


def prepare(*, empty: bool, real_time: bool) -> str:
    """Fill what has no contents yet; in words, what was done."""
    mark = settings.DATA / "demo"
    _refuse_what_is_not_so(mark, empty=empty, real_time=real_time)
    mark.touch()
    if _has_contents():
        done, start = "with what was here before", None
    elif empty:
        _people(("agent", "operator"))
        done, start = "empty", None
    else:
        start = wallclock.now() if real_time else keller.BEGINS_AT
        print("Filling the demo; half a minute, or more.", file=sys.stderr, flush=True)  # noqa: T201  the command's voice
        _fill(now=start)
        mark.write_text(FILLED)
        done = "filled with the demo"
    if not real_time:
        # Last, so that the demo's time begins when its people can come in.
        wallclock.install_time_machine(start=start)
    return done


def _refuse_what_is_not_so(mark: Path, *, empty: bool, real_time: bool) -> None:
    """Whoever asks for an empty marketplace must not write into the demo's."""
    if empty and mark.exists() and mark.read_text() == FILLED:
        raise Failure(f"{settings.DATA} holds the demo; name another folder with --data DIR.")
    if real_time and wallclock.has_time_machine():
        raise Failure(
            f"The clock of {settings.DATA} was moved; leave --real-time away, or name another"
            " folder with --data DIR."
        )


@transaction.atomic
def _fill(*, now: datetime) -> None:
    lay_down(now=now)
    taking_part.set_up(now=now)
    live_through(now=now)
    keller.play(now=now)


def live_through(*, now: datetime) -> None:
    """The rest of the marketplace, and two weeks of its contacts: the same each time."""
    chance = Random(SEED)  # noqa: S311  a seed, so that each demo is the same
    lines = (
        json.dumps(body, ensure_ascii=False).encode() for body in goods.bodies(chance, now=now)
    )
    loading.load(lines, now=now)
    agent = User.objects.get(username="ada").actor
    until = now - timedelta(minutes=5)
    scene = play.Play(chance, until=until, agent=agent, decides=deciding.decides)
    play.fill(scene, list(play.newest_orders(chance, now=now)), begins=now - timedelta(days=14))
    taking_part.plan(scene, now=now)
    scene.run(_meanwhile)


def _meanwhile(now: datetime) -> None:
    deciding.meanwhile(now)
    while sending.deliver_batch(HANDLERS, now=now, machine_now=wallclock.machine_now()):
        pass


def lay_down(*, now: datetime) -> None:
    """The store, its sellers, products, buyers and six orders, and the people who sign in."""
    lines = (json.dumps(body, ensure_ascii=False).encode() for body in cast.BODIES)
    loading.load(lines, now=now)
    _people(("agent", "operator", "seller", "buyer"))


def _has_contents() -> bool:
    return Store.objects.exists() or User.objects.exists()


def _people(roles: tuple[str, ...]) -> None:
    for name, role, first, language, stands_for in cast.PEOPLE:
        if role not in roles:
            continue
        user = users.add(name, role=role, password=PASSWORD, first=first, language=language)
        if role == "seller":
            members.join(Seller.objects.get(pk=stands_for), user)
        elif role == "buyer":
            buyers.let_sign_in(stands_for, user)
