"""The professionals of health around the child, read from Entourage, where they are entered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.vocabulary import HEALTH_ROLES, Role
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.health_summaries import joined
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class PractitionersBlock(QWidget):
    """Who treats the child, with the telephone number; changed in Entourage only.

    Signals:
        entourage_requested: the person wants to add or change one.
    """

    entourage_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("practitioners_block")
        self.heading = PlainLabel(self.tr("Praticiens"), "section", parent=self)
        self.open_button = SecondaryButton(self.tr("Ouvrir dans Entourage"), "users", self)
        self.empty_label = PlainLabel(
            self.tr(
                "Médecin, psychologue, dentiste… Inscrivez-les dans « Entourage »\u00a0: ils paraîtront ici avec leur téléphone."
            ),
            "muted",
            wrap=True,
            parent=self,
        )
        self.card = Card(self)
        self._shown: list[tuple[str, str]] = []

        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.heading, 1)
        head.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.empty_label)
        column.addWidget(self.card)
        self.card.hide()

        self.open_button.clicked.connect(self._on_open)

    def lines(self) -> list[tuple[str, str]]:
        """Return the name and the second line of each practitioner shown."""
        return self._shown

    def show_file(self, file: CaseFile) -> None:
        """Show who treats the child today."""
        found = [_line(link, person) for link, person in file.with_role(*HEALTH_ROLES, on=clock.today())]
        self.empty_label.setVisible(not found)
        self.card.setVisible(bool(found))
        if found == self._shown:
            return
        self._shown = found
        while self.card.body.count():
            item = self.card.body.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for name, second in found:
            self.card.body.addWidget(_two_lines(name, second, self.card))

    def _on_open(self) -> None:
        self.entourage_requested.emit()


def _line(link: Item, person: Item) -> tuple[str, str]:
    """Return the name of a practitioner, then what she or he does, where, and the telephone number."""
    role = Role.label_of(link.role)
    function = person.function if person.function != role else ""
    return person_name(person, with_civility=True), joined(role, function, person.organisation, person.phone)


def _two_lines(name: str, second: str, parent: QWidget) -> QWidget:
    line = QWidget(parent)
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for text, label in (
        (name, PlainLabel(name, "strong", wrap=True)),
        (second, PlainLabel(second, "muted", wrap=True)),
    ):
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setVisible(bool(text))
        column.addWidget(label)
    return line
