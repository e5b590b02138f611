"""Making many documents at once: which ones, where, progress, a way to stop, then what was written and what was refused."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.runtime.opening import open_outside
from ppe_desktop.ui.printing.folders import proposed_folder
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class BatchDialog(QDialog):
    """The frame of a batch: a kind of batch lists its lines, produces them, and says what came of each.

    Signals:
        made: what the service returned.
    """

    made = Signal(object)
    _stepped = Signal(str)

    def __init__(self, tasks: Tasks, heading: str, intro: str, make: str, parent: QWidget | None = None) -> None:
        """Build the dialog.

        Args:
            tasks: the way to the open session.
            heading: what the batch is about.
            intro: what is made, in one or two sentences.
            make: words of the button that begins.
            parent: parent widget.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks = tasks
        self._cancel: threading.Event | None = None
        self.boxes: list[tuple[QCheckBox, Any]] = []
        self.heading = PlainLabel(typeset(heading), "heading", wrap=True, parent=self)
        self.intro_label = PlainLabel(typeset(intro), "muted", wrap=True, parent=self)
        self.banner = Banner(tone="late", closable=False, parent=self)
        self.scroll_area = ColumnScroll(620, self)
        self.choices = QWidget(self)
        self.pdf_box = QCheckBox(self.tr("Aussi en PDF, à envoyer tel quel"), self.choices)
        self.place_label = PlainLabel(self.tr("Où les enregistrer"), "strong", parent=self.choices)
        self.place_line = QLineEdit(str(proposed_folder()), self.choices)
        self.place_button = SecondaryButton(self.tr("Choisir…"), "folder-open", self.choices)
        self.step_label = PlainLabel("", "muted", parent=self)
        self.progress = QProgressBar(self)
        self.folder_button = SecondaryButton(self.tr("Ouvrir le dossier"), "folder-open", self)
        self.close_button = SecondaryButton(self.tr("Annuler"), parent=self)
        self.make_button = PrimaryButton(make, "file-text", self)
        self.first_choices = QHBoxLayout()
        self.foot = QHBoxLayout()

        self._lay_out()
        self._wire()
        self._show_start()

    def reject(self) -> None:
        """Give up: while documents are being made, stop after the one in progress."""
        if self._cancel is None:
            super().reject()
        else:
            self._cancel.set()
            self.step_label.setText(self.tr("Annulation…"))
            self.close_button.setEnabled(False)

    def chosen(self) -> list[Any]:
        """Return the lines wanted."""
        return [line for box, line in self.boxes if box.isChecked()]

    def list_lines(self, lines: Iterable[tuple[Any, str, str, bool]], none: str) -> None:
        """List what may be made.

        Args:
            lines: for each one, what it is, its name, what is said under it, and whether it is ticked at first.
            none: said when there is nothing.
        """
        for line, name, note, is_ticked in lines:
            box = QCheckBox(typeset(name), self.scroll_area.column)
            box.setChecked(is_ticked)
            box.toggled.connect(self._on_toggled)
            self.boxes.append((box, line))
            self.scroll_area.body.addWidget(box)
            if note:
                label = PlainLabel(typeset(note), "muted", wrap=True, parent=self)
                label.setContentsMargins(px(30), 0, 0, px(6))
                self.scroll_area.body.addWidget(label)
        if not self.boxes:
            self.scroll_area.body.addWidget(PlainLabel(typeset(none), "muted", wrap=True, parent=self))
        self.scroll_area.body.addStretch(1)
        self._on_toggled()
        if self.boxes:
            self.boxes[0][0].setFocus()

    def produce(self, work: Callable[..., Any], *args: Any, **choices: Any) -> None:
        """Begin: the work is told the folder, the PDF wanted, how to be stopped and whom to tell each step."""
        self._cancel = threading.Event()
        self.banner.hide()
        self.progress.setRange(0, len(self.chosen()))
        self.progress.setValue(0)
        self._show_working(True)
        self._tasks.run_long(
            work,
            *args,
            **choices,
            pdf=self.pdf_box.isChecked(),
            cancel=self._cancel,
            progress=self._stepped.emit,
            then=self._on_made,
            failed=self.show_failure,
        )

    def folder(self) -> Path:
        """Return the folder chosen."""
        return Path(self.place_line.text().strip())

    def begin(self) -> None:
        """Produce what is ticked, by :meth:`produce`; each kind of batch says how."""
        raise NotImplementedError

    def outcome(self, batch: Any) -> tuple[str, Sequence[str], str]:
        """Return the new heading, a line for each document made or refused, and what is wrong if something was refused."""
        raise NotImplementedError

    def show_failure(self, error: PpeError) -> None:
        """Say why nothing could be made."""
        self._cancel = None
        self._show_working(False)
        self.banner.set_message(error.message, "late")
        self.banner.show()

    def _lay_out(self) -> None:
        for row in (self.first_choices, self.foot):
            row.setSpacing(8)
        self.first_choices.addWidget(self.pdf_box)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.place_line, 1)
        place.addWidget(self.place_button)
        choices = QVBoxLayout(self.choices)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(8)
        choices.addLayout(self.first_choices)
        choices.addWidget(self.place_label)
        choices.addLayout(place)
        self.foot.addWidget(self.folder_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.foot.addWidget(self.make_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for widget in (self.heading, self.intro_label, self.banner):
            column.addWidget(widget)
        column.addWidget(self.scroll_area, 1)
        for part in (self.choices, self.step_label, self.progress):
            column.addWidget(part)
        column.addLayout(self.foot)
        self.scroll_area.body.setContentsMargins(0, 8, 0, 8)
        self.scroll_area.body.setSpacing(4)

    def _wire(self) -> None:
        self.place_button.clicked.connect(self._on_choose)
        self.make_button.clicked.connect(self.begin)
        self.close_button.clicked.connect(self.reject)
        self.folder_button.clicked.connect(self._on_folder)
        self._stepped.connect(self._on_stepped)

    def _show_start(self) -> None:
        for widget in (self.banner, self.progress, self.folder_button):
            widget.hide()
        self.pdf_box.setEnabled(self._tasks.session.documents.can_make_pdf())
        self.place_line.setAccessibleName(self.place_label.text())
        self.make_button.setEnabled(False)
        screen = self.screen().availableGeometry().size()
        self.resize(min(px(660), screen.width() - 40), min(px(600), screen.height() - 60))

    def _show_working(self, is_working: bool) -> None:
        self.progress.setVisible(is_working)
        self.scroll_area.setEnabled(not is_working)
        self.choices.setEnabled(not is_working)
        self.close_button.setEnabled(True)
        self.step_label.setText(self.tr("Préparation…") if is_working else "")
        self._on_toggled()

    def _on_toggled(self) -> None:
        self.make_button.setEnabled(self._cancel is None and bool(self.chosen()))

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choisir un dossier"), self.place_line.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.place_line.setText)
        dialog.open()

    def _on_stepped(self, name: str) -> None:
        self.step_label.setText(typeset(name))
        self.progress.setValue(self.progress.value() + 1)

    def _on_made(self, batch: Any) -> None:
        self._cancel = None
        self._show_working(False)
        heading, lines, problem = self.outcome(batch)
        stopped = (
            self._stopped(len(self.chosen()) - len(batch.done) - len(batch.refused)) if batch.was_cancelled else []
        )
        body = self.scroll_area.body
        for widget in self.scroll_area.column.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            widget.hide()
        body.insertWidget(
            0, PlainLabel(typeset("\n".join([*lines, *stopped])), wrap=True, parent=self.scroll_area.column)
        )
        self.heading.setText(heading)
        if problem:
            self.banner.set_message(problem, "late")
            self.banner.show()
        for widget in (self.intro_label, self.choices, self.make_button):
            widget.hide()
        self.folder_button.setVisible(bool(batch.done))
        self.close_button.setText(self.tr("Fermer"))
        self.close_button.setFocus()
        self.made.emit(batch)

    def _stopped(self, left: int) -> list[str]:
        """Return what is said of a batch that was stopped: what is kept, and how many documents are not there."""
        said = self.tr("Arrêté à votre demande : ce qui était déjà écrit est gardé.")
        several = self.tr("{count} documents n’ont pas été produits.").format(count=left)
        missing = self.tr("Un document n’a pas été produit.") if left == 1 else several
        return [said, missing] if left else [said]

    def _on_folder(self) -> None:
        open_outside(self.folder())
