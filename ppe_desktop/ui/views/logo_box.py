"""The service's logo in the settings: choose, see, take away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.ui.logo import read_logo
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

PREVIEW_WIDTH, PREVIEW_HEIGHT = 300, 120


class LogoBox(QWidget):
    """Shows the logo and lets one change it.

    Signals:
        logo_chosen: the new logo as PNG bytes.
        logo_removed: there is to be none.
    """

    logo_chosen = Signal(object)
    logo_removed = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.card = Card(self)
        self.preview = QLabel(self.card)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.preview.setAccessibleName(self.tr("Logo du service"))
        self.none_label = PlainLabel(
            self.tr("Aucun logo\u00a0: vos documents porteront le nom du service seul."), "muted", wrap=True, parent=self.card
        )
        self.choose_button = SecondaryButton(self.tr("Choisir une image…"), "upload", self.card)
        self.remove_button = QuietButton(self.tr("Retirer"), "trash", self.card)
        self.help_label = PlainLabel(self.tr("Image PNG ou JPEG, 5\u00a0Mo au plus."), "muted", parent=self.card)
        self.error_mark = IconMark("alert-circle", "late", 16, self.card)
        self.error_label = PlainLabel("", "error", wrap=True, parent=self.card)

        self._lay_out()
        self.choose_button.clicked.connect(self._on_choose)
        self.remove_button.clicked.connect(self._on_remove)
        self.show_logo(None)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for widget in (self.choose_button, self.remove_button, self.help_label):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        wrong = QHBoxLayout()
        wrong.setSpacing(6)
        wrong.addWidget(self.error_mark)
        wrong.addWidget(self.error_label, 1)
        self.card.body.addWidget(self.preview)
        self.card.body.addWidget(self.none_label)
        self.card.body.addLayout(buttons)
        self.card.body.addLayout(wrong)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def show_logo(self, content: bytes | None) -> None:
        """Show the logo kept in the base, or that there is none."""
        pixmap = QPixmap()
        is_shown = bool(content) and pixmap.loadFromData(content)  # type: ignore[arg-type]
        self.preview.setPixmap(_fitted(pixmap) if is_shown else QPixmap())
        self.preview.setVisible(is_shown)
        self.remove_button.setVisible(is_shown)
        self.none_label.setVisible(not is_shown)
        self._set_error("")

    def use_file(self, path: Path) -> None:
        """Read an image off the screen's thread, then hand it on or say what is wrong with it."""
        self.choose_button.setEnabled(False)
        self._tasks.run_long(read_logo, path, then=self._on_read, failed=self._on_failed)

    def _set_error(self, text: str) -> None:
        self.error_label.setText(text)
        self.error_label.setVisible(bool(text))
        self.error_mark.setVisible(bool(text))

    def _on_choose(self) -> None:
        title, kinds = self.tr("Choisir le logo"), self.tr("Images (*.png *.jpg *.jpeg)")
        chosen, _kind = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            self.use_file(Path(chosen))

    def _on_read(self, content: bytes) -> None:
        self.choose_button.setEnabled(True)
        self.show_logo(content)
        self.logo_chosen.emit(content)

    def _on_failed(self, error: PpeError) -> None:
        self.choose_button.setEnabled(True)
        self._set_error(typeset(error.message))

    def _on_remove(self) -> None:
        self.show_logo(None)
        self.logo_removed.emit()
        self.choose_button.setFocus()


def _fitted(pixmap: QPixmap) -> QPixmap:
    """Return the picture no larger than the preview."""
    width, height = px(PREVIEW_WIDTH), px(PREVIEW_HEIGHT)
    if pixmap.width() <= width and pixmap.height() <= height:
        return pixmap
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return pixmap.scaled(width, height, keep, smooth)
