"""Blank sheets of the child's page, one A4 page each, made of lines: to print, and to fill by hand during a visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QLineF, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from ppe_desktop.domain.sketch_words import HOUSES, PICTURES, WEATHERS
from ppe_desktop.domain.support_spec import SupportSpec
from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.ui.theme.fonts import FAMILY
from ppe_desktop.ui.theme.palette import LIGHT
from ppe_desktop.ui.views.childpage.composing import paint_steps
from ppe_desktop.ui.views.childpage.grounds import paint_ground
from ppe_desktop.ui.views.childpage.pictures import paint_house, paint_picture

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LONG, SHORT = 1123.0, 794.0
"""Sides of A4 at 96 points an inch; the resolution of the printer is applied when printing."""
RESOLUTION = 300
_MARGIN = 62.0
_HEAD = 128.0
_FOOT = 34.0
_RULED = 42.0
"""Space between two lines to write on: about 11 mm."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


def print_sheets(device: QPrinter | QPagedPaintDevice, specs: Sequence[SupportSpec]) -> None:
    """Draw a page for each support on a printer or in a PDF."""
    device.setPageLayout(_layout(specs[0]))
    painter = QPainter(device)
    for number, spec in enumerate(specs):
        if number:
            device.setPageLayout(_layout(spec))
            device.newPage()
        painter.save()
        width = LONG if _lies(spec) else SHORT
        ratio = painter.device().width() / width
        painter.scale(ratio, ratio)
        _Sheet(painter, spec).draw()
        painter.restore()
    painter.end()


