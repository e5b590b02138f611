"""The head of the screen: whose report, where it stands, what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.names import full_name
from ppe_desktop.services.writings import WritingSheet
from ppe_desktop.ui.views.panes.head import DocumentHead
from ppe_desktop.ui.widgets.buttons import SecondaryButton

LEAST_WIDTH = 560


class WritingHeader(DocumentHead):
    """Title, state and gestures of a report.

    Signals:
        seal_requested: seal the document.
    """

    seal_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(LEAST_WIDTH, parent)
        self.seal_button = SecondaryButton(self.tr("Terminer le rapport…"), "lock", self)

        self.arrange((), {self.seal_button: self.tr("Terminer…")})

        self.seal_button.clicked.connect(self.seal_requested)
        self.seal_button.hide()

    def show_sheet(self, sheet: WritingSheet) -> None:
        """Show whose report it is and where it stands."""
        writing, report = sheet.about.writing, sheet.about.report
        self.title.setText(self.tr("Rapport de situation"))
        parts = [full_name(sheet.about.file.child)]
        if report.period_from and report.period_to:
            period = self.tr("du {start} au {end}")
            parts.append(period.format(start=short_date(report.period_from), end=short_date(report.period_to)))
        self.detail_label.setText(" · ".join(parts))
        if sheet.is_sealed:
            day = long_date(writing.sealed_at.date()) if writing.sealed_at else ""
            self.state_chip.set_state(self.tr("Terminé le {day}").format(day=day), "done", "lock")
        else:
            self.state_chip.set_state(self.tr("En préparation"), "accent", "pen-line")
        self.seal_button.setVisible(not sheet.is_sealed)
