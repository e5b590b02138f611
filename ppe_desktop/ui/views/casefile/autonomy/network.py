"""The persons who matter to the young person, as the entourage says it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.autonomy import Near, network_of
from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.runtime import clock
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class NetworkBlock(QWidget):
    """Who the young person may count on; they are written in the entourage, and only read here.

    Signals:
        entourage_requested: the person wants to add someone.
    """

    entourage_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Near] | None = None
        self._lines: list[QWidget] = []
        self.heading = PlainLabel(self.tr("Les personnes qui comptent"), "section", parent=self)
        self.open_button = QuietButton(self.tr("Ouvrir l’entourage"), "users", self)
        self.empty_label = PlainLabel(
            self.tr(
                "Personne n’est encore noté. Sont repris ici les liens «\u00a0proches\u00a0» ou «\u00a0très proches\u00a0» de "
                "l’entourage, la personne de confiance, les parrains, mentors et personnes ressources."
            ),
            "muted",
            wrap=True,
            parent=self,
        )
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.open_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(head)
        self._column.addWidget(self.empty_label)

        self.open_button.clicked.connect(self.entourage_requested)

    def show_file(self, file: CaseFile) -> None:
        """Show who matters now."""
        near = network_of(file, clock.today())
        if near == self._shown:
            return
        self._shown = near
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(one) for one in near]
        for line in self._lines:
            self._column.addWidget(line)
        self.empty_label.setVisible(not near)

    def _line(self, near: Near) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        row.addWidget(PlainLabel(near.name, "strong", parent=line))
        row.addWidget(PlainLabel(near.quality, "muted", wrap=True, parent=line), 1, Qt.AlignmentFlag.AlignVCenter)
        return line
