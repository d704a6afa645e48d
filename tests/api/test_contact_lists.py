"""Looking for contacts: by order, state and buyer, a page at a time."""

import pytest

pytestmark = pytest.mark.django_db

LATE_LAMP = {
    "order": "LM-1007",
    "topic": "delivery",
    "channel": "web",
    "text": "Wo ist meine Lampe?",
    "at": "2026-11-12T09:58:00+01:00",
}


@pytest.fixture
def opened(marketplace, program):
    """What the API says of a contact opened like this."""
    return lambda **more: program.post("contacts", {**LATE_LAMP, **more}).json()


def test_contacts_are_listed_by_order_state_and_buyer(opened, program):
    lamp, paid = opened(), opened(order="LM-1015", topic="payment")
    invoice = opened(topic="invoice")

    def listed(query):
        return [one["id"] for one in program.get(f"contacts?{query}").json()["items"]]

    assert listed("") == sorted((lamp["id"], paid["id"], invoice["id"]))
    assert listed("order=LM-1007") == sorted((lamp["id"], invoice["id"]))
    assert listed("state=open&buyer=B-KELLER") == [lamp["id"]]
    assert listed("order=LM-0") == []


def test_a_long_list_is_read_page_by_page(opened, program):
    expected = [opened(at=f"2026-11-12T09:0{minute}:00+01:00")["id"] for minute in (3, 1, 2, 2, 2)]
    in_order = [expected[1], *sorted(expected[2:]), expected[0]]

    seen, query, pages = [], "contacts?limit=2", 0
    while query:
        page = program.get(query).json()
        seen += [one["id"] for one in page["items"]]
        query = page["next"] and f"contacts?limit=2&after={page['next']}"
        pages += 1

    assert (seen, pages) == (in_order, 3)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=asleep", [("NOT_ONE_OF", "/state")]),
        ("order=%00", [("UNSTORABLE", "/order")]),
        ("after=nonsense", [("NOT_A_CURSOR", "/after")]),
        ("after=WyIyMDI2LTExLTEyVDEwOjAwOjAwWiIsIDdd", [("NOT_A_CURSOR", "/after")]),
        ("limit=0", [("OUT_OF_RANGE", "/limit")]),
        ("limit=9999", [("OUT_OF_RANGE", "/limit")]),
        ("limit=many", [("WRONG_TYPE", "/limit")]),
    ],
)
def test_a_search_that_makes_no_sense_is_refused(program, errors, query, expected):
    answer = program.get(f"contacts?{query}")

    assert (answer.status_code, errors(answer)) == (422, expected)
