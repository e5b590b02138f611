"""The head of the screen: whose report, where it stands, what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.names import full_name
from ppe_desktop.services.writings import WritingSheet
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SHORT_BELOW = 960
"""Width, in pixels at scale 1, under which the buttons say one word."""
MIN_WIDTH = 560


class WritingHeader(QWidget):
    """Title, state and gestures.

    Signals:
        back_requested: back to the child's file.
        produce_requested: make the Word document for a reader.
        seal_requested: seal the document.
        outline_toggled, preview_toggled: show a pane or fold it.
    """

    back_requested = Signal()
    produce_requested = Signal()
    seal_requested = Signal()
    outline_toggled = Signal(bool)
    preview_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back_button = IconButton("arrow-left", self.tr("Revenir au dossier (Échap)"), "text", self)
        self.title = PlainLabel("", "heading", wrap=True, parent=self)
        self.child_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.state_chip = Chip("", parent=self)
        self.outline_button = IconButton("list-checks", self.tr("Montrer ou replier les rubriques"), "text", self)
        self.preview_button = IconButton("book-open", self.tr("Montrer ou replier l’aperçu"), "text", self)
        self.seal_button = SecondaryButton(self.tr("Terminer le rapport…"), "lock", self)
        self.produce_button = PrimaryButton(self.tr("Produire le document…"), "file-text", self)
        self._long_words = {button: button.text() for button in (self.seal_button, self.produce_button)}
        for button, words in self._long_words.items():
            button.setToolTip(words)
            button.setAccessibleName(words)
        for toggle in (self.outline_button, self.preview_button):
            toggle.setCheckable(True)
            toggle.setChecked(True)

        self._arrange()

        self.back_button.clicked.connect(self.back_requested)
        self.produce_button.clicked.connect(self.produce_requested)
        self.seal_button.clicked.connect(self.seal_requested)
        self.outline_button.toggled.connect(self.outline_toggled)
        self.preview_button.toggled.connect(self.preview_toggled)
        self.seal_button.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the gestures in one word where there is little room."""
        super().resizeEvent(event)
        short = {self.seal_button: self.tr("Terminer…"), self.produce_button: self.tr("Produire…")}
        for button, words in self._long_words.items():
            button.setText(short[button] if event.size().width() < px(SHORT_BELOW) else words)

    def minimumSizeHint(self) -> QSize:
        """Return the room of the gestures in one word: the window may always be narrower than the long words."""
        return QSize(px(MIN_WIDTH), super().minimumSizeHint().height())

    def show_sheet(self, sheet: WritingSheet) -> None:
        """Show whose report it is and where it stands."""
        writing, report = sheet.about.writing, sheet.about.report
        self.title.setText(self.tr("Rapport de situation"))
        parts = [full_name(sheet.about.file.child)]
        if report.period_from and report.period_to:
            period = self.tr("du {start} au {end}")
            parts.append(period.format(start=short_date(report.period_from), end=short_date(report.period_to)))
        self.child_label.setText(" · ".join(parts))
        if sheet.is_sealed:
            day = long_date(writing.sealed_at.date()) if writing.sealed_at else ""
            self.state_chip.set_state(self.tr("Terminé le {day}").format(day=day), "done", "lock")
        else:
            self.state_chip.set_state(self.tr("En préparation"), "accent", "pen-line")
        self.seal_button.setVisible(not sheet.is_sealed)

    def _arrange(self) -> None:
        second = QHBoxLayout()
        second.setSpacing(10)
        second.addWidget(self.state_chip)
        second.addWidget(self.child_label, 1)
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
        for widget in (self.outline_button, self.preview_button, self.seal_button, self.produce_button):
            row.addWidget(widget)
