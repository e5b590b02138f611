"""The recovery sheet: one A4 page to print and keep away from the computer."""

from __future__ import annotations

import datetime as dt
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QIODevice, QMarginsF, QSaveFile, QSizeF
from PySide6.QtGui import QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.errors import OutputError
from ppe_desktop.ui.theme.fonts import FAMILY

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PAGE = QSizeF(794, 1123)
"""A4 at 96 points an inch; the printer's own resolution is applied when printing."""
MARGIN = 76
COLUMNS = 3
RESOLUTION = 300

_STYLE = """
h1, h2, p, li, td, b { color: #000000; }
h1 { font-size: 28px; font-weight: 700; margin-bottom: 4px; }
h2 { font-size: 18px; font-weight: 700; margin-top: 22px; margin-bottom: 4px; }
p, li { font-size: 15px; line-height: 140%; }
.base { font-size: 15px; }
.small { font-size: 13px; color: #444444; }
td.number { font-size: 13px; color: #555555; }
td.group { font-size: 28px; font-weight: 700; letter-spacing: 3px; }
"""


def sheet(base_name: str, vault_id: str, recovery_key: str, day: dt.date) -> QTextDocument:
    """Return the sheet as a document of one A4 page.

    Args:
        base_name: name of the folder of the base.
        vault_id: identity of the base, to tell two sheets apart.
        recovery_key: nine groups joined by dashes.
        day: day on which the key was made.
    """
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, _tr("Fiche de secours"))
    font = QFont(FAMILY)
    font.setPixelSize(15)
    document.setDefaultFont(font)
    document.setDocumentMargin(MARGIN)
    document.setPageSize(PAGE)
    document.setDefaultStyleSheet(_STYLE)
    # Every text has a colour of its own: without one it would print in that of the theme, white in the dark.
    document.setHtml(_html(base_name, vault_id, recovery_key, day))
    return document


def print_to(printer: QPrinter | QPagedPaintDevice, document: QTextDocument) -> None:
    """Print the sheet on one A4 page, whatever the printer."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    document.print_(printer)


def write_pdf(document: QTextDocument, path: Path) -> None:
    """Write the sheet as a PDF; a file already there is replaced only once the new one is whole.

    Raises:
        OutputError: the file cannot be written there.
    """
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise OutputError
    writer = QPdfWriter(file)
    writer.setTitle(_tr("Fiche de secours"))
    writer.setResolution(RESOLUTION)
    print_to(writer, document)
    del writer  # the end of the PDF is written then
    if not file.commit():
        raise OutputError


def _html(base_name: str, vault_id: str, recovery_key: str, day: dt.date) -> str:
    made = _tr("Clé créée le {day}").format(day=long_date(day))
    identity = _tr("Identité de la base\u00a0: {identity}").format(identity=vault_id)
    return "".join(
        (
            f"<h1>{_tr('Fiche de secours')}</h1>",
            f"<p class='base'>{_tr('Base')}\u00a0: <b>{escape(base_name)}</b><br>{escape(made)}</p>",
            f"<h2>{_tr('Clé de secours')}</h2>{_table(recovery_key.split('-'))}",
            f"<h2>{_tr('Quand vous en servir')}</h2><p>{_tr(_WHEN)}</p>",
            f"<h2>{_tr('Comment vous en servir')}</h2><ol>{_items(_HOW)}</ol>",
            f"<h2>{_tr('Où la garder')}</h2><ul>{_items(_WHERE)}</ul>",
            f"<p class='small'><br>{escape(identity)}</p>",
        )
    )


def _table(groups: list[str]) -> str:
    lines = [range(start, min(start + COLUMNS, len(groups))) for start in range(0, len(groups), COLUMNS)]
    rows = "".join(f"<tr>{''.join(_cells(index, groups[index]) for index in line)}</tr>" for line in lines)
    return f"<table width='100%' cellspacing='0' cellpadding='6'>{rows}</table>"


def _cells(index: int, group: str) -> str:
    return f"<td class='number' width='4%' valign='middle'>{index + 1}</td><td class='group' width='29%'>{escape(group)}</td>"


def _items(sentences: tuple[str, ...]) -> str:
    return "".join(f"<li>{escape(_tr(sentence))}</li>" for sentence in sentences)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecoverySheet", text)


_WHEN = (
    "Cette clé ouvre vos dossiers si la phrase de passe est oubliée. Sans la phrase et sans cette fiche, personne ne peut "
    "les lire, pas même le service informatique."
)
_HOW = (
    "Ouvrez le logiciel. Sur l’écran de la phrase de passe, choisissez «\u00a0Utiliser la fiche de secours\u00a0».",
    "Tapez les neuf groupes dans l’ordre. Les tirets, les espaces et les majuscules n’ont pas d’importance.",
    "Vos dossiers s’ouvrent comme avec la phrase de passe. Vous pouvez vous en servir autant de fois qu’il le faut.",
)
_WHERE = (
    "Sous clé, loin de l’ordinateur\u00a0: un coffre ou une armoire fermée du service, sous enveloppe cachetée.",
    "Jamais dans la sacoche de l’ordinateur, ni en photo sur un téléphone, ni dans un courriel.",
    "Si la fiche est perdue ou vue par quelqu’un, prévenez votre service\u00a0: elle ouvre la base à elle seule.",
)
