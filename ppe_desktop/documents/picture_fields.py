"""The pictures a template may ask for by name: any PNG put in Word, whose alternative text says which drawing takes its place."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from ppe_desktop.documents.markup import parse_strict
from ppe_desktop.documents.package_gate import unpacked_parts

ENTOURAGE, PATH = "enfant.entourage_image", "enfant.parcours_image"
PICTURE_FIELDS = (ENTOURAGE, PATH)
"""Names of the drawings; the condition of the same name tells whether the reader receives it."""
_WORDPROCESSING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DRAWINGS = (f"{_WORDPROCESSING}inline", f"{_WORDPROCESSING}anchor")
_PER_CM = 360_000
_LEAST, _MOST = 2.0, 42.0
_ALL = tuple(name.encode() for name in PICTURE_FIELDS)


class Room(NamedTuple):
    """The room a picture has on the page.

    Attributes:
        width: in centimetres.
        height: in centimetres.
    """

    width: float
    height: float


@lru_cache(maxsize=16)
def wanted_pictures(template: bytes) -> dict[str, Room]:
    """Return the drawings a template asks for, each with the room it gives it.

    Raises:
        TemplateError: the template is unsafe or broken.
    """
    found: dict[str, Room] = {}
    for name, content in unpacked_parts(template).items():
        if name.startswith("word/") and name.endswith(".xml") and any(field in content for field in _ALL):
            for drawing in parse_strict(name, content).iter(*_DRAWINGS):
                label = _label(drawing)
                if label:
                    found[label] = _room(drawing)
    return found


def condition_of(field: str) -> str:
    """Return the last part of a name: the key of its condition among the facts of the child."""
    return field.rpartition(".")[2]


def _label(drawing: etree._Element) -> str:
    properties = drawing.find(f"{_WORDPROCESSING}docPr")
    said = [properties.get(key, "").strip() for key in ("descr", "title", "name")] if properties is not None else []
    return next((label for label in said if label in PICTURE_FIELDS), "")


def _room(drawing: etree._Element) -> Room:
    extent = drawing.find(f"{_WORDPROCESSING}extent")
    sides = [extent.get(key, "") for key in ("cx", "cy")] if extent is not None else []
    width, height = (
        int(side) / _PER_CM if side.isascii() and side.isdigit() else 16.0 for side in (*sides, "", "")[:2]
    )
    return Room(min(max(width, _LEAST), _MOST), min(max(height, _LEAST), _MOST))
