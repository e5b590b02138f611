"""How the screen looks and what it does while one writes: applied at once."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import Scheme
from ppe_desktop.ui.views.settings.writing_group import WritingGroup
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SIZES = (100, 110, 125, 150)


class DisplayPage(ColumnScroll):
    """Theme, size of the text, help with writing.

    Attributes:
        scheme_buttons: a button per theme, by its name.
        size_buttons: a button per size, by its percentage.
        writing: help with writing.
    """

    def __init__(self, preferences: Preferences, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._preferences = preferences
        self.title_label = PlainLabel(self.tr("Affichage et écriture"), "heading")
        self.intro_label = PlainLabel(
            self.tr("Ces choix s’appliquent tout de suite et sont gardés sur cet ordinateur."), "body", wrap=True
        )
        self.scheme_buttons = {name: QRadioButton(text) for name, text in self._scheme_names().items()}
        self.size_buttons = {size: QRadioButton(f"{size}\N{NO-BREAK SPACE}%") for size in SIZES}
        self._schemes, self._sizes = QButtonGroup(self), QButtonGroup(self)
        self.writing = WritingGroup(preferences, tasks)

        self._lay_out()
        self._show_preferences()

        self._schemes.idClicked.connect(self._on_scheme_clicked)
        self._sizes.idClicked.connect(self._on_size_clicked)

    def _scheme_names(self) -> dict[Scheme, str]:
        return {
            "system": self.tr("Système (comme le reste de l’ordinateur)"),
            "light": self.tr("Clair"),
            "dark": self.tr("Sombre"),
            "contrast": self.tr("Contraste élevé"),
        }

    def _lay_out(self) -> None:
        schemes, sizes = QWidget(), QWidget()
        for number, button in enumerate(self.scheme_buttons.values()):
            self._schemes.addButton(button, number)
        for size, button in self.size_buttons.items():
            self._sizes.addButton(button, size)
        _fill(schemes, list(self.scheme_buttons.values()))
        _fill(sizes, list(self.size_buttons.values()))
        self.body.addWidget(self.title_label)
        self.body.addWidget(self.intro_label)
        self.body.addSpacing(8)
        self.body.addWidget(FormRow(self.tr("Thème"), schemes))
        self.body.addSpacing(8)
        self.body.addWidget(FormRow(self.tr("Taille du texte"), sizes))
        self.body.addSpacing(16)
        self.body.addWidget(self.writing)
        self.body.addStretch(1)

    def _show_preferences(self) -> None:
        self.scheme_buttons[self._preferences.scheme].setChecked(True)
        nearest = min(SIZES, key=self._distance)
        self.size_buttons[nearest].setChecked(True)

    def _distance(self, size: int) -> int:
        return abs(size - self._preferences.text_size)

    def _on_scheme_clicked(self, number: int) -> None:
        self._preferences.scheme = list(self.scheme_buttons)[number]
        self._apply()

    def _on_size_clicked(self, size: int) -> None:
        self._preferences.text_size = size
        self._apply()

    def _apply(self) -> None:
        self._preferences.save()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._preferences.apply(app)


def _fill(holder: QWidget, buttons: list[QRadioButton]) -> None:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for button in buttons:
        column.addWidget(button)
    holder.setFocusProxy(buttons[0])
