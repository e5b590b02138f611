"""The papers to have at eighteen: a line each, its state at one click, what is useful to know under it."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.autonomy import PaperLine, papers_of
from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.vocabulary import PaperKind, PaperState
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.widgets.arranging import arranged_once
from ppe_desktop.ui.widgets.buttons import IconButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_STATES = {
    PaperState.MISSING: "soon",
    PaperState.ASKED: "info",
    PaperState.HELD: "done",
    PaperState.NOT_NEEDED: "neutral",
}
"""The states offered, and their tone; clicked again, a state is taken back."""
_DETAILS = ("until", "who", "remarks")


AT_FIRST = 5
"""Lines made before the page appears: what a window holds of them."""


class PapersBlock(QWidget):
    """The checklist of papers.

    Signals:
        state_requested: kind of paper, state, identifier of its line (empty as long as nothing was said of it).
    """

    state_requested = Signal(str, str, str)

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._to_open = ""
        self._rows: dict[str, PaperRow] = {}
        self._most: int | None = AT_FIRST
        self.heading = PlainLabel(self.tr("Papiers et démarches"), "section", parent=self)
        self.count_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.add_button = SecondaryButton(self.tr("Ajouter un papier"), "plus", self)

        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.heading, 1)
        head.addWidget(self.add_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(head)
        self._column.addWidget(self.count_label)

        self.add_button.clicked.connect(self._on_add)

    @property
    def rows(self) -> dict[str, PaperRow]:
        """The lines, by kind of paper; those that waited are made."""
        self.show_rest()
        return self._rows

    def show_file(self, file: CaseFile) -> None:
        """Show the checklist as the file has it now, its first lines until :meth:`show_rest`; what is open stays open."""
        lines = self._keyed(papers_of(file))
        for key in self._rows.keys() - lines.keys():
            row = self._rows.pop(key)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, (key, line) in enumerate(islice(lines.items(), self._most), start=2):
            row = self._rows.get(key) or self._new_row(key, line)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
            row.show_line(line)
        left = sum(line.is_left for line in lines.values())
        said = self.tr("Tout est réglé.") if not left else self.tr("{left} à régler sur {count}.")
        self.count_label.setText(said.format(left=left, count=len(lines)))
        if self._to_open:
            self.reveal(self._to_open)

    def show_rest(self) -> None:
        """Make the lines that waited for the first screenful to be painted."""
        if self._most is not None:
            self._most = None
            if self._context.file is not None:
                with arranged_once(self):
                    self.show_file(self._context.file)

    def reveal(self, paper_id: str) -> None:
        """Open the line of a paper and bring it into view, now or once it is read."""
        row = next((one for one in self.rows.values() if one.line.item and one.line.item.id == paper_id), None)
        self._to_open = "" if row is not None else paper_id
        if row is not None:
            row.open_details()
            come_into_view(row)

    def _keyed(self, lines: list[PaperLine]) -> dict[str, PaperLine]:
        """Return the lines by key: the first line of each usual paper keeps its own whether noted or not."""
        found: dict[str, PaperLine] = {}
        usual = {kind.value for kind in PaperKind if kind != PaperKind.OTHER}
        for line in lines:
            is_usual = line.kind in usual and line.kind not in found
            found[line.kind if is_usual or line.item is None else line.item.id] = line
        return found

    def _new_row(self, key: str, line: PaperLine) -> PaperRow:
        row = PaperRow(self._context, line, self)
        row.setObjectName(f"paper_{key}")
        row.state_requested.connect(self.state_requested)
        row.removal_requested.connect(self._on_removal_requested)
        self._rows[key] = row
        return row

    def _on_add(self) -> None:
        """Add a paper that is not on the usual list, to be named."""
        file, context = self._context.file, self._context
        if file is not None:
            add = context.tasks.session.autonomy.set_paper
            kind, state = PaperKind.OTHER.value, PaperState.MISSING.value
            context.tasks.ask(add, file.child.id, kind, state, then=self._on_added, failed=context.error_raised.emit)

    def _on_added(self, changes: Any) -> None:
        self._to_open = changes.created
        self._context.changed.emit(changes)

    def _on_removal_requested(self, item: Item) -> None:
        self._context.remove(item, self.tr("Papier\u00a0: retrait effectué."))


class PaperRow(Card):
    """One paper: its name, the states to choose from, and what is useful to know once something is said of it.

    Signals:
        state_requested: kind of paper, state, identifier of its line.
        removal_requested: the record to take out.
    """

    state_requested = Signal(str, str, str)
    removal_requested = Signal(object)

    def __init__(self, context: FileContext, line: PaperLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self.line = context, line
        self.form: RecordForm | None = None
        self.name_label = PlainLabel("", "strong", wrap=True, parent=self)
        self.more_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.details_button = QuietButton(self.tr("Préciser"), "pencil", self)
        self.remove_button = IconButton("trash", self.tr("Retirer ce papier"), parent=self)
        self.chips = {state.value: self._chip(state, tone) for state, tone in _STATES.items()}

        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name_label, 1)
        head.addWidget(self.details_button)
        head.addWidget(self.remove_button)
        states = QWidget(self)
        flow = FlowLayout(states)
        for chip in self.chips.values():
            flow.addWidget(chip)
        self.body.setContentsMargins(16, 8, 12, 8)
        self.body.setSpacing(4)
        self.body.addLayout(head)
        self.body.addWidget(states)
        self.body.addWidget(self.more_label)

        self.details_button.clicked.connect(self._on_details)
        self.remove_button.clicked.connect(self._on_remove)

    def show_line(self, line: PaperLine) -> None:
        """Show where the paper stands."""
        self.line = line
        item = line.item
        name = PaperKind.label_of(line.kind)
        self.name_label.setText(name)
        for code, chip in self.chips.items():
            chip.setChecked(code == line.state)
            chip.setAccessibleName(f"{name}, {PaperState.label_of(code)}")
        more = _more(item) if item is not None and self.form is None else ""
        self.more_label.setText(more)
        self.more_label.setVisible(bool(more))
        self.details_button.setVisible(item is not None and (self.form is None or self.form.isHidden()))
        self.remove_button.setVisible(item is not None and not self._is_usual())
        if item is not None and self.form is not None:
            self.form.show_item(item)

    def open_details(self) -> None:
        """Show what is useful to know of the paper, with the keyboard in it."""
        item = self.line.item
        if item is None:
            return
        if self.form is None:
            only = _DETAILS if self._is_usual() else ("kind", *_DETAILS)
            context = self._context
            self.form = RecordForm(
                context.kinds["paper"], item, context.autosaver, only=only, pending=context.pending, parent=self
            )
            self.body.addWidget(self.form)
        self.form.show()
        self.show_line(self.line)
        self.form.focus_first()

    def _is_usual(self) -> bool:
        return self.line.kind in {kind.value for kind in PaperKind if kind != PaperKind.OTHER}

    def _chip(self, state: PaperState, tone: str) -> ChipButton:
        chip = ChipButton(state.label, tone, checkable=True, parent=self)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(partial(self._on_state, state.value))
        return chip

    def _on_state(self, state: str) -> None:
        is_chosen = self.chips[state].isChecked()
        for code, chip in self.chips.items():
            chip.setChecked(is_chosen and code == state)
        wanted = state if is_chosen else PaperState.UNKNOWN.value
        self.state_requested.emit(self.line.kind, wanted, self.line.item.id if self.line.item else "")

    def _on_details(self) -> None:
        self.open_details()

    def _on_remove(self) -> None:
        if self.line.item is not None:
            self.removal_requested.emit(self.line.item)


def _more(item: Item) -> str:
    until = f"Valable jusqu’au {long_date(item.until)}" if item.until else ""
    return " · ".join(part for part in (until, item.who, item.remarks) if part)
