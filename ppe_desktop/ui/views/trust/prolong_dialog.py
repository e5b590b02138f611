"""Keeping a closed file longer, and saying why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import FieldError, PpeError
from ppe_desktop.domain.retention import years_after
from ppe_desktop.runtime import clock
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.line_edit import LineEdit
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class ProlongDialog(QDialog):
    """Asks for how long, and why.

    Signals:
        prolonged: the decision is kept.
    """

    prolonged = Signal()

    def __init__(self, tasks: Tasks, child_id: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("prolong_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Garder ce dossier plus longtemps"))
        self._tasks, self._child_id = tasks, child_id
        self.title_label = PlainLabel(
            self.tr("Garder plus longtemps\u00a0: {name}").format(name=name), "heading", wrap=True
        )
        self.years_combo, self.reason_line = CalmCombo(self), LineEdit(self)
        self.years_combo.setObjectName("years_combo")
        self.reason_line.setObjectName("reason_line")
        for years, label in ((1, self.tr("Un an")), (2, self.tr("Deux ans")), (5, self.tr("Cinq ans"))):
            self.years_combo.addItem(label, years)
        self.rows = {
            "until": FormRow(self.tr("Pendant"), self.years_combo),
            "reason": FormRow(
                self.tr("Motif"),
                self.reason_line,
                help_text=self.tr("Par exemple\u00a0: procédure en cours, retour possible de l’enfant."),
            ),
        }
        self.error_label = PlainLabel("", "error", wrap=True)
        self.cancel_button = SecondaryButton(self.tr("Annuler"))
        self.keep_button = PrimaryButton(self.tr("Garder"))
        foot = QHBoxLayout()
        foot.addWidget(self.error_label, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (self.title_label, *self.rows.values()):
            column.addWidget(widget)
        column.addLayout(foot)
        self.setMinimumWidth(px(560))

        self.cancel_button.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self._on_keep)
        self.reason_line.setFocus()

    def _on_keep(self) -> None:
        until = years_after(clock.today(), self.years_combo.currentData())
        prolong = self._tasks.session.retention.prolong
        self._tasks.ask(
            prolong, self._child_id, until, self.reason_line.text(), then=self._on_kept, failed=self._on_failed
        )

    def _on_kept(self, _nothing: object) -> None:
        self.prolonged.emit()
        self.accept()

    def _on_failed(self, error: PpeError) -> None:
        if isinstance(error, FieldError) and error.field in self.rows:
            self.rows[error.field].set_error(typeset(error.message))
        else:
            self.error_label.setText(typeset(error.message))
