"""A page of the child as a picture: what he chose, wrote and drew, together on one sheet, always as on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from ppe_desktop.domain.sketch import PAGE, Made, Stroke
from ppe_desktop.domain.sketch_words import HOUSES, PICTURES, WEATHERS
from ppe_desktop.domain.support_spec import SupportSpec
from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.ui.theme.fonts import FAMILY
from ppe_desktop.ui.theme.palette import LIGHT
from ppe_desktop.ui.views.childpage.canvas import Background, paint_sheet, print_paper
from ppe_desktop.ui.views.childpage.grounds import paint_ground
from ppe_desktop.ui.views.childpage.pictures import house_room, paint_house, paint_picture

WIDTH = 1600
"""Pixels of a picture kept."""
_MARGIN = 60.0
_CENTRE = Qt.AlignmentFlag.AlignCenter
_WRAP = Qt.TextFlag.TextWordWrap
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def background_of(kind: str, made: Made) -> Background | None:
    """Return what is on a page beside its strokes, painted in points of the page; None for a bare sheet."""
    if made.sheet is not None:
        return partial(_paint_sheet, made, made.sheet)
    painters: dict[str, Callable[[Made, QPainter], None]] = {
        SketchKind.WEATHER: _paint_chosen,
        SketchKind.PICTURES: _paint_chosen,
        SketchKind.HOUSES: _paint_houses,
        SketchKind.SCALE: _paint_scale,
        SketchKind.WORDS: _paint_words,
    }
    found = painters.get(kind)
    return partial(found, made) if found is not None else None


def printed(kind: str, made: Made, width: int = WIDTH) -> QImage:
    """Return the sheet of a page without its strokes."""
    image = QImage(QSize(width, round(width * PAGE[1] / PAGE[0])), QImage.Format.Format_RGB32)
    print_paper(image, background_of(kind, made))
    return image


def picture_of(paper: QImage, strokes: Sequence[Stroke]) -> QImage:
    """Return a page with its strokes; may be called from any thread.

    Args:
        paper: made by :func:`printed`.
        strokes: what is drawn.
    """
    image = QImage(paper.size(), QImage.Format.Format_RGB32)
    paint_sheet(image, strokes, lambda painter: painter.drawImage(QRectF(0, 0, *PAGE), paper))
    return image


def png_of(paper: QImage, strokes: Sequence[Stroke]) -> bytes:
    """Return a page with its strokes as PNG; may be called from any thread."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture_of(paper, strokes).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(held.data())


def _paint_houses(made: Made, painter: QPainter) -> None:
    wide = (PAGE[0] - 2 * 30 - 2 * 30) / 3
    for number, (place, name) in enumerate(HOUSES.items()):
        area = QRectF(30 + number * (wide + 30), 20, wide, PAGE[1] - 90)
        paint_house(painter, place, area, LIGHT)
        _write(painter, house_room(area).adjusted(6, 4, -6, -6), made.words.get(place, ""), 34, _LEFT)
        _write(painter, QRectF(area.left(), area.bottom() + 8, wide, 54), name, 32, _CENTRE, is_bold=True)


