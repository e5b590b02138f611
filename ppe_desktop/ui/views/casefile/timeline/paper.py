"""The frieze on one A4 page lying down, whatever the length of the path: printed, or written as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QLineF, QMarginsF, QRectF, Qt
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.timeline import Timeline
from ppe_desktop.ui.views.casefile.timeline.drawing import draw, hatch
from ppe_desktop.ui.views.casefile.timeline.look import Look, paper_look
from ppe_desktop.ui.views.casefile.timeline.scene import Scene, View, in_order, margin_left, margin_right

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ppe_desktop.services.timeline import PaperTimeline

WIDTH, HEIGHT = 1123.0, 794.0
"""A4 lying down at 96 points an inch; the resolution of the printer is applied when printing."""
RESOLUTION = 300
_MARGIN = 34.0
_HEAD = 46.0
_LEGEND = 24.0
_FOOT = 20.0
_LINE = 15.0
_MOST_NOTICES = 10
_FEW_NOTES = 5
_LARGEST = 1.05
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


def print_to(printer: QPrinter | QPagedPaintDevice, path: PaperTimeline) -> None:
    """Print the page, whatever the printer."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    painter = QPainter(printer)
    ratio = min(printer.width() / WIDTH, printer.height() / HEIGHT)
    painter.scale(ratio, ratio)
    _Page(painter, path).draw()
    painter.end()


