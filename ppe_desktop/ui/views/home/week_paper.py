"""« Ma semaine » on one A4 page: the appointments day by day, what is late or due within a fortnight, birthdays, children to meet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import DAYS, MONTHS, NBSP, long_date, short_date
from ppe_desktop.domain.deadlines.words import Column, due_words
from ppe_desktop.domain.errors import OutputError
from ppe_desktop.domain.home import ChildDue, count_of, initials_of
from ppe_desktop.runtime.files import write_atomically
from ppe_desktop.services.home import Home
from ppe_desktop.ui.theme.fonts import FAMILY
from ppe_desktop.ui.views.home.side_panel import appointment_words

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PAGE = QSizeF(794, 1123)
"""A4 at 96 points an inch; what is drawn is scaled to the resolution of the printer."""
_SIDE, _TOP, _FOOT = 64, 56, 56
_RESOLUTION = 300
_SHAPES = ((14, 3), (13, 3), (12, 3), (12, 2), (12, 1))
"""Height of the letters and obligations told of one child, from the most comfortable to the densest; the rest is counted."""
_COLON = f"{NBSP}:"
_INK, _GREY = "#000000", "#444444"
_MOST = 60
"""Children kept in each list; fewer when even the densest page cannot hold them."""


class Week(NamedTuple):
    """What goes on the page.

    Attributes:
        home: the first screen as it is.
        initials_only: no name, and nothing typed that may tell one (object, place).
    """

    home: Home
    initials_only: bool = False


def week_document(week: Week) -> QTextDocument:
    """Return the page: as comfortable as one page allows, else the longest lists cut, what is left out being counted."""
    for size, few in _SHAPES:
        document = _document(week, size, few, _MOST)
        if document.pageCount() == 1:
            return document
    size, few = _SHAPES[-1]
    fits, too_many = 1, _MOST
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if _document(week, size, few, middle).pageCount() == 1:
            fits = middle
        else:
            too_many = middle
    return _document(week, size, few, fits)


def print_week(device: QPrinter | QPagedPaintDevice, week: Week) -> None:
    """Draw the page on a printer or in a PDF."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageOrientation(QPageLayout.Orientation.Portrait)
    device.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    document = week_document(week)
    painter = QPainter(device)
    ratio = painter.device().width() / PAGE.width()
    painter.scale(ratio, ratio)
    painter.save()
    painter.translate(_SIDE, _TOP)
    room = document.pageSize()
    document.drawContents(painter, QRectF(0, 0, room.width(), room.height()))
    painter.restore()
    _draw_foot(painter, week)
    painter.end()


