"""What a table may hold: the fields of the load format, by kind of table, and their other names.

A table of orders' lines, shipments or payments holds parts of orders.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mostrador.contacts.past import CHANNELS, WHO
from mostrador.orders.events import CLAIMS
from mostrador.orders.records import FULFILMENT
from mostrador.rules.topics import Topic


@dataclass(frozen=True, slots=True)
class Field:
    """`how` is the way a cell is read, see mapping.READERS."""

    how: str = "text"
    # A record is not complete without it.
    needed: bool = False
    one_of: tuple[str, ...] = ()


Fields = Mapping[str, Field]
ID = Field("id", needed=True)
REFERENCE, TEXT, MOMENT, DAY = Field("id"), Field(), Field("moment"), Field("day")
MONEY, LIST, FLAG = Field("money"), Field("list"), Field("flag")
# Lists of whole sentences: a comma does not end one.
SENTENCES = Field("sentences")
COUNTRY, LANGUAGE, CURRENCY = Field("upper"), Field("lower"), Field("upper")

ORDER: Fields = {
    "id": ID, "store": ID, "seller": REFERENCE, "placed_at": Field("day", needed=True),
    "updated_at": MOMENT, "status": TEXT, "ship_by": DAY, "deliver_by": DAY,
    "buyer.id": ID, "buyer.name": TEXT, "buyer.email": TEXT, "buyer.phone": TEXT,
    "buyer.language": LANGUAGE, "business": FLAG,
    "ship_to.name": TEXT, "ship_to.street": TEXT, "ship_to.postal_code": TEXT,
    "ship_to.city": TEXT, "ship_to.region": TEXT, "ship_to.country": COUNTRY,
    "lines.id": ID, "lines.product": REFERENCE, "lines.seller": REFERENCE, "lines.sku": TEXT,
    "lines.title": TEXT, "lines.category": TEXT, "lines.quantity": Field("whole", needed=True),
    "lines.unit_price": Field("money", needed=True), "lines.shipping": MONEY,
    "lines.currency": Field("upper", needed=True),
    "lines.fulfilment": Field("word", needed=True, one_of=FULFILMENT), "lines.customised": FLAG,
    "lines.used": FLAG, "lines.guarantee_months": Field("whole"),
    "shipments.id": REFERENCE, "shipments.carrier": TEXT, "shipments.tracking": TEXT,
    "shipments.shipped_at": MOMENT, "shipments.delivered_at": MOMENT, "shipments.status": TEXT,
    "shipments.lines": LIST,
    "payments.id": REFERENCE, "payments.method": TEXT, "payments.kind": TEXT,
    "payments.amount": MONEY, "payments.currency": CURRENCY,
}  # fmt: skip
FIELDS: Mapping[str, Fields] = {
    "store": {
        "id": ID, "name": TEXT, "country": Field("upper", needed=True),
        "languages": Field("lowers", needed=True), "currency": Field("upper", needed=True),
        "time_zone": Field(needed=True), "seller_languages": Field("lowers"),
        "mail.service": TEXT, "mail.hand_over.*": TEXT, "updated_at": MOMENT,
    },
    "seller": {
        "id": ID, "store": ID, "name": TEXT, "country": COUNTRY, "plan": TEXT, "standing": TEXT,
        "language": LANGUAGE, "email": TEXT, "updated_at": MOMENT,
    },
    "product": {
        "id": ID, "seller": ID, "title": TEXT, "category": TEXT, "language": LANGUAGE,
        "url": TEXT, "page.description": TEXT, "page.bullets": SENTENCES, "updated_at": MOMENT,
    },
    "buyer": {
        "id": ID, "name": TEXT, "email": TEXT, "phone": TEXT, "language": LANGUAGE,
        "updated_at": MOMENT,
    },
    "order": ORDER, "line": ORDER, "shipment": ORDER, "payment": ORDER,
    "enrolment": {
        "seller": ID, "store": ID, "from": Field("moment", needed=True), "until": MOMENT,
        "terms": TEXT,
    },
    "return": {"id": ID, "order": ID, "lines": LIST, "at": MOMENT, "reason": TEXT, "status": TEXT},
    "refund": {
        "id": ID, "order": ID, "lines": LIST, "amount": MONEY, "currency": CURRENCY, "at": MOMENT,
        "reason": TEXT,
    },
    "feedback": {
        "id": REFERENCE, "order": ID, "stars": Field("whole", needed=True),
        "at": Field("moment", needed=True), "text": TEXT,
    },
    "claim": {
        "id": REFERENCE, "order": ID, "kind": Field("word", needed=True, one_of=CLAIMS),
        "state": TEXT, "at": Field("moment", needed=True),
    },
    "contact": {
        "id": ID, "store": REFERENCE, "order": REFERENCE, "buyer": REFERENCE,
        "subject": TEXT, "address": TEXT, "verified": FLAG,
        "topic": Field("word", one_of=tuple(Topic)), "opened_at": MOMENT, "closed_at": MOMENT,
        "messages.from": Field("word", needed=True, one_of=WHO),
        "messages.at": Field("moment", needed=True), "messages.text": Field(needed=True),
        "messages.channel": Field("word", one_of=tuple(CHANNELS)), "messages.name": TEXT,
    },
}  # fmt: skip
# Tables that hold parts of another record, and the part that their rows are about.
PART_OF_ORDER = {"line": "lines", "shipment": "shipments", "payment": "payments"}
LISTS = {"lines", "shipments", "payments", "messages"}
# What other programs call the same thing, without blanks, marks and case.
CALLED: Mapping[str, str] = {
    "id": "orderid ordernumber orderno ordernr order bestellnummer bestellnr bestellid "
          "auftragsnummer auftragsnr amazonorderid increment_id commande",
    "store": "store storeid storecode marketplace saleschannel marktplatz shop laden ladenid "
             "ladennummer ladennr filiale filialnummer",
    "seller": "seller sellerid vendor vendorid merchant händler händlerid verkäufer verkäuferid "
              "händlernummer händlernr verkäufernummer verkäufernr shopid sellernumber "
              "merchantid",
    "placed_at": "placedat orderdate orderedat purchasedate createdat created datecreated date "
                 "bestelldatum auftragsdatum bestelltam kaufdatum datum paidat",
    "updated_at": "updatedat lastupdateddate lastupdatedate modifiedat geändertam "
                  "letzteänderung datemodified",
    "status": "orderstatus status bestellstatus auftragsstatus",
    "ship_by": "shipby latestshipdate promisedshipdate versandbis versandtermin",
    "deliver_by": "deliverby latestdeliverydate promiseddeliverydate lieferbis "
                  "lieferdatumspätestens liefertermin lieferfrist",
    "buyer.id": "buyerid customerid customer kundennummer kundennr kundenid käuferid käufer buyer",
    "buyer.name": "buyername customername kundenname kunde käufername billingname",
    "buyer.email": "buyeremail customeremail email emailaddress emailadresse kundenemail mail",
    "buyer.phone": "buyerphone buyerphonenumber customerphone phone telefon telefonnummer",
    "business": "isbusinessorder businessorder geschäftskunde firmenkunde",
    "buyer.language": "buyerlanguage customerlocale language sprache locale",
    "ship_to.name": "recipientname shippingname liefername empfänger empfängername",
    "ship_to.street": "shipaddress1 shippingaddress1 shippingstreet straße strasse lieferstraße "
                      "lieferstrasse lieferadresse address1 street",
    "ship_to.postal_code": "shippostalcode shippingzip plz postleitzahl zip zipcode "
                           "postcode postalcode lieferplz lieferpostleitzahl",
    "ship_to.city": "shipcity shippingcity ort stadt city lieferort lieferstadt wohnort",
    "ship_to.region": "shipstate shippingprovince bundesland region state province",
    "ship_to.country": "shipcountry shippingcountry land lieferland country",
    "lines.id": "lineid orderitemid orderlineid itemid position positionsnummer pos lineitemid "
                "orderline line",
    "lines.product": "productid product asin artikelid produktid listingid",
    "lines.seller": "lineseller",
    "lines.sku": "sku lineitemsku artikelnummer artikelnr",
    "lines.title": "title productname itemname lineitemname artikel artikelname "
                   "artikelbezeichnung bezeichnung produktname titel itemtitle",
    "lines.category": "category kategorie warengruppe",
    "lines.quantity": "quantity qty quantitypurchased lineitemquantity menge anzahl stück "
                      "stückzahl",
    "lines.unit_price": "unitprice price itemprice lineitemprice einzelpreis preis stückpreis",
    "lines.shipping": "shipping shippingprice versand versandkosten shippingcost",
    "lines.currency": "currency währung currencycode",
    "lines.fulfilment": "fulfilment fulfillment fulfillmentchannel fulfilmentchannel versanddurch "
                        "versandart",
    "lines.customised": "customised customized iscustom personalisiert",
    "shipments.id": "shipmentid sendung sendungsid lieferung packageid paketid",
    "shipments.carrier": "carrier shippingcarrier versanddienstleister versender paketdienst "
                         "frachtführer",
    "shipments.tracking": "tracking trackingnumber trackingid trackingcode sendungsnummer "
                          "paketnummer trackingnr",
    "shipments.shipped_at": "shippedat shipdate shipmentdate versanddatum versandtam versendetam "
                            "fulfilledat",
    "shipments.delivered_at": "deliveredat deliverydate zugestelltam lieferdatum zustelldatum",
    "shipments.status": "shipmentstatus deliverystatus sendungsstatus lieferstatus",
    "shipments.lines": "shipmentlines",
    "payments.id": "paymentid transactionid transaktionsid zahlungsid",
    "payments.method": "paymentmethod zahlungsart zahlart zahlungsmethode",
    "payments.kind": "paymentkind paymenttype zahlungsvorgang",
    "payments.amount": "paymentamount amountpaid zahlbetrag",
    "payments.currency": "paymentcurrency",
}  # fmt: skip
OTHERS_CALLED: Mapping[str, Mapping[str, str]] = {
    "line": {"lines.id": "id"},
    "shipment": {
        "shipments.id": "id", "shipments.status": "status", "shipments.lines": "lines line lineid "
        "orderitemid position",
    },
    "payment": {
        "payments.id": "id", "payments.amount": "amount betrag", "payments.currency": "currency "
        "währung", "payments.kind": "kind type art", "payments.method": "method zahlungsart",
    },
    "store": {"id": CALLED["store"] + " shopid", "name": "storename shopname ladenname bezeichnung",
              "country": "land countrycode", "languages": "sprachen sprache language",
              "currency": "währung currencycode", "time_zone": "timezone zeitzone tz zone",
              "seller_languages": "händlersprachen verkäufersprachen",
              "mail.service": "service serviceemail servicemail serviceaddress serviceadresse "
              "supportemail kundenserviceemail email mail emailadresse"},
    "seller": {"id": CALLED["seller"],
               "name": "name sellername händlername verkäufername company companyname firma "
                       "firmenname", "country": "land countrycode",
               "plan": "tarif", "standing": "kontostatus status", "language": "sprache",
               "email": "mail emailaddress emailadresse"},
    "product": {"id": "product productid asin sku artikelnummer artikelnr artikelid produktid",
                "seller": CALLED["seller"], "title": CALLED["lines.title"],
                "category": CALLED["lines.category"], "language": "sprache",
                "url": "link productlink adresse", "page.description": "description beschreibung",
                "page.bullets": "bullets bulletpoints merkmale"},
    "buyer": {"id": CALLED["buyer.id"], "name": CALLED["buyer.name"] + " name",
              "email": CALLED["buyer.email"], "phone": CALLED["buyer.phone"],
              "language": CALLED["buyer.language"]},
    "enrolment": {"seller": CALLED["seller"], "from": "von ab since seit enrolledat validfrom "
                  "gültigab gültigvon start startdate beginn teilnahmeab eingeschriebenam",
                  "until": "bis to endedat validuntil validto gültigbis end enddate ende "
                  "teilnahmebis", "terms": "termsversion agbversion agb bedingungen "
                  "vertragsversion"},
    "return": {"id": "returnid rma rmanumber retoure retourennummer rücksendung",
               "at": "date returndate datum retourendatum createdat returnedat", "reason": "grund"},
    "refund": {"id": "refundid erstattung erstattungsnummer gutschrift gutschriftnummer",
               "at": "date refunddate refundedat datum erstattungsdatum createdat erstattetam",
               "amount": "betrag refundamount erstattungsbetrag total", "currency": "währung",
               "reason": "grund"},
    "feedback": {"id": "feedbackid reviewid", "stars": "rating bewertung sterne score",
                 "at": "date datum createdat", "text": "comment comments kommentar"},
    "claim": {"id": "claimid caseid disputeid fall", "kind": "type claimtype art",
              "state": "status claimstatus", "at": "date datum openedat createdat filedat"},
    "contact": {"subject": "betreff", "address": "fromaddress senderemail absenderadresse",
                "messages.name": "fromname sendername absendername",
                "id": "contactid ticket ticketid ticketnumber ticketnummer vorgang conversationid",
                "buyer": CALLED["buyer.id"], "topic": "thema reason",
                "opened_at": "createdat opened eröffnetam", "closed_at": "closedat closed solvedat "
                "geschlossenam", "messages.from": "from author sender von absender",
                "messages.at": "date sentat at datum", "messages.text": "text body message "
                "nachricht inhalt", "messages.channel": "channel kanal via"},
}  # fmt: skip
WITH_ORDERS = ("return", "refund", "feedback", "claim", "contact")
MARKS = re.compile(r"[\W_]+")


def record_of(kind: str) -> str:
    return "order" if kind in PART_OF_ORDER else kind


def plain(name: str) -> str:
    return MARKS.sub("", name).lower()


def called(kind: str) -> dict[str, str]:
    """What a column may be called, to the field; the kind's own words come before the general."""
    fields = FIELDS[kind]
    shared = CALLED if record_of(kind) == "order" else ("store", "updated_at")
    general = {name: CALLED[name] for name in shared}
    if kind in WITH_ORDERS:
        general["order"] = CALLED["id"]
    found = {word: field for field, said in general.items() for word in map(plain, said.split())}
    own = OTHERS_CALLED.get(kind, {})
    found |= {word: field for field, said in own.items() for word in map(plain, said.split())}
    exact = {plain(field): field for field in fields if kind not in PART_OF_ORDER or field != "id"}
    # Of a table of lines the column `quantity` is the line's.
    part = PART_OF_ORDER.get(kind, "")
    short = {plain(name.removeprefix(f"{part}.")): name for name in fields if part and
             name.startswith(f"{part}.")}  # fmt: skip
    return {word: field for word, field in {**found, **exact, **short}.items() if field in fields}
