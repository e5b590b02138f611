"""The "fiche de secours": one A4 page to print and lock away, made when the base is made."""

from __future__ import annotations

import datetime as dt
from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPagedPaintDevice, QPdfWriter, QTextDocument

from ppe_desktop.domain.dates import long_date
from ppe_desktop.ui.theme.fonts import FAMILY, load_fonts

MARGINS_MM = QMarginsF(22, 20, 22, 18)
_POINTS_PER_INCH = 72
_GROUPS_A_LINE = 3

_STYLE = """
body { color: #24221F; }
h1 { font-size: 26px; font-weight: 600; margin: 0 0 2px 0; }
.section { font-size: 15px; font-weight: 600; margin: 16px 0 5px 0; }
ol, ul { margin: 0; }
p, li { font-size: 11px; margin: 0 0 3px 0; line-height: 118%; }
.under { color: #615D55; font-size: 12px; }
.name { color: #615D55; font-size: 10px; }
.value { font-size: 12px; font-weight: 600; }
.group { font-size: 26px; font-weight: 600; letter-spacing: 3px; }
.rank { color: #615D55; font-size: 9px; }
"""

_PAGE = """
<h1>Fiche de secours</h1>
<p class="under">Elle ouvre vos dossiers si vous oubliez votre phrase de passe. C’est la seule autre clé.</p>
<table width="100%" cellpadding="0" cellspacing="0" style="margin-top: 14px;"><tr>
<td width="50%"><span class="name">Base</span><br/><span class="value">{base}</span></td>
<td width="50%"><span class="name">Créée le</span><br/><span class="value">{day}</span></td>
</tr></table>
<p style="margin-top: 8px;"><span class="name">Identifiant de la base</span><br/><span class="value">{vault}</span></p>
<p class="section">Clé de secours</p>
<table width="100%" cellpadding="8" cellspacing="0" border="1" bordercolor="#8B857A" style="border-style: solid;
border-collapse: collapse;">{groups}</table>
<p class="rank" style="margin-top: 4px;">Elle se lit de gauche à droite. Il n’y a ni I, ni L, ni O, ni U&nbsp;: les ronds
sont des zéros, les barres sont des un.</p>
<p class="section">Comment s’en servir</p>
<ol style="-qt-list-indent: 0;">
<li style="text-indent: 0; margin-left: 14px;">Ouvrez le logiciel. Si une autre base est proposée, choisissez «&nbsp;Ouvrir une autre base…&nbsp;».</li>
<li style="text-indent: 0; margin-left: 14px;">Tapez les neuf groupes dans le champ de la phrase de passe. Les tirets, les espaces et les majuscules n’ont pas
d’importance.</li>
<li style="text-indent: 0; margin-left: 14px;">Vos dossiers s’ouvrent. La clé ne change pas&nbsp;: gardez cette fiche.</li>
</ol>
<p class="section">Où la garder</p>
<ul style="-qt-list-indent: 0;">
<li style="text-indent: 0; margin-left: 14px;">Sous clé, et loin de l’ordinateur&nbsp;: une armoire fermée du service, une enveloppe cachetée confiée à votre cadre.</li>
<li style="text-indent: 0; margin-left: 14px;">Jamais avec l’ordinateur, jamais photographiée, jamais envoyée par courriel.</li>
</ul>
<p class="section">Ce qu’il faut savoir</p>
<p>Qui tient cette feuille et les fichiers de la base lit tous les dossiers. Si elle est perdue ou vue par quelqu’un d’autre,
prévenez le service informatique. Sans la phrase de passe et sans cette fiche, personne ne peut rouvrir les dossiers, pas même
les auteurs du logiciel.</p>
<p style="margin-top: 18px;">Remise à&nbsp;: ……………………………………&nbsp;&nbsp; le&nbsp;: ……………………&nbsp;&nbsp;
Rangée&nbsp;: ……………………………</p>
"""


def groups_of(recovery_key: str) -> list[str]:
    """Return the groups of a recovery key, as printed."""
    return recovery_key.split("-")


def recovery_document(base_name: str, vault_id: str, recovery_key: str, day: dt.date) -> QTextDocument:
    """Return the sheet as a document whose lengths are in points.

    Args:
        base_name: name of the folder of the base.
        vault_id: identity of the base.
        recovery_key: key to print.
        day: day of creation.
    """
    load_fonts()
    document = QTextDocument()
    document.setDocumentMargin(0)
    font = QFont(FAMILY)
    font.setPixelSize(11)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(
        _PAGE.format(base=escape(base_name), day=long_date(day), vault=escape(vault_id), groups=_table(recovery_key))
    )
    return document


def paint_sheet(document: QTextDocument, device: QPagedPaintDevice) -> None:
    """Draw the sheet on one A4 page of a printer or of a PDF, whatever its resolution."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(MARGINS_MM, QPageLayout.Unit.Millimeter)
    inside = device.pageLayout().paintRect(QPageLayout.Unit.Point)
    painter = QPainter(device)
    painter.scale(device.logicalDpiX() / _POINTS_PER_INCH, device.logicalDpiY() / _POINTS_PER_INCH)
    document.setPageSize(QSizeF(inside.width(), inside.height() * 2))
    document.drawContents(painter)
    painter.end()


def sheet_pdf(document: QTextDocument) -> bytes:
    """Return the sheet as a PDF file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(300)
    writer.setTitle("Fiche de secours")
    paint_sheet(document, writer)
    del writer
    buffer.close()
    return bytes(content.data())


def _table(recovery_key: str) -> str:
    groups = groups_of(recovery_key)
    cells = [
        f'<td align="center" width="33%"><span class="rank">{rank}</span><br/><span class="group">{escape(group)}</span></td>'
        for rank, group in enumerate(groups, start=1)
    ]
    lines = [cells[start : start + _GROUPS_A_LINE] for start in range(0, len(cells), _GROUPS_A_LINE)]
    return "".join(f"<tr>{''.join(line)}</tr>" for line in lines)
