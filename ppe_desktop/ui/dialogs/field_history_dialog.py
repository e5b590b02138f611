"""The former values of one field: read them in full, take one back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import clock_time, long_date
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.services.history import PastValue
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class FieldHistoryDialog(QDialog):
    """Lists the values a field had, the present one first.

    Signals:
        value_chosen: the value to put back.
    """

    value_chosen = Signal(object)

    def __init__(self, label: str, values: Sequence[PastValue], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("field_history_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Valeurs précédentes"))
        self._values = tuple(values)
        self.heading = PlainLabel(label, "section", wrap=True, parent=self)
        self.value_list = QListWidget(self)
        self.value_list.setAccessibleName(self.tr("Valeurs, de la plus récente à la plus ancienne"))
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Valeur choisie, en entier"))
        self.text.setTabChangesFocus(True)
        self.take_button = PrimaryButton(self.tr("Reprendre cette valeur"), "undo", self)
        self.close_button = SecondaryButton(self.tr("Fermer"), parent=self)

        self._arrange()

        self.value_list.currentRowChanged.connect(self._on_row_changed)
        self.value_list.itemActivated.connect(self._on_take)
        self.take_button.clicked.connect(self._on_take)
        self.close_button.clicked.connect(self.reject)
        self._fill()

    def _arrange(self) -> None:
        self.value_list.setFixedWidth(px(280))
        self.value_list.setSpacing(4)
        self.value_list.setWordWrap(True)
        self.value_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.value_list)
        middle.addWidget(self.text, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addLayout(middle, 1)
        column.addLayout(buttons)
        self.resize(px(760), px(440))

    def _fill(self) -> None:
        for value in self._values:
            now = self.tr("Valeur actuelle") if value.is_current else ""
            lines = [line for line in (now, self._when(value), value.author, excerpt(value.shown, 30)) if line]
            item = QListWidgetItem("\n".join(lines), self.value_list)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(lines))
        first_past = next((row for row, value in enumerate(self._values) if not value.is_current), 0)
        self.value_list.setCurrentRow(first_past)
        self.value_list.setFocus()

    def _when(self, value: PastValue) -> str:
        return f"{long_date(value.at.date())} à {clock_time(value.at)}" if value.at else self.tr("À l’origine")

    def _chosen(self) -> PastValue | None:
        row = self.value_list.currentRow()
        return self._values[row] if 0 <= row < len(self._values) else None

    def _on_row_changed(self, _row: int) -> None:
        value = self._chosen()
        self.text.setPlainText(value.shown if value else "")
        self.take_button.setEnabled(value is not None and value.is_available and not value.is_current)

    def _on_take(self) -> None:
        value = self._chosen()
        if value is not None and self.take_button.isEnabled():
            self.value_chosen.emit(value.value)
            self.accept()
