"""What is said when nothing is left to sort: where things went, and the files to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import elide
from ppe_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class SortedPanel(QWidget):
    """The end of a visit.

    Signals:
        closed: back to the program.
        file_requested: identifier of a child.
    """

    closed = Signal()
    file_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = IconMark("check-circle", "done", 40, self)
        self.title_label = PlainLabel(self.tr("Tout est rangé"), "heading", wrap=True, parent=self)
        self.places_label = PlainLabel("", "body", wrap=True, parent=self)
        self.more_label = PlainLabel(
            self.tr(
                "La visite est au journal. Les paroles restent au dossier tant que vous ne les avez pas relues\N{NO-BREAK SPACE}: "
                "rien n’en sort avant."
            ),
            "muted", wrap=True, parent=self,
        )  # fmt: skip
        self.close_button = PrimaryButton(self.tr("Fermer la visite"), "check", self)
        self.file_row = QWidget(self)
        self._flow = FlowLayout(self.file_row)
        self.file_buttons: dict[str, QuietButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        for widget in (self.mark, self.title_label, self.places_label, self.more_label, self.file_row):
            column.addWidget(widget)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)

        self.close_button.setAutoDefault(True)
        self.close_button.clicked.connect(self.closed)

    def show_places(self, children: Sequence[Item], places: Iterable[str]) -> None:
        """Say where things went, and offer the file of each child."""
        told = Counter(places)
        lines = [f"{place} ({count})" if count > 1 else place for place, count in told.items()]
        self.places_label.setText("\n".join(lines))
        self.places_label.setVisible(bool(lines))
        for button in self.file_buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.file_buttons = {}
        for child in children:
            words = self.tr("Ouvrir le dossier {whose}").format(whose=elide("de", first_name_of(child)))
            button = QuietButton(words, "folder-open", self.file_row)
            button.clicked.connect(partial(self._on_file, child.id))
            self._flow.addWidget(button)
            button.show()
            self.file_buttons[child.id] = button

    def _on_file(self, child_id: str, _checked: bool = False) -> None:
        self.file_requested.emit(child_id)
