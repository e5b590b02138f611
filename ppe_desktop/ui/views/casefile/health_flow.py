"""A check of health from the day it is due to the day nothing is left to do: its steps, one under the other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.deadlines.gestures import gesture_of
from ppe_desktop.domain.deadlines.words import TONES, due_line
from ppe_desktop.domain.health import event_day
from ppe_desktop.domain.health_flow import HealthFlow, StepKey, StepState, flow_of, health_flows
from ppe_desktop.services.acting import Begun
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.health import ChildHealth
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.views.casefile.health_steps import FIELDS, StepBox, WordsBody, body_of
from ppe_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.chip import Chip, ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class HealthFlowCard(Card):
    """The check that calls for something, step by step; hidden when there is none.

    Signals:
        record_requested: section, kind and identifier of a record to be shown.
    """

    record_requested = Signal(str, str, str)

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("health_flow_card")
        self._context = context
        self._file: CaseFile | None = None
        self._health: ChildHealth | None = None
        self._flows: tuple[HealthFlow, ...] = ()
        self._key = self._steps_of = ""
        self._wanted: tuple[str, str] = ("", "")
        self._is_unfolded = False
        self._opened: set[StepKey] = set()
        self._left: StepKey | None = None
        self._begun: Begun | None = None
        self.boxes: dict[StepKey, StepBox] = {}
        self.title_label = PlainLabel("", "section", wrap=True, parent=self)
        self.due_chip = Chip("", parent=self)
        self.others = QWidget(self)
        self._others_row = FlowLayout(self.others)
        self.said_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.begin_button = PrimaryButton("", "calendar", self)
        self.unfold_button = QuietButton(self.tr("Voir les étapes"), "chevron-down", self)
        self.steps = QWidget(self)
        self._steps_column = QVBoxLayout(self.steps)
        self._steps_column.setContentsMargins(0, 0, 0, 0)
        self._steps_column.setSpacing(2)

        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title_label, 1)
        head.addWidget(self.due_chip)
        self.body.addLayout(head)
        for widget in (self.others, self.said_label, self.steps):
            self.body.addWidget(widget)
        gestures = FlowLayout(spacing=8)
        gestures.addWidget(self.begin_button)
        gestures.addWidget(self.unfold_button)
        self.body.addLayout(gestures)
        self.hide()

        self.begin_button.clicked.connect(self._on_begin)
        self.unfold_button.clicked.connect(self._on_unfold)

    @property
    def flow(self) -> HealthFlow | None:
        """The check on screen."""
        return next((one for one in self._flows if one.key == self._key), None)

    def show_file(self, file: CaseFile) -> None:
        """Read what the checks of the file gave rise to, then show the one that calls for something."""
        tasks = self._context.tasks
        tasks.ask(tasks.session.health.of_child, file.child.id, then=self._on_read)

    def open_check(self, event_id: str, field: str = "") -> None:
        """Show a check, at the step of a fact; as soon as it is read when it is not yet."""
        self._wanted = (event_id, field)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no trace of a check or of words begun in which nothing was written."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._discard_unsaid()
            self._discard_blank()

    def _on_read(self, health: ChildHealth) -> None:
        file = self._context.file
        if file is None or file.child.id != health.child_id:
            return
        self._file, self._health = file, health
        self._show()

    def _show(self) -> None:
        file, health = self._file, self._health
        if file is None or health is None:
            return
        self._flows = self._with_kept(health_flows(file, health.deadlines, health.after, health.today))
        wanted_id, field = self._wanted
        if any(one.key == wanted_id for one in self._flows):
            self._choose(wanted_id)
        elif self.flow is None:
            self._choose(self._flows[0].key if self._flows else "")
        flow = self.flow
        self.setVisible(flow is not None)
        if flow is None:
            return
        self._show_head(flow)
        self._show_steps(flow)
        if wanted_id == flow.key:
            self._wanted = ("", "")
            self._take_to(field)

    def _with_kept(self, flows: tuple[HealthFlow, ...]) -> tuple[HealthFlow, ...]:
        """Return the checks with the one on screen and the one asked for, though they call for nothing more."""
        file, health = self._file, self._health
        if file is None or health is None:
            return flows
        known = {one.key for one in flows}
        kept = [event for event in file.of("health_event") if event.id in (self._key, self._wanted[0])]
        more = [flow_of(file, one, health.deadlines, health.after, health.today) for one in kept if one.id not in known]
        return (*flows, *more)

    def _choose(self, key: str) -> None:
        if key != self._key:
            self._discard_unsaid()
            self._key, self._is_unfolded = key, False
            self._opened.clear()

    def _show_head(self, flow: HealthFlow) -> None:
        self.title_label.setText(flow.title)
        deadline, day = flow.deadline, self._health.today if self._health else None
        if flow.is_complete:
            self.due_chip.set_state(self.tr("Tout est noté"), "done", "check-circle")
        elif deadline is not None and day is not None:
            self.due_chip.set_state(due_line(deadline, day), TONES[deadline.status])
        self.due_chip.setVisible(flow.is_complete or deadline is not None)
        is_begun = flow.event is not None
        self.said_label.setText(self._said(flow))
        self.said_label.setVisible(bool(self.said_label.text()))
        self.begin_button.setVisible(not is_begun)
        if deadline is not None and not is_begun:
            self.begin_button.setText(gesture_of(deadline).verb)
        self.unfold_button.setVisible(self._is_folded(flow))
        self._show_others()

    def _said(self, flow: HealthFlow) -> str:
        if flow.event is None:
            return self.tr(
                "Rien n’est encore prévu. Une fois le rendez-vous noté, les étapes se suivent ici jusqu’au bilan suivant."
            )
        if not self._is_folded(flow):
            return ""
        after = flow.event.next_on
        left = self.tr(" Reste à noter\N{NO-BREAK SPACE}: {what}.").format(what=", ".join(flow.missing()).lower())
        then = self.tr(" Prochain bilan le {day}.").format(day=long_date(after)) if after else ""
        done = self.tr("Réalisé le {day}.").format(day=long_date(flow.event.done_on))
        return done + (left if flow.missing() else "") + then

    def _is_folded(self, flow: HealthFlow) -> bool:
        """Tell whether one line says enough: nothing is left to do, or the check was done long ago."""
        is_settled = flow.is_complete or (self._health is not None and flow.is_old(self._health.today))
        return is_settled and not self._is_unfolded and not self._opened

    def _show_others(self) -> None:
        others = [one for one in self._flows if one.key != self._key]
        names = [(one.key, _dated(one)) for one in others]
        if names == self.others.property("names"):
            return
        self.others.setProperty("names", names)
        while self._others_row.count():
            item = self._others_row.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for key, title in names:
            chip = ChipButton(
                self.tr("Voir aussi\N{NO-BREAK SPACE}: {title}").format(title=title), "neutral", "heart-pulse"
            )
            chip.clicked.connect(partial(self.open_check, key))
            self._others_row.addWidget(chip)
        self.others.setVisible(bool(names))

    def _show_steps(self, flow: HealthFlow) -> None:
        is_shown = flow.event is not None and not self._is_folded(flow)
        if not is_shown and self.steps.isAncestorOf(QApplication.focusWidget() or self):
            self.unfold_button.setFocus()
        self.steps.setVisible(is_shown)
        if flow.event is None or self._file is None or self._health is None:
            return
        if self._steps_of != flow.key:
            self._make_boxes(flow)
        first = flow.first_missing()
        for step in flow.steps:
            box = self.boxes[step.key]
            box.show_step(step)
            box.body.show_check(flow, self._file, self._health)
            box.blockSignals(True)  # the program opens it, not the person
            box.set_open(step.key is first or step.key in self._opened)
            box.blockSignals(False)
        self._go_on(flow)

    def _go_on(self, flow: HealthFlow) -> None:
        """Give the keyboard to the next step once one click has completed the one it was in."""
        step = flow.step(self._left) if self._left is not None else None
        following = flow.first_missing()
        if step is None or step.state is not StepState.DONE or step.missing:
            return
        former, self._left = self.boxes[step.key], None
        if following is not None:
            self.boxes[following].body.take_keyboard()
        self._opened.discard(step.key)
        former.set_open(False)

    def _make_boxes(self, flow: HealthFlow) -> None:
        assert flow.event is not None
        self._steps_of = flow.key
        for old in self.boxes.values():
            self._steps_column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.boxes = {}
        for key in StepKey:
            body = body_of(self._context, key, flow.event, self.steps)
            box = StepBox(key, body, self.steps)
            box.toggled.connect(partial(self._on_toggled, key))
            body.proposed.connect(partial(self._on_proposed, key))
            body.needs_requested.connect(self._on_needs_requested)
            body.plan_requested.connect(self._on_plan_requested)
            body.words_requested.connect(self._on_words_requested)
            body.record_requested.connect(self.record_requested)
            self.boxes[key] = box
            self._steps_column.addWidget(box)

    def _take_to(self, field: str) -> None:
        flow = self.flow
        if flow is None or flow.event is None:
            self.begin_button.setFocus()
            return
        key = next((key for key, names in FIELDS.items() if field in names), None) or flow.first_missing()
        if key is not None:
            self._opened.add(key)
            self._show_steps(flow)
            box = self.boxes[key]
            box.body.take_keyboard(field)
            come_into_view(box)
        elif self.unfold_button.isVisible():
            self.unfold_button.setFocus()

    def _on_toggled(self, key: StepKey, is_open: bool) -> None:
        if is_open:
            self._opened.add(key)
            self.boxes[key].body.take_keyboard()
        else:
            self._opened.discard(key)

    def _on_unfold(self) -> None:
        self._is_unfolded = True
        self._show()

    def _on_begin(self) -> None:
        flow, health = self.flow, self._health
        if flow is not None and flow.deadline is not None and health is not None:
            acting = self._context.tasks.session.acting
            self._ask(acting.begin, health.child_id, flow.deadline, then=self._on_begun)

    def _on_begun(self, begun: Begun) -> None:
        self._begun = begun if begun.is_new else None
        self._wanted = (begun.record_id, begun.field)
        self._context.changed.emit(Changes(frozenset({(begun.kind, begun.record_id)}), begun.record_id))

    def _on_proposed(self, key: StepKey, values: Mapping[str, Any]) -> None:
        flow, self._left = self.flow, key
        if flow is not None and flow.event is not None:
            self._ask(self._context.tasks.session.records.change, "health_event", flow.event.id, **values)

    def _on_needs_requested(self, needs: tuple[str, ...], objective_id: str) -> None:
        flow, self._left = self.flow, StepKey.PLAN
        if flow is not None and flow.event is not None:
            self._ask(self._context.tasks.session.health.add_to_plan, flow.event.id, needs, objective_id)

    def _on_plan_requested(self) -> None:
        if self._health is not None:
            self._ask(self._context.tasks.session.health.prepare_plan, self._health.child_id)

    def _on_words_requested(self, outcome: str) -> None:
        flow = self.flow
        if flow is not None and flow.event is not None:
            self._ask(self._context.tasks.session.health.note_words, flow.event.id, outcome)

    def _ask(self, work: Any, *args: Any, then: Any = None, **values: Any) -> None:
        """Do something with what is typed safely in the base before it."""
        self._context.autosaver.send()
        told = then or self._context.changed.emit
        self._context.tasks.ask(work, *args, then=told, failed=self._context.error_raised.emit, **values)

    def _discard_blank(self) -> None:
        begun, self._begun = self._begun, None
        if begun is not None:
            self._context.autosaver.send()
            discard = self._context.tasks.session.acting.discard_if_blank
            self._context.tasks.ask(discard, begun.kind, begun.record_id)

    def _discard_unsaid(self) -> None:
        box = self.boxes.get(StepKey.WORDS)
        if box is None or not shiboken6.isValid(box):
            return
        unsaid = box.body.unsaid() if isinstance(box.body, WordsBody) else ""
        if unsaid:
            self._context.autosaver.send()
            self._context.tasks.ask(self._context.tasks.session.health.discard_unsaid, unsaid)


def _dated(flow: HealthFlow) -> str:
    """Return the name of a check, with its day when it has one: two of a kind are told apart."""
    day = event_day(flow.event) if flow.event is not None else None
    return f"{flow.title}, {short_date(day)}" if day else flow.title
