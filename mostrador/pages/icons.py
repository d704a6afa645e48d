"""The drawings of lucide; its archive is slow to open and is therefore opened once."""

from functools import cache, lru_cache
from importlib.resources import files
from xml.etree import ElementTree
from zipfile import ZipFile

NAMESPACE = "{http://www.w3.org/2000/svg}"


class NoSuchIconError(LookupError):
    """A name that lucide does not know."""


# Fifty rows would draw it a hundred and fifty times.
@lru_cache(maxsize=256)
def drawn(name: str, size: int) -> str:
    """An icon that the ear does not hear."""
    try:
        source = _archive().read(f"{name}.svg")
    except KeyError:
        raise NoSuchIconError(name) from None
    svg = ElementTree.fromstring(source)  # noqa: S314  a file of a locked package
    for part in svg.iter():
        part.tag = part.tag.removeprefix(NAMESPACE)
    width = str(size)
    svg.attrib.update({"width": width, "height": width, "stroke-width": "1.5"})
    svg.attrib.update({"class": "icon", "aria-hidden": "true"})
    return ElementTree.tostring(svg, encoding="unicode")


@cache
def _archive() -> ZipFile:
    return ZipFile((files("lucide") / "lucide.zip").open("rb"))
