"""The head of the screen: whose plan, which version, where it stands, what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.names import full_name
from ppe_desktop.domain.texts import elide
from ppe_desktop.ui.views.panes.head import DocumentHead
from ppe_desktop.ui.views.plan.sheet import PlanSheet
from ppe_desktop.ui.widgets.buttons import IconButton, SecondaryButton

LEAST_WIDTH = 600


class PlanHeader(DocumentHead):
    """Title, state and gestures of a plan.

    Signals:
        finish_requested: finish this version.
        next_requested: open the next version.
        compare_requested: set this version beside another one.
    """

    finish_requested = Signal()
    next_requested = Signal()
    compare_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(LEAST_WIDTH, parent)
        self.compare_button = IconButton("scale", self.tr("Comparer avec une autre version"), "text", self)
        self.finish_button = SecondaryButton(self.tr("Terminer cette version…"), "lock", self)
        self.next_button = SecondaryButton(self.tr("Ouvrir la version suivante"), "file-plus", self)

        self.arrange(
            (self.compare_button,),
            {self.finish_button: self.tr("Terminer…"), self.next_button: self.tr("Version suivante")},
        )

        self.finish_button.clicked.connect(self.finish_requested)
        self.next_button.clicked.connect(self.next_requested)
        self.compare_button.clicked.connect(self.compare_requested)
        for button in (self.compare_button, self.finish_button, self.next_button):
            button.hide()

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show whose plan it is and where it stands."""
        name = full_name(sheet.file.child)
        plan = sheet.plan.plan
        self.title.setText(self.tr("Le projet {of_name}").format(of_name=elide("de", name)))
        parts = [self.tr("Version {number}").format(number=plan.version)]
        if plan.established_on:
            parts.append(self.tr("établie le {day}").format(day=long_date(plan.established_on)))
        self.detail_label.setText(" · ".join(parts))
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
