"""Our own drawings of the child's page, as pictures of a template; an alternative text in French goes with each."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

from docx.shared import Cm
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from ppe_desktop.ui.theme.palette import PALETTES

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "childpage"
_SIDE = 260
DRAWING_SIZE = (12.0, 7.5)
"""Centimetres of a drawing of the child, in the shape of the page it was made on."""
_ROLE = re.compile(r"@(\w+)")
ALTERNATIVES = {
    "ensemble": "Des personnes ensemble", "maison": "Une maison", "mots": "Une bulle pour parler", "coeur": "Un cœur", "ecole": "Une école",
    "famille": "Une famille", "aide": "Une main qui aide", "soleil": "Un soleil", "calme": "Un visage calme", "joie": "Un visage content",
    "visite": "Une visite", "dessiner": "Un crayon pour dessiner", "echelle": "Une échelle", "arc-en-ciel": "Un arc-en-ciel",
    "nuage": "Un nuage", "pluie": "La pluie", "orage": "L’orage", "eclaircie": "Une éclaircie", "jouer": "Un jeu", "manque": "Le manque",
    "tristesse": "Un visage triste", "colere": "Un visage en colère", "peur": "Un visage qui a peur", "fatigue": "Un visage fatigué",
    "images": "Des images", "maisons": "Trois maisons", "dormir": "Le sommeil", "manger": "Un repas", "neige": "La neige", "vent": "Le vent",
    "mal": "Avoir mal",
}  # fmt: skip


def add_picture(paragraph: Any, name: str, centimetres: float) -> None:
    """Put a drawing in a paragraph.

    Args:
        paragraph: where.
        name: of the drawing.
        centimetres: its height.
    """
    shape = paragraph.add_run().add_picture(io.BytesIO(_png(name)), height=Cm(centimetres))
    properties = shape._inline.docPr
    properties.set("name", f"image-{name}")
    properties.set("descr", ALTERNATIVES[name])


def add_blank_picture(paragraph: Any, name: str, width: float, height: float, said: str) -> None:
    """Put an empty picture that a document replaces by its own.

    Args:
        paragraph: where.
        name: of the picture, by which the document knows it.
        width: in centimetres.
        height: in centimetres.
        said: what it shows, for a screen reader.
    """
    image = QImage(32, 20, QImage.Format.Format_RGB32)
    image.fill(
        0xFFFFFF - sum(name.encode()) % 256
    )  # no two alike: pictures of the same bytes would be one part of the file
    shape = paragraph.add_run().add_picture(io.BytesIO(_saved(image)), width=Cm(width), height=Cm(height))
    shape._inline.docPr.set("name", name)
    shape._inline.docPr.set("descr", said)


@cache
def _png(name: str) -> bytes:
    palette = PALETTES["light"]
    source = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    coloured = _ROLE.sub(lambda found: getattr(palette, found[1]), source)
    image = QImage(_SIDE, _SIDE, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(coloured.encode())).render(painter)
    painter.end()
    return _saved(image)


def _saved(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())
