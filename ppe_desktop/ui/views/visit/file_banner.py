"""What a visit left to sort, said at the top of a child's file: it is not forgotten there either."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.dates import NBSP, long_date
from ppe_desktop.domain.visits import Step
from ppe_desktop.services.visits import OpenVisit
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.widgets.banner import Banner


class VisitBanner(Banner):
    """One line on the oldest visit of the child with notes to sort, or under way; hidden when there is none.

    Signals:
        visit_requested: identifier of the visit.
    """

    visit_requested = Signal(str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("", "info", action=self.tr("Ranger"), closable=False, parent=parent)
        self.setObjectName("visit_banner")
        self._tasks = tasks
        self._child_id = self._visit_id = ""
        self.hide()
        self.action_requested.connect(self._on_action)

    def show_child(self, child_id: str) -> None:
        """Read what waits for a child and say it."""
        if child_id != self._child_id:
            self.hide()
        self._child_id = child_id
        self._tasks.ask(self._tasks.session.visits.waiting, child_id, then=partial(self._on_read, child_id))

    def _on_read(self, child_id: str, visits: tuple[OpenVisit, ...]) -> None:
        if child_id != self._child_id:
            return
        wait = [one for one in visits if one.step is Step.DURING or (one.step is Step.AFTER and one.left)]
        if not wait:
            self.hide()
            return
        self._visit_id = wait[0].visit.id
        words, action = self._said(wait[0])
        if self.isHidden() or self.label.text() != words:
            self.set_message(words, "info", action)

    def _said(self, one: OpenVisit) -> tuple[str, str]:
        day = long_date(one.visit.made_on)
        if one.step is Step.DURING:
            return self.tr("Une visite du {day} est commencée et n’est pas terminée.").format(day=day), self.tr(
                "Reprendre"
            )
        what = (
            self.tr("{count}{space}notes à ranger").format(count=one.left, space=NBSP)
            if one.left > 1
            else self.tr("une note à ranger")
        )
        return self.tr("Visite du {day}{space}: {what}.").format(day=day, what=what, space=NBSP), self.tr("Ranger")

    def _on_action(self) -> None:
        self.visit_requested.emit(self._visit_id)
