"""Walking every history to say which record, if any, was altered."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.apps import apps

from mostrador.history.chain import hash_of
from mostrador.history.models import Chained, Entry


@dataclass(frozen=True, slots=True)
class Verification:
    """`root` is one hash over every head: kept elsewhere, it shows a later rewriting of all."""

    records: int
    altered: tuple[str, ...]
    root: str


def verify() -> Verification:
    """Read all entries once, in constant memory per subject."""
    expected = _heads()
    altered: list[str] = []
    root = hashlib.sha256()
    records = 0
    entries = Entry.objects.order_by("subject", "number").iterator(chunk_size=2000)
    for subject, chain in groupby(entries, key=lambda entry: entry.subject):
        length, head, faults = _walk(chain)
        records += length
        root.update(f"{subject} {length} {head}\n".encode())
        altered += [f"{subject}, entry {number}" for number in faults]
        if expected.pop(subject, None) != (length, head) and not faults:
            altered.append(f"{subject}: its row and its last entry disagree")
    altered += [f"{subject}: its entries are gone" for subject in sorted(expected)]
    return Verification(records, tuple(altered), root.hexdigest())


def _walk(chain: Iterator[Entry]) -> tuple[int, str, list[int]]:
    length, head = 0, ""
    faults: list[int] = []
    for entry in chain:
        length += 1
        whole = entry.number == length and entry.previous == head and entry.hash == hash_of(entry)
        if not whole:
            faults.append(entry.number)
        head = entry.hash
    return length, head, faults


def _heads() -> dict[str, tuple[int, str]]:
    chained = [model for model in apps.get_models() if issubclass(model, Chained)]
    return {
        f"{model._meta.model_name}:{pk}": (length, head)
        for model in chained
        # A subject to which nothing has happened yet has no history that could be gone.
        for pk, length, head in model._default_manager.filter(chain_length__gt=0)
        .values_list("pk", "chain_length", "chain_head")
        .iterator()
    }
