"""Whose words a plan or a meeting lacks, said before it is finished; nothing is blocked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.coverage import Occasion, missing_words
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.widgets.banner import Banner


class MissingWords(Banner):
    """A banner that says whose recent words are missing; hidden as long as none is."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("", "soon", closable=False, parent=parent)
        self.setObjectName("missing_words")
        self._tasks = tasks
        self.hide()

    def look_at(self, child_id: str, kind: str, record_id: str) -> None:
        """Look for whose words an occasion lacks.

        Args:
            child_id: the child.
            kind: ``"child_plan"``, ``"meeting"``, ``"situation_report"``, ``"autonomy_interview"``.
            record_id: identifier.
        """
        self._tasks.ask(self._tasks.session.coverage.of_occasion, child_id, kind, record_id, then=self.show_occasion)

    def show_occasion(self, occasion: Occasion | None) -> None:
        """Say whose words are missing."""
        said = missing_words(occasion.voices) if occasion is not None else ""
        if not said:
            self.hide()
        elif self.label.text() != said or self.isHidden():
            self.set_message(said, "soon")
