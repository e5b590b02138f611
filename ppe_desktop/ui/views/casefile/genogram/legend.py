"""What the signs of the drawing mean, in French: only those it uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from ppe_desktop.domain.genogram import Group, Node, Sort, StrokeKind
from ppe_desktop.domain.vocabulary import Sex
from ppe_desktop.ui.theme import Palette
from ppe_desktop.ui.views.casefile.genogram import words
from ppe_desktop.ui.views.casefile.genogram.pens import draw_stroke
from ppe_desktop.ui.views.casefile.genogram.picture import Picture, kinds_used, paint_badge, paint_symbol

ROW = 26.0
_SAMPLE = 38.0
_GAP = 8.0
_BETWEEN = 22.0
_SIDE = 18.0

_LINES = {
    StrokeKind.MARRIED: "Mariés",
    StrokeKind.COUPLE: "En couple",
    StrokeKind.SEPARATED: "Séparés",
    StrokeKind.DIVORCED: "Divorcés",
    StrokeKind.PARENTS: "Parents, vie commune non renseignée",
    StrokeKind.VERY_CLOSE: "Lien très proche",
    StrokeKind.CLOSE: "Lien proche",
    StrokeKind.DISTANT: "Lien distant",
    StrokeKind.CONFLICT: "Lien conflictuel",
    StrokeKind.BROKEN: "Lien rompu",
    StrokeKind.KIN: "Parenté à préciser",
    StrokeKind.SIBLINGS: "Frères ou sœurs",
    StrokeKind.OTHER: "Autre lien",
}

Sample = Callable[[QPainter, QPointF, Palette], None]
Entry = tuple[str, Sample]


def entries_of(picture: Picture) -> list[Entry]:
    """Return the signs a picture uses with their meaning."""
    found = _symbols(picture)
    kinds = kinds_used(picture)
    is_one_line = {StrokeKind.MARRIED, StrokeKind.COUPLE} <= set(kinds)  # both are drawn alike
    for kind in kinds:
        if kind is StrokeKind.MARRIED and is_one_line:
            found.append(("Mariés ou en couple", partial(_draw_line, kind)))
        elif not (kind is StrokeKind.COUPLE and is_one_line):
            found.append((_LINES[kind], partial(_draw_line, kind)))
    if picture.layout.enclosures:
        found.append(("Vivent ensemble", _draw_enclosure))
    if picture.has_badges():
        found.append(("Même numéro\N{NO-BREAK SPACE}: vivent ensemble", _draw_badge))
    return found


def height_of(entries: Iterable[Entry], width: float) -> float:
    """Return the height of the legend at a width."""
    return max((top for _left, top, _entry in _placed(entries, width)), default=-ROW) + ROW


def paint(painter: QPainter, entries: Iterable[Entry], width: float, palette: Palette) -> None:
    """Paint the legend from the origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for left, top, (text, sample) in _placed(entries, width):
        sample(painter, QPointF(left + _SAMPLE / 2, top + ROW / 2), palette)
        painter.setPen(QColor(palette.muted))
        painter.setFont(words.drawing_font(words.ROLE_SIZE))
        box = QRectF(left + _SAMPLE + _GAP, top, _text_width(text) + 4, ROW)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


def _placed(entries: Iterable[Entry], width: float) -> list[tuple[float, float, Entry]]:
    placed, left, top = [], 0.0, 0.0
    for entry in entries:
        room = _SAMPLE + _GAP + _text_width(entry[0])
        if left and left + room > width:
            left, top = 0.0, top + ROW
        placed.append((left, top, entry))
        left += room + _BETWEEN
    return placed


def _text_width(text: str) -> float:
    return QFontMetricsF(words.drawing_font(words.ROLE_SIZE)).horizontalAdvance(text)


def _symbols(picture: Picture) -> list[Entry]:
    nodes = picture.drawing.nodes
    shown = {node.sex for node in nodes if node.sort is not Sort.UNKNOWN}
    names = {
        Sex.MALE: "Garçon ou homme",
        Sex.FEMALE: "Fille ou femme",
        Sex.UNKNOWN: "Sexe non renseigné",
    }
    found: list[Entry] = [("L’enfant", partial(_draw_symbol, _sample(Sort.CHILD, nodes[0].sex, "child")))]
    found += [(text, partial(_draw_symbol, _sample(Sort.PERSON, sex))) for sex, text in names.items() if sex in shown]
    if any(node.is_deceased for node in nodes):
        found.append(("Décès", partial(_draw_symbol, _sample(Sort.PERSON, Sex.UNKNOWN, is_deceased=True))))
    if any(node.sort is Sort.UNKNOWN for node in nodes):
        found.append(("Personne supposée, non renseignée", partial(_draw_symbol, _sample(Sort.UNKNOWN, Sex.UNKNOWN))))
    return found


def _sample(sort: Sort, sex: str, tone: str = "other", *, is_deceased: bool = False) -> Node:
    return Node("", sort, Group.FAMILY, 0, "", sex=sex, tone=tone, is_deceased=is_deceased)


def _draw_symbol(node: Node, painter: QPainter, centre: QPointF, palette: Palette) -> None:
    paint_symbol(painter, node, centre, palette, _SIDE)


def _draw_line(kind: StrokeKind, painter: QPainter, centre: QPointF, palette: Palette) -> None:
    y, half = centre.y(), _SAMPLE / 2
    draw_stroke(painter, kind, ((centre.x() - half, y), (centre.x() + half, y)), palette)


def _draw_enclosure(painter: QPainter, centre: QPointF, palette: Palette) -> None:
    pen = QPen(QColor(palette.accent), 1.4)
    pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(centre.x() - _SAMPLE / 2, centre.y() - 8, _SAMPLE, 16), 7, 7)


def _draw_badge(painter: QPainter, centre: QPointF, palette: Palette) -> None:
    paint_badge(painter, centre, 1, palette)
