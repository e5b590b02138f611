"""Draw every widget in every theme, offscreen, to be looked at: ``python tools/widget_gallery.py FOLDER``."""

import os
import sys
from datetime import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.ui.theme import apply_theme
from ppe_desktop.ui.widgets.badge import Badge
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import IconButton, PrimaryButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.card import ActionCard, Card
from ppe_desktop.ui.widgets.chip import Chip, ChipButton
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.growing_text_edit import GrowingTextEdit
from ppe_desktop.ui.widgets.navigation_rail import NavigationRail
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.search_field import SearchField
from ppe_desktop.ui.widgets.section_list import SectionList
from ppe_desktop.ui.widgets.status_note import StatusNote
from ppe_desktop.ui.widgets.undo_bar import UndoBar

TONES = [
    ("neutral", "Brouillon"), ("accent", "Personne ressource"), ("late", "En retard de 12 jours"),
    ("soon", "Dans 3 semaines"), ("done", "À jour"), ("info", "Article L. 223-1-1"), ("child", "Parole de Léa"),
    ("mother", "Parole de la mère"), ("father", "Parole du père"), ("other", "Assistante familiale"),
]  # fmt: skip
STORY = (
    "Léa nous attendait à la fenêtre. Elle a tenu à montrer sa chambre avant toute chose : « Ici, c’est moi qui ai "
    "choisi la couleur. » Elle dit mieux dormir depuis que la porte reste entrouverte.\n"
    "Mme Özdemir-Łukasiewicz, assistante familiale, confirme : deux réveils seulement ce mois-ci. Prochain "
    "rendez-vous à 14 h 05 ; à préparer avec l’école (œuvre collective, Noël)."
)


def rail() -> NavigationRail:
    """Return the rail of the window."""
    widget = NavigationRail()
    for key, name, text in (
        ("home", "home", "Accueil"), ("children", "users", "Enfants"), ("calendar", "calendar", "Agenda"),
        ("figures", "chart", "Pilotage"), ("templates", "template", "Modèles"),
    ):  # fmt: skip
        widget.add_section(key, name, text)
    widget.add_section("settings", "settings", "Réglages", foot=True)
    widget.add_section("help", "help", "Aide", foot=True)
    widget.add_gesture("lock", "lock", "Verrouiller")
    widget.set_current("children")
    return widget


def sections() -> SectionList:
    """Return the sections of a file."""
    widget = SectionList()
    for key, name, text in (
        ("overview", "home", "Vue d’ensemble"), ("path", "route", "Parcours"), ("people", "users", "Entourage"),
        ("health", "heart-pulse", "Santé"), ("school", "graduation-cap", "Scolarité et vie sociale"),
        ("plan", "target", "Projet (PPE)"), ("words", "quote", "Paroles"), ("meetings", "messages", "Rencontres"),
        ("autonomy", "key-round", "Autonomie"), ("documents", "file-text", "Documents"),
        ("history", "history", "Historique"),
    ):  # fmt: skip
        widget.add_section(key, name, text)
    widget.set_state("health", "1 en retard", "late")
    widget.set_state("plan", "Bientôt", "soon")
    widget.set_current("words")
    return widget


def flow(*widgets: QWidget) -> QWidget:
    """Return widgets set as words in a line."""
    holder = QWidget()
    layout = FlowLayout(holder)
    for widget in widgets:
        layout.addWidget(widget)
    return holder


def card(tone: str, state: str, child: str, what: str, action: str) -> ActionCard:
    """Return a card of the first screen."""
    widget = ActionCard(f"{child}, {what}, {state}")
    for part in (PlainLabel(child, "section"), PlainLabel(what, wrap=True), flow(Chip(state, tone))):
        widget.body.addWidget(part)
    row = QHBoxLayout()
    row.addWidget(QuietButton(action))
    row.addStretch(1)
    row.addWidget(IconButton("info", "Pourquoi ?"))
    widget.body.addLayout(row)
    return widget


def page() -> QWidget:
    """Return a page as the application would show it."""
    column = ColumnScroll(900)
    column.body.addWidget(Banner("Dossiers fictifs : rien de ce qui est écrit ici ne concerne un enfant réel.", "info",
                                 closable=False))  # fmt: skip
    column.body.addWidget(PlainLabel("Bonjour Claire", "title"))
    column.body.addWidget(PlainLabel("Lundi 23 novembre", "muted"))
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(card("late", "En retard de 12 jours", "Léa", "Bilan de santé annuel", "Planifier le bilan"))
    row.addWidget(card("soon", "Vendredi 27 novembre", "Noé", "Synthèse annuelle", "Préparer la synthèse"))
    row.addWidget(card("done", "Prêt", "Inès", "Entretien des 17 ans", "Mener l’entretien"))
    column.body.addLayout(row)
    column.body.addWidget(flow(Badge("Allergie : arachide"), Badge("Adresse protégée", "protect")))
    column.body.addWidget(flow(*(Chip(text, tone) for tone, text in TONES)))
    column.body.addWidget(PlainLabel("Ce que Léa a dit", "heading"))
    words = Card()
    words.body.addWidget(flow(Chip("Parole de Léa", "child"), Chip("Peut être lue par tous", "neutral", "eye")))
    words.body.addWidget(PlainLabel("« J’aimerais que Mamie vienne <b>aussi</b> au spectacle. »", "section", wrap=True))
    words.body.addWidget(PlainLabel("Le 12 novembre, dans la voiture, à Claire Martin", "muted"))
    column.body.addWidget(words)
    column.body.addWidget(Banner(
        "La sauvegarde n’a pas pu être écrite sur la clé USB : elle est pleine. Rien n’est perdu, vos dossiers sont "
        "sur cet ordinateur.", "late", action="Choisir un autre emplacement"))  # fmt: skip
    column.body.addStretch(1)
    return column


