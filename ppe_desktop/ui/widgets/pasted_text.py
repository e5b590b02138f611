"""What is kept of something pasted: words and paragraphs, whatever dress they came in."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor, QTextDocument, QTextListFormat

ITEM = "– "
BETWEEN_CELLS = " – "

_BULLET = re.compile(r"^[ \t\u00a0]*[·•▪‣◦●○■□➢➤✓\uf0a7\uf0b7\uf0d8][ \t\u00a0]+", re.M)
_O_BULLET = re.compile(r"^[ \u00a0]*o\t[ \t\u00a0]*", re.M)
_IMAGE = re.compile(r"<(?:img|v:imagedata)\b[^>]*>", re.I)
_NUMBERED = (
    QTextListFormat.Style.ListDecimal,
    QTextListFormat.Style.ListLowerAlpha,
    QTextListFormat.Style.ListUpperAlpha,
    QTextListFormat.Style.ListLowerRoman,
    QTextListFormat.Style.ListUpperRoman,
)


def pasted_text(source: QMimeData) -> str:
    """Return the words of what is pasted: items of lists begin with a dash, pictures are dropped.

    The plain text that came with it is taken when there is one (Word, a mail and a browser all give it). Otherwise the page is
    read as words: each row of a table becomes a line.
    """
    text = source.text()
    if not text and source.hasHtml():
        text = _words_of(source.html())
    return tidy(text)


def tidy(text: str) -> str:
    """Return a text with plain line breaks, dashes for the bullets of Word, and nothing that is not text."""
    for mark in ("\r\n", "\r", "\v", "\f", "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}"):
        text = text.replace(mark, "\n")
    text = _O_BULLET.sub(ITEM, _BULLET.sub(ITEM, text))
    return text.replace("\t", " ").replace("\0", "").replace("\N{OBJECT REPLACEMENT CHARACTER}", "")


def _words_of(html: str) -> str:
    """Return the words of a page; a document that is never laid out fetches nothing, and its pictures are taken out first."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setHtml(_IMAGE.sub("", html))
    lines: list[str] = []
    row: tuple[int, int] | None = None
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        text, place = _item_mark(cursor) + block.text(), _row_of(cursor)
        if place is not None and place == row:
            lines[-1] = BETWEEN_CELLS.join(part for part in (lines[-1], text) if part)
        else:
            lines.append(text)
        row = place
        block = block.next()
    return "\n".join(lines).strip("\n")


def _item_mark(cursor: QTextCursor) -> str:
    listing: Any = cursor.currentList()  # None outside a list, which the declared type leaves out
    if listing is None:
        return ""
    is_numbered = listing.format().style() in _NUMBERED
    return f"{listing.itemText(cursor.block())} " if is_numbered else ITEM


def _row_of(cursor: QTextCursor) -> tuple[int, int] | None:
    """Return the table and the row the cursor is in."""
    table: Any = cursor.currentTable()  # None outside a table
    return (table.firstPosition(), table.cellAt(cursor).row()) if table is not None else None