def _paint_chosen(made: Made, painter: QPainter) -> None:
    known = {**WEATHERS, **PICTURES}
    codes = [code for code in made.chosen if code in known]
    words = made.words.get("", "")
    height = PAGE[1] - 2 * _MARGIN - (330 if words.strip() else 0)
    rows = 1 if len(codes) <= 4 else 2 if len(codes) <= 10 else 3
    across = -(-len(codes) // rows) or 1
    wide, high = (PAGE[0] - 2 * _MARGIN) / across, height / rows
    for number, code in enumerate(codes):
        cell = QRectF(_MARGIN + number % across * wide, _MARGIN + number // across * high, wide, high)
        side = min(wide - 24, high - 74)  # the name stands right under the picture, however few there are
        top = cell.top() + (high - side - 62) / 2
        paint_picture(painter, code, QRectF(cell.center().x() - side / 2, top, side, side), LIGHT)
        _write(painter, QRectF(cell.left(), top + side + 4, wide, 50), known[code], 34, _CENTRE, is_bold=True)
    _write(painter, QRectF(_MARGIN, PAGE[1] - _MARGIN - 310, PAGE[0] - 2 * _MARGIN, 310), words, 44, _LEFT)


def _paint_scale(made: Made, painter: QPainter) -> None:
    width = PAGE[0] - 2 * _MARGIN
    _write(painter, QRectF(_MARGIN, 40, width, 130), made.question, 46, _LEFT, is_bold=True)
    paint_steps(painter, QRectF(_MARGIN, 190, width, 420), made.value)
    _write(painter, QRectF(_MARGIN, 650, width, 310), made.words.get("", ""), 44, _LEFT)


def paint_steps(painter: QPainter, area: QRectF, value: int, size: int = 46) -> None:
    """Paint ten steps that go up, with their numbers; the one shown is filled."""
    wide = area.width() / 10
    for step in range(1, 11):
        high = area.height() * (0.28 + 0.072 * step)
        place = QRectF(area.left() + (step - 1) * wide + 6, area.bottom() - high, wide - 12, high)
        is_shown = step == value
        painter.setPen(QPen(QColor(LIGHT.accent), 4))
        painter.setBrush(QColor(LIGHT.accent if is_shown else LIGHT.accent_soft))
        painter.drawRoundedRect(place, 14, 14)
        painter.setFont(_font(size, is_bold=True))
        painter.setPen(QColor(LIGHT.on_accent if is_shown else LIGHT.text))
        painter.drawText(QRectF(place.left(), place.top() + 6, place.width(), size * 1.5), _CENTRE, str(step))


def _paint_sheet(made: Made, sheet: SupportSpec, painter: QPainter) -> None:
    """Paint what is printed where one draws; else the questions and their answers side by side."""
    if sheet.ground:
        paint_ground(painter, sheet.ground, QRectF(0, 0, *PAGE))
        return
    if not sheet.questions:
        _paint_words(made, painter)
        return
    across = min(2, len(sheet.questions))
    rows = -(-len(sheet.questions) // across)
    wide, high = (PAGE[0] - 2 * _MARGIN) / across, (PAGE[1] - 2 * _MARGIN) / rows
    for number, (place, question) in enumerate(zip(sheet.places, sheet.questions, strict=True)):
        cell = QRectF(_MARGIN + number % across * wide, _MARGIN + number // across * high, wide - 40, high - 24)
        head = min(100.0, cell.height() * 0.3)
        _write(painter, QRectF(cell.left(), cell.top(), cell.width(), head), question, 38, _LEFT, is_bold=True)
        below = cell.adjusted(0, head, 0, 0)
        _write(painter, below, made.words.get(place, ""), 44, _LEFT)


def _paint_words(made: Made, painter: QPainter) -> None:
    _write(painter, QRectF(80, 70, PAGE[0] - 160, PAGE[1] - 140), made.words.get("", ""), 64, _LEFT)


def _write(
    painter: QPainter, area: QRectF, text: str, size: int, flags: Qt.AlignmentFlag, *, is_bold: bool = False
) -> None:
    """Write a text as large as fits, down to half the size; what is still too long ends with an ellipsis."""
    text = text.strip()
    if not text:
        return
    painter.setPen(QColor(LIGHT.text))
    wanted = size
    while True:
        painter.setFont(_font(size, is_bold=is_bold))
        needed = painter.boundingRect(area, flags.value | _WRAP.value, text)
        if (needed.height() <= area.height() and needed.width() <= area.width()) or size <= wanted / 2:
            break
        size -= 2
    painter.drawText(area, flags.value | _WRAP.value, _shortened(painter, area, text, flags))


def _shortened(painter: QPainter, area: QRectF, text: str, flags: Qt.AlignmentFlag) -> str:
    """Return as much of a text as fits, found by halves."""
    if painter.boundingRect(area, flags.value | _WRAP.value, text).height() <= area.height():
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        tried = painter.boundingRect(area, flags.value | _WRAP.value, text[:middle] + "…")
        fits, too_long = (middle, too_long) if tried.height() <= area.height() else (fits, middle)
    return text[:fits].rstrip() + "…"


def _font(size: int, *, is_bold: bool = False) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
    return font
