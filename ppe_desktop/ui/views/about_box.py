"""What the program is: its version, and the licences of what it is made with."""

from __future__ import annotations

from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ppe_desktop.runtime.resources import resource
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

NAMES = {
    "atkinson-hyperlegible": "Police Atkinson Hyperlegible",
    "lucide": "Icônes Lucide",
    "words_fr": "Mots des phrases de passe",
}
_TEXT_HEIGHT = 260


class AboutBox(QWidget):
    """Says the version, and shows a licence when asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.version_label = PlainLabel(self._version(), "strong", parent=self)
        self.licence_label = PlainLabel(
            self.tr("Logiciel libre sous licence EUPL 1.2. Il contient aussi\u00a0:"), "body", wrap=True, parent=self
        )
        self.buttons = [self._button(path) for path in licence_files()]
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("licence_text")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(px(_TEXT_HEIGHT))
        self.text.hide()

        flow = QWidget(self)
        layout = FlowLayout(flow)
        for button in self.buttons:
            layout.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.version_label, self.licence_label, flow, self.text):
            column.addWidget(widget)

    def _button(self, path: Path) -> ChipButton:
        button = ChipButton(NAMES.get(path.stem, path.stem), "neutral", "file-text", parent=self)
        button.clicked.connect(partial(self._show, path))
        return button

    def _show(self, path: Path) -> None:
        self.text.setPlainText(path.read_text(encoding="utf-8"))
        self.text.show()

    def _version(self) -> str:
        try:
            number = version("ppe-desktop")
        except PackageNotFoundError:
            number = self.tr("de développement")
        return self.tr("PPE Desktop, version {number}").format(number=number)


def licence_files() -> list[Path]:
    """Return the texts of the licences shipped with the program."""
    return sorted(resource("licences").glob("*.txt"))