def frame() -> QWidget:
    """Return the whole frame: rail, sections, page, undo bar."""
    widget = QWidget()
    widget.resize(1366, 900)
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(rail())
    row.addWidget(sections())
    row.addWidget(page(), 1)
    bar = UndoBar(widget)
    widget.undo_bar = bar
    return widget


def form() -> QWidget:
    """Return a form, wide then narrow, and its fields."""
    column = ColumnScroll()
    widget = QWidget()
    widget.resize(860, 1000)
    QVBoxLayout(widget).addWidget(column)
    name = FormRow("Nom de famille", QLineEdit("Łukasiewicz-N’Guessan"), help_text="Tel qu’à l’état civil.")
    birth = FormRow("Date de naissance", QLineEdit("31/02/2015"))
    birth.set_error("Le 31 février n’existe pas. Exemples : 23/11/2015, « hier », « lundi ».")
    measure = QComboBox()
    measure.addItems(["Assistance éducative en milieu ouvert", "Placement judiciaire"])
    date = QDateEdit()
    search = SearchField("Chercher un enfant, une parole, un document…")
    search.setText("Zoé")
    story = GrowingTextEdit("Ce qui s’est passé, dans l’ordre où cela vient…")
    story.setPlainText(STORY)
    empty = GrowingTextEdit("Ce qui s’est passé, dans l’ordre où cela vient…", min_lines=2)
    for row in (
        name, birth, FormRow("Mesure", measure), FormRow("Début", date, optional=True), FormRow("Recherche", search),
        FormRow("Visite", story, help_text="Écrivez comme vous parlez, vous trierez après."),
        FormRow("À faire", empty),
    ):  # fmt: skip
        column.body.addWidget(row)
    checked, half, radio = QCheckBox("L’enfant peut la lire"), QCheckBox("Une partie des lieux"), QRadioButton("Dessin")
    checked.setChecked(True)
    half.setTristate(True)
    half.setCheckState(half.checkState().PartiallyChecked)
    radio.setChecked(True)
    column.body.addWidget(flow(checked, half, QCheckBox("Le juge"), radio, QRadioButton("Mots")))
    off = PrimaryButton("Terminer")
    off.setEnabled(False)
    column.body.addWidget(flow(
        PrimaryButton("Nouvelle parole", "plus"), SecondaryButton("Imprimer", "printer"), QPushButton("Annuler"),
        QuietButton("Plus de détails", "chevron-down"), IconButton("more-horizontal", "Autres gestes"), off,
    ))  # fmt: skip
    filters = [ChipButton("Mes enfants", "neutral", "user", checkable=True),
               ChipButton("En retard", "late", checkable=True), ChipButton("Santé", "info", "heart-pulse")]  # fmt: skip
    filters[0].setChecked(True)
    saved, unsaved = StatusNote(), StatusNote()
    saved.show_saved(time(14, 5))
    unsaved.show_unsaved("le disque est plein.")
    column.body.addWidget(flow(*filters, saved, unsaved))
    column.body.addStretch(1)
    return widget


def lists() -> QWidget:
    """Return lists, a table, progress and an empty place."""
    widget = QWidget()
    widget.resize(1000, 620)
    column = QVBoxLayout(widget)
    column.setContentsMargins(24, 24, 24, 24)
    row = QHBoxLayout()
    items = QListWidget()
    items.addItems(["DURAND Léa", "DURAND Noé", "ÉVRARD Inès", "NGUYỄN Minh"])
    items.setCurrentRow(1)
    row.addWidget(items)
    row.addWidget(EmptyState("quote", "Aucune parole encore", "Ce que l’enfant et ses parents disent, avec leurs mots, "
                             "se garde ici et se retrouve dans les documents.", "Noter une parole"), 1)  # fmt: skip
    column.addLayout(row)
    table = QTableWidget(3, 3)
    table.setHorizontalHeaderLabels(["Enfant", "Échéance", "Lieu d’accueil"])
    table.verticalHeader().hide()
    table.setShowGrid(False)
    for line, cells in enumerate((("Léa", "03/12/2026", "Famille Ödegård"), ("Noé", "11/12/2026", "MECS Les Œillets"),
                                  ("Inès", "15/01/2027", "Chez sa tante"))):  # fmt: skip
        table.setRowHeight(line, 40)
        for place, cell in enumerate(cells):
            table.setItem(line, place, QTableWidgetItem(cell))
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.resizeColumnsToContents()
    table.selectRow(1)
    column.addWidget(table)
    progress = QProgressBar()
    progress.setValue(40)
    column.addWidget(progress)
    return widget


def narrow_form() -> QWidget:
    """Return the form on a narrow page."""
    widget = form()
    widget.resize(460, 1000)
    return widget


def main(folder: Path) -> None:
    """Write one picture for each page, theme and text scale."""
    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark", "contrast"):
        for scale in (1.0, 1.5):
            apply_theme(app, scheme, scale, reduced_motion=True)
            for make in (frame, form, narrow_form, lists):
                widget = make()
                widget.resize(round(widget.width() * (scale if make is not frame else 1)), widget.height())
                widget.setAutoFillBackground(True)
                widget.show()
                if make is frame:
                    widget.undo_bar.show_message("Note supprimée.", "Annuler")
                app.processEvents()
                app.processEvents()
                widget.grab().save(str(folder / f"{make.__name__}-{scheme}-{scale}.png"))
                widget.close()
    print(f"{folder}: done")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
