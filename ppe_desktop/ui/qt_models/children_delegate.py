"""How a line of the list of children is drawn: initials, one or two lines of text, an icon and a word for each mark."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.ui.qt_models.children_cells import LONGEST_MARK, MARKED, MEASURE, NAME, NEXT, PLACE, Cell
from ppe_desktop.ui.qt_models.children_model import CARD_ROLE, CELL_ROLE, HEADING_ROLE
from ppe_desktop.ui.theme import current, icon, px, tone_icon

ROW_HEIGHT = 56
COMPACT_HEIGHT = 30
_MARGIN = 8
_WRAPPED = (MEASURE, PLACE)


class ChildrenDelegate(QStyledItemDelegate):
    """Draws the cells of the list of children.

    Attributes:
        is_compact: one line a child.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_compact = False

    def row_height(self) -> int:
        """Return the height of a line, in pixels."""
        return px(COMPACT_HEIGHT if self.is_compact else ROW_HEIGHT)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a line."""
        return QSize(100, self.row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        heading = index.data(HEADING_ROLE)
        if heading:
            self._paint_heading(painter, option, index, heading)
        else:
            self._paint_cell(painter, option, index)
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: Cell = index.data(CELL_ROLE)
        box = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if index.column() == NAME:
            card: ChildCard = index.data(CARD_ROLE)
            box = self._paint_initials(painter, option, box, card)
            cell = self._name_in(cell, card, _bold(option.font, 1.0), box.width())
        elif index.column() in MARKED and cell.first:
            box = self._paint_mark(painter, option.rect.adjusted(_MARGIN, 0, -2, 0), cell)
        self._paint_lines(painter, option, box, index.column(), cell)

    def _name_in(self, cell: Cell, card: ChildCard, font: QFont, width: int) -> Cell:
        """Put the first name before the age when the whole name has no room: it is what one looks for."""
        if self.is_compact or QFontMetrics(font).horizontalAdvance(cell.first) <= width:
            return cell
        surname, first = _parted(card)
        return cell._replace(first=surname, second=f"{first} · {cell.second}") if first else cell

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        palette = current()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(palette.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(palette.hover))
        painter.fillRect(
            QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), QColor(palette.border)
        )

    def _paint_heading(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        heading: str,
    ) -> None:
        """Draw the heading across the columns: each cell draws its own part of it."""
        view = option.widget
        if not isinstance(view, QTableView):
            return
        left = view.columnViewportPosition(NAME) + _MARGIN
        height = QFontMetrics(option.font).height()
        box = QRect(left, option.rect.bottom() - height - 6, view.viewport().width() - 2 * _MARGIN, height)
        painter.setClipRect(option.rect)
        painter.setFont(_bold(option.font, 0.95))
        painter.setPen(QColor(current().muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, heading)

    def _paint_initials(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, card: ChildCard) -> QRect:
        side = px(22 if self.is_compact else 34)
        circle = QRectF(box.left(), box.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().child_soft))
        painter.drawEllipse(circle)
        painter.setPen(QColor(current().child))
        painter.setFont(_bold(option.font, 0.62 if self.is_compact else 0.85))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(card.full_name))
        return box.adjusted(side + 10, 0, 0, 0)

    def _paint_mark(self, painter: QPainter, box: QRect, cell: Cell) -> QRect:
        side = px(16)
        place = QRect(box.left(), box.center().y() - side // 2, side, side)
        icon(cell.icon or tone_icon(cell.tone), "muted" if cell.tone == "neutral" else cell.tone).paint(painter, place)
        return box.adjusted(side + 6, 0, 0, 0)

    def _paint_lines(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, column: int, cell: Cell
    ) -> None:
        font = _bold(option.font, 1.0) if column == NAME else QFont(option.font)
        small = QFont(option.font)
        small.setPixelSize(max(11, round(small.pixelSize() * 0.87)))
        if column in MARKED:
            font, cell = self._mark_in(font, small, cell, box.width())
        palette = current()
        tone = palette.role(cell.tone) if cell.tone and column not in MARKED else palette.muted
        first_colour = tone if cell.tone and column == NEXT else palette.text
        if not self.is_compact and column in _WRAPPED and self._paint_wrapped(painter, font, small, box, cell):
            return
        if self.is_compact or not cell.second:
            self._paint_one_line(painter, font, small, first_colour, box, column, cell)
            return
        heights = QFontMetrics(font).height(), QFontMetrics(small).height()
        top = box.center().y() - sum(heights) // 2
        self._paint_line(painter, font, first_colour, QRect(box.left(), top, box.width(), heights[0]), cell.first)
        below = QRect(box.left(), top + heights[0], box.width(), heights[1])
        self._paint_line(painter, small, tone, below, cell.second)

    def _mark_in(self, font: QFont, small: QFont, cell: Cell, width: int) -> tuple[QFont, Cell]:
        """Leave the date out, write smaller, then draw the mark alone, where it has little room: the word is never cut."""
        if cell.second and QFontMetrics(small).horizontalAdvance(cell.second) > width:
            cell = cell._replace(second="")
        if (
            QFontMetrics(small).horizontalAdvance(LONGEST_MARK) > width
        ):  # all alike: a column is not half words, half marks
            return small, cell._replace(first="", second="")
        return (small if QFontMetrics(font).horizontalAdvance(cell.first) > width else font), cell

    def _paint_wrapped(self, painter: QPainter, normal: QFont, font: QFont, box: QRect, cell: Cell) -> bool:
        """Draw on two lines a measure or place too long for one, unless its second line warns; return whether it was done."""
        says_more = cell.second and not cell.second.startswith(
            "jusqu’au"
        )  # the term is told under "Prochaine date" too
        if says_more or QFontMetrics(normal).horizontalAdvance(cell.first) <= box.width():
            return False
        head, rest = _broken(cell.first, QFontMetrics(font), box.width())
        height = QFontMetrics(font).height()
        top = box.center().y() - (height if rest else height // 2)
        self._paint_line(painter, font, current().text, QRect(box.left(), top, box.width(), height), head)
        self._paint_line(painter, font, current().text, QRect(box.left(), top + height, box.width(), height), rest)
        return True

    def _paint_one_line(
        self, painter: QPainter, font: QFont, small: QFont, colour: str, box: QRect, column: int, cell: Cell
    ) -> None:
        """Draw the first line alone; beside the name, what remains of room tells the age."""
        self._paint_line(painter, font, colour, box, cell.first)
        taken = QFontMetrics(font).horizontalAdvance(cell.first) + 10
        beside = box.adjusted(taken, 0, 0, 0)
        if column == NAME and self.is_compact and beside.width() > QFontMetrics(small).horizontalAdvance("00 ans"):
            self._paint_line(painter, small, current().muted, beside, cell.second)

    def _paint_line(self, painter: QPainter, font: QFont, colour: str, box: QRect, text: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        is_name = font.weight() == QFont.Weight.DemiBold  # its end is the first name
        cut = Qt.TextElideMode.ElideMiddle if is_name else Qt.TextElideMode.ElideRight
        shown = QFontMetrics(font).elidedText(text, cut, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def initials(name: str) -> str:
    """Return the initials of a name, at most two, whole letters with their accents."""
    words = [word for word in name.replace("’", " ").replace("'", " ").replace("-", " ").split() if word[0].isalpha()]
    chosen = words[:1] + words[-1:] if len(words) > 1 else words
    return "".join(word[0].upper() for word in chosen)


def _parted(card: ChildCard) -> tuple[str, str]:
    """Return surname and first name of a card: the words that end one writing of the name begin the other."""
    words = card.list_name.split(" ")
    for number in range(1, len(words)):
        first = " ".join(words[number:])
        if card.full_name.startswith(f"{first} "):
            return " ".join(words[:number]), first
    return card.list_name, ""


def _broken(text: str, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """Return a text in two lines, the first as long as a width allows, broken between words."""
    words = text.split(" ")
    taken = 1
    while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width:
        taken += 1
    return " ".join(words[:taken]), " ".join(words[taken:])


def _bold(font: QFont, scale: float) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    bold.setPixelSize(max(10, round(font.pixelSize() * scale)))
    return bold
