"""The journal on paper: A4, everything in full as it was filtered, pages numbered; the private notes are never given to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import full_date, long_date
from ppe_desktop.domain.journal import Search, by_month, listed
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.vocabulary import JournalKind
from ppe_desktop.domain.withholding import Withheld
from ppe_desktop.ui.theme.fonts import FAMILY
from ppe_desktop.ui.views.casefile.journal.marks import name_in

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PAGE = QSizeF(794, 1123)
"""A4 at 96 points an inch; what is drawn is scaled to the resolution of the printer."""
SIDE, TOP, FOOT = 94, 84, 84
"""Margins: about 2.5 cm at the sides, room for the head and for the number of the page."""
RESOLUTION = 300
LINE = 19
"""Height of a line of text."""
_INK, _GREY = "#000000", "#444444"

# Every text has a colour of its own: without one it would print in that of the theme, white in the dark.
_STYLE = """
h1, h2, p { color: #000000; }
h1 { font-size: 23px; font-weight: 700; margin-top: 0px; margin-bottom: 2px; }
h2 { font-size: 17px; font-weight: 700; margin-top: 20px; margin-bottom: 4px; }
p { font-size: 14px; margin-top: 0px; margin-bottom: 5px; }
p.day { font-weight: 700; margin-top: 12px; margin-bottom: 1px; }
p.facts, p.about { font-size: 13px; color: #444444; margin-bottom: 3px; }
p.own { font-size: 13px; font-weight: 700; margin-left: 18px; margin-bottom: 1px; }
p.part { margin-left: 18px; }
span.kind { font-weight: 400; color: #444444; }
"""


def journal_document(entries: Sequence[Item], file: CaseFile, search: Search, today: dt.date) -> QTextDocument:
    """Return the entries as a document, the oldest first as a story is read.

    Args:
        entries: the entries as filtered; anything else (words said, notes) is left out.
        file: the file of the child.
        search: what the entries were filtered by, said under the title.
        today: day of the print.
    """
    kept = [entry for entry in reversed(entries) if entry.record == "journal_entry"]
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    font = QFont(FAMILY)
    font.setPixelSize(14)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setPageSize(QSizeF(PAGE.width() - 2 * SIDE, PAGE.height() - TOP - FOOT))
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(_html(kept, file, search, today))
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, _head(file, _period(kept, search)))
    keep_with_next(document)
    return document


def _head(file: CaseFile, period: str) -> str:
    """Return "Journal de Léa, du … au …", the head of every page."""
    return ", ".join(part for part in (title_of(file), period[:1].lower() + period[1:]) if part)


def keep_with_next(document: QTextDocument) -> None:
    """Begin a new page before a month or a day that would stand alone at the foot of a page, away from its first lines."""
    document.pageCount()  # laid out whole first: Qt drops what follows a break set in a document laid out in part
    layout, height = document.documentLayout(), document.pageSize().height()
    block, head = document.begin(), QTextBlock()
    while block.isValid():
        is_head = block.blockFormat().headingLevel() > 0 or block.charFormat().fontWeight() >= QFont.Weight.Bold
        if is_head and not head.isValid():
            head = block
        elif not is_head and head.isValid():
            top = layout.blockBoundingRect(head).top()
            second_line = layout.blockBoundingRect(block).top() + 2 * LINE
            if int(top // height) != int(second_line // height) and top % height > 0:
                cursor = QTextCursor(head)
                begun = head.blockFormat()
                begun.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                cursor.setBlockFormat(begun)
            head = QTextBlock()
        block = block.next()


def title_of(file: CaseFile) -> str:
    """Return "Journal de Léa"."""
    return _tr("Journal {whose}").format(whose=elide("de", first_name_of(file.child)))


def print_pages(device: QPrinter | QPagedPaintDevice, document: QTextDocument, foot: str = "") -> None:
    """Draw every page on a printer or in a PDF, with its head, its foot (that of the journal by default) and its number."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageOrientation(QPageLayout.Orientation.Portrait)
    device.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    painter = QPainter(device)
    scale = painter.device().width() / PAGE.width()
    painter.scale(scale, scale)
    count, head = document.pageCount(), document.metaInformation(QTextDocument.MetaInformation.DocumentTitle)
    for number in range(count):
        if number:
            device.newPage()
        _draw_page(painter, document, number)
        _draw_margins(painter, head if number else "", foot or _foot(), number + 1, count)
    painter.end()


def pdf_of(document: QTextDocument, foot: str = "") -> bytes:
    """Return the document as a PDF, with the foot of the journal unless another one is given."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
    writer.setResolution(RESOLUTION)
    print_pages(writer, document, foot)
    del writer  # the end of the PDF is written then
    return bytes(buffer.data().data())


def left_out(search: Search) -> tuple[Withheld, ...]:
    """Return what a filtered journal does not hold, for the register of what leaves the base."""
    kinds = listed([JournalKind.label_of(kind) for kind in sorted(search.kinds)])
    words = f"«\N{NO-BREAK SPACE}{search.words.strip()}\N{NO-BREAK SPACE}»"
    found = (
        (search.since, _tr("les entrées d’avant le {day}").format(day=long_date(search.since))),
        (search.until, _tr("les entrées d’après le {day}").format(day=long_date(search.until))),
        (search.kinds, _tr("les entrées d’une autre nature que {kinds}").format(kinds=kinds)),
        (search.words.strip(), _tr("les entrées sans {words}").format(words=words)),
    )
    return tuple(Withheld(what, _tr("extrait choisi à l’impression")) for is_asked, what in found if is_asked)


def _draw_page(painter: QPainter, document: QTextDocument, number: int) -> None:
    page = document.pageSize()
    painter.save()
    painter.translate(SIDE, TOP - number * page.height())
    document.drawContents(painter, QRectF(0, number * page.height(), page.width(), page.height()))
    painter.restore()


def _foot() -> str:
    return _tr("Journal – document de travail du service")


def _draw_margins(painter: QPainter, head: str, said: str, number: int, count: int) -> None:
    font = QFont(FAMILY)
    font.setPixelSize(12)
    painter.setFont(font)
    painter.setPen(QColor(_GREY))
    width = PAGE.width() - 2 * SIDE
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    painter.drawText(QRectF(SIDE, 44, width, 20), left, head)
    foot = QRectF(SIDE, PAGE.height() - 56, width, 20)
    painter.drawText(foot, left, said)
    painter.drawText(foot, right, _tr("page {number}/{count}").format(number=number, count=count))


def _html(entries: list[Item], file: CaseFile, search: Search, today: dt.date) -> str:
    parts = [f"<h1>{escape(title_of(file))}</h1>", f"<p class='about'>{escape(_about(entries, search, today))}</p>"]
    for month, found in by_month(entries):
        parts.append(f"<h2>{escape(month)}</h2>")
        parts += [_entry_html(entry, file) for entry in found]
    return "".join(parts)


def _about(entries: list[Item], search: Search, today: dt.date) -> str:
    """Return the line under the title: the period, what was looked for, the day of the print."""
    period = _period(entries, search)
    kinds = listed([JournalKind.label_of(kind) for kind in sorted(search.kinds)]) if search.kinds else ""
    words = f"«\N{NO-BREAK SPACE}{search.words}\N{NO-BREAK SPACE}»" if search.words else ""
    chosen = " ; ".join(part for part in (kinds, words) if part)
    only = _tr("extrait : {chosen}").format(chosen=chosen).replace(" :", "\N{NO-BREAK SPACE}:") if chosen else ""
    printed = _tr("imprimé le {day}").format(day=long_date(today))
    return ", ".join(part for part in (period, only, printed) if part)


def _period(entries: list[Item], search: Search) -> str:
    """Return "Du … au …": what was asked, else from the first entry to the last."""
    days = [entry.happened_on for entry in entries if entry.happened_on]
    since, until = search.since or min(days, default=None), search.until or max(days, default=None)
    period = (
        _tr("Du {since} au {until}").format(since=long_date(since), until=long_date(until)) if since and until else ""
    )
    if since and since == until:
        return _tr("Le {day}").format(day=long_date(since))
    return period


def _entry_html(entry: Item, file: CaseFile) -> str:
    day = full_date(entry.happened_on).capitalize() if entry.happened_on else _tr("Sans date")
    kind = JournalKind.label_of(entry.kind)
    facts = " · ".join(part for part in (entry.at_time, entry.place, entry.present) if part)
    others = sorted(name for child in entry.children if child != file.child.id and (name := name_in(file, child)))
    html = f"<p class='day'>{escape(day)} <span class='kind'>— {escape(kind)}</span></p>"
    html += f"<p class='facts'>{escape(facts)}</p>" if facts else ""
    html += _paragraphs(entry.text, "text")
    if entry.part_text:
        own = _tr("Pour {name} seulement").format(name=first_name_of(file.child))
        html += f"<p class='own'>{escape(own)}</p>" + _paragraphs(entry.part_text, "part")
    if others:
        html += f"<p class='facts'>{escape(_tr('Concerne aussi {names}').format(names=listed(others)))}</p>"
    return html


def _paragraphs(text: str, style: str) -> str:
    return "".join(f"<p class='{style}'>{escape(line)}</p>" for line in text.split("\n") if line.strip())


def _tr(text: str) -> str:
    return QCoreApplication.translate("JournalPrint", text)
