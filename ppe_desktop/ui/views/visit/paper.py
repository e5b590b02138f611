"""The page to read before leaving, on paper: what is dangerous first, room to write by hand at the foot; no address at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QCoreApplication, QSizeF
from PySide6.QtGui import QFont, QTextDocument

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import full_date
from ppe_desktop.domain.journal import listed
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.vocabulary import JournalKind
from ppe_desktop.services.visit_briefing import Briefing
from ppe_desktop.ui.theme.fonts import FAMILY
from ppe_desktop.ui.views.casefile.journal.printing import FOOT, PAGE, SIDE, TOP, keep_with_next
from ppe_desktop.ui.views.visit.briefing_words import SHORT, WHOLE, Room, Told, alerts_of, head_of, parts_of

# Every text has a colour of its own: without one it would print in that of the theme, white in the dark.
_STYLE = """
h1, h2, p {{ color: #000000; }}
h1 {{ font-size: {h1}px; font-weight: 700; margin-top: 0px; margin-bottom: 2px; }}
h2 {{ font-size: {h2}px; font-weight: 700; margin-top: {gap}px; margin-bottom: 1px; }}
p {{ font-size: {text}px; margin-top: 0px; margin-bottom: 2px; }}
p.about {{ color: #444444; margin-bottom: 3px; }}
p.alert {{ font-weight: 700; }}
p.part {{ font-weight: 700; margin-top: {above}px; margin-bottom: 1px; }}
p.line {{ margin-left: 12px; }}
span.detail {{ color: #444444; }}
"""
SIZES = (13, 12, 11, 10)
"""Sizes of the letters tried one after the other until all stands on one page; smaller would not be read in a car."""


def visit_document(visit: Item, briefings: Sequence[Briefing], today: dt.date) -> QTextDocument:
    """Return the page as a document.

    Args:
        visit: the visit.
        briefings: what is to be known of each child.
        today: day of the print.
    """
    room = WHOLE if len(briefings) == 1 else SHORT
    names = listed([first_name_of(one.child) for one in briefings])
    title = _tr("Visite {whose}").format(whose=elide("de", names))
    html = f"<h1>{escape(title)}</h1>{_about(visit)}" + "".join(_child(one, today, room) for one in briefings)
    for size in SIZES:
        document = _laid_out(html, size)
        if document.pageCount() == 1:
            break
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)
    keep_with_next(document)
    return document


def _laid_out(html: str, size: int) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    font = QFont(FAMILY)
    font.setPixelSize(size)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setPageSize(QSizeF(PAGE.width() - 2 * SIDE, PAGE.height() - TOP - FOOT))
    style = _STYLE.format(h1=size + 8, h2=size + 4, text=size, gap=size, above=size // 2)
    document.setDefaultStyleSheet(style)
    document.setHtml(html)
    return document


def foot_of_visit() -> str:
    """Return what the foot of each page says."""
    return _tr("À lire avant la visite – document de travail, à détruire ensuite")


def _about(visit: Item) -> str:
    day = full_date(visit.made_on).capitalize() if visit.made_on else ""
    said = ", ".join(part for part in (day, JournalKind.label_of(visit.kind), visit.present) if part)
    return f"<p class='about'>{escape(said)}</p>"


def _child(one: Briefing, today: dt.date, room: Room) -> str:
    html = f"<h2>{escape(first_name_of(one.child))}</h2><p class='about'>{escape(head_of(one, today))}</p>"
    html += "".join(f"<p class='alert'>⚠ {escape(words)}</p>" for words, _kind in alerts_of(one))
    for part in parts_of(one, today, room):
        html += f"<p class='part'>{escape(part.title)}</p>" + "".join(map(_line, part.lines))
    return html


def _line(line: Told) -> str:
    detail = f" <span class='detail'>— {escape(line.detail)}</span>" if line.detail else ""
    return f"<p class='line'>{escape(line.text)}{detail}</p>"


def _tr(text: str) -> str:
    return QCoreApplication.translate("VisitPaper", text)
