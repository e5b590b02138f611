"""How a line of the list of children is drawn: initials, two lines of text, an icon and a word for the plan."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.ui.qt_models.children_model import CARD_ROLE, NAME, PLAN, SECOND_ROLE, TONE_ROLE
from ppe_desktop.ui.theme import current, icon, px, tone_icon

ROW_HEIGHT = 56
_MARGIN = 12


class ChildrenDelegate(QStyledItemDelegate):
    """Draws the cells of the list of children."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a line."""
        return QSize(100, px(ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        box = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if index.column() == NAME:
            box = self._paint_initials(painter, box, index.data(CARD_ROLE))
        elif index.column() == PLAN:
            box = self._paint_mark(painter, box, index.data(TONE_ROLE))
        self._paint_lines(painter, option, box, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        palette = current()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(palette.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(palette.hover))
        painter.fillRect(
            QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), QColor(palette.border)
        )

    def _paint_initials(self, painter: QPainter, box: QRect, card: ChildCard) -> QRect:
        side = px(34)
        circle = QRectF(box.left(), box.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current().child_soft))
        painter.drawEllipse(circle)
        painter.setPen(QColor(current().child))
        painter.setFont(_bold(painter.font(), 0.85))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(card.full_name))
        return box.adjusted(side + _MARGIN, 0, 0, 0)

    def _paint_mark(self, painter: QPainter, box: QRect, tone: str) -> QRect:
        side = px(18)
        icon(tone_icon(tone), tone).paint(painter, QRect(box.left(), box.center().y() - side // 2, side, side))
        return box.adjusted(side + 8, 0, 0, 0)

    def _paint_lines(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        first, second = index.data(Qt.ItemDataRole.DisplayRole), index.data(SECOND_ROLE)
        font = _bold(option.font, 1.0) if index.column() == NAME else QFont(option.font)
        small = QFont(option.font)
        small.setPixelSize(max(11, round(small.pixelSize() * 0.87)))
        heights = QFontMetrics(font).height(), QFontMetrics(small).height() if second else 0
        top = box.center().y() - sum(heights) // 2
        self._paint_line(painter, font, current().text, QRect(box.left(), top, box.width(), heights[0]), first)
        if second:
            tone = index.data(TONE_ROLE) if index.column() != PLAN else ""
            colour = current().role(tone) if tone else current().muted
            self._paint_line(
                painter, small, colour, QRect(box.left(), top + heights[0], box.width(), heights[1]), second
            )

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


def _bold(font: QFont, scale: float) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    bold.setPixelSize(max(10, round(font.pixelSize() * scale)))
    return bold
