"""One step of the year in the list: where it stands, why that day, and the gesture that plans it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ppe_desktop.domain.cycle import State, YearStep
from ppe_desktop.domain.dates import full_date, parse_date, short_date
from ppe_desktop.domain.working_days import day_off_words
from ppe_desktop.runtime import clock
from ppe_desktop.services.meeting_days import MEETING_FOR
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.casefile.cycle.looks import mark_of, standing_words
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.styling import announce

FIELD_WIDTH = 122


class StepLine(QWidget):
    """One step; one that is to be planned has its day in a field, as people say it.

    Signals:
        plan_requested: the step and the day agreed on.
        held_requested: the appointment planned took place; carries its identifier.
        meeting_requested: the meeting that the appointment planned announces is to be prepared; carries its identifier.
    """

    plan_requested = Signal(object, object)
    held_requested = Signal(str)
    meeting_requested = Signal(str)

    def __init__(self, step: YearStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        mark = mark_of(step)
        self.title_label = PlainLabel(step.title, "body", wrap=True, parent=self)
        self.chip = Chip(standing_words(step), mark.tone, mark.icon, self)
        self.reason_label = PlainLabel(step.reason, "muted", wrap=True, parent=self)
        self.day_field = QLineEdit(short_date(step.day) if step.state is State.PROPOSED else "", self)
        self.day_field.setObjectName(f"{step.key}_day")
        self.day_field.setPlaceholderText(self.tr("jj/mm/aaaa"))
        self.day_field.setAccessibleName(self.tr("Jour\N{NO-BREAK SPACE}: {title}").format(title=step.title))
        self.day_field.setFixedWidth(px(FIELD_WIDTH))
        self.plan_button = SecondaryButton("", "calendar", self)
        self.plan_button.setObjectName(f"{step.key}_plan")
        self.plan_button.setMinimumHeight(self.day_field.sizeHint().height())
        self.meeting_button = SecondaryButton(self.tr("Préparer la réunion"), "messages", self)
        self.meeting_button.setObjectName(f"{step.key}_meeting")
        self.meeting_button.setAccessibleName(
            self.tr("Préparer la réunion\N{NO-BREAK SPACE}: {title}").format(title=step.title)
        )
        self.held_button = QuietButton(self.tr("A eu lieu"), "check", self)
        self.held_button.setAccessibleName(self.tr("A eu lieu\N{NO-BREAK SPACE}: {title}").format(title=step.title))
        self.note_label = PlainLabel("", "small", wrap=True, parent=self)

        self._lay_out()
        self.day_field.textEdited.connect(self._on_typed)
        self.day_field.returnPressed.connect(self._on_plan)
        self.plan_button.clicked.connect(self._on_plan)
        self.held_button.clicked.connect(self._on_held)
        self.meeting_button.clicked.connect(self._on_meeting)
        self._say_day()

    def _lay_out(self) -> None:
        can_plan = self.can_plan
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title_label, 1)
        head.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        gestures = FlowLayout(spacing=8)
        for widget in (self.day_field, self.plan_button):
            gestures.addWidget(widget)
            widget.setVisible(can_plan)
        for button in (self.meeting_button, self.held_button):
            gestures.addWidget(button)
        is_planned = self.step.state is State.PLANNED and bool(self.step.appointment_id)
        self.held_button.setVisible(is_planned)
        self.meeting_button.setVisible(is_planned and self.step.step.kind in MEETING_FOR)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.reason_label)
        column.addLayout(gestures)
        column.addWidget(self.note_label)
        self.reason_label.setVisible(can_plan or self.step.is_late or self.step.state is State.PASSED)

    @property
    def can_plan(self) -> bool:
        """Tell whether a day may be agreed on here."""
        return self.step.state in (State.PROPOSED, State.AWAITED)

    def day(self) -> dt.date | None:
        """Return the day in the field; None when it holds none, or cannot be read."""
        try:
            return parse_date(self.day_field.text(), clock.today())
        except ValueError:
            return None

    def is_changed(self) -> bool:
        """Tell whether the person wrote another day than the one proposed."""
        return self.day_field.text() != (short_date(self.step.day) if self.step.state is State.PROPOSED else "")

    def keep_typing(self, other: StepLine) -> None:
        """Take over what was being typed in the former line of the same step."""
        if other.is_changed() and self.can_plan:
            self.day_field.setText(other.day_field.text())
            self.day_field.setCursorPosition(other.day_field.cursorPosition())
            self._say_day()

    def _on_typed(self) -> None:
        self._say_day()

    def _say_day(self) -> None:
        """Say on the button the day understood, and beside it what is to be known of it."""
        day = self.day()
        if self.step.state is State.AWAITED:
            words = self.tr("Noter le {day}") if day else self.tr("Noter la date")
        else:
            words = self.tr("Planifier le {day}") if day else self.tr("Planifier")
        words = words.format(day=full_date(day) if day else "")
        self.plan_button.setText(words)
        self.plan_button.setAccessibleName(f"{words}\N{NO-BREAK SPACE}: {self.step.title}")
        self.note_label.setText(self._note(day))
        self.note_label.setVisible(bool(self.note_label.text()))

    def _note(self, day: dt.date | None) -> str:
        if day is None or day == self.step.day:
            return ""
        said = []
        if off := day_off_words(day):
            said.append(self.tr("Ce jour-là est {off}.").format(off=off))
        if day < clock.today():
            said.append(self.tr("Ce jour est passé."))
        if self.step.due_on and day > self.step.due_on:
            said.append(self.tr("C’est après la date limite du {day}.").format(day=short_date(self.step.due_on)))
        return " ".join(said)

    def is_readable(self) -> bool:
        """Tell whether the field holds a day, or nothing; what cannot be read is explained beside it."""
        try:
            parse_date(self.day_field.text(), clock.today())
        except ValueError as error:
            self._refuse(str(error))
            return False
        return True

    def _on_plan(self) -> None:
        if not self.is_readable():
            return
        day = self.day()
        if day is None:
            self._refuse(self.tr("Écrivez le jour, par exemple 23/11/2026 ou lundi."))
        else:
            self.plan_requested.emit(self.step, day)

    def _refuse(self, words: str) -> None:
        self.note_label.setText(words)
        self.note_label.show()
        self.day_field.setFocus()
        announce(self.day_field, words)

    def _on_held(self) -> None:
        self.held_requested.emit(self.step.appointment_id)

    def _on_meeting(self) -> None:
        self.meeting_requested.emit(self.step.appointment_id)
