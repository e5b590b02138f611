"""The drawings of Word documents without a window: for the command line."""

from __future__ import annotations

import os
from functools import cache

from PySide6.QtGui import QGuiApplication

from ppe_desktop.domain.genogram import Genogram
from ppe_desktop.domain.timeline import Timeline
from ppe_desktop.ui.printing.pictures import picture_png
from ppe_desktop.ui.theme.fonts import load_fonts


def picture_offscreen(drawing: Genogram | Timeline | str, width: float, height: float) -> bytes:
    """Return a drawing as PNG, with a Qt of its own where there is none; see :func:`picture_png`."""
    _ready()
    return picture_png(drawing, width, height)


@cache
def _ready() -> QGuiApplication | None:
    """Return the application made for drawing, kept as long as the program; nothing when a window has one already."""
    if QGuiApplication.instance() is not None:
        return None
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    made = QGuiApplication([])
    load_fonts()
    return made
