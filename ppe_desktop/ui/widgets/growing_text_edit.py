"""The field for long text: it grows with what is written and reads like a page."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from ppe_desktop.domain.typography import LOOKED_BACK, Replacement
from ppe_desktop.ui.widgets.documents_elsewhere import hand_over, is_document, welcome
from ppe_desktop.ui.widgets.pasted_text import pasted_text

LINE_HEIGHT = 115
"""Percentage of the line of the shipped family (1.3): about 1.5 times the size of the letters."""
COLUMNS = 75
PARAGRAPH_GAP = 6


class GrowingTextEdit(QTextEdit):
    """Plain text of several paragraphs, between a least and a greatest number of lines.

    A QTextEdit kept to plain text rather than a QPlainTextEdit, which ignores the height of lines. Undo is Qt's own.
    Pasting keeps paragraphs and drops everything else. Tab goes to the next field.

    Signals:
        text_edited: the text changed by the hand of the person (typing, pasting, undo), not by the program.
        typing: a character is about to be written by the keyboard.

    Attributes:
        typesetter: says what French typography makes of a character just typed, from what stands before it; its change is an
            undo step of its own. None to leave everything as typed.
    """

    text_edited = Signal()
    typing = Signal()

    def __init__(
        self, placeholder: str = "", *, min_lines: int = 3, max_lines: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._min_lines, self._max_lines = min_lines, max_lines
        self._loading = False
        self._seen = ""
        self.typesetter: Callable[[str, str], Replacement | None] | None = None
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)

        self.document().documentLayout().documentSizeChanged.connect(self._on_document_size_changed)
        self.textChanged.connect(self._on_text_changed)
        self.setPlainText("")

    def setPlainText(self, text: str) -> None:
        """Load a text: the cursor goes to its start and there is nothing to undo."""
        self._loading = True
        self.document().setUndoRedoEnabled(False)
        super().setPlainText(text)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(_spaced_lines())
        self.document().setUndoRedoEnabled(True)
        self._loading = False
        self._fit()

    def toPlainText(self) -> str:
        """Return the text with its no-break spaces, which Qt would turn into plain ones."""
        return _as_lines(self.document().toRawText())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy words and paragraphs, no-break spaces included, and no dress."""
        copied = QMimeData()
        copied.setText(_as_lines(self.textCursor().selectedText()))
        return copied

    def set_text_keeping_cursor(self, text: str) -> None:
        """Bring the text up to date from elsewhere: only what differs is replaced, undo and cursor stay.

        Does not emit ``text_edited``.
        """
        before = self.toPlainText()
        start, end_before, end_after = _difference(before, text)
        if start == end_before == end_after:
            return
        self._loading = True
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(before, start))
        cursor.setPosition(_units(before, end_before), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start:end_after])
        self._loading = False

    def set_min_lines(self, lines: int) -> None:
        """Take at least this many lines, even when little is written."""
        self._min_lines = lines
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write what is typed, then set it as French does."""
        typed = "" if self.isReadOnly() else _written_by(event)
        if typed:
            self.typing.emit()
        super().keyPressEvent(event)
        self._typeset(typed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Do the same for what an input method or a dead key writes, once it is written."""
        typed = "" if self.isReadOnly() else event.commitString()
        if typed:
            self.typing.emit()
        super().inputMethodEvent(event)
        if not event.preeditString():
            self._typeset(typed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept documents, to hand them over, and text."""
        if self.isReadOnly() or not welcome(event):
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Keep accepting them."""
        if self.isReadOnly() or not welcome(event):
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over documents; text is inserted."""
        if self.isReadOnly() or not welcome(event):
            super().dropEvent(event)
        else:
            hand_over(self, event.mimeData())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words and paragraphs, without their dress; a document goes to whoever attaches it."""
        if is_document(source):
            hand_over(self, source)
            return
        self.textCursor().insertText(pasted_text(source))
        self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take what has words, and what is to be handed over."""
        return source.hasText() or source.hasHtml() or is_document(source)

    def sizeHint(self) -> QSize:
        """Return the readable width and the height of what is written."""
        return QSize(self._readable_width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """Return the least height, and room for a few words."""
        return QSize(self.fontMetrics().averageCharWidth() * 20, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the height that the new width asks for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _line_height(self) -> float:
        return self.fontMetrics().lineSpacing() * LINE_HEIGHT / 100

    def _readable_width(self) -> int:
        return self.fontMetrics().averageCharWidth() * COLUMNS + self._chrome().width()

    def _chrome(self) -> QSize:
        """Return what the frame takes: border, padding and margins."""
        return self.size() - self.viewport().size()

    def _height(self) -> int:
        line, margins = self._line_height(), 2 * self.document().documentMargin()
        text = self.document().size().height() - margins
        shown = min(max(text, line * self._min_lines), line * self._max_lines)
        return round(shown + margins) + max(self._chrome().height(), 0) + 1

    def _fit(self) -> None:
        self.setMaximumWidth(self._readable_width())
        overflows = self.document().size().height() > self._line_height() * self._max_lines + 8
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if overflows else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)
        self.updateGeometry()

    def _on_document_size_changed(self) -> None:
        self._fit()

    def _on_text_changed(self) -> None:
        """Tell an edit; what only changed the look of the text (an underline) is none, and Qt tells it all the same."""
        text = self.document().toRawText()
        is_edit, self._seen = text != self._seen, text
        if is_edit and not self._loading:
            self.text_edited.emit()

    def _typeset(self, typed: str) -> None:
        """Apply the typography to the one character just written, as an undo step apart."""
        cursor = self.textCursor()
        if self.typesetter is None or len(typed) != 1 or cursor.hasSelection():
            return
        before = _text_before(cursor)
        change = self.typesetter(before[:-1], typed) if before.endswith(typed) else None
        if change is None:
            return
        cursor.beginEditBlock()
        back = QTextCursor.MoveOperation.PreviousCharacter
        cursor.movePosition(back, QTextCursor.MoveMode.KeepAnchor, change.delete + 1)
        cursor.insertText(change.insert)
        cursor.endEditBlock()


def _spaced_lines() -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    block.setBottomMargin(PARAGRAPH_GAP)
    return block


def _as_lines(text: str) -> str:
    """Return a text with plain line breaks, where Qt has separators of its own."""
    return text.replace("\N{PARAGRAPH SEPARATOR}", "\n").replace("\N{LINE SEPARATOR}", "\n")


def _written_by(event: QKeyEvent) -> str:
    """Return the character that a key writes; nothing for a command."""
    text = event.text()
    return text if (len(text) == 1 and text.isprintable()) or text in ("\N{NO-BREAK SPACE}", "\u202f") else ""


def _text_before(cursor: QTextCursor) -> str:
    """Return the paragraph up to the cursor, or the end of it if it is long."""
    start = QTextCursor(cursor)
    length = min(cursor.positionInBlock(), LOOKED_BACK)
    start.setPosition(cursor.position() - length, QTextCursor.MoveMode.KeepAnchor)
    return _as_lines(start.selectedText())


def _difference(before: str, after: str) -> tuple[int, int, int]:
    """Return where two texts begin to differ, and where that ends in each."""
    limit = min(len(before), len(after))
    start = 0
    while start < limit and before[start] == after[start]:
        start += 1
    tail = 0
    while tail < limit - start and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return start, len(before) - tail, len(after) - tail


def _units(text: str, index: int) -> int:
    """Return a position in UTF-16 units, in which Qt counts: an emoji takes two."""
    return len(text[:index].encode("utf-16-le")) // 2
