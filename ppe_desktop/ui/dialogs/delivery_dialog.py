"""A document handed to someone: to whom, when, how, signed or refused."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import parse_date
from ppe_desktop.domain.errors import FieldError, PpeError
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.runtime import clock
from ppe_desktop.services.changes import Changes
from ppe_desktop.ui.forms.editors import ChoiceEditor, DateEditor, Editor, TextEditor
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_KIND = "document_delivery"
_QUALITIES = {
    "mère": RecipientKind.MOTHER,
    "père": RecipientKind.FATHER,
    "juge": RecipientKind.JUDGE,
    "exemplaire": RecipientKind.CHILD,
    "dossier": RecipientKind.FILE,
}
"""Words by which the register names a reader, and the quality they tell; another one is chosen by hand."""


class DeliveryDialog(QDialog):
    """Notes that a document of the register was handed over.

    Signals:
        noted: the ``Changes``.
    """

    noted = Signal(object)

    def __init__(self, tasks: Tasks, document: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Noter une remise"))
        self._tasks, self._document = tasks, document
        kind = tasks.session.records.kinds()[_KIND]
        self.heading = PlainLabel(typeset(Produced.label_of(document.document)), "heading", wrap=True, parent=self)
        self.banner = Banner(tone="late", closable=False, parent=self)
        self.banner.hide()
        self.choices = {name: ChoiceEditor(kind.fact(name), self) for name in ("recipient", "mode", "signature")}
        self.days = {name: DateEditor(kind.fact(name), self) for name in ("delivered_on", "signed_on")}
        self.name_editor = TextEditor(kind.fact("name"), self)
        self.editors: dict[str, Editor] = {**self.choices, **self.days, "name": self.name_editor}
        self.labels = {
            "recipient": self.tr("Remis à"),
            "name": self.tr("Nom"),
            "delivered_on": self.tr("Remis le"),
            "mode": self.tr("Comment"),
            "signature": self.tr("Signature"),
            "signed_on": self.tr("Signé le"),
        }
        self.cancel_button = SecondaryButton(self.tr("Annuler"), parent=self)
        self.note_button = PrimaryButton(self.tr("Noter la remise"), "check", self)

        self._arrange()

        self.note_button.clicked.connect(self._on_note)
        self.cancel_button.clicked.connect(self.reject)
        self.name_editor.show_value(document.recipient)
        self.days["delivered_on"].show_value(clock.today())
        self.choices["recipient"].show_value(_quality_of(document.recipient))
        self.choices["signature"].show_value(kind.fact("signature").default)
        self.resize(px(520), self.sizeHint().height())

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addWidget(self.banner)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, name in enumerate(self.labels):
            row, side = 2 * (place // 2), place % 2
            grid.addWidget(PlainLabel(self.labels[name], "strong", parent=self), row, side)
            grid.addWidget(self.editors[name], row + 1, side)
            grid.setColumnStretch(side, 1)
            self.editors[name].focus_target.setAccessibleName(self.labels[name])
        column.addLayout(grid)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.note_button)
        column.addLayout(buttons)

    def _on_note(self) -> None:
        try:
            values = self._values()
        except ValueError as error:
            self._tell(str(error))
            return
        self.note_button.setEnabled(False)
        self._tasks.ask(
            self._tasks.session.records.add, _KIND, then=self._on_noted, failed=self._on_failed,
            produced_id=self._document.id, **values,
        )  # fmt: skip

    def _values(self) -> dict[str, object]:
        """Return what was entered.

        Raises:
            ValueError: a day cannot be understood.
        """
        days = {name: parse_date(editor.line.text(), clock.today(), past=True) for name, editor in self.days.items()}
        choices = {name: editor.value() for name, editor in self.choices.items()}
        return {**days, **choices, "name": self.name_editor.line.text().strip()}

    def _on_noted(self, changes: Changes) -> None:
        self.noted.emit(changes)
        self.accept()

    def _on_failed(self, error: PpeError) -> None:
        self.note_button.setEnabled(True)
        if isinstance(error, FieldError) and error.field in self.labels:
            self._tell(f"{self.labels[error.field]} : {error.message}")
        else:
            self._tell(error.message)

    def _tell(self, message: str) -> None:
        self.banner.set_message(typeset(message), "late")
        self.banner.show()


def _quality_of(recipient: str) -> str:
    words = recipient.lower().replace(",", " ").split()
    return next((kind.value for word, kind in _QUALITIES.items() if word in words), RecipientKind.PERSON.value)
