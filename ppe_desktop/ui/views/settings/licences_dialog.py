"""The licences of the works of others shipped with the program, as their authors wrote them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ppe_desktop.runtime.resources import resource
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.section_list import SectionList

NAMES = {
    "atkinson-hyperlegible": "Police Atkinson Hyperlegible",
    "lucide": "Icônes Lucide",
    "words_fr": "Listes de mots",
    "dictionnaire": "Dictionnaire d’orthographe",
    "communes": "Communes et codes postaux",
    "OFL": "Licence des polices (OFL)",
}


def licence_files() -> dict[str, Path]:
    """Return the files of licences, by name without suffix."""
    files = [*sorted(resource("licences").glob("*.txt")), resource("fonts", "OFL.txt")]
    return {path.stem: path for path in files}


class LicencesDialog(QDialog):
    """A list of works at the left, the text of the licence at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = licence_files()
        self.setWindowTitle(self.tr("Licences des éléments fournis"))
        self.intro_label = PlainLabel(
            self.tr("Chaque licence est donnée telle que ses auteurs l’ont écrite, le plus souvent en anglais."),
            "muted",
            wrap=True,
        )
        self.sections = SectionList(self.tr("Éléments fournis"), self)
        self.text = QPlainTextEdit(self)
        self.close_button = QPushButton(self.tr("Fermer"), self)

        self._set_up()
        self._lay_out()

        self.sections.section_requested.connect(self.show_licence)
        self.close_button.clicked.connect(self.accept)
        self.show_licence(next(iter(self._files)))

    def show_licence(self, name: str) -> None:
        """Show the licence of one work."""
        self.sections.set_current(name)
        self.text.setPlainText(self._files[name].read_text(encoding="utf-8"))

    def _set_up(self) -> None:
        for name in self._files:
            self.sections.add_section(name, "file-text", NAMES.get(name, name))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Texte de la licence"))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.text.setFont(fixed)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.resize(px(1080), px(560))

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.addWidget(self.sections)
        middle.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.intro_label)
        column.addLayout(middle, 1)
        column.addLayout(foot)
