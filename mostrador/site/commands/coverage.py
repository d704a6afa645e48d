"""mostrador coverage --order ID [--line ID] --topic TOPIC"""

import argparse
import json

from mostrador import wallclock
from mostrador.orders import queries
from mostrador.orders.models import Order
from mostrador.rules.coverage import UnknownLineError
from mostrador.rules.topics import Topic
from mostrador.site.failure import Failure

HELP = "say who answers for an order, and every reason why"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--order", required=True, metavar="ID")
    parser.add_argument("--line", metavar="ID")
    parser.add_argument("--topic", required=True, type=_topic)
    parser.add_argument("--json", action="store_true", help="the object of the API")


def run(options: argparse.Namespace) -> int:
    order = Order.objects.filter(pk=options.order).first()
    if order is None:
        raise Failure(f"There is no order {options.order}.")
    try:
        found = queries.coverage_of(
            order, topic=options.topic, at=wallclock.now(), line=options.line
        ).as_dict()
    except UnknownLineError:
        raise Failure(f"Order {options.order} has no line {options.line}.") from None
    print(json.dumps(found, ensure_ascii=False) if options.json else _said(found))
    return 0


def _topic(word: str) -> str:
    """The contract's word, kept with its second level if it has one."""
    try:
        Topic.of(word)
    except ValueError:
        known = ", ".join(topic.value for topic in Topic)
        raise argparse.ArgumentTypeError(f"{word!r} is no topic; choose of {known}") from None
    return word


def _said(found: dict[str, object]) -> str:
    lines = found.get("lines") or [found]
    return "\n".join(
        f"line {one['line'] or '-'}: {one['handler']}"
        + (f" ({', '.join(one['reasons'])})" if one["reasons"] else " (covered)")
        for one in lines  # type: ignore[attr-defined]  # a list of lines, see contract 4
    )
