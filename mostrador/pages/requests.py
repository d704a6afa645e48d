"""What a request is here: Django's, with the moments the middleware read."""

from datetime import datetime

from django.http import HttpRequest

from mostrador.people.models import User


class Moment(HttpRequest):
    """`now` is the business's time, `machine_now` the machine's; both read once."""

    now: datetime
    machine_now: datetime


class Person(Moment):
    """A request behind a gate: somebody is signed in."""

    user: User  # never anonymous behind `needs_role`
