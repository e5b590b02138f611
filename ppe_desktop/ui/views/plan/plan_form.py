"""The form of a record of the plan: long texts over the whole line, short facts side by side; words only once finished."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.facts import Fact, Kind, RecordKind
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.forms.editors import LongTextEditor
from ppe_desktop.ui.forms.record_form import Options, RecordForm
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.plan.typography import curly
from ppe_desktop.ui.widgets.form_row import BESIDE_FROM
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SHORT_WIDTH = 272
"""Half a line, for a date or a choice."""

Lines = Sequence[Sequence[str]]
"""Names of the facts, line by line."""


class PlanForm(RecordForm):
    """Some facts of a record, in lines, saved as they are typed."""

    def __init__(
        self,
        kind: RecordKind,
        item: Item,
        autosaver: Autosaver,
        lines: Lines,
        *,
        least_lines: int = 3,
        unlabelled: Sequence[str] = (),
        options: Options | None = None,
        pending: Mapping[tuple[str, str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._lines, self._least_lines, self._unlabelled = lines, least_lines, unlabelled
        self._rows_by_line: dict[int, QHBoxLayout] = {}
        names = [name for line in lines for name in line]
        super().__init__(kind, item, autosaver, only=names, options=options, pending=pending, parent=parent)

    def _add_row(self, name: str) -> None:
        super()._add_row(name)
        row, editor = self.rows[name], self.editors[name]
        self._column.removeWidget(row)
        row.label.setText(curly(row.label.text()))
        row.label.setVisible(name not in self._unlabelled)
        row.help.setText(curly(row.help.text()))
        row.setMaximumWidth(px(self._widest(name)))
        editor.focus_target.setAccessibleName(row.label.text())
        if isinstance(editor, LongTextEditor):
            editor.text.set_min_lines(self._least_lines)
        if isinstance(editor.focus_target, QComboBox):
            editor.focus_target.setMinimumContentsLength(6)
            for index in range(editor.focus_target.count()):
                editor.focus_target.setItemText(index, curly(editor.focus_target.itemText(index)))
        line = self._line_of(name)
        line.addWidget(row, 1)
        if self._widest(name) == SHORT_WIDTH:
            line.addStretch(1)

    def _widest(self, name: str) -> int:
        """Return the greatest width of a field: a short fact alone on its line stays short, and every label stays above."""
        is_alone = [name] in [list(line) for line in self._lines]
        is_short = self._kind.fact(name).kind in (Kind.CHOICE, Kind.FREE_CHOICE, Kind.DATE)
        return SHORT_WIDTH if is_alone and is_short else BESIDE_FROM - 1

    def _line_of(self, name: str) -> QHBoxLayout:
        if not self._rows_by_line:
            for number in range(len(self._lines)):
                line = QHBoxLayout()
                line.setSpacing(16)
                self._rows_by_line[number] = line
                self._column.addLayout(line)
        return self._rows_by_line[next(index for index, line in enumerate(self._lines) if name in line)]


class PlanReading(QWidget):
    """The same facts as words to read, in a version that is finished."""

    def __init__(
        self,
        kind: RecordKind,
        item: Item,
        lines: Lines,
        *,
        unlabelled: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._unlabelled = kind, unlabelled
        self._labels: dict[str, tuple[PlainLabel, PlainLabel]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for name in (name for line in lines for name in line):
            pair = PlainLabel(curly(kind.fact(name).label), "strong", wrap=True), PlainLabel("", wrap=True)
            pair[1].setContentsMargins(0, 0, 0, px(8))
            for label in pair:
                column.addWidget(label)
            self._labels[name] = pair
        self.show_item(item)

    def show_item(self, item: Item) -> None:
        """Show the record; facts that hold nothing take no room."""
        for name, pair in self._labels.items():
            text = said(self._kind.fact(name), item.values.get(name))
            pair[1].setText(text)
            pair[0].setVisible(bool(text) and name not in self._unlabelled)
            pair[1].setVisible(bool(text))


def said(fact: Fact, value: Any) -> str:
    """Return the value of a fact in words."""
    if isinstance(value, dt.date):
        return long_date(value)
    if fact.choices is not None and fact.kind in (Kind.CHOICE, Kind.FREE_CHOICE):
        return curly(fact.choices.label_of(value))
    return str(value or "")
