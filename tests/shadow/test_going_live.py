"""Going live and back: by share of sellers, and what was begun stays where it was begun."""

import pytest

from mostrador.contacts.models import Contact
from mostrador.history.chain import MovedOnError
from mostrador.history.models import Entry
from mostrador.rules.bodies import RefusedError
from mostrador.shadow.models import Observation
from mostrador.stores import going_live
from mostrador.stores.models import Store
from tests.cast import NOON, a_mail, annas_contact, take, the_marketplace
from tests.intake.post import AUSTRIA, VIENNESE, forwarded, load
from tests.shadow.shares import ZHOU_ALONE, set_share

pytestmark = pytest.mark.django_db
ZHOU = "Frage zu LM-1007."


@pytest.fixture(autouse=True)
def marketplace():
    the_marketplace()


def led(text, *, mail_id="<1@mail.example>", **mail):
    """To a contact, or only observed."""
    taken = take(a_mail(text, subject="Frage", mail_id=mail_id, **mail))
    return "contact" if taken.contact else "observed" if taken.observation else "nowhere"


def test_everybody_is_live_unless_somebody_says_otherwise():
    assert Store.objects.get(pk="de").live_share == 100
    assert led(ZHOU) == "contact"


@pytest.mark.parametrize(
    ("share", "where"), [(0, "observed"), (33, "observed"), (34, "contact"), (100, "contact")]
)
def test_a_named_order_goes_by_its_seller(share, where):
    set_share(share)

    assert led(ZHOU) == where


def test_a_mail_without_an_order_goes_by_the_orders_that_its_sender_has():
    load(
        {"type": "buyer", "id": "B-NEW", "email": "new@mail.example"},
        an_order("LM-9001", "S-ZHOU", "B-NEW"),
    )
    set_share(ZHOU_ALONE)

    assert led("Wo bleibt es?", sender="new@mail.example") == "contact"
    assert not Contact.objects.get().in_shadow
    assert led("Hallo?", sender="nobody@else.example", mail_id="<2@x.example>") == "observed"
    set_share(33)
    assert led("Wo bleibt es?", sender="new@mail.example", mail_id="<3@x.example>") == "observed"


def test_an_order_of_two_sellers_waits_for_both():
    load(two_sellers())
    set_share(ZHOU_ALONE)

    assert led("Frage zu LM-9002.") == "observed"
    set_share(54)
    assert led("Frage zu LM-9002.", mail_id="<2@mail.example>") == "contact"


def test_another_stores_order_needs_that_store_live_too():
    load(AUSTRIA, VIENNESE)
    set_share(0, store="at")

    assert led("Frage zu AT-2001.") == "observed"


def test_a_contact_stays_ours_when_its_seller_is_not_live_any_more():
    contact = annas_contact()
    set_share(0)

    taken = take(a_mail("Und nun?", mail_id="<2@mail.example>", In_Reply_To="<1@mail.example>"))

    assert (taken.contact, taken.observation) == (contact, None)


def test_a_new_matter_of_the_same_order_is_observed_then():
    annas_contact()
    set_share(0)

    assert led(ZHOU, mail_id="<2@mail.example>") == "observed"


def test_whoever_goes_on_writing_once_his_seller_is_live_is_ours_to_answer():
    set_share(0)
    take(a_mail())
    set_share(100)

    taken = take(a_mail("LM-1007: Und nun?", mail_id="<2@mail.example>",
                        In_Reply_To="<1@mail.example>"))  # fmt: skip

    assert (taken.judged.verdict, taken.observation) == ("new", None)
    assert taken.contact == Contact.objects.get()
    assert Observation.objects.get().heard.count() == 1


def test_a_seller_who_forwards_a_buyers_mail_is_live_or_not():
    set_share(0)
    taken = take(forwarded("LM-1007 ist defekt."))

    assert (taken.judged.verdict, taken.contact) == ("handed_over", None)
    assert Observation.objects.get().verdict == "handed_over"


def test_a_change_is_written_down_and_a_second_time_changes_nothing():
    store = set_share(25)

    again = going_live.change(store, 25, by="operator:1", version=store.version, now=NOON)

    entry = Entry.objects.get(subject=store.subject, what="live_share_changed")
    assert (again, entry.facts, entry.by) == (False, {"live_share": [100, 25]}, "operator:1")


def test_whoever_saw_another_share_changes_nothing():
    seen = Store.objects.get(pk="de")
    set_share(25)

    with pytest.raises(MovedOnError):
        going_live.change(seen, 50, by="operator:1", version=seen.version, now=NOON)


def test_what_is_no_share_is_refused():
    store = Store.objects.get(pk="de")

    with pytest.raises(RefusedError):
        going_live.change(store, 101, by="operator:1", version=store.version, now=NOON)


def an_order(key, seller, buyer, **more):
    return {
        "type": "order", "id": key, "store": "de", "seller": seller, "buyer": {"id": buyer},
        "placed_at": "2026-11-03T10:00:00+01:00", **more,
    }  # fmt: skip


def two_sellers():
    each = {"quantity": 1, "unit_price": "9.90", "currency": "EUR", "fulfilment": "seller"}
    lines = [{"id": "1", "seller": "S-ZHOU", **each}, {"id": "2", "seller": "S-ANA", **each}]
    return an_order("LM-9002", None, "B-KELLER", lines=lines)


def test_a_buyer_with_an_address_of_the_marketplaces_own_domain_is_answered_like_others():
    load(
        {"type": "buyer", "id": "B-EMPLOYEE", "email": "eva@lichtmarkt.example"},
        an_order("LM-9003", "S-ZHOU", "B-EMPLOYEE"),
    )
    set_share(ZHOU_ALONE)

    assert led("Frage zu LM-9003.", sender="eva@lichtmarkt.example") == "contact"
    assert led("Frage zu LM-9003.", sender="service@lichtmarkt.example",
               mail_id="<2@lichtmarkt.example>") == "nowhere"  # fmt: skip
