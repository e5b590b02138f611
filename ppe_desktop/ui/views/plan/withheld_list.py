"""What a reader does not receive, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.domain.withholding import Withheld
from ppe_desktop.ui.theme import current, px
from ppe_desktop.ui.views.plan.typography import curly
from ppe_desktop.ui.widgets.plain_label import PlainLabel

MOST_HEIGHT = 150


def reader_name(recipient: Recipient) -> str:
    """Return how a reader is called inside a sentence: "Madame Benali", "le juge des enfants"."""
    name = recipient.label.split(",")[0]
    is_office = recipient.kind in (RecipientKind.JUDGE, RecipientKind.FILE)
    return name[:1].lower() + name[1:] if is_office else name


class WithheldList(QWidget):
    """The heading, then what is kept back and why; long lists scroll, unless what holds them already does."""

    def __init__(self, parent: QWidget | None = None, *, scrolls: bool = True) -> None:
        super().__init__(parent)
        self._scrolls = scrolls
        self.heading = PlainLabel("", "strong", wrap=True, parent=self)
        self.nothing = PlainLabel("", "muted", wrap=True, parent=self)
        self.entries = QTextBrowser(self)
        self.entries.setOpenLinks(False)
        self.entries.setFrameShape(QFrame.Shape.NoFrame)
        self.entries.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entries.setTabChangesFocus(True)
        self.entries.setAccessibleName(self.tr("Ce qui n’est pas transmis, et pourquoi"))
        self.entries.document().setDocumentMargin(0)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (self.heading, self.nothing, self.entries):
            column.addWidget(widget)

    def show_withheld(self, recipient: Recipient, withheld: Sequence[Withheld]) -> None:
        """Show what this reader does not receive."""
        name = reader_name(recipient)
        self.heading.setText(self.tr("Ce que {name} ne reçoit pas").format(name=name))
        if recipient.kind is RecipientKind.FILE:
            self.nothing.setText(self.tr("Rien n’est retiré\N{NO-BREAK SPACE}: cet exemplaire reste au service."))
        else:
            self.nothing.setText(self.tr("Rien n’est retiré de cet exemplaire."))
        self.nothing.setVisible(not withheld)
        self.entries.setVisible(bool(withheld))
        self._fill(withheld)

    def text(self) -> str:
        """Return all that is said."""
        return f"{self.heading.text()}\n{self.entries.toPlainText()}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the height that the new width asks for."""
        super().resizeEvent(event)
        self._fit()

    def _fill(self, withheld: Sequence[Withheld]) -> None:
        """Write the entries as plain text: names typed by people are never read as HTML."""
        self.entries.clear()
        cursor = QTextCursor(self.entries.document())
        for number, entry in enumerate(withheld):
            block = QTextBlockFormat()
            block.setTopMargin(px(8) if number else px(2))
            if number:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            cursor.insertText(curly(entry.what), _format("text", 15))
            cursor.insertBlock(QTextBlockFormat())
            cursor.insertText(curly(entry.why), _format("muted", 13))
        self.entries.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()

    def _fit(self) -> None:
        document = self.entries.document()
        document.setTextWidth(max(self.entries.viewport().width(), px(200)))
        whole = round(document.size().height()) + self.entries.height() - self.entries.viewport().height() + 4
        self.entries.setFixedHeight(min(whole, px(MOST_HEIGHT)) if self._scrolls else whole)


def _format(role: str, size: int) -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setForeground(QColor(current().role(role)))
    shape.setProperty(QTextCharFormat.Property.FontPixelSize, px(size))
    shape.setFontWeight(QFont.Weight.Normal)
    return shape
