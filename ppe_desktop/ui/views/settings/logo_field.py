"""The service's logo: choose an image, see it, take it away."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.settings.logo_canvas import logo_from
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.undo_bar import UndoBar

PREVIEW_WIDTH = 240
MARGIN = 8


class LogoPreview(QFrame):
    """The logo on white paper, whatever the theme: that is how it will be printed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("logo_paper")
        self.picture = QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._logo = QPixmap()
        self.setStyleSheet("#logo_paper { background: white; border: 1px solid #8b857a; border-radius: 7px; }")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addWidget(self.picture)

        theme().theme_changed.connect(self._draw)
        self._draw()

    def set_logo(self, content: bytes | None) -> None:
        """Show a logo, or nothing."""
        self._logo = QPixmap()
        if content:
            self._logo.loadFromData(content)
        self.setVisible(not self._logo.isNull())
        self._draw()

    def _draw(self) -> None:
        width, ratio = px(PREVIEW_WIDTH), self.devicePixelRatioF()
        self.setFixedSize(width + 2 * MARGIN + 2, width // 2 + 2 * MARGIN + 2)
        if self._logo.isNull():
            return
        shown = self._logo.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.picture.setPixmap(shown)


class LogoField(QWidget):
    """The logo of the service.

    Signals:
        logo_saved: the base holds the logo on screen, or none any more.
    """

    logo_saved = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._profile_id = ""
        self._logo: bytes | None = None
        self._removed: bytes | None = None
        self._holder = QWidget(self)
        self.preview = LogoPreview(self._holder)
        self.choose_button = SecondaryButton(self.tr("Choisir une image…"), "upload", self._holder)
        self.remove_button = QuietButton(self.tr("Retirer"), "trash", self._holder)
        self.row = self._make_row()
        self._undo_bar: UndoBar | None = None

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)

        self.choose_button.clicked.connect(self._on_choose)
        self.remove_button.clicked.connect(self._on_remove)
        self._show(None)

    def show_profile(self, profile: Item) -> None:
        """Show the logo of the profile."""
        self._profile_id = profile.id
        self.setEnabled(True)
        self._show(profile.values.get("logo"))

    def load(self, path: str) -> None:
        """Read an image and keep it as the logo; what is wrong is said beside it."""
        self.row.set_error("")
        self.choose_button.setEnabled(False)
        service = self._tasks.session.attachments
        self._tasks.run_long(logo_from, service, Path(path), then=self._save, failed=self._on_failed)

    def _make_row(self) -> FormRow:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.preview)
        column.addLayout(buttons)
        self._holder.setFocusProxy(self.choose_button)
        return FormRow(
            self.tr("Logo"),
            self._holder,
            help_text=self.tr("En tête de vos documents. Image PNG ou JPEG, 5\N{NO-BREAK SPACE}Mo au plus."),
            parent=self,
        )

    def _show(self, logo: bytes | None) -> None:
        self._logo = logo
        self.preview.set_logo(logo)
        self.remove_button.setVisible(logo is not None)
        self.choose_button.setText(self.tr("Choisir une autre image…") if logo else self.tr("Choisir une image…"))
        self.choose_button.setAccessibleName(self.tr("Choisir l’image du logo"))

    def _save(self, logo: bytes | None) -> None:
        change = self._tasks.session.records.change
        then = partial(self._on_saved, logo)
        self._tasks.ask(change, "user_profile", self._profile_id, logo=logo, then=then, failed=self._on_failed)

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choisir une image"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Images (*.png *.jpg *.jpeg)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.load)
        dialog.open()

    def _on_remove(self) -> None:
        self.row.set_error("")
        self._removed = self._logo
        self._save(None)

    def _on_restore(self) -> None:
        self._save(self._removed)

    def _on_saved(self, logo: bytes | None, _changes: Any) -> None:
        self.choose_button.setEnabled(True)
        self._show(logo)
        if logo is None:
            self._bar().show_message(self.tr("Logo retiré."), self.tr("Annuler"))
        self.logo_saved.emit()

    def _on_failed(self, error: PpeError) -> None:
        self.choose_button.setEnabled(True)
        self.row.set_error(error.message)

    def _bar(self) -> UndoBar:
        """Return the bar at the foot of the window, made at the first need."""
        if self._undo_bar is None:
            self._undo_bar = UndoBar(self.window())
            self._undo_bar.action_requested.connect(self._on_restore)
        return self._undo_bar
