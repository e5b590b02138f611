"""A page made by a child, on paper: the sheet as large as it can be, its name and its day, nothing of the file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QObject, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.sketch import Made
from ppe_desktop.domain.sketch_words import TITLES
from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.printing.preview import preview_print
from ppe_desktop.ui.theme.fonts import FAMILY
from ppe_desktop.ui.theme.palette import LIGHT
from ppe_desktop.ui.views.casefile.leaving import enter_print, form_of
from ppe_desktop.ui.views.childpage.composing import picture_of, printed

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LONG, SHORT = 1123.0, 794.0
"""Sides of A4 lying down at 96 points an inch; the resolution of the printer is applied when printing."""
RESOLUTION = 300
DOTS = 3200
"""Width of the sheet as it is painted for paper, in dots: about 300 an inch."""
_MARGIN = 48.0
_HEAD = 46.0
_SAID, _LINE, _MOST_LINES = 22, 30.0, 4
"""Size of the letters of what is said of a drawing, height of a line of it, and how many lines the paper has room for."""


class PagePaper(QObject):
    """Prints the pages that a child made."""

    def __init__(self, context: FileContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def preview(self, host: QWidget, sketch: Item) -> None:
        """Show a page as it would print, over a widget; what is printed goes in the register."""
        read, then = self._context.tasks.session.sketches.content, partial(self._on_content, host, sketch)
        self._context.tasks.ask(read, sketch.id, then=then, failed=self._context.error_raised.emit)

    def _on_content(self, host: QWidget, sketch: Item, found: tuple[str, Made]) -> None:
        kind, made = found
        then = partial(self._on_painted, host, sketch, said_of(kind, made))
        self._context.tasks.run_long(picture_of, printed(kind, made, DOTS), made.strokes, then=then)

    def _on_painted(self, host: QWidget, sketch: Item, said: str, sheet: QImage) -> None:
        paint = partial(_paint, sketch, sheet, said)
        title = self.tr("Page de l’enfant")
        preview_print(host, "page_preview", title, paint, partial(self._on_printed, sketch.child_id), lies_down=True)

    def _on_printed(self, child_id: str, printer: QPrinter) -> None:
        enter_print(self._context, child_id, Produced.CHILD_PAGE, form_of(printer))


def said_of(kind: str, made: Made) -> str:
    """Return what the child said of a drawing, to stand under it; on the other pages the words are on the sheet."""
    is_drawn = kind == SketchKind.DRAWING or (made.sheet is not None and bool(made.sheet.ground))
    return "\n".join(words.strip() for words in made.words.values() if words.strip()) if is_drawn else ""


def pdf_of_page(sketch: Item, sheet: QImage, said: str = "") -> bytes:
    """Return a page of the child as a PDF of one A4 page, lying down.

    Args:
        sketch: its record.
        sheet: what is on it.
        said: what the child said of a drawing.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_name_of(sketch))
    writer.setResolution(RESOLUTION)
    _paint(sketch, sheet, said, writer)
    del writer  # the end of the PDF is written then
    return bytes(buffer.data().data())


def _name_of(sketch: Item) -> str:
    """Return the name that the child gave, else that of the page as the child's screen says it."""
    return str(sketch.title or TITLES.get(sketch.kind, sketch.kind))


def _paint(sketch: Item, sheet: QImage, said: str, device: QPrinter | QPagedPaintDevice) -> None:
    size, lies = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape
    device.setPageLayout(QPageLayout(size, lies, QMarginsF(0, 0, 0, 0)))
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    ratio = painter.device().width() / LONG
    painter.scale(ratio, ratio)
    area = QRectF(_MARGIN, _MARGIN, LONG - 2 * _MARGIN, SHORT - 2 * _MARGIN)
    head = QRectF(area.left(), area.top(), area.width(), _HEAD - 12)
    _write(painter, head, _name_of(sketch), 24, LIGHT.text, Qt.AlignmentFlag.AlignLeft)
    _write(painter, head, long_date(sketch.made_on), 14, LIGHT.muted, Qt.AlignmentFlag.AlignRight)
    lines = min(_MOST_LINES, len(_lines(painter, area.width(), said)))
    foot = lines * _LINE
    room = area.adjusted(0, _HEAD, 0, -foot)
    shown = sheet.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(room.center().x() - shown.width() / 2, room.top(), shown.width(), shown.height()), sheet)
    for number, line in enumerate(_lines(painter, area.width(), said)[:_MOST_LINES]):
        under = QRectF(area.left(), area.bottom() - foot + number * _LINE, area.width(), _LINE)
        _write(painter, under, line, _SAID, LIGHT.text, Qt.AlignmentFlag.AlignHCenter)
    painter.end()


def _lines(painter: QPainter, width: float, text: str) -> list[str]:
    """Return a text in lines that fit in a width."""
    letters = QFontMetricsF(_font(_SAID), painter.device())
    found = list[str]()
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}".strip()
            if line and letters.horizontalAdvance(longer) > width:
                found.append(line)
                longer = word
            line = longer
        found += [line] if line else []
    return found


def _font(size: int, *, is_bold: bool = False) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
    return font


def _write(painter: QPainter, area: QRectF, text: str, size: int, tone: str, side: Qt.AlignmentFlag) -> None:
    painter.setFont(_font(size, is_bold=side is Qt.AlignmentFlag.AlignLeft))
    painter.setPen(QColor(tone))
    painter.drawText(area, (side | Qt.AlignmentFlag.AlignVCenter).value, text)