def pdf_of(specs: Sequence[SupportSpec]) -> bytes:
    """Return the sheets as a PDF, a page each."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_tr("La page de l’enfant : feuilles à remplir").replace(" :", "\N{NO-BREAK SPACE}:"))
    writer.setResolution(RESOLUTION)
    print_sheets(writer, specs)
    del writer  # the end of the PDF is written then
    return bytes(buffer.data().data())


def _lies(spec: SupportSpec) -> bool:
    """Tell whether a sheet lies on its long side: one draws on it."""
    return bool(spec.ground)


def _layout(spec: SupportSpec) -> QPageLayout:
    lying, standing = QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), lying if _lies(spec) else standing, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


class _Sheet:
    """One sheet."""

    def __init__(self, painter: QPainter, spec: SupportSpec) -> None:
        self.painter, self.spec = painter, spec
        self.width, self.height = (LONG, SHORT) if _lies(spec) else (SHORT, LONG)
        self.room = QRectF(_MARGIN, _HEAD, self.width - 2 * _MARGIN, self.height - _HEAD - _MARGIN - _FOOT)

    def draw(self) -> None:
        """Draw from the head to the foot."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._head()
        drawn: dict[str, Callable[[], None]] = {
            SketchKind.WEATHER: self._weathers,
            SketchKind.HOUSES: self._houses,
            SketchKind.SCALE: self._scale,
            SketchKind.DRAWING: self._frame,
            SketchKind.WORDS: self._words,
            SketchKind.PICTURES: self._pictures,
        }
        drawn.get(self.spec.code, self._drawn if self.spec.ground else self._questions)()
        foot = QRectF(_MARGIN, self.height - _MARGIN - 12, self.room.width(), 22)
        self._text(
            foot, _tr("Tu peux dire ce que tu veux garder pour toi, et demander qui lira cette feuille."), 14, "muted"
        )

    def _head(self) -> None:
        self._text(QRectF(_MARGIN, 40, self.room.width(), 40), self.spec.name, 30, is_bold=True)
        third = self.room.width() / 2
        for number, label in enumerate((_tr("Prénom"), _tr("Date"))):
            left = _MARGIN + number * third
            said = f"{label}\N{NO-BREAK SPACE}:"
            self._text(QRectF(left, 84, 90, 26), said, 16, "muted")
            self._line(left + (72 if number == 0 else 52), 106, left + third - (20 if number == 0 else 0))

    def _weathers(self) -> None:
        below = self._asked(self.spec.asked, _tr("Entoure un temps, ou plusieurs."))
        self._grid(WEATHERS, 2, QRectF(self.room.left(), below, self.room.width(), 560))
        self._to_write(below + 576, _tr("Ce que j’en dis, avec mes mots"))

    def _pictures(self) -> None:
        below = self._asked(self.spec.asked, _tr("Entoure celles que tu veux."))
        self._grid(PICTURES, 3, QRectF(self.room.left(), below, self.room.width(), 700))
        self._to_write(below + 712, _tr("Ce que j’en dis, avec mes mots"))

    def _grid(self, offered: object, across: int, area: QRectF) -> None:
        pairs = list(dict(offered).items())  # type: ignore[call-overload]
        wide, high = area.width() / across, area.height() / -(-len(pairs) // across)
        for number, (name, label) in enumerate(pairs):
            cell = QRectF(area.left() + number % across * wide, area.top() + number // across * high, wide, high)
            paint_picture(self.painter, name, cell.adjusted(8, 6, -8, -34), LIGHT)
            self._text(QRectF(cell.left(), cell.bottom() - 32, wide, 26), label, 18, flags=_CENTRE, is_bold=True)

    def _houses(self) -> None:
        self._text(QRectF(_MARGIN, 112, self.room.width(), 30), self.spec.asked, 18)
        wide = (self.room.width() - 2 * 24) / 3
        for number, (place, name) in enumerate(HOUSES.items()):
            area = QRectF(self.room.left() + number * (wide + 24), 152, wide, self.room.bottom() - 152 - 32)
            paint_house(self.painter, place, area, LIGHT)
            self._text(QRectF(area.left(), area.bottom() + 4, wide, 28), name, 18, flags=_CENTRE, is_bold=True)

    def _scale(self) -> None:
        self._text(QRectF(self.room.left(), 134, self.room.width(), 30), _tr("La question"), 18, is_bold=True)
        for line in range(2):
            self._line(self.room.left(), 196 + line * _RULED, self.room.right())
        steps = QRectF(self.room.left() - 6, 276, self.room.width() + 12, 300)
        paint_steps(self.painter, steps, 0, 26)
        low, high = _tr("1 : pas du tout"), _tr("10 : tout à fait")
        ends = QRectF(self.room.left(), steps.bottom() + 6, self.room.width(), 26)
        self._text(ends, low.replace(" :", "\N{NO-BREAK SPACE}:"), 16)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._text(ends, high.replace(" :", "\N{NO-BREAK SPACE}:"), 16, flags=right)
        self._to_write(ends.bottom() + 24, _tr("Ce que j’en dis, avec mes mots"))

    def _frame(self) -> None:
        self._text(QRectF(_MARGIN, 116, 190, 28), _tr("Mon dessin s’appelle"), 18)
        self._line(_MARGIN + 184, 140, self.room.right())
        self.painter.setPen(QPen(QColor(LIGHT.control), 1.5))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(QRectF(_MARGIN, 160, self.room.width(), self.room.bottom() - 160), 14, 14)

    def _words(self) -> None:
        self._to_write(self._asked(self.spec.asked, ""), "")

    def _questions(self) -> None:
        """Draw the questions one under the other, each with its lines."""
        top = self._asked(self.spec.asked, "") + 8
        questions = self.spec.questions
        if not questions:
            self._to_write(top, "")
            return
        high = (self.room.bottom() - top) / len(questions)
        for number, question in enumerate(questions):
            self._to_write(top + number * high, question, top + (number + 1) * high - 14)

    def _drawn(self) -> None:
        """Draw the sheet, and the questions at its right."""
        top = self._asked(self.spec.asked, "") + 4
        side = 290.0 if self.spec.questions else 0.0
        sheet = QRectF(_MARGIN, top, self.room.width() - side - (24 if side else 0), self.room.bottom() - top)
        self.painter.setPen(QPen(QColor(LIGHT.control), 1.5))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(sheet, 14, 14)
        paint_ground(self.painter, self.spec.ground, sheet.adjusted(6, 6, -6, -6))
        if not side:
            return
        high = sheet.height() / len(self.spec.questions)
        for number, question in enumerate(self.spec.questions):
            under = top + number * high
            self._to_write(under, question, under + high - 14, left=sheet.right() + 24)

    def _asked(self, question: str, gesture: str) -> float:
        """Write what is asked and how to answer; return where what follows begins."""
        below = 128 + self._wrapped(QRectF(self.room.left(), 128, self.room.width(), 300), question, 20)
        if gesture:
            self._text(QRectF(self.room.left(), below, self.room.width(), 26), gesture, 16, "muted")
            below += 34
        return below

    def _to_write(self, top: float, label: str, bottom: float = 0.0, *, left: float = 0.0) -> None:
        """Draw lines to write on, down to the foot or to a height."""
        left, bottom = left or self.room.left(), bottom or self.room.bottom()
        if label:
            top += self._wrapped(QRectF(left, top, self.room.right() - left, 300), label, 18) - 8
        place = top + _RULED
        while place <= bottom - 4:
            self._line(left, place, self.room.right())
            place += _RULED

    def _wrapped(self, area: QRectF, text: str, size: int) -> float:
        """Write a text in bold on as many lines as it needs; return the height it took."""
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        self.painter.setFont(self._font(size, is_bold=True))
        self.painter.setPen(QColor(LIGHT.text))
        taken = self.painter.boundingRect(area, flags.value | Qt.TextFlag.TextWordWrap.value, text)
        self.painter.drawText(area, flags.value | Qt.TextFlag.TextWordWrap.value, text)
        return float(max(taken.height(), size * 1.3)) + 6

    def _line(self, left: float, height: float, right: float) -> None:
        self.painter.setPen(QPen(QColor(LIGHT.control), 1))
        self.painter.drawLine(QLineF(left, height, right, height))

    def _text(
        self,
        area: QRectF,
        text: str,
        size: int,
        role: str = "text",
        *,
        flags: Qt.AlignmentFlag = _LEFT,
        is_bold: bool = False,
    ) -> None:
        self.painter.setFont(self._font(size, is_bold=is_bold))
        self.painter.setPen(QColor(LIGHT.role(role)))
        self.painter.drawText(area, flags, text)

    def _font(self, size: int, *, is_bold: bool = False) -> QFont:
        font = QFont(FAMILY)
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
        return font


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChildSheets", text)
