"""How a line of the search is drawn. Words of the files are drawn as they are: nothing in them is ever interpreted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ppe_desktop.domain.dates import say_age, short_date
from ppe_desktop.domain.search import Excerpt
from ppe_desktop.runtime import clock
from ppe_desktop.ui.qt_models.children_delegate import initials
from ppe_desktop.ui.theme import current, icon, px, tabular, tone_icon
from ppe_desktop.ui.views.search.lines import LINE_ROLE, Line, as_excerpt

Index = QModelIndex | QPersistentModelIndex
_MARGIN = 12
_ICON = 18
_INDENT = 40
_MOST_LINES = 2


class LinesDelegate(QStyledItemDelegate):
    """Draws headings, files, what was found in them, commands."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line at the width of the list."""
        line: Line = index.data(LINE_ROLE)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        if line.hit is None:
            return QSize(0, px(44 if line.file else 34))
        layout = _laid_out(line, option.font, _text_width(width))
        height = sum(layout.lineAt(number).height() for number in range(min(layout.lineCount(), _MOST_LINES)))
        return QSize(0, round(height) + QFontMetrics(_small(option.font)).height() + px(12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a line."""
        line: Line = index.data(LINE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, line)
        if line.heading:
            self._paint_heading(painter, option, line.heading)
        elif line.hit:
            self._paint_hit(painter, option, line)
        else:
            self._paint_place(painter, option, line)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_under = bool(option.state & QStyle.StateFlag.State_MouseOver) and not line.heading
        if is_chosen or is_under:
            box = QRectF(option.rect).adjusted(2, 1, -2, -1)
            painter.setPen(QColor(current().accent) if is_chosen else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current().accent_soft if is_chosen else current().hover))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        painter.setFont(_bold(_small(option.font)))
        painter.setPen(QColor(current().muted))
        box = option.rect.adjusted(px(_MARGIN), 0, -px(_MARGIN), -px(4))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)

    def _paint_place(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        """Draw a file or a command: a mark, a name, and the age at the right."""
        box = option.rect.adjusted(px(_MARGIN), 0, -px(_MARGIN), 0)
        mark = QRect(box.left(), box.center().y() - px(15) + 1, px(30), px(30))
        right = 0
        if line.file:
            _paint_initials(painter, mark, line.file.name.text, option.font)
            right = _paint_right(painter, box, say_age(line.file.birth_date, clock.now().date()), _small(option.font))
        elif line.command:
            inner = mark.adjusted(px(6), px(6), -px(6), -px(6))
            icon(line.command.icon, "accent").paint(painter, inner)
        words = box.adjusted(px(_INDENT), 0, -right - px(12), 0)
        font = _bold(option.font) if line.file else option.font
        shown = QFontMetrics(font).elidedText(as_excerpt(line).text, Qt.TextElideMode.ElideRight, words.width())
        layout = _lay_out(Excerpt(shown, as_excerpt(line).found), font, words.width(), current().text)
        layout.draw(painter, QPointF(words.left(), words.center().y() - layout.boundingRect().height() / 2 + 1))

    def _paint_hit(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        hit = line.hit
        assert hit is not None
        box = option.rect.adjusted(px(_MARGIN), px(5), -px(_MARGIN), 0)
        small = _small(option.font)
        height = QFontMetrics(small).height()
        name, tone = (tone_icon(hit.tone), hit.tone) if hit.tone else (hit.group.icon, "muted")
        icon(name, tone).paint(painter, QRect(box.left() + px(6), box.top(), px(_ICON), px(_ICON)))
        first = QRect(box.left() + px(_INDENT), box.top(), box.width() - px(_INDENT), height)
        right = _paint_right(painter, first, short_date(hit.day), tabular(small))
        painter.setFont(small)
        painter.setPen(QColor(current().muted))
        label = QFontMetrics(small).elidedText(hit.label, Qt.TextElideMode.ElideRight, first.width() - right - px(12))
        painter.drawText(first, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)
        layout = _laid_out(line, option.font, _text_width(option.rect.width()))
        _paint_lines(painter, layout, QPointF(first.left(), first.bottom() + 1))


def _paint_lines(painter: QPainter, layout: QTextLayout, place: QPointF) -> None:
    """Draw the first lines of a text; the last one says that it goes on."""
    for number in range(min(layout.lineCount(), _MOST_LINES)):
        line = layout.lineAt(number)
        if number == _MOST_LINES - 1 and layout.lineCount() > _MOST_LINES:
            rest = layout.text()[line.textStart() :]
            painter.setFont(layout.font())
            painter.setPen(QColor(current().text))
            shown = QFontMetrics(layout.font()).elidedText(rest, Qt.TextElideMode.ElideRight, round(line.width()))
            painter.drawText(QPointF(place.x(), place.y() + line.y() + line.ascent()), shown)
        else:
            line.draw(painter, place)


def _paint_initials(painter: QPainter, circle: QRect, name: str, font: QFont) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(current().child_soft))
    painter.drawEllipse(QRectF(circle))
    painter.setPen(QColor(current().child))
    painter.setFont(_bold(_small(font)))
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(name))


def _paint_right(painter: QPainter, box: QRect, text: str, font: QFont) -> int:
    """Draw a few words at the right of a box and return their width."""
    painter.setFont(font)
    painter.setPen(QColor(current().muted))
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    return QFontMetrics(font).horizontalAdvance(text)


def _laid_out(line: Line, font: QFont, width: int) -> QTextLayout:
    """Return the words of a hit on their lines; those that someone said stand between quotation marks, in her colour."""
    assert line.hit is not None
    excerpt, colour = line.hit.excerpt, current().text
    if line.hit.tone:
        found = tuple((start + 2, end + 2) for start, end in excerpt.found)
        excerpt, colour = Excerpt(f"«\u00a0{excerpt.text}\u00a0»", found), current().role(line.hit.tone)
    return _lay_out(excerpt, font, width, colour)


def _lay_out(excerpt: Excerpt, font: QFont, width: int, colour: str) -> QTextLayout:
    layout = QTextLayout(excerpt.text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_range(0, len(excerpt.text), colour, None), *(_found(*span) for span in excerpt.found)])
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def _found(start: int, end: int) -> QTextLayout.FormatRange:
    return _range(start, end - start, current().accent, QFont.Weight.Bold)


def _range(start: int, length: int, colour: str, weight: QFont.Weight | None) -> QTextLayout.FormatRange:
    letters = QTextCharFormat()
    letters.setForeground(QColor(colour))
    if weight is not None:
        letters.setFontWeight(weight)
    span = QTextLayout.FormatRange()
    span.start, span.length, span.format = start, length, letters
    return span


def _text_width(width: int) -> int:
    return width - 2 * px(_MARGIN) - px(_INDENT)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(max(11, round(font.pixelSize() * 0.87)))
    return small


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
