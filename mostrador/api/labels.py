"""A carrier's label as programs hand it over."""

import base64
import binascii
from collections.abc import Mapping

from mostrador.api.problems import refused
from mostrador.decisions import return_labels
from mostrador.decisions.models import Instruction
from mostrador.decisions.return_labels import Label

MEGABYTES = 10


def of(instruction: Instruction, said: Mapping[str, str]) -> Label:
    if not any(said.values()):
        return Label()
    if instruction.kind != Instruction.Kind.RETURN:
        raise refused("NOT_A_RETURN", "Only a return has a label.", "/label")
    body = _bytes(said["content"])
    kind = return_labels.media_type(body)
    if body and (not kind or len(body) > MEGABYTES * 2**20):
        sentence = f"A label is a PDF or a PNG of at most {MEGABYTES} MB."
        raise refused("NOT_A_LABEL", sentence, "/label/content")
    file = ("label." + kind.rpartition("/")[2], kind, body) if body else None
    return Label(file, said["code"].strip(), said["tracking"].strip())


def _bytes(content: str) -> bytes:
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise refused("NOT_BASE64", "The content must be base64.", "/label/content") from None
