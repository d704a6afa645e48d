"""Whole screens made of the components, with the cast in them, to copy from."""

from collections.abc import Callable
from typing import Any

from mostrador.pages import letters, samples
from mostrador.pages.sample_forms import AnswerForm, SignInForm
from mostrador.pages.samples import HOUR, MINUTE
from mostrador.pages.shapes import Composer, Fact, NavItem, OrderLine, Step

FRAME = {"time_bar": samples.TIME_BAR}


def desk() -> dict[str, Any]:
    return FRAME | {
        "nav": samples.NAV,
        "rows": letters.ROWS,
        "head": letters.HEADS[0],
        "lanes": letters.LANES,
        "timeline": (letters.OPENED, letters.KELLER),
        "composer": Composer(
            "buyer",
            "To Anna Keller, by e-mail, in German.",
            "#",
            draft="#draft",
            phrases=letters.PHRASES,
            actions=letters.SEND,
            language="de",
        ),
        "coverage": (
            Fact("Who answers", "The service", state="ok"),
            Fact("Ordered", "3 November"),
            Fact("Enrolled", "since 1 October"),
        ),
        "lines": (OrderLine("Leselampe Lena, messing", 1, "39,90 €", "Zhou Lighting · LENA-MS"),),
        "total": "39,90 €",
        "parcel": (
            Fact("Delivered", "11 November, 14:20", "promised by 12 November", state="ok"),
            Fact("DHL", "JJD0099123400001234", href="#"),
        ),
        "page": samples.PAGE,
        "keys": samples.KEYS,
    }


def inbox() -> dict[str, Any]:
    return FRAME | {"nav": samples.NAV, "rows": letters.ROWS}


def empty_inbox() -> dict[str, Any]:
    return FRAME | {"nav": samples.NAV, "rows": ()}


def seller() -> dict[str, Any]:
    return FRAME | {"questions": samples.QUESTIONS, "nav": PORTAL}


def answer() -> dict[str, Any]:
    return FRAME | {
        "nav": PORTAL,
        "clock": samples.clock(23 * HOUR + 58 * MINUTE, label="还剩"),
        "form": AnswerForm(),
        "about": (
            Fact("产品", "Leselampe Lena, messing"),
            Fact("订单", "LM-1007"),
            Fact("签收", "11月11日"),
        ),
    }


def track() -> dict[str, Any]:
    return FRAME | {
        "steps": (
            Step(
                "Wir haben Ihre Nachricht erhalten", "done", "Donnerstag, 12. November, 10:00 Uhr"
            ),
            Step(
                "Wir haben den Verkäufer gefragt",
                "now",
                "Donnerstag, 12. November, 10:20 Uhr",
                "Er hat bis morgen, 10:20 Uhr, Zeit. Danach entscheiden wir für Sie.",
                samples.clock(46 * HOUR, whole=48, label="Antwort"),
            ),
            Step("Antwort", note="Spätestens am Samstag, 14. November, 10:00 Uhr."),
        ),
        "messages_so_far": letters.AS_THE_BUYER_SEES_THEM,
        "lines": (
            OrderLine("Leselampe Lena, messing", 1, "39,90 €", "Verkauft von Zhou Lighting"),
        ),
    }


def doors() -> dict[str, Any]:
    return FRAME | {"doors": samples.DOORS}


def refused() -> dict[str, Any]:
    return answer() | {"form": AnswerForm({})}


def sign_in() -> dict[str, Any]:
    return {"form": SignInForm()}


def office() -> dict[str, Any]:
    return FRAME | {
        "nav": (
            NavItem("Overview", "#", "gauge"),
            NavItem("Sent mail", "#", "send", current=True),
            NavItem("Sellers", "#", "store", 2),
        ),
        "columns": samples.COLUMNS,
        "table": samples.TABLE,
    }


PORTAL = (
    NavItem("Questions", "#", "circle-question-mark", 2, current=True),
    NavItem("Messages", "#", "mail"),
)
SCREENS: dict[str, Callable[[], dict[str, Any]]] = {
    "desk": desk,
    "inbox": inbox,
    "inbox-empty": empty_inbox,
    "seller": seller,
    "answer": answer,
    "refused": refused,
    "track": track,
    "doors": doors,
    "sign-in": sign_in,
    "office": office,
}
