"""The ground on which words stand: the colour of whoever speaks, and a bar of it at the left."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from ppe_desktop.ui.theme import current

BAR, RADIUS = 4, 6
SPEAKER_TONES = {"ENFANT": "child", "MERE": "mother", "PERE": "father", "AUTRE": "other"}
"""Colour and mark of each speaker, the same everywhere."""


class SpeakerFrame(QFrame):
    """A quotation set apart; with the keyboard in it, a ring says so."""

    def __init__(self, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone

    def set_tone(self, tone: str) -> None:
        """Take the colour of another speaker."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the bar and the ring."""
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.role(f"{self._tone}_soft")))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setBrush(QColor(palette.role(self._tone)))
        painter.drawRoundedRect(QRectF(0, 0, BAR, self.height()), BAR / 2, BAR / 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()
