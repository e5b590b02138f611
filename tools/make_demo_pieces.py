"""Draw the invented documents attached to the fictitious files: a school report, a letter, a drawing, an account of a visit.

They bear no date: the fictitious files move with the day they are opened.

    QT_QPA_PLATFORM=offscreen python tools/make_demo_pieces.py
"""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import docx
from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
    QTextDocument,
)

ROOT = Path(__file__).resolve().parents[1]
PIECES = ROOT / "resources" / "demo" / "pieces"

REPORT = """
<h2>Collège des Peupliers — Orgerive</h2>
<h3>Bulletin du premier trimestre — classe de troisième</h3>
<p>Élève : <b>Inès Haddad</b></p>
<table width="100%" border="1" cellspacing="0" cellpadding="6">
<tr><th align="left">Matière</th><th>Moyenne</th><th align="left">Appréciation</th></tr>
<tr><td>Français</td><td align="center">13,5</td><td>Une lectrice attentive. Les rédactions gagnent en longueur.</td></tr>
<tr><td>Mathématiques</td><td align="center">11</td><td>Des efforts réels. Poser des questions en classe aiderait.</td></tr>
<tr><td>Histoire-géographie</td><td align="center">12,5</td><td>Bonne participation à l’oral.</td></tr>
<tr><td>Sciences de la vie et de la Terre</td><td align="center">12</td><td>Travail régulier, croquis très soignés.</td></tr>
<tr><td>Arts plastiques</td><td align="center">18</td><td>Un regard personnel. Le dossier d’arts appliqués avance bien.</td></tr>
<tr><td>Éducation physique</td><td align="center">14</td><td>S’engage dans l’équipe.</td></tr>
</table>
<p>Absences : 2 demi-journées, justifiées. Retards : aucun.</p>
<p><b>Avis du conseil de classe</b> : un trimestre encourageant. Inès a trouvé sa place dans la classe et peut viser le lycée
de son choix. Le conseil lui adresse ses encouragements.</p>
<p>Madame Saint-Omer, professeure principale</p>
"""

LETTER = [
    "Mes chers enfants,",
    "",
    "Je vous écris de chez moi, la chatte dort sur mes genoux",
    "pendant que j’essaie de faire de belles lettres.",
    "",
    "Inès, j’ai mis ton dessin du marché dans la cuisine,",
    "tout le monde le regarde en buvant le thé.",
    "Malo, le vélo est réparé, il t’attend dans le couloir.",
    "Nolwenn, je garde tes chaussons rouges au chaud.",
    "",
    "Je pense à vous tous les soirs. La dame du service",
    "m’a dit que je pourrai vous voir ensemble bientôt.",
    "Je ferai les gâteaux à la fleur d’oranger.",
    "",
    "Je vous serre très fort,",
    "",
    "                                        Mamie",
]

VISIT = (
    ("Rencontre des trois enfants", None),
    ("Lieu : espace rencontre Le Pont. Durée : une heure et demie.", "Normal"),
    ("Présents", "Heading 1"),
    ("Inès, Malo et Nolwenn", "List Bullet"),
    ("Madame Benali, leur mère", "List Bullet"),
    ("Deux intervenants de l’espace rencontre", "List Bullet"),
    ("Déroulement", "Heading 1"),
    (
        "Madame Benali est arrivée en avance avec un goûter. Malo est resté d’abord près de la porte, puis s’est assis par terre pour "
        "montrer à Nolwenn comment faire rouler les voitures. Inès a surveillé que chacun ait sa part.",
        "Normal",
    ),
    (
        "Les enfants ont demandé à faire une photo tous ensemble. Leur mère a accepté et a promis d’en apporter trois tirages.",
        "Normal",
    ),
    ("Ce que les enfants en disent", "Heading 1"),
    ("« C’était trop court, on venait juste de trouver un jeu à trois. » (Inès)", "Normal"),
    ("« Elle a encore mon lapin, elle a dit qu’elle le lave. » (Nolwenn)", "Normal"),
    ("Proposition", "Heading 1"),
    ("Allonger la prochaine rencontre d’une demi-heure et prévoir un jeu commun dès l’arrivée.", "Normal"),
)


def main() -> None:
    """Write the four documents."""
    application = QGuiApplication([])
    for face in (ROOT / "resources" / "fonts").glob("*.ttf"):
        QFontDatabase.addApplicationFont(str(face))
    PIECES.mkdir(parents=True, exist_ok=True)
    draw_report(PIECES / "bulletin.pdf")
    draw_letter(PIECES / "lettre-mamie.jpg")
    draw_houses(PIECES / "dessin-trois-maisons.png")
    write_visit(PIECES / "rencontre-fratrie.docx")
    for path in sorted(PIECES.iterdir()):
        print(path.name, path.stat().st_size)
    application.quit()


