"""The way from a field of a form to its former values: known only once somebody comes to the field."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QToolTip, QWidget

from ppe_desktop.services.history import PastValue, has_a_past
from ppe_desktop.ui.dialogs.field_history_dialog import FieldHistoryDialog

if TYPE_CHECKING:
    from ppe_desktop.ui.forms.autosave import Autosaver
    from ppe_desktop.ui.forms.record_form import RecordForm


class FieldsPast(QObject):
    """Shows, on the field one is in, that it has former values, and opens them.

    Args:
        form: the form; a record that is in no base yet has an empty ``record_id``.
        kind: name of the kind of record.
        autosaver: where what is typed goes.
    """

    def __init__(self, form: RecordForm, kind: str, autosaver: Autosaver) -> None:
        super().__init__(form)
        self._form, self._kind, self._autosaver = form, kind, autosaver
        self._looked: set[str] = set()
        self._here = ""
        autosaver.field_accepted.connect(self._on_field_accepted)

    def add(self, name: str) -> None:
        """Follow one more field."""
        row = self._form.rows[name]
        row.offer_past()
        row.past_requested.connect(partial(self.open, name))
        row.pointed.connect(partial(self.look, name))

    def enter(self, widget: QWidget) -> None:
        """The keyboard came to a field."""
        self._here = self._name_of(widget)
        if self._here:
            self._form.rows[self._here].set_keyboard_here(True)
            self.look(self._here)

    def leave(self) -> None:
        """The keyboard left the field it was in."""
        here, self._here = self._here, ""
        if here:
            self._form.rows[here].set_keyboard_here(False)

    def open_from(self, widget: QWidget) -> None:
        """Open the former values of the field that has the keyboard."""
        name = self._name_of(widget)
        if name:
            self.open(name)

    def look(self, name: str) -> None:
        """Ask whether a field has former values, unless that is known."""
        if self._form.record_id and name not in self._looked:
            self._looked.add(name)
            self._ask(name, is_to_open=False)

    def open(self, name: str) -> None:
        """Show the former values of a field, what was just typed included."""
        if self._form.record_id:
            self._autosaver.send()
            self._ask(name, is_to_open=True)

    def _ask(self, name: str, *, is_to_open: bool) -> None:
        tasks = self._autosaver.tasks
        then = partial(self._on_values, self._form.record_id, name, is_to_open)
        tasks.ask(tasks.session.history.of, self._kind, self._form.record_id, name, then=then)

    def _on_values(self, record_id: str, name: str, is_to_open: bool, values: tuple[PastValue, ...]) -> None:
        if record_id != self._form.record_id or name not in self._form.rows:
            return
        is_there = has_a_past(values)
        self._form.rows[name].set_past(is_there)
        if is_to_open and is_there:
            self._show(name, values)
        elif is_to_open:
            target = self._form.editors[name].focus_target
            QToolTip.showText(
                target.mapToGlobal(QPoint(0, target.height())), self.tr("Aucune valeur précédente"), target
            )

    def _show(self, name: str, values: tuple[PastValue, ...]) -> None:
        dialog = FieldHistoryDialog(self._form.label_of(name), values, self._form)
        dialog.value_chosen.connect(self._form.editors[name].take)
        dialog.finished.connect(partial(self._on_closed, name))
        dialog.open()

    def _on_closed(self, name: str, _result: int) -> None:
        self._form.editors[name].focus_target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_field_accepted(self, kind: str, record_id: str, name: str) -> None:
        if (kind, record_id) == (self._kind, self._form.record_id):
            self._looked.discard(name)
            if name == self._here:
                self.look(name)

    def _name_of(self, widget: QWidget) -> str:
        return next((name for name, editor in self._form.editors.items() if editor.focus_target is widget), "")
