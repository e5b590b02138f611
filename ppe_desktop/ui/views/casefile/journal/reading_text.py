"""A text to read: set like the page of a book, at a readable width, in full."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ppe_desktop.ui.theme import current

LINE_HEIGHT = 115
"""Percentage of the line of the shipped family (1.3): about 1.5 times the size of the letters."""
COLUMNS = 72
PARAGRAPH_GAP = 6


class ReadingText(QWidget):
    """Plain text that is only read; painted, so that a page of them costs little."""

    def __init__(self, text: str = "", role: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._heights: dict[int, int] = {}
        self._document = QTextDocument(self)
        self._document.setUndoRedoEnabled(False)
        self._document.setDocumentMargin(0)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(option)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text)

    def text(self) -> str:
        """Return what is shown."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self._document.setDefaultFont(self.font())
        self._document.setPlainText(text)
        cursor = QTextCursor(self._document)
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        block.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setBottomMargin(PARAGRAPH_GAP)
        cursor.mergeBlockFormat(block)
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the whole text at a width."""
        width = min(width, self._readable_width())
        if width not in self._heights:  # a layout asks many times, and setting the lines is what costs
            self._document.setTextWidth(width)
            self._heights[width] = round(self._document.size().height()) + 1
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Return the readable width and the height of the whole text there."""
        width = self._readable_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the room for a few words."""
        return QSize(self.fontMetrics().averageCharWidth() * 20, self.fontMetrics().lineSpacing())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._document.setDefaultFont(self.font())
            self._heights.clear()
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the text in the colour of its role."""
        self._document.setTextWidth(min(self.width(), self._readable_width()))
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, QColor(current().role(self._role)))
        painter = QPainter(self)
        self._document.documentLayout().draw(painter, context)
        painter.end()

    def _readable_width(self) -> int:
        return self.fontMetrics().averageCharWidth() * COLUMNS
