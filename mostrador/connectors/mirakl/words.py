"""Mirakl's words and ours. Whatever is not here is kept and shown as it came."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from mostrador.connectors.base import Table

# An order that is closed was received, or nobody said otherwise in time.
ORDER_STATES = {
    "STAGING": "pending",
    "WAITING_ACCEPTANCE": "pending",
    "WAITING_DEBIT": "pending",
    "WAITING_DEBIT_PAYMENT": "pending",
    "SHIPPING": "processing",
    "SHIPPED": "shipped",
    "TO_COLLECT": "ready to collect",
    "RECEIVED": "delivered",
    "CLOSED": "delivered",
    "REFUSED": "cancelled",
    "CANCELED": "cancelled",
}
RETURN_STATES = {
    "WAITING_ACCEPTANCE": "requested",
    "IN_PROGRESS": "authorised",
    "REFUSED": "refused",
    "RECEIVED": "received",
    "NO_RECEPTION": "not received",
    "CLOSED": "closed",
    "CANCELED": "cancelled",
}
RETURN_REASONS = {
    "RETURN_BROKEN_ITEM": "damaged",
    "RETURN_DAMAGED_PACKAGING": "damaged",
    "RETURN_CHANGED_MIND": "changed_mind",
    "RETURN_CM_DONT_WANT": "changed_mind",
    "RETURN_CM_DONT_LIKE": "changed_mind",
    "RETURN_CM_QUALITY": "quality",
    "RETURN_COUNTERFEIT_ITEM": "not_as_described",
    "RETURN_INACCURATE_ITEM_DESCRIPTION": "not_as_described",
    "RETURN_DEFECTIVE_ITEM": "defective",
    "RETURN_DEFECTIVE_ON_ARRIVAL": "defective",
    "RETURN_WARRANTY": "defective",
    "RETURN_DELIVERED_PRODUCT_DIFFERENT": "wrong_item",
    "RETURN_DPD_WRONG_SIZE": "wrong_item",
    "RETURN_DPD_WRONG_COLOR": "wrong_item",
    "RETURN_MISSING_ITEM": "missing_parts",
    "RETURN_PRODUCT_DOES_NOT_FIT": "poor_fit",
    "RETURN_PDNT_TOO_BIG": "poor_fit",
    "RETURN_PDNT_TOO_SMALL": "poor_fit",
}
REFUND_STATES = {
    "WAITING_REFUND_TAX_CONFIRMATION": "waiting",
    "WAITING_REFUND": "waiting",
    "WAITING_REFUND_PAYMENT": "waiting",
    "REFUNDED": "refunded",
}
SHOP_STATES = {"OPEN": "good", "CLOSE": "closed", "SUSPENDED": "suspended", "TERMINATED": "ended"}
# ISO 3166-1 with three letters, as addresses have it; where it has two already it is left alone.
COUNTRIES = {
    "AUT": "AT", "BEL": "BE", "BGR": "BG", "HRV": "HR", "CYP": "CY", "CZE": "CZ", "DNK": "DK",
    "EST": "EE", "FIN": "FI", "FRA": "FR", "DEU": "DE", "GRC": "GR", "HUN": "HU", "IRL": "IE",
    "ITA": "IT", "LVA": "LV", "LTU": "LT", "LUX": "LU", "MLT": "MT", "NLD": "NL", "POL": "PL",
    "PRT": "PT", "ROU": "RO", "SVK": "SK", "SVN": "SI", "ESP": "ES", "SWE": "SE", "ISL": "IS",
    "LIE": "LI", "NOR": "NO", "CHE": "CH", "GBR": "GB", "USA": "US", "CAN": "CA", "CHN": "CN",
    "HKG": "HK", "JPN": "JP", "KOR": "KR", "TUR": "TR", "UKR": "UA", "IND": "IN", "VNM": "VN",
    "TWN": "TW", "AUS": "AU", "NZL": "NZ", "BRA": "BR", "MEX": "MX", "MCO": "MC", "ISR": "IL",
}  # fmt: skip
# Our reasons of a refund → words of an operator's own label or code that mean the same, in the
# languages that operators of this kind have; the first that is found counts.
SOUNDS_LIKE: Mapping[str, tuple[str, ...]] = {
    "not_received": ("not received", "non reç", "nicht erhalten", "no recib", "lost", "verloren"),
    "late": ("late", "delay", "retard", "verspät", "retras"),
    "damaged": ("damage", "broken", "endommag", "beschädigt", "dañad"),
    "defective": ("defect", "défect", "defekt", "faulty", "warranty"),
    "wrong_item": ("wrong", "different", "erreur", "falsch", "equivocad"),
    "missing_parts": ("missing", "manquant", "fehlt", "falta"),
    "not_as_described": ("description", "conform", "beschreibung", "descripci"),
    "changed_mind": ("changed", "change of mind", "withdraw", "rétract", "widerruf", "desist"),
    "cancelled": ("cancel", "annul", "storn", "stock"),
    "": ("return", "retour", "rückgabe", "rücksendung", "devoluci", "other", "autre", "sonstig"),
}

TABLES = (
    Table("order_states", _("States of an order"), ORDER_STATES),
    Table(
        "fulfilment_centres", _("Who ships from a fulfilment centre"), {"DEFAULT": "seller"},
        allowed=("seller", "operator"), otherwise="seller",
    ),
    Table("return_states", _("States of a return"), RETURN_STATES),
    Table("return_reasons", _("Reasons of a return"), RETURN_REASONS),
    Table("refund_states", _("States of a refund"), REFUND_STATES),
    Table("shop_states", _("States of a shop"), SHOP_STATES),
    Table("countries", _("Countries"), COUNTRIES),
    # Ours → theirs: the codes are each operator's own, and are guessed from their labels.
    Table("refund_reasons", _("Our reason of a refund → your reason code"), otherwise=""),
    Table("cancel_reasons", _("Our reason of a cancellation → your reason code"), otherwise=""),
)  # fmt: skip
