"""Tables as people name their columns: what they hold is told, or we say that we do not know."""

import pytest

from mostrador.imports import clocks, proposing
from mostrador.imports.guessing import Seen, guess
from mostrador.imports.lifecycle import constants
from mostrador.imports.proposing import is_sure, kind_of, propose
from mostrador.stores.models import Store

STORES = "Laden;Bezeichnung;Land;Sprachen;Währung;Zeitzone;Service-E-Mail"
ENROLMENTS = "Händlernummer;Laden;Gültig ab;Gültig bis;AGB-Version"
ORDERS = "Bestellnummer;Laden;Händlernummer;Bestelldatum;Lieferort;Liefertermin;Kundennummer"


def seen(heading: str, *rows: str):
    return guess("\n".join([heading, *(rows or [";" * heading.count(";") + "x"])]).encode())


def store(key: str, zone: str) -> Store:
    return Store.objects.create(
        pk=key, country="DE", languages=["de"], currency="EUR", time_zone=zone,
        body={"type": "store", "id": key},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "kind", "fields"),
    [
        (STORES, "store", ["id", "name", "country", "languages", "currency", "time_zone",
                           "mail.service"]),
        (ENROLMENTS, "enrolment", ["seller", "store", "from", "until", "terms"]),
        (ORDERS, "order", ["id", "store", "seller", "placed_at", "ship_to.city", "deliver_by",
                           "buyer.id"]),
        ("Händlernummer;Laden;Firma;Land;Tarif;Kontostatus;Geändert am", "seller",
         ["id", "store", "name", "country", "plan", "standing", "updated_at"]),
        ("Bestellnummer;Position;Artikelnummer;Menge;Einzelpreis;Währung;Versand durch", "line",
         ["id", "lines.id", "lines.sku", "lines.quantity", "lines.unit_price", "lines.currency",
          "lines.fulfilment"]),
        ("store code;valid from;valid to;seller id;terms version", "enrolment",
         ["store", "from", "until", "seller", "terms"]),
    ],
)  # fmt: skip
def test_a_table_is_told_by_what_its_columns_are_called(heading, kind, fields):
    found = seen(heading)

    assert kind_of(found) == kind
    assert is_sure(found)
    assert list(propose(kind, found).columns.values()) == fields


@pytest.mark.parametrize("heading", [STORES, "Geschäft;Benennung;Staat"])
def test_a_kind_that_was_named_gets_the_columns_that_are_known(heading):
    assert bool(any(propose("store", seen(heading)).columns.values())) == (heading == STORES)


@pytest.mark.parametrize(
    "heading", ["Farbe;Größe", "id;Farbe", "Land;Währung;Farbe", "Bestellnummer;Farbe;updated at"]
)
def test_what_only_a_guess_could_say_is_not_said(heading):
    assert not is_sure(seen(heading))


@pytest.mark.django_db
def test_the_only_stores_zone_is_proposed_where_times_have_no_offset():
    store("de", "Europe/Berlin")
    found = seen(ORDERS, "LM-1;de;S-1;13.11.2026 09:30;Köln;;B-1")
    mapping, said = clocks.proposed(propose("order", found, constants=constants()), found)

    assert (mapping.zone, said) == ("Europe/Berlin", Seen("zone", "proposed", "Europe/Berlin"))


@pytest.mark.django_db
@pytest.mark.parametrize("at", ["13.11.2026", "2026-11-13T09:30:00Z", "", "soon"])
def test_without_such_times_no_zone_is_spoken_of(at):
    store("de", "Europe/Berlin")
    found = seen(ORDERS, f"LM-1;de;S-1;{at};Köln;;B-1")

    assert clocks.proposed(propose("order", found), found) == (propose("order", found), None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("named", "constant", "zone"),
    [
        ("es", "", "Atlantic/Canary"), ("", "es", "Atlantic/Canary"), ("de", "es", "Europe/Berlin"),
        ("", "", ""), ("nowhere", "", ""),
    ],
)  # fmt: skip
def test_of_several_stores_the_one_that_the_table_names(named, constant, zone):
    store("de", "Europe/Berlin")
    store("es", "Atlantic/Canary")
    found = seen(ENROLMENTS, f"S-1;{named};01.02.2026;;1")
    proposed = proposing.propose("enrolment", found, constants={"store": constant})
    if constant and not named:
        proposed = proposing.propose(
            "enrolment", seen(ENROLMENTS.replace("Laden", "-"), "S-1;;01.02.2026;;1"),
            constants={"store": constant},
        )  # fmt: skip

    mapping, said = clocks.proposed(proposed, found)

    assert mapping.zone == zone
    assert said == (
        Seen("zone", "proposed", zone) if zone else Seen("zone", "unknown", "01.02.2026")
    )
