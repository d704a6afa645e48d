"""Languages: which one a seller is written to in, and what the reader calls it."""

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from mostrador.sellers.models import Seller
from mostrador.stores.models import Store


def of_seller(seller: Seller, store: Store) -> str:
    """His own, if the store writes to sellers in it; else the first of the store's (R18, E46)."""
    return store.language_with(seller.language)


def name(code: str) -> str:
    """German, Deutsch or 德语, depending on who reads."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code or _("unknown language")
