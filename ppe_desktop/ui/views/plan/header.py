"""The head of the screen: whose plan, which version, where it stands, what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.names import full_name
from ppe_desktop.domain.texts import elide
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.plan.sheet import PlanSheet
from ppe_desktop.ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SHORT_BELOW = 960
"""Width, in pixels at scale 1, under which the buttons say one word."""
MIN_WIDTH = 600


class PlanHeader(QWidget):
    """Title, state and gestures.

    Signals:
        back_requested: back to the child's file.
        produce_requested: make the Word document.
        finish_requested: finish this version.
        next_requested: open the next version.
        compare_requested: set this version beside another one.
        outline_toggled, preview_toggled: show a pane or fold it.
    """

    back_requested = Signal()
    produce_requested = Signal()
    finish_requested = Signal()
    next_requested = Signal()
    compare_requested = Signal()
    outline_toggled = Signal(bool)
    preview_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back_button = IconButton("arrow-left", self.tr("Revenir au dossier (Échap)"), "text", self)
        self.title = PlainLabel("", "heading", wrap=True, parent=self)
        self.version = PlainLabel("", "muted", wrap=True, parent=self)
        self.state_chip = Chip("", parent=self)
        self.compare_button = IconButton("scale", self.tr("Comparer avec une autre version"), "text", self)
        self.outline_button = IconButton("list-checks", self.tr("Montrer ou replier les rubriques"), "text", self)
        self.preview_button = IconButton("book-open", self.tr("Montrer ou replier l’aperçu"), "text", self)
        self.finish_button = SecondaryButton(self.tr("Terminer cette version…"), "lock", self)
        self.next_button = SecondaryButton(self.tr("Ouvrir la version suivante"), "file-plus", self)
        self.produce_button = PrimaryButton(self.tr("Produire le document…"), "file-text", self)
        self._long_words = {
            button: button.text() for button in (self.finish_button, self.next_button, self.produce_button)
        }
        for button, words in self._long_words.items():
            button.setToolTip(words)
            button.setAccessibleName(words)
        for toggle in (self.outline_button, self.preview_button):
            toggle.setCheckable(True)
            toggle.setChecked(True)

        self._arrange()

        self.back_button.clicked.connect(self.back_requested)
        self.produce_button.clicked.connect(self.produce_requested)
        self.finish_button.clicked.connect(self.finish_requested)
        self.next_button.clicked.connect(self.next_requested)
        self.compare_button.clicked.connect(self.compare_requested)
        self.outline_button.toggled.connect(self.outline_toggled)
        self.preview_button.toggled.connect(self.preview_toggled)
        self.compare_button.hide()
        self.finish_button.hide()
        self.next_button.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the gestures in one word where there is little room."""
        super().resizeEvent(event)
        self._say_gestures(is_short=event.size().width() < px(SHORT_BELOW))

    def _say_gestures(self, *, is_short: bool) -> None:
        short = {
            self.finish_button: self.tr("Terminer…"),
            self.next_button: self.tr("Version suivante"),
            self.produce_button: self.tr("Produire…"),
        }
        for button, words in self._long_words.items():
            button.setText(short[button] if is_short else words)

    def minimumSizeHint(self) -> QSize:
        """Return the room of the gestures in one word: the window may always be narrower than the long words."""
        return QSize(px(MIN_WIDTH), super().minimumSizeHint().height())

    def _arrange(self) -> None:
        second = QHBoxLayout()
        second.setSpacing(10)
        second.addWidget(self.state_chip)
        second.addWidget(self.version, 1)
        names = QVBoxLayout()
        names.setSpacing(4)
        names.addWidget(self.title)
        names.addLayout(second)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(self.back_button)
        row.addSpacing(4)
        row.addLayout(names, 1)
        for widget in (
            self.compare_button, self.outline_button, self.preview_button, self.finish_button, self.next_button, self.produce_button,
        ):  # fmt: skip
            row.addWidget(widget)

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show whose plan it is and where it stands."""
        name = full_name(sheet.file.child)
        plan = sheet.plan.plan
        self.title.setText(self.tr("Le projet {of_name}").format(of_name=elide("de", name)))
        parts = [self.tr("Version {number}").format(number=plan.version)]
        if plan.established_on:
            parts.append(self.tr("établie le {day}").format(day=long_date(plan.established_on)))
        self.version.setText(" · ".join(parts))
        self._show_state(sheet)
        self.compare_button.setVisible(sheet.last_version > 1)
        self.finish_button.setVisible(not sheet.is_finished)
        self.next_button.setVisible(sheet.is_finished and plan.version == sheet.last_version)

    def _show_state(self, sheet: PlanSheet) -> None:
        if sheet.is_finished:
            day = sheet.plan.plan.finished_at
            text = self.tr("Terminé le {day}").format(day=long_date(day.date())) if day else self.tr("Terminé")
            self.state_chip.set_state(text, "done", "lock")
        else:
            self.state_chip.set_state(self.tr("En préparation"), "accent", "pen-line")
