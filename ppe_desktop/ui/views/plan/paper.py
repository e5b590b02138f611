"""White pages on a quiet ground: the document as it will read, without its exact layout."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from ppe_desktop.ui.theme import current, px

A4 = 297 / 210
LEAST_WIDTH, MOST_WIDTH = 460, 720
GAP = 16
_SIDE = 12
_SHEET = """
body, p, td, th, li { color: #1f2a2c; }
h1 { color: #0f5b5e; font-size: 17px; font-weight: 600; margin-top: 18px; margin-bottom: 6px; }
h2 { color: #1f2a2c; font-size: 14px; font-weight: 600; margin-top: 10px; margin-bottom: 4px; }
p { margin-top: 0px; margin-bottom: 5px; }
td p, th p { margin-bottom: 1px; }
td, th { border-bottom-width: 1px; border-bottom-style: solid; border-bottom-color: #c9d5d4; padding: 3px; }
th { text-align: left; font-weight: 600; color: #566164; }
p.Explication { color: #566164; font-style: italic; }
p.Citationenfant { background-color: #eaf3f2; margin-left: 14px; margin-right: 10px; }
p.Citationautre { margin-left: 14px; margin-right: 10px; }
span.Intitule { color: #0f5b5e; font-weight: 600; }
span.ACompleter { color: #7a4a00; background-color: #fff1cc; }
span.Retenu { color: #566164; font-style: italic; }
span.Brouillon { color: #8a3b12; font-weight: 600; }
"""
_MARK, _MARK_HERE = "#fff1a8", "#ffb84d"
_TABLE = re.compile(r"<table(?: class=\"(\w+)\")?>")


class PaperView(QAbstractScrollArea):
    """Shows a document page by page. The arrows, Page up and Page down scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = QTextDocument(self)
        self._document.setUndoRedoEnabled(False)
        self._html = self._words = ""
        self._found: list[QTextCursor] = []
        self._here = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Aperçu du document"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_html(self, html: str) -> None:
        """Show a document, at the place where one was reading."""
        place = self.verticalScrollBar().value()
        self._html = html
        self._lay_out()
        self.verticalScrollBar().setValue(place)

    def clear(self) -> None:
        """Show nothing."""
        self._html = self._words = ""
        self._found = []
        self._document.clear()
        self._document.setPageSize(QSizeF(1, 1))
        self.verticalScrollBar().setRange(0, 0)
        self.viewport().update()

    def text(self) -> str:
        """Return the words on the pages."""
        return self._document.toPlainText() if self._html else ""

    def show_found(self, words: str) -> None:
        """Mark every place where words are written, capitals or not, and go to the first one from the page in view.

        Args:
            words: what to find; nothing takes the marks away.
        """
        self._words, self._here = words, 0
        self._lay_out()
        top = (self.verticalScrollBar().value() - GAP) / self._scale()
        after = [number for number, place in enumerate(self._found) if self._top_of(place) >= top]
        self._go_to_found((after or [0])[0])

    def next_found(self, step: int = 1) -> None:
        """Go to the next place found, or to the one before."""
        self._go_to_found(self._here + step)

    def found_here(self) -> tuple[int, int]:
        """Return the number of the place gone to, from 1, and how many there are."""
        return self._here + 1, len(self._found)

    def _go_to_found(self, number: int) -> None:
        if not self._found:
            return
        self._found[self._here].mergeCharFormat(_marked(_MARK))
        self._here = number % len(self._found)
        place = self._found[self._here]
        place.mergeCharFormat(_marked(_MARK_HERE))
        self.verticalScrollBar().setValue(round(self._top_of(place) * self._scale() - self.viewport().height() / 3))
        self.viewport().update()

    def _top_of(self, place: QTextCursor) -> float:
        """Return how far down the pages a place is, in the document's points, the gaps between pages included."""
        start = QTextCursor(place)
        start.setPosition(place.selectionStart())
        block = start.block()
        top = self._document.documentLayout().blockBoundingRect(block).top()
        line = block.layout().lineForTextPosition(start.positionInBlock())
        down = top + (line.y() if line.isValid() else 0)
        return down + (down // self._document.pageSize().height()) * GAP / self._scale() + GAP / self._scale()

    def _mark_found(self) -> None:
        self._found = []
        place = self._document.find(self._words) if self._words else QTextCursor()
        while not place.isNull():
            self._found.append(place)
            place.mergeCharFormat(_marked(_MARK))
            place = self._document.find(self._words, place)
        if self._here < len(self._found):
            self._found[self._here].mergeCharFormat(_marked(_MARK_HERE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out for the new width."""
        if self._html and event.size().width() != event.oldSize().width():
            self._lay_out()
        else:
            self._set_range()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in view."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(current().sunken))
        if not self._html:
            return
        page = self._document.pageSize()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._left(), GAP - self.verticalScrollBar().value())
        painter.scale(self._scale(), self._scale())
        step = page.height() + GAP / self._scale()
        for number in range(self._document.pageCount()):
            top = (number * step * self._scale()) + GAP - self.verticalScrollBar().value()
            if top > self.viewport().height() or top + page.height() * self._scale() < 0:
                continue
            painter.save()
            painter.translate(0, number * step)
            self._paint_page(painter, number, page)
            painter.restore()
        painter.end()

    def _paint_page(self, painter: QPainter, number: int, page: QSizeF) -> None:
        sheet = QRectF(0, 0, page.width(), page.height())
        painter.fillRect(sheet.adjusted(-1, -1, 1, 2), QColor(current().border))
        painter.fillRect(sheet, QColor("#ffffff"))
        painter.translate(0, -number * page.height())
        self._document.drawContents(painter, QRectF(0, number * page.height(), page.width(), page.height()))

    def _width(self) -> int:
        return max(self.viewport().width() - 2 * _SIDE, 100)

    def _page_width(self) -> int:
        return max(px(LEAST_WIDTH), min(self._width(), px(MOST_WIDTH)))

    def _scale(self) -> float:
        return min(1.0, self._width() / self._page_width())

    def _left(self) -> float:
        return max(_SIDE, (self.viewport().width() - self._page_width() * self._scale()) / 2)

    def _lay_out(self) -> None:
        width = self._page_width()
        document = self._document
        font = QFont(QApplication.font())
        font.setPixelSize(px(13))
        document.setDefaultFont(font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTabStopDistance(px(28))
        document.setDefaultTextOption(option)
        document.setDefaultStyleSheet(_scaled(_SHEET))
        document.setHtml(_TABLE.sub(_dressed, self._html))
        document.setDocumentMargin(width * 0.085)
        document.setPageSize(QSizeF(width, round(width * A4)))
        self._mark_found()
        self._set_range()
        self.viewport().update()

    def _set_range(self) -> None:
        if not self._html:
            return
        page = self._document.pageSize().height() * self._scale() + GAP
        whole = round(page * self._document.pageCount() + GAP)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, whole - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(px(40))


def _marked(colour: str) -> QTextCharFormat:
    marked = QTextCharFormat()
    marked.setBackground(QColor(colour))
    marked.setForeground(QColor("#1f2a2c"))
    return marked


def _scaled(sheet: str) -> str:
    return re.sub(r"(\d+)px", lambda found: f"{px(int(found[1]))}px", sheet)


def _dressed(found: re.Match[str]) -> str:
    """Give a table the rules that the named style of Word would."""
    border = 1 if found[1] in ("TableauCadre", "TableauSignatures") else 0
    return f'<table width="100%" cellspacing="0" cellpadding="{px(3)}" border="{border}" style="border-collapse: collapse">'