def draw_report(path: Path) -> None:
    """Write the school report, one page of PDF."""
    writer = QPdfWriter(str(path))
    writer.setTitle("Bulletin")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(18, 18, 18, 18))
    document = QTextDocument()
    document.setDefaultFont(QFont(_family(), 11))
    document.setHtml(REPORT)
    document.print_(writer)


def draw_letter(path: Path) -> None:
    """Write the letter as a scanner would take it: grey, a little askew, with the grain of the paper."""
    chance = random.Random(7)
    image = QImage(1000, 1300, QImage.Format.Format_RGB32)
    image.fill(QColor("#d8d6d0"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(500, 650)
    painter.rotate(-1.3)
    painter.translate(-470, -620)
    painter.fillRect(QRectF(0, 0, 940, 1240), QColor("#f4f1e6"))
    painter.setPen(QPen(QColor("#cdd6e4"), 1))
    for line in range(110, 1200, 56):
        painter.drawLine(60, line, 880, line)
    font = QFont(_family())
    font.setItalic(True)
    font.setPixelSize(31)
    painter.setFont(font)
    painter.setPen(QColor("#26345e"))
    for number, text in enumerate(LETTER):
        painter.drawText(QPointF(80 + chance.uniform(-4, 4), 156 + 56 * number + chance.uniform(-3, 3)), text)
    painter.end()
    _reduced(image, 820).save(str(path), "JPEG", 45)


def draw_houses(path: Path) -> None:
    """Write a child's drawing: the house of worries, the house of good things, the house of dreams."""
    chance = random.Random(3)
    image = QImage(900, 620, QImage.Format.Format_RGB32)
    image.fill(QColor("#fffdf7"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    houses = (
        (60, "#8a5a3c", "#b7b3ad", "la bagare"),
        (340, "#2f7d4f", "#e4b23c", "le vélo"),
        (620, "#345fa8", "#d98cb3", "tous les 3"),
    )
    for left, wall, roof, word in houses:
        _scribble(painter, chance, QRectF(left, 300, 200, 190), wall)
        _stroke(painter, chance, [(left - 15, 300), (left + 100, 190), (left + 215, 300), (left - 15, 300)], roof, 7)
        _stroke(
            painter, chance, [(left + 80, 490), (left + 80, 410), (left + 120, 410), (left + 120, 490)], "#3b2a20", 5
        )
        painter.setPen(QColor("#333333"))
        font = QFont(_family())
        font.setPixelSize(30)
        painter.setFont(font)
        painter.drawText(QPointF(left + 20, 545), word)
    _stroke(painter, chance, [(20, 500), (300, 506), (600, 498), (880, 503)], "#4e9a3a", 8)
    for ray in range(0, 360, 45):
        painter.save()
        painter.translate(800, 90)
        painter.rotate(ray)
        _stroke(painter, chance, [(45, 0), (80, 0)], "#e8b000", 6)
        painter.restore()
    painter.setBrush(QColor("#ffd23f"))
    painter.setPen(QPen(QColor("#e8b000"), 5))
    painter.drawEllipse(QPointF(800, 90), 34, 34)
    painter.end()
    _reduced(image, 640).convertToFormat(QImage.Format.Format_Indexed8, Qt.ImageConversionFlag.ThresholdDither).save(
        str(path), "PNG", 0
    )


def write_visit(path: Path) -> None:
    """Write the account of a visit, in Word."""
    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.comments = ""
    for text, style in VISIT:
        if style is None:
            document.add_heading(text, level=0)
        else:
            document.add_paragraph(text, style=style)
    document.save(str(path))


def _reduced(image: QImage, width: int) -> QImage:
    return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


def _family() -> str:
    return next(family for family in QFontDatabase.families() if family.startswith("Atkinson"))


def _stroke(
    painter: QPainter, chance: random.Random, points: list[tuple[float, float]], colour: str, width: float
) -> None:
    """Draw a line as a hand would, not quite straight."""
    path = QPainterPath(QPointF(*points[0]))
    for start, end in pairwise(points):
        bend = QPointF((start[0] + end[0]) / 2 + chance.uniform(-6, 6), (start[1] + end[1]) / 2 + chance.uniform(-6, 6))
        path.quadTo(bend, QPointF(*end))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(path)


def _scribble(painter: QPainter, chance: random.Random, box: QRectF, colour: str) -> None:
    """Fill a wall with strokes of crayon."""
    for step in range(0, int(box.width()), 9):
        x = box.left() + step
        _stroke(
            painter,
            chance,
            [(x, box.top() + chance.uniform(0, 8)), (x + 4, box.bottom() - chance.uniform(0, 8))],
            colour,
            5,
        )


if __name__ == "__main__":
    main()
