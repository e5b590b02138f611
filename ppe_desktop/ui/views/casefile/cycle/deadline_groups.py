"""What is due, by standing then by family: late, soon, to come; what was done folds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.deadlines import Deadline, Status
from ppe_desktop.domain.deadlines.families import Family, family_of
from ppe_desktop.domain.deadlines.gestures import gesture_of
from ppe_desktop.domain.deadlines.words import TONES, due_line
from ppe_desktop.runtime import clock
from ppe_desktop.ui.theme import icon, px
from ppe_desktop.ui.widgets.arranging import arranged_once
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.rest_of_list import RestOfList

AT_FIRST = 6
"""Lines of a group made before the rest is asked for: what matters now is at the top, and the section opens at once."""
_LINE = 76
"""Height of most lines, in pixels at scale 1."""
_FAMILIES = list(Family)


class DeadlineLine(QWidget):
    """One deadline: what, when, why, and the gesture that answers it.

    Signals:
        why_requested: its explanation is wanted.
        act_requested: what answers it is to be begun.
    """

    why_requested = Signal(object)
    act_requested = Signal(object)

    def __init__(self, deadline: Deadline, planned_on: str = "", parent: QWidget | None = None) -> None:
        """Build the line.

        Args:
            deadline: the obligation.
            planned_on: what is planned for it, in French; nothing when nothing is.
            parent: parent widget.
        """
        super().__init__(parent)
        self.deadline = deadline
        title = deadline.rule.title
        self.title_label = PlainLabel(title, "body", wrap=True, parent=self)
        self.due_chip = Chip(due_line(deadline, clock.today()), TONES[deadline.status], parent=self)
        self.planned_chip = Chip(planned_on, "info", "calendar", self) if planned_on else None
        self.why_button = QuietButton(self.tr("Pourquoi\N{NO-BREAK SPACE}?"), parent=self)
        self.why_button.setAccessibleName(self.tr("Pourquoi cette date : {title}").format(title=title))
        self.go_button = QuietButton(gesture_of(deadline).verb, "arrow-right", self)
        self.go_button.setAccessibleName(f"{self.go_button.text()}\N{NO-BREAK SPACE}: {title}")

        chips = QVBoxLayout()
        chips.setSpacing(4)
        for chip in filter(None, (self.due_chip, self.planned_chip)):
            chips.addWidget(chip, 0, Qt.AlignmentFlag.AlignRight)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title_label, 1)
        head.addLayout(chips)
        foot = FlowLayout(spacing=4)
        foot.addWidget(self.why_button)
        foot.addWidget(self.go_button)
        self.go_button.setVisible(deadline.status.is_open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 2)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(foot)

        self.why_button.clicked.connect(self._on_why)
        self.go_button.clicked.connect(self._on_go)

    def _on_why(self) -> None:
        self.why_requested.emit(self.deadline)

    def _on_go(self) -> None:
        self.act_requested.emit(self.deadline)


class DeadlineGroup(Card):
    """The deadlines of one standing, family after family.

    Signals:
        why_requested, act_requested: those of its lines.
    """

    why_requested = Signal(object)
    act_requested = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None, *, folds: bool = False, waits: bool = False) -> None:
        """Build the group.

        Args:
            title: "En retard".
            parent: parent widget.
            folds: show only how many there are until asked.
            waits: make its lines when it comes on screen.
        """
        super().__init__(parent)
        self._title, self._folds, self._waits = title, folds, waits
        self._deadlines: list[Deadline] = []
        self._planned: dict[tuple[str, str], str] = {}
        self._day: dt.date | None = None
        self.lines: list[DeadlineLine] = []
        self.title_label = PlainLabel(title, "section", parent=self)
        self.fold_button = QuietButton("", "chevron-down", self)
        self.fold_button.setCheckable(True)
        self.holder = QWidget(self)
        self._column = QVBoxLayout(self.holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.rest = RestOfList(self)
        self.body.addWidget(self.title_label)
        self.body.addWidget(self.rest)
        for widget in (self.fold_button, self.holder) if folds else (self.holder, self.fold_button):
            self.body.addWidget(widget)
        self.body.setAlignment(self.fold_button, Qt.AlignmentFlag.AlignLeft)
        self.fold_button.toggled.connect(self._on_folded)
        self.rest.reached.connect(self.show_lines)

    def show_lines(self) -> None:
        """Make the lines that waited."""
        if self._waits:
            self._on_folded()

    def show_deadlines(self, deadlines: Iterable[Deadline], planned: dict[tuple[str, str], str]) -> None:
        """Show the deadlines of the group, in the order given within each family; an empty group is hidden."""
        asked, today = list(deadlines), clock.today()
        if (asked, planned, today) == (self._deadlines, self._planned, self._day):
            return
        self._deadlines, self._planned, self._day = asked, planned, today
        self.title_label.setText(f"{self._title} ({len(self._deadlines)})")
        with arranged_once(self.holder):
            self._fill()
        self.setVisible(bool(self._deadlines))

    def is_open(self) -> bool:
        """Tell whether all its lines are shown."""
        return self.fold_button.isChecked() or (not self._folds and len(self._deadlines) <= AT_FIRST + 1)

    def line_of(self, deadline: Deadline) -> DeadlineLine | None:
        """Return the line of a deadline, if it is shown here."""
        return next(
            (one for one in self.lines if (one.deadline.rule.id, one.deadline.key) == (deadline.rule.id, deadline.key)),
            None,
        )

    def _on_folded(self) -> None:
        self._waits = False
        with arranged_once(self.holder):
            self._fill()

    def _fill(self) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        shown = self._shown()
        self._say_fold(len(shown))
        self.rest.stand_for(len(shown) if self._waits else 0, px(_LINE))
        if self._waits:
            shown = []
        self.holder.setVisible(bool(shown))
        for family, ones in groupby(sorted(shown, key=_rank), key=_family):
            self._column.addSpacing(4)
            self._column.addWidget(PlainLabel(family.label, "muted", parent=self.holder))
            for deadline in ones:
                self._add(deadline)

    def _shown(self) -> list[Deadline]:
        """Return all of them, or the nearest ones until the rest is asked for."""
        if self.is_open():
            return self._deadlines
        return [] if self._folds else self._deadlines[:AT_FIRST]

    def _say_fold(self, shown: int) -> None:
        is_checked = self.fold_button.isChecked()
        rest = self.tr("Voir la liste") if self._folds else self.tr("Voir les {count} autres")
        self.fold_button.setText(self.tr("Replier") if is_checked else rest.format(count=len(self._deadlines) - shown))
        self.fold_button.setIcon(icon("chevron-up" if is_checked else "chevron-down", "accent"))
        self.fold_button.setAccessibleName(f"{self.fold_button.text()}\N{NO-BREAK SPACE}: {self._title}")
        self.fold_button.setVisible(self._folds or is_checked or shown < len(self._deadlines))

    def _add(self, deadline: Deadline) -> None:
        line = DeadlineLine(deadline, self._planned.get((deadline.rule.id, deadline.key), ""), self.holder)
        line.why_requested.connect(self.why_requested)
        line.act_requested.connect(self.act_requested)
        self.lines.append(line)
        self._column.addWidget(line)


def _family(deadline: Deadline) -> Family:
    return family_of(deadline.rule)


def _rank(deadline: Deadline) -> int:
    return _FAMILIES.index(family_of(deadline.rule))


def by_standing(deadlines: Iterable[Deadline], today: dt.date) -> dict[str, list[Deadline]]:
    """Return the deadlines under ``late``, ``soon``, ``coming`` and ``closed``; what is closed, the last one first."""
    found: dict[str, list[Deadline]] = {"late": [], "soon": [], "coming": [], "closed": []}
    names = {Status.OVERDUE: "late", Status.DUE_SOON: "soon", Status.UPCOMING: "coming"}
    for one in deadlines:
        found[names.get(one.status, "closed")].append(one)
    found["closed"].sort(key=lambda one: one.done_on or one.due_on or today, reverse=True)
    return found
