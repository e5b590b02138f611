"""The visits that wait, on the first screen: prepared, begun, or with notes still to be sorted; and the door to a new one."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.dates import NBSP, long_date
from ppe_desktop.domain.journal import listed
from ppe_desktop.domain.visits import Step
from ppe_desktop.services.visits import OpenVisit
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.home.side_panel import HomeBlock, Line
from ppe_desktop.ui.widgets.buttons import QuietButton


class UnsortedBlock(HomeBlock):
    """The visits that wait, what is to be sorted first.

    Signals:
        visit_requested: identifier of a visit to go on with.
        new_requested: prepare a visit.
        rearranged: other lines are shown.
    """

    visit_requested = Signal(str)
    new_requested = Signal()
    rearranged = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Visites"), self.tr("Aucune visite en attente."), parent)
        self._tasks = tasks
        self.new_button = QuietButton(self.tr("Nouvelle visite"), "plus", self)
        self.new_button.setProperty("small", True)
        self.new_button.setToolTip(self.tr("Préparer une visite (F6)"))
        self.head.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignRight)
        self.new_button.clicked.connect(self._on_new)

    def refresh(self, today: dt.date) -> None:
        """Read the visits that wait and show them."""
        self._tasks.ask(self._tasks.session.visits.waiting, then=partial(self._on_read, today))

    def stops(self) -> list[QWidget]:
        """Return where Tab stops: the door to a new visit, then each line."""
        return [self.new_button, *self.lines]

    def _on_read(self, today: dt.date, visits: tuple[OpenVisit, ...]) -> None:
        ranks = {Step.AFTER: 0, Step.DURING: 1, Step.BEFORE: 2}
        self.show_lines(self._line(one, today) for one in sorted(visits, key=lambda one: ranks[one.step]))
        self.rearranged.emit()

    def _line(self, one: OpenVisit, today: dt.date) -> Line:
        day = (
            self.tr("aujourd’hui")
            if one.visit.made_on == today
            else self.tr("du {day}").format(day=long_date(one.visit.made_on))
        )
        opens = partial(self._on_visit, one.visit.id)
        return Line(waiting_words(one), f"{listed(one.names)}, {day}", opens, key=one.visit.id)

    def _on_visit(self, visit_id: str, _checked: Any = False) -> None:
        self.visit_requested.emit(visit_id)

    def _on_new(self) -> None:
        self.new_requested.emit()


def waiting_words(one: OpenVisit) -> str:
    """Return what a visit waits for: "3 notes à ranger", "Visite commencée", "Visite préparée"."""
    if one.step is Step.AFTER:
        return f"{one.left}{NBSP}notes à ranger" if one.left > 1 else "Une note à ranger"
    return "Visite commencée, à terminer" if one.step is Step.DURING else "Visite préparée"
