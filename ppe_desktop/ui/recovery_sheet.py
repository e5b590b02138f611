"""The recovery sheet: one A4 page to print and keep away from the computer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QIODevice, QMarginsF, QSaveFile, QSizeF, QUrl
from PySide6.QtGui import QColor, QFont, QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter, QTextDocument

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
h1 { font-size: 26px; font-weight: 700; margin-bottom: 4px; }
h2 { font-size: 18px; font-weight: 700; margin-top: 16px; margin-bottom: 4px; }
p, li { font-size: 15px; line-height: 130%; }
.base { font-size: 15px; }
.small { font-size: 13px; color: #444444; }
td.number { font-size: 13px; color: #555555; }
td.group { font-size: 25px; font-weight: 700; letter-spacing: 2px; }
"""


def sheet(
    base_name: str, vault_id: str, recovery_key: str, day: dt.date, *, is_of_service: bool = False
) -> QTextDocument:
    """Return the sheet as a document of one A4 page.

    Args:
        base_name: name of the folder of the base.
        vault_id: identity of the base, to tell two sheets apart.
        recovery_key: nine groups joined by dashes.
        day: day on which the key was made.
        is_of_service: the key is entrusted to the service, not kept by the person.
    """
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, _tr(title(is_of_service)))
    font = QFont(FAMILY)
    font.setPixelSize(15)
    document.setDefaultFont(font)
    document.setDocumentMargin(MARGIN)
    document.setPageSize(PAGE)
    document.setDefaultStyleSheet(_STYLE)
    # Every text has a colour of its own: without one it would print in that of the theme, white in the dark.
    document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(_CODE), code_image(recovery_key))
    words = _OF_SERVICE if is_of_service else _OF_PERSON
    document.setHtml(_html(words, base_name, vault_id, recovery_key, day))
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


def title(is_of_service: bool) -> str:
    """Return the title of a sheet."""
    return (_OF_SERVICE if is_of_service else _OF_PERSON).title


def code_image(text: str) -> QImage:
    """Draw a text as a QR code, black on white, a pixel for each square."""
    import segno  # only here: a sheet is made once in a while

    rows = [bytes(row) for row in segno.make(text, error="q", micro=False).matrix]
    side = len(rows) + 2 * _QUIET_SQUARES
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                image.setPixelColor(x + _QUIET_SQUARES, y + _QUIET_SQUARES, QColor("black"))
    return image.scaled(side * _SQUARE, side * _SQUARE)  # in whole steps: a printer must not blur the squares


@dataclass(frozen=True)
class _Words:
    title: str
    key_title: str
    when: str
    how: tuple[str, ...]
    where: tuple[str, ...]


def _html(words: _Words, base_name: str, vault_id: str, recovery_key: str, day: dt.date) -> str:
    made = _tr("Clé créée le {day}").format(day=long_date(day))
    identity = _tr("Identité de la base\u00a0: {identity}").format(identity=vault_id)
    code = f"<td width='{_CODE_SIDE + 12}' valign='middle'><img src='{_CODE}' width='{_CODE_SIDE}' height='{_CODE_SIDE}'></td>"
    key = f"<td valign='middle'>{_table(recovery_key.split('-'))}</td>"
    return "".join(
        (
            f"<h1>{_tr(words.title)}</h1>",
            f"<p class='base'>{_tr('Base')}\u00a0: <b>{escape(base_name)}</b><br>{escape(made)}</p>",
            f"<h2>{_tr(words.key_title)}</h2><table width='100%' cellspacing='0'><tr>{key}{code}</tr></table>",
            f"<p class='small'>{escape(_tr(_ABOUT_CODE))}</p>",
            f"<h2>{_tr('Quand vous en servir')}</h2><p>{_tr(words.when)}</p>",
            f"<h2>{_tr('Comment vous en servir')}</h2><ol>{_items(words.how)}</ol>",
            f"<h2>{_tr('Où la garder')}</h2><ul>{_items(words.where)}</ul>",
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


_CODE = "code"
_CODE_SIDE = 128
_SQUARE = 8
_QUIET_SQUARES = 2
_ABOUT_CODE = (
    "Ce carré contient la même clé, pour un lecteur de codes branché à l’ordinateur\u00a0: placez le curseur dans le champ de la "
    "phrase de passe, puis lisez-le. Ne le lisez pas avec un téléphone\u00a0: la clé y resterait."
)
_OF_PERSON = _Words(
    "Fiche de secours",
    "Clé de secours",
    "Cette clé ouvre vos dossiers si la phrase de passe est oubliée. Sans la phrase et sans cette fiche, personne ne peut "
    "les lire, pas même le service informatique.",
    (
        "Ouvrez le logiciel. Sur l’écran de la phrase de passe, choisissez «\u00a0Utiliser la fiche de secours\u00a0».",
        "Tapez les neuf groupes dans l’ordre. Les tirets, les espaces et les majuscules n’ont pas d’importance.",
        "Vos dossiers s’ouvrent, et le logiciel vous propose de choisir une nouvelle phrase de passe.",
    ),
    (
        "Sous clé, loin de l’ordinateur\u00a0: un coffre ou une armoire fermée du service, sous enveloppe cachetée.",
        "Jamais dans la sacoche de l’ordinateur, ni en photo sur un téléphone, ni dans un courriel.",
        "Si la fiche est perdue ou vue par quelqu’un, faites-en une nouvelle dans Réglages, Sécurité\u00a0: celle-ci n’ouvrira plus rien.",
    ),
)
_OF_SERVICE = _Words(
    "Clé confiée au service",
    "Clé du service",
    "Cette clé ouvre les dossiers de cette base en l’absence prolongée de la personne qui les tient, pour que le suivi des enfants "
    "continue. Celle-ci peut la retirer à tout moment.",
    (
        "Sur l’ordinateur de la personne absente, ou sur une sauvegarde remise en place, ouvrez le logiciel.",
        "Sur l’écran de la phrase de passe, choisissez «\u00a0Utiliser la fiche de secours\u00a0», puis tapez les neuf groupes.",
        "Les dossiers s’ouvrent. Choisissez une nouvelle phrase de passe, et prévenez la personne à son retour.",
    ),
    (
        "Au coffre du service, sous enveloppe cachetée et datée, au nom de la personne qui tient la base.",
        "Jamais dans une messagerie ni sur un serveur\u00a0: elle ouvre la base à elle seule.",
        "Si l’enveloppe a été ouverte, prévenez la personne\u00a0: elle fera une nouvelle clé dans Réglages, Sécurité.",
    ),
)
