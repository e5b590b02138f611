"""The page of help itself: Markdown set for reading, links that stay inside the help."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from ppe_desktop.ui.theme import current, px, theme

TEXT_SIZE = 16
HEADING_SIZES = {1: 28, 2: 20, 3: 17}
SPACE_ABOVE = {0: 0, 1: 0, 2: 26, 3: 18}
SPACE_BELOW = {0: 10, 1: 14, 2: 8, 3: 6}
LIST_SPACE = 5
LINE_HEIGHT = 120
MARGIN = 24
FIRST_COLUMN = 200
RULES_SHARES = (40, 24, 36)
WIDTH = 740


class HelpReader(QTextBrowser):
    """A page of Markdown with a comfortable measure. Nothing outside the program is ever opened.

    Signals:
        page_requested: name of another page, from a link.
    """

    page_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._markdown = ""
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)

        self.anchorClicked.connect(self._on_anchor_clicked)
        theme().theme_changed.connect(self._set)

    def show_markdown(self, markdown: str, title: str) -> None:
        """Show a page from its beginning."""
        self._markdown = markdown
        self.setAccessibleName(title)
        self._set()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def _set(self) -> None:
        """Set the page with the colours and sizes in force."""
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Link, QColor(current().accent))
        self.setPalette(palette)
        font = QFont(self.font())
        font.setPixelSize(px(TEXT_SIZE))
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(px(MARGIN))
        self.setMarkdown(self._markdown)
        whole = QTextCursor(self.document())
        whole.beginEditBlock()  # laid out once at the end: the table of the rules has hundreds of blocks
        block = self.document().begin()
        while block.isValid():
            self._set_block(block)
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _set_table(frame)
        whole.endEditBlock()

    def _set_block(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        level = block.blockFormat().headingLevel()
        in_table = isinstance(cursor.currentTable(), QTextTable)
        in_list = block.textList() is not None
        spacing = QTextBlockFormat()
        spacing.setLineHeight(
            LINE_HEIGHT if not level else 100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        spacing.setTopMargin(0 if in_table or in_list else px(SPACE_ABOVE.get(level, 0)))
        spacing.setBottomMargin(0 if in_table else px(LIST_SPACE if in_list else SPACE_BELOW.get(level, 10)))
        cursor.mergeBlockFormat(spacing)
        if level:
            self._set_heading(cursor, level)

    def _set_heading(self, cursor: QTextCursor, level: int) -> None:
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        letters = cursor.charFormat()
        letters.clearProperty(letters.Property.FontSizeAdjustment)
        font = QFont(self.document().defaultFont())
        font.setPixelSize(px(HEADING_SIZES.get(level, TEXT_SIZE)))
        font.setWeight(QFont.Weight.DemiBold)
        letters.setFont(font)
        cursor.setCharFormat(letters)

    def _on_anchor_clicked(self, link: QUrl) -> None:
        """Follow a link to another page; any other kind of link is left alone."""
        if link.isRelative() and not link.hasQuery():
            self.page_requested.emit(link.path())


def _set_table(table: QTextTable) -> None:
    """Draw a table with air rather than lines, its first column as wide on every table."""
    look = table.format()
    look.setBorder(0)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    look.setCellSpacing(0)
    look.setCellPadding(px(4))
    look.setColumnWidthConstraints(_widths(table.columns()))
    if table.columns() > 2:
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(look)


def _widths(columns: int) -> list[QTextLength]:
    """Return the widths of the columns: two, the first one fixed; three, the share that the table of the rules needs."""
    if columns == len(RULES_SHARES):
        return [QTextLength(QTextLength.Type.PercentageLength, share) for share in RULES_SHARES]
    first = QTextLength(QTextLength.Type.FixedLength, px(FIRST_COLUMN))
    return [first, *([QTextLength(QTextLength.Type.VariableLength, 0)] * (columns - 1))]
