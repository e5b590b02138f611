"""Third step: the folder of the base, and its creation."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import BaseExistsError, DefectError, PpeError
from ppe_desktop.runtime.places import describe_place
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.first_run.step import Step
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

BASE_FILE = "dossiers.db"


def holds_base(folder: Path) -> bool:
    """Tell whether a base lies in the folder."""
    return (folder / BASE_FILE).exists()


def free_folder(folder: Path) -> Path:
    """Return the folder itself, or one beside it whose name no base bears yet."""
    number, free = 1, folder
    while holds_base(free):
        number += 1
        free = folder.with_name(f"{folder.name} {number}")
    return free


class PlaceStep(Step):
    """Asks where the base goes, and shows how its creation fares.

    Signals:
        creation_requested: make the base in :attr:`folder`.
        unlock_requested: open the base that is there already.
    """

    creation_requested = Signal()
    unlock_requested = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._given, self._folder = folder, free_folder(folder)
        self._is_busy = False
        self._report = ""
        self._make_widgets()
        self._lay_out()

        self.change_button.clicked.connect(self._on_change)
        self.banner.action_requested.connect(self._on_banner_action)
        self._show_folder()
        self.set_busy(False)

    def _make_widgets(self) -> None:
        self.title.setText(self.tr("Où vos dossiers seront gardés"))
        self.setAccessibleName(self.title.text())
        self.introduction.setText(
            self.tr(
                "Tout tient dans un seul dossier de cet ordinateur, chiffré par votre phrase de passe. Rien ne part sur internet."
            )
        )
        self.banner = Banner("", "late", closable=False, parent=self)
        self.banner.hide()
        self.card = Card(self)
        self.mark = IconMark("folder-open", "accent", 24, self.card)
        self.name_label = PlainLabel("", "section", wrap=True, parent=self.card)
        self.path_label = PlainLabel("", "muted", wrap=True, parent=self.card)
        self.path_label.setObjectName("path_label")
        self.change_button = SecondaryButton(self.tr("Changer…"), parent=self.card)
        self.change_button.setObjectName("change_button")
        self.caution = Banner("", "soon", closable=False, parent=self)
        self.progress_label = PlainLabel(
            self.tr("Création de votre base\u2026 Quelques secondes suffisent."), parent=self
        )
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(self.tr("Création en cours"))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.name_label)
        words.addWidget(self.path_label)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignTop)
        self.card.body.setContentsMargins(20, 16, 16, 16)
        self.card.body.addLayout(row)
        for widget in (self.banner, self.card, self.caution, self.progress_label, self.progress):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    @property
    def folder(self) -> Path:
        """Folder chosen for the base."""
        return self._folder

    def enter(self) -> None:
        """Start at the only choice of the page."""
        self.banner.hide()
        self.change_button.setFocus()

    def submit(self) -> None:
        """Ask for the creation."""
        self.banner.hide()
        self.creation_requested.emit()

    def next_text(self) -> str:
        """Return the words of the button that goes on."""
        return self.tr("Création…") if self._is_busy else self.tr("Créer ma base")

    def can_submit(self) -> bool:
        """Tell whether the base may be asked for: once at a time."""
        return not self._is_busy

    def can_go_back(self) -> bool:
        """Tell whether the phrase may still be changed."""
        return not self._is_busy

    def set_busy(self, is_busy: bool) -> None:
        """Show that the base is being made, or no longer."""
        self._is_busy = is_busy
        self.progress.setVisible(is_busy)
        self.progress_label.setVisible(is_busy)
        self.change_button.setEnabled(not is_busy)
        self.changed.emit()

    def show_error(self, error: PpeError) -> None:
        """Say what stopped the creation; nothing entered is lost."""
        self.set_busy(False)
        self._report = error.detail if isinstance(error, DefectError) else ""
        self.banner.set_message(typeset(error.message), "late", self._way_out(error))
        self.ensureWidgetVisible(self.banner)
        self.change_button.setFocus()

    def choose(self, folder: Path) -> None:
        """Take another folder; among other files the base gets a folder of its own."""
        is_used = folder.is_dir() and any(folder.iterdir())
        self._folder = free_folder(folder / self._given.name if is_used else folder)
        self.banner.hide()
        self._show_folder()

    def _way_out(self, error: PpeError) -> str:
        if self._report:
            return self.tr("Copier le rapport")
        is_given = isinstance(error, BaseExistsError) and self._folder == self._given
        return self.tr("Ouvrir cette base") if is_given else ""

    def _show_folder(self) -> None:
        self.name_label.setText(self._folder.name)
        self.path_label.setText(_breakable(str(self._folder)))
        caution = describe_place(self._folder).caution_fr
        self.caution.setVisible(bool(caution))
        if caution:
            self.caution.set_message(typeset(caution), "soon")
            self.caution.mark.set_icon("alert-triangle", "soon")

    def _on_change(self) -> None:
        above = next((each for each in self._folder.parents if each.is_dir()), Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Dossier où garder la base"), str(above))
        if chosen:
            self._try_choose(Path(chosen))

    def _try_choose(self, folder: Path) -> None:
        try:
            self.choose(folder)
        except OSError:
            self.banner.set_message(self.tr("Ce dossier ne peut pas être lu. Choisissez-en un autre."), "late")

    def _on_banner_action(self) -> None:
        if self._report:
            QGuiApplication.clipboard().setText(self._report)
        else:
            self.unlock_requested.emit()


def _breakable(path: str) -> str:
    """Let a long path go to the next line after each separator."""
    return path.replace("\\", "\\\u200b").replace("/", "/\u200b")