def pdf_of(week: Week) -> bytes:
    """Return the page as a PDF."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_tr("Ma semaine"))
    writer.setResolution(_RESOLUTION)
    print_week(writer, week)
    del writer  # the end of the PDF is written then
    return bytes(buffer.data().data())


def write_pdf(week: Week, path: Path) -> None:
    """Write the page as a PDF; a file already there is replaced only once the new one is whole.

    Raises:
        OutputError: the file cannot be written there.
    """
    try:
        write_atomically(path, pdf_of(week), private=True)
    except OSError as error:
        raise OutputError from error


def _document(week: Week, size: int, few: int, most: int) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    font = QFont(FAMILY)
    font.setPixelSize(size)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setPageSize(QSizeF(PAGE.width() - 2 * _SIDE, PAGE.height() - _TOP - _FOOT))
    # Every text has a colour of its own: without one it would print in that of the theme, white in the dark.
    document.setDefaultStyleSheet(
        f"h1, h2, p, td {{ color: {_INK}; }}"
        "h1 { font-size: 24px; font-weight: 700; margin: 0 0 2px 0; }"
        f"h2 {{ font-size: {size + 2}px; font-weight: 700; margin: {size}px 0 3px 0; }}"
        f"p {{ font-size: {size}px; margin: 0 0 2px 0; }}"
        f"p.day {{ font-weight: 700; margin: {size // 2}px 0 1px 0; }}"
        f"p.line {{ margin-left: 14px; }}"
        f"p.about, span.about {{ color: {_GREY}; }}"
    )
    document.setHtml(_html(week, few, most))
    return document


def _html(week: Week, few: int, most: int) -> str:
    home = week.home
    first, last = home.week
    title = _tr("Semaine du {first} au {last}").format(first=_day(first), last=long_date(last))
    who = _tr("préparée le {day}").format(day=long_date(home.today.day))
    parts = [f"<h1>{escape(title)}</h1>", _paragraph(f"{home.first_name}, {who}" if home.first_name else who, "about")]
    parts.append(_heading(_tr("Rendez-vous")))
    parts += _appointments(week) or [_paragraph(_tr("Aucun rendez-vous noté."), "line")]
    parts += _obligations(week, _tr("En retard"), home.due[Column.LATE], few, most)
    parts += _older(home.due[Column.OLDER])
    parts += _obligations(week, _tr("À faire dans les quinze jours"), home.due[Column.NOW], few, most)
    birthdays = [
        f"{_name(week, one.name)}, {one.age}{NBSP}an{'s' if one.age > 1 else ''} le {_day(one.on)}"
        for one in home.birthdays
    ]
    parts += _list(_tr("Anniversaires"), birthdays, most)
    parts += _unmet(week, most)
    return "".join(parts)


def _unmet(week: Week, most: int) -> list[str]:
    """Return the children to meet: those last met on a known day, then the others in one paragraph."""
    home = week.home
    met = [
        _tr("{name}, dernière rencontre le {day}").format(name=_name(week, one.name), day=short_date(one.last_on))
        for one in home.unmet
        if one.last_on
    ]
    never = [_name(week, one.name) for one in home.unmet if not one.last_on]
    if never:
        left = len(never) - most
        more = [_tr("et {count} de plus").format(count=left)] if left > 0 else []
        met.append(
            _tr("Aucune rencontre notée{colon} {names}").format(colon=_COLON, names=", ".join([*never[:most], *more]))
        )
    title = _tr("Enfants non rencontrés depuis {months} mois").replace(" mois", f"{NBSP}mois")
    return _list(title.format(months=home.unmet_months), met, most)


def _appointments(week: Week) -> list[str]:
    parts: list[str] = []
    day: dt.date | None = None
    for item in week.home.appointments:
        if item.planned_on != day:
            day = item.planned_on
            parts.append(_paragraph(f"{DAYS[day.weekday()].capitalize()} {_day(day)}", "day"))
        parts.append(_paragraph(_appointment(week, item), "line"))
    return parts


def _appointment(week: Week, item: Item) -> str:
    names = ", ".join(_name(week, week.home.names[child]) for child in item.children if child in week.home.names)
    said = f"{appointment_words(item)} — {names}"
    typed = [text for text in (item.subject, item.place) if text]
    return said if week.initials_only or not typed else f"{said} ({', '.join(typed)})"


def _obligations(week: Week, title: str, due: Sequence[ChildDue], few: int, most: int) -> list[str]:
    return _list(title, [_child(week, child, few) for child in due], most, is_html=True)


def _older(due: Sequence[ChildDue]) -> list[str]:
    """Return how many obligations have been late for so long that they are folded on the first screen."""
    count = count_of(due)
    if not count:
        return []
    said = _tr("Une échéance plus ancienne, sur l’écran d’accueil.") if count == 1 else ""
    several = _tr("{count} échéances plus anciennes, sur l’écran d’accueil.").format(count=count)
    return [_paragraph(said or several, "line")]


def _child(week: Week, child: ChildDue, few: int) -> str:
    """Return a child and the obligations the earliest due, each with its day."""
    told = [
        f"{escape(deadline.rule.title[:1].lower() + deadline.rule.title[1:])}"
        f" <span class='about'>({escape(short_date(deadline.due_on) or due_words(deadline, week.home.today.day))})</span>"
        for deadline in child.deadlines[:few]
    ]
    left = len(child.deadlines) - few
    if left > 0:
        told.append(
            escape(_tr("et {count} autres échéances") if left > 1 else _tr("et une autre échéance")).format(count=left)
        )
    return f"<b>{escape(_name(week, child.name))}</b>{_COLON} {' ; '.join(told)}"


def _list(title: str, rows: Sequence[str], most: int, *, is_html: bool = False) -> list[str]:
    if not rows:
        return []
    said: Callable[[str], str] = str if is_html else escape
    parts = [_heading(title), *(f"<p class='line'>{said(row)}</p>" for row in rows[:most])]
    left = len(rows) - most
    if left > 0:
        parts.append(_paragraph(_tr("… et {count} enfants de plus, sur l’écran d’accueil.").format(count=left), "line"))
    return parts


def _draw_foot(painter: QPainter, week: Week) -> None:
    font = QFont(FAMILY)
    font.setPixelSize(11)
    painter.setFont(font)
    painter.setPen(QColor(_GREY))
    foot = QRectF(_SIDE, PAGE.height() - 40, PAGE.width() - 2 * _SIDE, 18)
    said = _tr("Page de travail personnelle") if week.initials_only else _tr("Confidentiel, ne pas laisser traîner")
    painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, said)


def _name(week: Week, name: str) -> str:
    return initials_of(name) if week.initials_only else name


def _day(day: dt.date) -> str:
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{MONTHS[day.month - 1]}"


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _paragraph(text: str, style: str) -> str:
    return f"<p class='{style}'>{escape(text)}</p>"


def _tr(text: str) -> str:
    return QCoreApplication.translate("WeekPaper", text)
