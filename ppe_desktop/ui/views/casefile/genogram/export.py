"""The drawing as an image or a page, always in the light palette: it is made to be printed, in grey too."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.genogram import Genogram
from ppe_desktop.ui.theme.palette import LIGHT
from ppe_desktop.ui.views.casefile.genogram import legend, words
from ppe_desktop.ui.views.casefile.genogram.picture import MARGIN, Picture

PRINT_DPI = 300
SCREEN_DPI = 96
LARGEST_SIDE = 7000
"""Pixels of an image, whatever the number of persons: memory stays below 200 MB."""

_HEAD = 44.0
_FOOT = 30.0
_LEAST_WIDTH = 640.0


class Sheet:
    """The drawing with its title, its legend and what is said of it."""

    def __init__(
        self, drawing: Genogram, title: str = "", day: dt.date | None = None, *, with_lived: bool = True
    ) -> None:
        """Compose a sheet.

        Args:
            drawing: who is there.
            title: head of the sheet; none when empty (inside a document that has its own).
            day: day of the drawing, said beside the title.
            with_lived: draw what the child lives with each person.
        """
        self.picture = Picture(drawing, with_lived=with_lived)
        self._title, self._day = title, day
        self._entries = legend.entries_of(self.picture)
        self._note = note_of(drawing)

    def size(self, width: float = 0.0) -> QSizeF:
        """Return the size of the sheet in the drawing's points, at a least width."""
        wide = max(width, self.picture.size().width(), _LEAST_WIDTH)
        below = legend.height_of(self._entries, wide - 2 * MARGIN) + _FOOT
        return QSizeF(wide, self._head() + self.picture.size().height() + below)

    def paint(self, painter: QPainter, size: QSizeF) -> None:
        """Paint the sheet on a ground of ``size`` points: title above, legend at the foot, drawing between."""
        wide = size.width() - 2 * MARGIN
        if self._title:
            self._paint_head(painter, wide)
        below = legend.height_of(self._entries, wide) + _FOOT
        room = QRectF(0, self._head(), size.width(), size.height() - self._head() - below)
        own = self.picture.size()
        painter.save()
        painter.translate(room.center() - QPointF(own.width() / 2, own.height() / 2))
        self.picture.paint(painter, LIGHT)
        painter.restore()
        painter.save()
        painter.translate(MARGIN, size.height() - below)
        legend.paint(painter, self._entries, wide, LIGHT)
        painter.restore()
        painter.setPen(QColor(LIGHT.muted))
        painter.setFont(words.drawing_font(11))
        foot = QRectF(MARGIN, size.height() - _FOOT, wide, _FOOT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._note)

    def _head(self) -> float:
        return _HEAD if self._title else 0.0

    def _paint_head(self, painter: QPainter, wide: float) -> None:
        band = QRectF(MARGIN, 10, wide, _HEAD - 14)
        painter.setPen(QColor(LIGHT.text))
        painter.setFont(words.drawing_font(18, QFont.Weight.DemiBold))
        day = f"au {long_date(self._day)}" if self._day else ""
        short = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, int(wide - 190))
        painter.drawText(band, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)
        painter.setFont(words.drawing_font(13))
        painter.setPen(QColor(LIGHT.muted))
        painter.drawText(band, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, day)
        painter.setPen(QPen(QColor(LIGHT.border), 1))
        painter.drawLine(band.bottomLeft(), band.bottomRight())


def note_of(drawing: Genogram) -> str:
    """Return what is said at the foot: what the drawing never holds, and how many are left out."""
    said = ["Établie d’après le dossier, sans aucune adresse."]
    if drawing.hidden:
        said.append(hidden_words(drawing.hidden))
    return " ".join(said)


def hidden_words(count: int) -> str:
    """Return "1 personne non montrée." or "3 personnes non montrées."."""
    plural = "s" if count > 1 else ""
    return f"{count} personne{plural} non montrée{plural}."


def render_png(drawing: Genogram, width: int, *, with_lived: bool = True) -> bytes:
    """Return the drawing and its legend as a PNG of ``width`` pixels, for a document.

    Give it a drawing built ``for_sharing``: what is on it is what is read.
    """
    return png_of(image_of(Sheet(drawing, with_lived=with_lived), width))


def image_of(sheet: Sheet, width: int = 0) -> QImage:
    """Return a sheet as an image: ``width`` pixels wide, else as large as it prints at 300 points an inch."""
    size = sheet.size()
    scale = width / size.width() if width else PRINT_DPI / SCREEN_DPI
    scale = min(scale, LARGEST_SIDE / max(size.width(), size.height()))
    image = QImage((size * scale).toSize(), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(PRINT_DPI / 0.0254))
    image.setDotsPerMeterY(round(PRINT_DPI / 0.0254))
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    painter.scale(scale, scale)
    sheet.paint(painter, size)
    painter.end()
    return image


def png_of(image: QImage) -> bytes:
    """Return an image as PNG."""
    buffer = _opened()
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def svg_of(sheet: Sheet) -> bytes:
    """Return a sheet as SVG."""
    from PySide6.QtSvg import QSvgGenerator  # only here: one who saves no SVG does not load it

    buffer, size = _opened(), sheet.size()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size.toSize())
    generator.setViewBox(QRect(0, 0, round(size.width()), round(size.height())))
    generator.setResolution(SCREEN_DPI)
    generator.setTitle("Carte de l’entourage")
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(LIGHT.surface))
    sheet.paint(painter, size)
    painter.end()
    return bytes(buffer.data().data())


def pdf_of(sheet: Sheet) -> bytes:
    """Return a sheet as one A4 page, landscape."""
    buffer = _opened()
    writer = QPdfWriter(buffer)
    writer.setTitle("Carte de l’entourage")
    writer.setResolution(PRINT_DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            QMarginsF(9, 9, 9, 9),
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter(writer)
    page = QSizeF(painter.viewport().size())
    size = _shaped_as(sheet, page)
    painter.scale(page.width() / size.width(), page.width() / size.width())
    sheet.paint(painter, size)
    painter.end()
    return bytes(buffer.data().data())


def _shaped_as(sheet: Sheet, page: QSizeF) -> QSizeF:
    """Return the least size of the sheet that has the shape of the page; a small family is not blown up."""
    natural = page.width() * SCREEN_DPI / PRINT_DPI
    wide = max(sheet.size().width(), natural)
    for _attempt in range(8):  # a wider sheet has a legend of fewer lines: its height settles at once or nearly
        size = sheet.size(wide)
        if size.height() <= size.width() * page.height() / page.width():
            break
        wide = size.height() * page.width() / page.height()
    return QSizeF(wide, wide * page.height() / page.width())


def _opened() -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray())
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
