"""A form written from the facts a record declares: same look everywhere, help beside the field, errors beneath it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.facts import Kind, RecordKind
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.forms.editors import Editor, LeavingWatch, LongTextEditor, RecordChooser, make_editor
from ppe_desktop.ui.forms.past import FieldsPast
from ppe_desktop.ui.forms.town_proposer import propose_towns
from ppe_desktop.ui.spelling.speller import speller_of
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.form_row import FormRow

Options = Mapping[str, list[tuple[str, str]]]
"""Records that may be chosen, by kind of record: identifier and name of each."""


class RecordForm(QWidget):
    """The facts of one record, saved as they are typed.

    Attributes:
        record_id: the record shown.
        editors: editor of each fact, by name.
        rows: row of each fact, by name.
    """

    def __init__(
        self,
        kind: RecordKind,
        item: Item,
        autosaver: Autosaver,
        *,
        only: Iterable[str] | None = None,
        options: Options | None = None,
        pending: Mapping[tuple[str, str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build the form.

        Args:
            kind: the kind of record and its facts.
            item: the record.
            autosaver: where what is typed goes.
            only: names of the facts to show; all of them by default, the rare ones under "Plus de détails".
            options: records that may be chosen.
            pending: texts typed before that are no good values yet.
            parent: parent widget.
        """
        super().__init__(parent)
        self.record_id = item.id
        self._kind, self._item, self._autosaver = kind, item, autosaver
        self._options, self._pending = options or {}, dict(pending or {})
        self.editors: dict[str, Editor] = {}
        self.rows: dict[str, FormRow] = {}
        self._only = None if only is None else set(only)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.details_button = QuietButton(self.tr("Plus de détails"), "chevron-down", self)
        self._watch = LeavingWatch(self)
        self._past = FieldsPast(self, kind.name, autosaver)

        for fact in self._shown_facts(rare=False):
            self._add_row(fact.name)
        self._column.addWidget(self.details_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.details_button.setVisible(bool(self._shown_facts(rare=True)))

        self.details_button.clicked.connect(self._on_details)
        self._watch.left.connect(autosaver.send)
        self._watch.left.connect(self._past.leave)
        self._watch.entered.connect(self._past.enter)
        self._watch.past_requested.connect(self._past.open_from)
        autosaver.field_refused.connect(self._on_field_refused)
        autosaver.field_accepted.connect(self._on_field_accepted)
        propose_towns(self)
        self.show_item(item)
        if any(
            item.values.get(fact.name) not in (None, "", False, fact.default) for fact in self._shown_facts(rare=True)
        ):
            self._on_details()

    @property
    def kind_name(self) -> str:
        """Kind of the record shown."""
        return self._kind.name

    def _shown_facts(self, *, rare: bool) -> list[Any]:
        if self._only is not None:
            return [] if rare else [fact for fact in self._kind.facts if fact.name in self._only]
        return [
            fact for fact in self._kind.facts if fact.rare is rare and not fact.managed and fact.kind is not Kind.IMAGE
        ]

    def _add_row(self, name: str) -> None:
        fact = self._kind.fact(name)
        editor = make_editor(fact, self, options=self._options.get(fact.target))
        label = "" if fact.kind is Kind.FLAG else fact.label
        row = FormRow(label, editor, help_text=fact.help, parent=self)
        self._column.addWidget(row)
        self.editors[name], self.rows[name] = editor, row
        editor.focus_target.setAccessibleName(fact.label)
        editor.focus_target.installEventFilter(self._watch)
        editor.edited.connect(partial(self._on_edited, name))
        if isinstance(editor, LongTextEditor):
            editor.help_with(speller_of(self._autosaver.tasks))
        self._past.add(name)

    def label_of(self, name: str) -> str:
        """Return the French words before a field."""
        return self._kind.fact(name).label

    def show_item(self, item: Item) -> None:
        """Show the record as the base has it now; what is being typed is left alone."""
        self._item = item
        for name, editor in self.editors.items():
            if self._autosaver.holds(self._kind.name, self.record_id, name):
                continue
            kept_aside = self._pending.get((item.id, name))
            editor.show_value(item.values.get(name) if kept_aside is None else kept_aside)
            if kept_aside is not None:
                self.rows[name].set_error(
                    self.tr("Gardé comme vous l’avez tapé, sans être compris. À corriger ou à vider.")
                )

    def set_options(self, options: Options) -> None:
        """Offer the records as the file has them now: one just added may be chosen in a form already open."""
        self._options = options
        for name, editor in self.editors.items():
            target = self._kind.fact(name).target
            if isinstance(editor, RecordChooser) and target in options:
                editor.set_options(options[target])

    def first_field(self) -> QWidget:
        """Return the field that takes the keyboard first."""
        return next((editor.focus_target for editor in self.editors.values()), self)

    def field(self, name: str) -> QWidget:
        """Return the field of a fact, shown if it was among the details; the first one when there is no such fact."""
        if name not in self.editors and any(fact.name == name for fact in self._shown_facts(rare=True)):
            self._on_details()
        return self.editors[name].focus_target if name in self.editors else self.first_field()

    def focus_first(self) -> None:
        """Put the keyboard in the first field."""
        self.first_field().setFocus()

    def _on_edited(self, name: str, typed: Any) -> None:
        self._pending.pop((self.record_id, name), None)
        self._autosaver.note(self._kind.name, self.record_id, name, typed)

    def _on_details(self) -> None:
        self.details_button.hide()
        for fact in self._shown_facts(rare=True):
            if fact.name not in self.editors:
                self._add_row(fact.name)
        propose_towns(self)
        self.show_item(self._item)

    def _on_field_refused(self, kind: str, record_id: str, field: str, message: str) -> None:
        if (kind, record_id) == (self._kind.name, self.record_id) and field in self.rows:
            self.rows[field].set_error(message)

    def _on_field_accepted(self, kind: str, record_id: str, field: str) -> None:
        if (kind, record_id) == (self._kind.name, self.record_id) and field in self.rows:
            self.rows[field].set_error("")
