"""One appointment: kept from the moment a child is chosen, then as it is typed; what took place leads to the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ppe_desktop.domain.agenda import AgendaChild
from ppe_desktop.domain.agenda.words import appointment_label
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import full_date
from ppe_desktop.domain.errors import FieldError, PpeError
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.domain.vocabulary import AppointmentKind, AppointmentState
from ppe_desktop.runtime import clock
from ppe_desktop.services.meeting_days import MEETING_FOR
from ppe_desktop.services.visits import SEEN_IN
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.agenda.children_field import ChildrenField
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel

WIDTH, HEIGHT = 600, 640
_LATER = (("Au lendemain", 1), ("D’une semaine", 7), ("De deux semaines", 14), ("De quatre semaines", 28))


class AppointmentDialog(QDialog):
    """Makes an appointment, or changes it; there is nothing to save and nothing to lose.

    Signals:
        changed: a use case changed something; carries the ``Changes``.
        removed: the appointment went in the recycle bin; carries it as it was.
        file_requested: child, section, and kind and identifier of a record to open there.
        visit_requested: identifier of the appointment whose visit is prepared or made.

    Attributes:
        appointment_id: the appointment, empty as long as no child is chosen.
    """

    changed = Signal(object)
    removed = Signal(object)
    file_requested = Signal(str, str, object)
    visit_requested = Signal(str)

    def __init__(
        self,
        tasks: Tasks,
        autosaver: Autosaver,
        kind: RecordKind,
        children: Mapping[str, AgendaChild],
        parent: QWidget | None = None,
        *,
        day: dt.date | None = None,
        appointment: Item | None = None,
        prefilled: Mapping[str, Any] | None = None,
    ) -> None:
        """Show an appointment, or begin one.

        Args:
            tasks: the way to the base.
            autosaver: where what is typed goes.
            kind: the facts of an appointment.
            children: the children who may be chosen.
            parent: parent widget.
            day: day of a new appointment; today by default.
            appointment: the appointment to show.
            prefilled: first facts of a new one: ``kind``, ``rule``, ``rule_key``, ``subject``…
        """
        super().__init__(parent)
        self.setObjectName("appointment_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tasks, self._autosaver, self._kind = tasks, autosaver, kind
        self._day, self._prefilled = day or clock.today(), dict(prefilled or {})
        self._item: Item | None = None
        self._is_making = False
        self._wanted: list[str] = []
        self.appointment_id = ""
        self.form: RecordForm | None = None
        self.page = ColumnScroll(WIDTH, self)
        self.title_label = PlainLabel("", "heading", wrap=True, parent=self.page.column)
        self.children_field = ChildrenField(children, self.page.column)
        self.children_row = FormRow(self.tr("Pour qui"), self.children_field, parent=self.page.column)
        self.hint_label = PlainLabel(
            self.tr("Dès qu’un enfant est choisi, le rendez-vous est enregistré ; le reste s’enregistre à mesure.").replace(
                " ;", "\N{NO-BREAK SPACE};"
            ),
            "muted", wrap=True, parent=self.page.column,
        )  # fmt: skip
        self.meeting_button = SecondaryButton(self.tr("Préparer la réunion"), "messages", self)
        self.visit_button = SecondaryButton(self.tr("Visite"), "house", self)
        self.visit_button.setToolTip(self.tr("Lire la page à savoir avant, prendre des notes, les ranger"))
        self.file_button = QuietButton(self.tr("Ouvrir le dossier"), "folder-open", self)
        self.held_button = SecondaryButton(
            self.tr("A eu lieu : écrire au journal").replace(" :", "\N{NO-BREAK SPACE}:"), "check", self
        )
        self.later_button = SecondaryButton(self.tr("Reporter"), "calendar", self)
        self.remove_button = QuietButton(self.tr("Mettre à la corbeille"), "trash", self)
        self.close_button = SecondaryButton(self.tr("Fermer"), parent=self)
        self.later_menu = QMenu(self)

        self._lay_out()
        self._connect()
        if appointment is not None:
            self._show(appointment)
        else:
            self._show_new()

    def _lay_out(self) -> None:
        for words, days in _LATER:
            self.later_menu.addAction(self.tr(words)).triggered.connect(partial(self._on_postponed, days))
        self.later_menu.addSeparator()
        self.later_menu.addAction(self.tr("À une autre date…")).triggered.connect(self._on_other_day)
        self.children_row.offer_past()  # as wide as the fields below it
        body = self.page.body
        for widget in (self.title_label, self.children_row, self.hint_label):
            body.addWidget(widget)
        body.addStretch(1)
        gestures = QHBoxLayout()
        gestures.addWidget(self.held_button)
        gestures.addWidget(self.later_button)
        gestures.addWidget(self.meeting_button)
        gestures.addWidget(self.visit_button)
        gestures.addStretch(1)
        gestures.addWidget(self.file_button)
        foot = QHBoxLayout()
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        below = QVBoxLayout()
        below.setContentsMargins(24, 8, 24, 16)
        below.addLayout(gestures)
        below.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page, 1)
        outer.addLayout(below)
        above = self.parentWidget()
        room = above.window().height() if above else px(HEIGHT)
        self.resize(px(WIDTH) + 64, min(px(HEIGHT), room))

    def _connect(self) -> None:
        self.children_field.added.connect(self._on_child_added)
        self.children_field.removed.connect(self._on_child_removed)
        self.held_button.clicked.connect(self._on_held)
        self.later_button.clicked.connect(self._on_later)
        self.meeting_button.clicked.connect(self._on_meeting)
        self.visit_button.clicked.connect(self._on_visit)
        self.file_button.clicked.connect(self._on_file)
        self.remove_button.clicked.connect(self._on_remove)
        self.close_button.clicked.connect(self.accept)
        self._autosaver.changed.connect(self._on_changed)

    def done(self, result: int) -> None:
        """Send what was typed, then go."""
        self._autosaver.send()
        super().done(result)

    def _show_new(self) -> None:
        self.setWindowTitle(self.tr("Nouveau rendez-vous"))
        day = full_date(self._day)
        self.title_label.setText(self.tr("Nouveau rendez-vous, {day}").format(day=day))
        for button in (
            self.held_button, self.later_button, self.meeting_button, self.visit_button, self.file_button, self.remove_button,
        ):  # fmt: skip
            button.hide()
        self.children_field.line.setFocus()

    def _show(self, appointment: Item) -> None:
        """Show the appointment as the base has it now."""
        is_first = self._item is None
        self._item, self.appointment_id = appointment, appointment.id
        title = appointment_label(appointment)
        self.setWindowTitle(self.tr("Rendez-vous"))
        self.title_label.setText(f"{title}, {full_date(appointment.planned_on)}")
        self.children_field.show_chosen(appointment.children)
        self.hint_label.hide()
        if is_first:
            self.form = RecordForm(self._kind, appointment, self._autosaver, parent=self.page.column)
            self.page.body.insertWidget(2, self.form)
        elif self.form is not None:
            self.form.show_item(appointment)
        is_past = appointment.planned_on <= clock.today()
        self.held_button.setVisible(is_past and appointment.state == AppointmentState.PLANNED)
        self.later_button.setVisible(appointment.state != AppointmentState.HELD)
        self.meeting_button.setVisible(appointment.kind in MEETING_FOR)
        self.visit_button.setVisible(appointment.kind in SEEN_IN and appointment.state != AppointmentState.CANCELLED)
        self.file_button.show()
        self.remove_button.show()

    def _on_child_added(self, child_id: str) -> None:
        self.children_row.set_error("")
        if self.appointment_id:
            self._ask(self._tasks.session.appointments.involve, self.appointment_id, child_id)
            return
        self._wanted.append(child_id)
        self.children_field.show_chosen(self._wanted)
        if not self._is_making:
            self._is_making = True
            values = {"kind": AppointmentKind.VISIT.value, **self._prefilled}
            self._tasks.ask(
                self._tasks.session.appointments.add, values.pop("kind"), self._day, [child_id], **values,
                then=self._on_made, failed=self._on_refused,
            )  # fmt: skip

    def _on_made(self, changes: Any) -> None:
        self.appointment_id = changes.created
        others = [child_id for child_id in self._wanted[1:] if child_id != self._wanted[0]]
        for child_id in others:
            self._tasks.ask(self._tasks.session.appointments.involve, self.appointment_id, child_id)
        self._on_done(changes)

    def _on_child_removed(self, child_id: str) -> None:
        if len(self.children_field.chosen()) == 1:
            self.children_row.set_error(
                self.tr(
                    "Un rendez-vous concerne au moins un enfant. Ajoutez l’autre d’abord, ou mettez-le à la corbeille."
                )
            )
            return
        self.children_row.set_error("")
        if self.appointment_id:
            self._ask(self._tasks.session.appointments.part, self.appointment_id, child_id)

    def _on_held(self) -> None:
        self._autosaver.send()
        self._tasks.ask(
            self._tasks.session.appointments.hold, self.appointment_id, then=self._on_told, failed=self._on_refused
        )

    def _on_told(self, changes: Any) -> None:
        self.changed.emit(changes)
        child_id = self._item.children[0] if self._item else ""
        self.accept()
        self.file_requested.emit(child_id, "journal", ("journal_entry", changes.created))

    def _on_later(self) -> None:
        self.later_menu.popup(self.later_button.mapToGlobal(QPoint(0, self.later_button.height())))

    def _on_postponed(self, days: int) -> None:
        if self._item is not None:
            start = max(self._item.planned_on, clock.today()) if days == 1 else self._item.planned_on
            self._autosaver.send()
            self._ask(self._tasks.session.appointments.postpone, self.appointment_id, start + dt.timedelta(days=days))

    def _on_other_day(self) -> None:
        if self.form is not None:
            line = self.form.editors["planned_on"].focus_target
            line.setFocus()
            self.page.ensureWidgetVisible(line)

    def _on_meeting(self) -> None:
        self._autosaver.send()
        self._tasks.ask(
            self._tasks.session.meetings.for_appointment,
            self.appointment_id,
            then=self._on_meeting_found,
            failed=self._on_refused,
        )

    def _on_meeting_found(self, changes: Any) -> None:
        if changes.records:
            self.changed.emit(changes)
        child_id = self._item.children[0] if self._item else ""
        self.accept()
        self.file_requested.emit(child_id, "meetings", ("meeting", changes.created))

    def _on_visit(self) -> None:
        appointment_id = self.appointment_id
        self.accept()
        self.visit_requested.emit(appointment_id)

    def _on_file(self) -> None:
        if self._item is not None:
            child_id = self._item.children[0]
            self.accept()
            self.file_requested.emit(child_id, "overview", None)

    def _on_remove(self) -> None:
        self._tasks.ask(
            self._tasks.session.appointments.remove, self.appointment_id, then=self._on_removed, failed=self._on_refused
        )

    def _on_removed(self, changes: Any) -> None:
        self.changed.emit(changes)
        self.removed.emit(changes.removed)
        self.accept()

    def _on_changed(self, changes: Any) -> None:
        """Follow what is typed in the form."""
        if self.appointment_id and ("appointment", self.appointment_id) in changes.records:
            self._read()

    def _ask(self, work: Any, *args: Any) -> None:
        self._tasks.ask(work, *args, then=self._on_done, failed=self._on_refused)

    def _on_done(self, changes: Any) -> None:
        self.changed.emit(changes)
        self._read()

    def _read(self) -> None:
        self._tasks.ask(
            self._tasks.session.appointments.one, self.appointment_id, then=self._show, failed=self._on_refused
        )

    def _on_refused(self, error: PpeError) -> None:
        self._is_making = False
        field = error.field if isinstance(error, FieldError) else ""
        row = self.form.rows.get(field) if self.form is not None else None
        (row or self.children_row).set_error(error.message)
