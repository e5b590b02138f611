"""« L’année de la mesure »: the drawing, then each step in a list that folds, planned one by one or all at once."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.cycle import Year, YearStep
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.vocabulary import AppointmentState
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.cycle import ChildYear, Planned
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.theme import icon
from ppe_desktop.ui.views.casefile.cycle.looks import LEGEND, mark_of
from ppe_desktop.ui.views.casefile.cycle.step_line import StepLine
from ppe_desktop.ui.views.casefile.cycle.year_line import HolidaySwatch, YearLine
from ppe_desktop.ui.widgets.arranging import arranged_once
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.undo_bar import UndoBar


class YearBlock(Card):
    """The year of the measure of the child on screen; hidden as long as no dated measure is in force.

    Signals:
        shown: the year on screen is that of the file, as far as it could be read; carries the identifier of the child.
        meeting_requested: identifier of a meeting to prepare, made from the step planned for it.
    """

    shown = Signal(str)
    meeting_requested = Signal(str)

    def __init__(self, context: FileContext, host: QWidget, parent: QWidget | None = None) -> None:
        """Build the block.

        Args:
            context: the open file.
            host: widget over the foot of which the way back is offered.
            parent: parent widget.
        """
        super().__init__(parent)
        self.setObjectName("year_block")
        self._context = context
        self._found: ChildYear | None = None
        self._planned: Planned | None = None
        self._agreed = ""
        self.lines: dict[str, StepLine] = {}
        self.title_label = PlainLabel("", "section", parent=self)
        self.measure_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.drawing = YearLine(self)
        self.legend = QWidget(self)
        self.remark_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.sharing_box = QCheckBox("", self)
        self.sharing_box.setObjectName("sharing_box")
        self.fold_button = QuietButton("", "chevron-down", self)
        self.fold_button.setObjectName("year_fold")
        self.fold_button.setCheckable(True)
        self.all_button = SecondaryButton("", "calendar", self)
        self.all_button.setObjectName("plan_all")
        self.list = QWidget(self)
        self.undo_bar = UndoBar(host)

        self._lay_out()
        self.drawing.step_requested.connect(self.show_step)
        self.fold_button.toggled.connect(self._on_folded)
        self.all_button.clicked.connect(self._on_plan_all)
        self.undo_bar.action_requested.connect(self._on_undo)
        self.hide()

    def _lay_out(self) -> None:
        gestures = FlowLayout(spacing=8)
        gestures.addWidget(self.fold_button)
        gestures.addWidget(self.all_button)
        FlowLayout(self.legend, spacing=12)
        self._rows = QVBoxLayout(self.list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        for widget in (self.title_label, self.measure_label, self.drawing, self.legend, self.remark_label):
            self.body.addWidget(widget)
        self.body.addLayout(gestures)
        self.body.addWidget(self.sharing_box)
        self.body.addWidget(self.list)
        self.list.hide()

    def load(self) -> None:
        """Read the year of the file on screen again."""
        file = self._context.file
        if file is not None:
            tasks = self._context.tasks
            read = tasks.session.cycle.of_child
            tasks.ask(read, file.child.id, None, file, then=self._on_read, failed=self._on_unread)

    def show_step(self, key: str) -> None:
        """Open the list and give the keyboard to a step."""
        self.fold_button.setChecked(True)
        line = self.lines.get(key)
        if line is not None:
            target = line.day_field if line.can_plan else self.fold_button
            target.setFocus()
            come_into_view(line)

    def _on_read(self, found: ChildYear) -> None:
        file = self._context.file
        if file is None or file.child.id != found.child_id:
            return
        if found != self._found:
            self._found = found
            with arranged_once(self):
                if found.year is not None:
                    self._show_year(found.year, found)
                self.setVisible(found.year is not None)
        self.shown.emit(found.child_id)

    def _on_unread(self, error: PpeError) -> None:
        self._on_failed(error)
        self.shown.emit("")

    def _show_year(self, year: Year, found: ChildYear) -> None:
        period = year.period
        self.title_label.setText(year.title)
        self.measure_label.setText(
            self.tr("{measure}, du {first} au {last}").format(
                measure=year.measure_label, first=short_date(period.start), last=short_date(period.end)
            )
        )
        self.drawing.show_year(year, found.holidays)
        self._show_legend(year, found)
        self.remark_label.setText(" ".join(year.remarks))
        self.remark_label.setVisible(bool(year.remarks))
        self._show_sharing(found)
        if self.fold_button.isChecked():
            self._refill(year)
        else:
            self._empty()
        count = len(year.to_plan())
        words = self.tr("Tout planifier ({count} étapes)") if count > 1 else self.tr("Planifier l’étape qui reste")
        self.all_button.setText(words.format(count=count))
        self.all_button.setVisible(count > 0)
        self._say_fold()

    def _show_legend(self, year: Year, found: ChildYear) -> None:
        layout = self.legend.layout()
        while layout is not None and layout.count():
            item = layout.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        used = {mark_of(step) for step in year.steps if step.day}
        for mark in LEGEND:
            if mark in used:
                self._add_legend(mark.icon, mark.tone, mark.words)
        if found.holidays:
            self._add_legend("", "soon", self.tr("vacances scolaires, zone {zone}").format(zone=found.zone))

    def _add_legend(self, icon_name: str, tone: str, words: str) -> None:
        entry = QWidget(self.legend)
        row = QHBoxLayout(entry)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if icon_name:
            row.addWidget(IconMark(icon_name, tone, 16, entry))
        else:
            row.addWidget(HolidaySwatch(entry))
        row.addWidget(PlainLabel(words, "small", parent=entry))
        layout = self.legend.layout()
        assert layout is not None
        layout.addWidget(entry)

    def _show_sharing(self, found: ChildYear) -> None:
        names = [one.first_name for one in found.sharing]
        self.sharing_box.setVisible(bool(names))
        if not names:
            self.sharing_box.setChecked(False)
            return
        said = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"
        words = self.tr("Planifier en même temps pour {names}, sous la même mesure")
        self.sharing_box.setText(words.format(names=said).replace("&", "&&"))

    def _empty(self) -> None:
        """Leave the lines to be made when the list is opened: each holds a field, and most visits look at the drawing only."""
        for line in self.lines.values():
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = {}

    def _refill(self, year: Year) -> None:
        """Make the lines again; what was being typed and the keyboard stay on their step."""
        former = self.lines
        focused = next((key for key, line in former.items() if line.day_field.hasFocus()), "")
        pressed = next((key for key, line in former.items() if line.plan_button.hasFocus()), "")
        self.lines = {}
        for step in year.steps:
            line = StepLine(step, self.list)
            line.plan_requested.connect(self._on_plan)
            line.held_requested.connect(self._on_held)
            line.meeting_requested.connect(self._on_meeting)
            if step.key in former and former[step.key].step.state is step.state:
                line.keep_typing(former[step.key])
            self.lines[step.key] = line
            self._rows.addWidget(line)
            line.show()  # one that has no place yet cannot have the keyboard
        for line in former.values():
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        if focused in self.lines and self.lines[focused].can_plan:
            self.lines[focused].day_field.setFocus()
        elif focused or pressed:
            self._focus_next(focused or pressed)
        if self._agreed in self.lines:
            come_into_view(self.lines[self._agreed])  # what was just planned stays under the eyes
            self._agreed = ""

    def _focus_next(self, key: str) -> None:
        """Give the keyboard to the next step to plan, once one is planned."""
        keys = list(self.lines)
        after = keys[keys.index(key) :] if key in keys else keys
        target = next((self.lines[one] for one in after if self.lines[one].can_plan), None)
        (target.plan_button if target else self.fold_button).setFocus()

    def _on_folded(self, is_open: bool) -> None:
        if is_open:
            self._make_lines()
        self.list.setVisible(is_open)
        self._say_fold()

    def _make_lines(self) -> None:
        if not self.lines and self._found is not None and self._found.year is not None:
            self._refill(self._found.year)

    def _say_fold(self) -> None:
        is_open = self.fold_button.isChecked()
        count = len(self._found.year.steps) if self._found is not None and self._found.year is not None else 0
        words = self.tr("Replier les étapes") if is_open else self.tr("Voir les {count} étapes").format(count=count)
        self.fold_button.setText(words)
        self.fold_button.setIcon(icon("chevron-up" if is_open else "chevron-down", "accent"))

    def _children(self) -> list[str]:
        assert self._found is not None
        shared = self._found.sharing if self.sharing_box.isChecked() else ()
        return [self._found.child_id, *(one.child_id for one in shared)]

    def _on_plan(self, step: YearStep, day: dt.date) -> None:
        if self._found is None:
            return
        self._agreed = step.key
        tasks = self._context.tasks
        said = self.tr("{title} : c’est prévu le {day}.").format(title=step.title, day=short_date(day))
        said = said.replace(" :", "\N{NO-BREAK SPACE}:")
        tasks.ask(
            tasks.session.cycle.plan, step, day, self._children(),
            then=partial(self._on_planned, said), failed=self._on_failed,
        )  # fmt: skip

    def _on_plan_all(self) -> None:
        """Plan what remains, each step on the day its field shows; one whose field is empty is left, one that cannot be read stops all."""
        if self._found is None or self._found.year is None:
            return
        self._make_lines()
        steps = self._found.year.to_plan()
        unreadable = next((step for step in steps if not self.lines[step.key].is_readable()), None)
        if unreadable is not None:
            self.show_step(unreadable.key)
            return
        days = {step.key: day for step in steps if (day := self.lines[step.key].day()) is not None}
        steps = tuple(step for step in steps if step.key in days)
        if not steps:
            return
        words = self.tr("{count} étapes sont planifiées.") if len(steps) > 1 else self.tr("L’étape est planifiée.")
        tasks = self._context.tasks
        tasks.ask(
            tasks.session.cycle.plan_all, steps, days, self._children(),
            then=partial(self._on_planned, words.format(count=len(steps))), failed=self._on_failed,
        )  # fmt: skip

    def _on_planned(self, said: str, planned: Planned) -> None:
        self._planned = planned
        self.undo_bar.show_message(said, self.tr("Annuler"))
        self._context.changed.emit(planned.changes)

    def _on_undo(self) -> None:
        if self._planned is not None:
            tasks = self._context.tasks
            tasks.ask(
                tasks.session.cycle.take_back, self._planned, then=self._context.changed.emit, failed=self._on_failed
            )
            self._planned = None

    def _on_held(self, appointment_id: str) -> None:
        tasks = self._context.tasks
        tasks.ask(
            tasks.session.appointments.mark, appointment_id, AppointmentState.HELD.value,
            then=self._context.changed.emit, failed=self._on_failed,
        )  # fmt: skip

    def _on_meeting(self, appointment_id: str) -> None:
        tasks = self._context.tasks
        find = tasks.session.meetings.for_appointment
        tasks.ask(find, appointment_id, then=self._on_meeting_found, failed=self._on_failed)

    def _on_meeting_found(self, changes: Changes) -> None:
        self._context.changed.emit(changes)
        self.meeting_requested.emit(changes.created)

    def _on_failed(self, error: PpeError) -> None:
        self._context.error_raised.emit(error)