def pdf_of(path: PaperTimeline) -> bytes:
    """Return the page as a PDF."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_tr("Parcours"))
    writer.setResolution(RESOLUTION)
    print_to(writer, path)
    del writer  # the end of the PDF is written then
    return bytes(buffer.data().data())


class _Page:
    """One page."""

    def __init__(self, painter: QPainter, path: PaperTimeline) -> None:
        self.painter, self.name, self.timeline = painter, path.name, path.timeline
        self.look: Look = paper_look()
        self.notices = in_order(self.timeline.notices)
        self.notes = self._notes()

    def draw(self) -> None:
        """Draw from the head to the foot."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._head()
        top = _MARGIN + _HEAD
        below = _LEGEND + self._rows() * _LINE + (6 if self.notes else 0) + _FOOT
        used = self._frieze(top, HEIGHT - _MARGIN - below - top)
        self._legend(top + used + 5)
        self._write_notes(top + used + _LEGEND + 6)
        self._foot()

    def _head(self) -> None:
        title = _tr("Parcours {of_child}").format(of_child=elide("de", self.name))
        self._text(QRectF(_MARGIN, _MARGIN - 8, WIDTH * 0.7, 34), title, _LEFT, 27, is_bold=True)
        day = _tr("au {day}").format(day=long_date(self.timeline.today))
        self._text(QRectF(WIDTH * 0.6, _MARGIN - 8, WIDTH * 0.4 - _MARGIN, 34), day, _RIGHT, 18, "muted")

    def _frieze(self, top: float, room: float) -> float:
        """Draw the whole frieze in the space left, smaller when it has many lines; return the height it takes."""
        width = WIDTH - 2 * _MARGIN
        ratio = 1.0
        scene = _scene(self.timeline, self.look, width)
        larger = min(self.look.scale * room / scene.height, _LARGEST)
        if larger > self.look.scale:  # few lanes: larger letters
            scene = _scene(self.timeline, paper_look(larger), width)
        for _again in range(3):  # narrower lines of notices may take more rows
            if scene.height * ratio <= room:
                break
            ratio = room / scene.height
            scene = _scene(self.timeline, scene.look, width / ratio)
        self.painter.save()
        self.painter.translate(_MARGIN, top)
        self.painter.scale(ratio, ratio)
        self.painter.setClipRect(QRectF(0, 0, width / ratio, scene.height))
        draw(self.painter, scene, View(0, width / ratio))
        self.painter.restore()
        self.painter.setPen(QPen(self.look.ink("control", 0.6), 0.8))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRect(QRectF(_MARGIN, top, width, scene.height * ratio))
        return scene.height * ratio

    def _legend(self, y: float) -> None:
        """Say what each drawing means, without a word on colours."""
        x = _MARGIN
        for sample, words in (
            (self._sample_lasting, _tr("se poursuit")),
            (self._sample_second, _tr("en plus du principal")),
            (self._sample_late, _tr("après l’échéance, ou à vérifier")),
            (self._sample_group, _tr("plusieurs événements proches, avec leur nombre")),
            (self._sample_care, _tr("pendant une prise en charge")),
        ):
            sample(QRectF(x, y + 3, 26, 13))
            width = self.look.advance(words, 14)
            self._text(QRectF(x + 32, y, width + 6, 19), words, _LEFT, 14, "muted")
            x += width + 56

    def _sample_lasting(self, rect: QRectF) -> None:
        self.painter.setPen(QPen(self.look.ink("accent"), 0.8))
        self.painter.setBrush(self.look.ink("accent_soft"))
        self.painter.drawRect(QRectF(rect.x(), rect.y(), 14, rect.height()))
        self.painter.setPen(QPen(self.look.ink("accent", 0.5), 0.8, Qt.PenStyle.DotLine))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRect(QRectF(rect.x() + 14, rect.y(), 12, rect.height()))

    def _sample_second(self, rect: QRectF) -> None:
        self.painter.setPen(QPen(self.look.ink("info"), 0.8))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 3, 3)

    def _sample_late(self, rect: QRectF) -> None:
        self.painter.fillRect(rect, self.look.ink("late_soft"))
        hatch(self.painter, rect, self.look.ink("late", 0.75), 4, is_paper=True)

    def _sample_group(self, rect: QRectF) -> None:
        self.painter.setPen(QPen(self.look.ink("neutral"), 0.9))
        self.painter.setBrush(self.look.ink("neutral_soft"))
        self.painter.drawRoundedRect(rect, 6, 6)
        self._text(rect, "12", _CENTRE, 12, is_bold=True)

    def _sample_care(self, rect: QRectF) -> None:
        self.painter.fillRect(rect, self.look.ink("accent_soft", 0.34))
        self.painter.setPen(QPen(self.look.ink("accent"), 1.6))
        self.painter.drawLine(QLineF(rect.topLeft(), rect.topRight()))

    def _notes(self) -> list[str]:
        """Return what is said under the frieze: what is pointed out, by number, and what could not be drawn."""
        notes = [f"{number}. {notice.sentence}" for number, notice in enumerate(self.notices, start=1)]
        if len(notes) > _MOST_NOTICES:
            left = len(notes) - _MOST_NOTICES + 1
            notes = [
                *notes[: _MOST_NOTICES - 1],
                _tr("… et {count} autres points à vérifier, à l’écran.").format(count=left),
            ]
        count = len(self.timeline.undated)
        if count == 1:
            notes.append(_tr("Un élément sans date ne figure pas sur la frise."))
        elif count:
            notes.append(_tr("{count} éléments sans date ne figurent pas sur la frise.").format(count=count))
        return notes

    def _rows(self) -> int:
        """Return how many lines the notes take: in two columns, and smaller, when there are many."""
        return len(self.notes) if len(self.notes) <= _FEW_NOTES else (len(self.notes) + 1) // 2

    def _write_notes(self, top: float) -> None:
        """Write the notes."""
        rows, whole = self._rows(), WIDTH - 2 * _MARGIN
        is_one = rows == len(self.notes)
        width = whole if is_one else (whole - 16) / 2
        for number, note in enumerate(self.notes):
            column, row = divmod(number, rows)
            area = QRectF(_MARGIN + column * (width + 16), top + row * _LINE, width, _LINE)
            self._text(area, note, _LEFT, 13 if is_one else 11)

    def _foot(self) -> None:
        area = QRectF(_MARGIN, HEIGHT - _MARGIN - 6, WIDTH - 2 * _MARGIN, 16)
        self._text(area, _tr("Document de travail – ne pas remettre sans relecture"), _CENTRE, 14, is_bold=True)

    def _text(
        self,
        area: QRectF,
        text: str,
        flags: Qt.AlignmentFlag,
        size: float,
        role: str = "text",
        *,
        is_bold: bool = False,
    ) -> None:
        metrics = self.look.metrics(size, is_bold=is_bold)
        self.painter.setFont(self.look.font(size, is_bold=is_bold))
        self.painter.setPen(self.look.ink(role))
        self.painter.drawText(area, flags, metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() + 1))


def _scene(timeline: Timeline, look: Look, width: float) -> Scene:
    """Return the whole frieze at a width."""
    days = max((timeline.last - timeline.first).days, 1)
    room = width - look.title_width - margin_left(look) - margin_right(look)
    return Scene(timeline, look, room / days)


def _tr(text: str) -> str:
    return QCoreApplication.translate("TimelinePaper", text)
