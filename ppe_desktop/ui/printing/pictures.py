"""The drawings of Word documents: the entourage and the path as PNG, at the size and in the shape of the room the template gives.

They are painted on images, never on widgets: any thread may do it, the one that makes the document does.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from ppe_desktop.domain.genogram import Genogram
from ppe_desktop.domain.timeline import Timeline
from ppe_desktop.ui.theme.palette import LIGHT
from ppe_desktop.ui.views.casefile.genogram.export import Sheet, png_of
from ppe_desktop.ui.views.casefile.genogram.words import drawing_font
from ppe_desktop.ui.views.casefile.timeline.drawing import draw
from ppe_desktop.ui.views.casefile.timeline.look import Look, paper_look
from ppe_desktop.ui.views.casefile.timeline.scene import Scene, View, margin_left, margin_right

DPI = 200
"""Enough for a drawing of lines on paper, light enough for a document that is sent."""
_SCREEN_DPI = 96
_CM = 2.54
_FIT = 8


def picture_png(drawing: Genogram | Timeline | str, width: float, height: float) -> bytes:
    """Return a drawing, or the words that stand in its place, as PNG.

    Args:
        drawing: what is shown; a genogram built for sharing, a timeline for paper.
        width: in centimetres.
        height: in centimetres.
    """
    room = QSizeF(width, height) * (_SCREEN_DPI / _CM)
    scale = DPI / _SCREEN_DPI
    image = QImage((room * scale).toSize(), QImage.Format.Format_RGB32)
    for set_density in (image.setDotsPerMeterX, image.setDotsPerMeterY):
        set_density(round(DPI / _CM * 100))
    image.fill(QColor(LIGHT.surface))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    if isinstance(drawing, Genogram):
        _paint_entourage(painter, drawing, room)
    elif isinstance(drawing, Timeline):
        _paint_path(painter, drawing, room)
    else:
        _paint_words(painter, drawing, room)
    painter.end()
    return png_of(image)


def _paint_entourage(painter: QPainter, drawing: Genogram, room: QSizeF) -> None:
    """Paint the whole sheet, legend included, as large as the room lets it."""
    sheet = Sheet(drawing, with_lived=False)
    shape = room.height() / room.width()
    wide = max(sheet.size().width(), room.width())
    for _attempt in range(_FIT):  # a wider sheet has a legend of fewer lines: its height settles at once or nearly
        tall = sheet.size(wide).height()
        if tall <= wide * shape:
            break
        wide = tall / shape
    painter.save()
    painter.scale(room.width() / wide, room.width() / wide)
    sheet.paint(painter, QSizeF(wide, wide * shape))
    painter.restore()


def _paint_path(painter: QPainter, timeline: Timeline, room: QSizeF) -> None:
    """Paint the whole frieze, smaller when it has many lines, at the head of the room."""
    look, ratio = paper_look(1.0), 1.0
    scene = _scene(timeline, look, room.width())
    for _attempt in range(_FIT):
        if scene.height * ratio <= room.height():
            break
        ratio = min(room.height() / scene.height, ratio * 0.98)
        scene = _scene(timeline, look, room.width() / ratio)
    wide = room.width() / ratio
    painter.save()
    painter.scale(ratio, ratio)
    painter.setClipRect(QRectF(0, 0, wide, scene.height))
    draw(painter, scene, View(0, wide))
    painter.restore()
    painter.setPen(QPen(look.ink("control", 0.6), 0.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(0.5, 0.5, room.width() - 1, scene.height * ratio - 1))


def _scene(timeline: Timeline, look: Look, width: float) -> Scene:
    days = max((timeline.last - timeline.first).days, 1)
    return Scene(timeline, look, (width - look.title_width - margin_left(look) - margin_right(look)) / days)


def _paint_words(painter: QPainter, words: str, room: QSizeF) -> None:
    painter.setPen(QColor(LIGHT.muted))
    painter.setFont(drawing_font(13))
    area = QRectF(8, 8, room.width() - 16, room.height() - 16)
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, words)
