"""What this program is: version, licence, and the works of others that it ships."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ppe_desktop.ui.views.settings.licences_dialog import LicencesDialog
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel

DISTRIBUTION = "ppe-desktop"


class AboutPage(ColumnScroll):
    """À propos."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_label = PlainLabel(self.tr("À propos"), "heading")
        self.intro_label = PlainLabel(
            self.tr(
                "PPE Desktop aide à tenir le dossier de l’enfant protégé et à préparer son projet pour l’enfant. "
                "Il fonctionne sans connexion\N{NO-BREAK SPACE}: rien de ce que vous saisissez ne quitte cet ordinateur "
                "sans un geste de votre part."
            ),
            "body",
            wrap=True,
        )
        self.version_label = _selectable(program_version() or self.tr("version de développement"))
        self.licence_label = _selectable(
            self.tr("Logiciel libre, sous licence publique de l’Union européenne, EUPL-1.2.")
        )
        self.licences_button = SecondaryButton(self.tr("Licences des éléments fournis…"), "book-open")

        self._lay_out()

        self.licences_button.clicked.connect(self._on_licences)

    def _lay_out(self) -> None:
        self.body.addWidget(self.title_label)
        self.body.addWidget(self.intro_label)
        self.body.addSpacing(8)
        self.body.addWidget(FormRow(self.tr("Version"), self.version_label))
        self.body.addWidget(FormRow(self.tr("Licence"), self.licence_label))
        self.body.addSpacing(8)
        self.body.addWidget(self.licences_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def _on_licences(self) -> None:
        dialog = LicencesDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def program_version() -> str:
    """Return the version installed, empty when the program runs without being installed."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return ""


def _selectable(text: str) -> PlainLabel:
    label = PlainLabel(text, "body", wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setContentsMargins(0, 8, 0, 0)
    return label
