"""The steps of a check of health on screen: each says where it stands and opens on what completes it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import NBSP
from ppe_desktop.domain.health_flow import FlowStep, HealthFlow, StepKey, StepState
from ppe_desktop.domain.health_needs import needs_left, needs_of, words_of
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import CollectionOutcome
from ppe_desktop.services.health import ChildHealth
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.theme import icon, px, theme
from ppe_desktop.ui.views.casefile.health_proposals import Proposal, note_of, proposals
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.chip import Chip, ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.title_button import TitleButton

_MARKS: dict[StepState, tuple[str, str]] = {
    StepState.DONE: ("check-circle", "done"),
    StepState.MISSING: ("circle-dashed", "accent"),
    StepState.LATER: ("circle", "muted"),
    StepState.NOT_NEEDED: ("minus", "muted"),
}
FIELDS: dict[StepKey, tuple[str, ...]] = {
    StepKey.BOOKED: ("booked_on", "practitioner", "place", "accompanied_by"),
    StepKey.DONE: ("done_on",),
    StepKey.NEEDS: ("needs",),
    StepKey.PARENTS: ("parents_informed_on", "parents_informed_how"),
    StepKey.NEXT: ("next_on",),
}
"""Facts of the check that complete each step; the two others are kept elsewhere."""
_INDENT = 52
_TITLE_WIDTH = 226
_MENU_LETTERS = 60


class StepBody(QWidget):
    """What completes a step.

    Signals:
        proposed: facts of the check to be noted at once.
        needs_requested: needs to be put into the plan, and the objective, empty for a new one.
        plan_requested: a plan is to be prepared.
        words_requested: words of the child are to be noted; carries the outcome.
        record_requested: section, kind and identifier of a record to be shown.
    """

    proposed = Signal(object)
    needs_requested = Signal(object, str)
    plan_requested = Signal()
    words_requested = Signal(str)
    record_requested = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(_INDENT), 4, 0, 8)
        self.column.setSpacing(8)

    def show_check(self, flow: HealthFlow, file: CaseFile, health: ChildHealth) -> None:
        """Show the check as it is now."""

    def take_keyboard(self, field: str = "") -> None:
        """Give the keyboard to a field, the first one by default."""


class FormBody(StepBody):
    """Some facts of the check, with what may be noted in one click."""

    def __init__(self, context: FileContext, key: StepKey, event: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._proposals: list[Proposal] = []
        self.note_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.chips = QWidget(self)
        self._chips_row = FlowLayout(self.chips)
        self.form = RecordForm(
            context.kinds["health_event"],
            event,
            context.autosaver,
            only=FIELDS[key],
            pending=context.pending,
            parent=self,
        )
        for widget in (self.note_label, self.chips, self.form):
            self.column.addWidget(widget)

    def show_check(self, flow: HealthFlow, file: CaseFile, health: ChildHealth) -> None:
        """Show the facts, and what may be proposed now."""
        if flow.event is None:
            return
        self.form.show_item(flow.event)
        note = note_of(self._key, flow.event, file, health.today)
        self.note_label.setText(note)
        self.note_label.setVisible(bool(note))
        self._show_proposals(proposals(self._key, flow.event, file, health))

    def take_keyboard(self, field: str = "") -> None:
        """Give the keyboard to a field, the first one by default."""
        self.form.field(field).setFocus()

    def _show_proposals(self, wanted: list[Proposal]) -> None:
        if wanted == self._proposals:
            return
        self._proposals = wanted
        if self.chips.isAncestorOf(QApplication.focusWidget() or self):
            self.take_keyboard()
        _clear(self._chips_row)
        for proposal in wanted:
            chip = ChipButton(excerpt(proposal.label, _MENU_LETTERS), "accent", "plus", parent=self.chips)
            chip.clicked.connect(partial(self.proposed.emit, proposal.values))
            self._chips_row.addWidget(chip)
        self.chips.setVisible(bool(wanted))


class PlanBody(StepBody):
    """The needs one by one, each in the plan or to be put there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._objectives: tuple[tuple[str, str], ...] = ()
        self.rows = QVBoxLayout()
        self.rows.setSpacing(4)
        self.add_buttons: list[QuietButton] = []
        self.all_button = SecondaryButton("", "plus", self)
        self.no_draft_label = PlainLabel(
            self.tr(
                "Aucun projet pour l’enfant n’est en préparation\N{NO-BREAK SPACE}: ces besoins entreront dans sa prochaine version."
            ),
            "muted",
            wrap=True,
            parent=self,
        )
        self.prepare_button = SecondaryButton(self.tr("Préparer le projet"), "target", self)
        self.menu = QMenu(self)
        self.menu.setObjectName("objectives_menu")
        foot = FlowLayout(spacing=8)
        for button in (self.all_button, self.prepare_button):
            foot.addWidget(button)
        self.column.addLayout(self.rows)
        self.column.addWidget(self.no_draft_label)
        self.column.addLayout(foot)

        self.all_button.clicked.connect(self._on_all)
        self.prepare_button.clicked.connect(self.plan_requested)

    def show_check(self, flow: HealthFlow, file: CaseFile, health: ChildHealth) -> None:
        """Show each need, and whether the plan takes it up."""
        event, after = flow.event, health.after
        if event is None:
            return
        needs, left, self._objectives = needs_of(event), needs_left(event, after), after.objectives
        self._left, has_draft = left, bool(after.draft_id)
        self.no_draft_label.setVisible(bool(left) and not has_draft)
        self.prepare_button.setVisible(bool(left) and not has_draft)
        self.all_button.setVisible(len(left) > 1 and has_draft)
        self.all_button.setText(self.tr("Ajouter les {count} au projet").format(count=len(left)))
        if self._shown == (needs, left, has_draft):
            return
        self._shown = (needs, left, has_draft)
        self._show_rows(needs, left, has_draft=has_draft)

    def take_keyboard(self, field: str = "") -> None:
        """Give the keyboard to the first gesture."""
        shown = [
            button for button in (*self.add_buttons, self.all_button, self.prepare_button) if not button.isHidden()
        ]
        if shown:
            shown[0].setFocus()

    def _show_rows(self, needs: Sequence[str], left: Sequence[str], *, has_draft: bool) -> None:
        had_keyboard = self.isAncestorOf(QApplication.focusWidget() or self)
        _clear(self.rows)
        self.add_buttons = []
        for need in needs:
            line = QWidget(self)
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(PlainLabel(need, "body", wrap=True, parent=line), 1)
            if need not in left:
                row.addWidget(Chip(self.tr("Au projet"), "done", "check", line), 0, Qt.AlignmentFlag.AlignTop)
            elif has_draft:
                row.addWidget(self._add_button(need, line), 0, Qt.AlignmentFlag.AlignTop)
            self.rows.addWidget(line)
        if had_keyboard:
            self.take_keyboard()

    def _add_button(self, need: str, line: QWidget) -> QuietButton:
        button = QuietButton(self.tr("Ajouter au projet"), "plus", line)
        button.setAccessibleName(self.tr("Ajouter au projet\N{NO-BREAK SPACE}: {need}").format(need=need))
        button.clicked.connect(partial(self._ask_where, (need,), button))
        self.add_buttons.append(button)
        return button

    def _on_all(self) -> None:
        self._ask_where(self._left, self.all_button)

    def _ask_where(self, needs: Sequence[str], button: QWidget) -> None:
        """Put the needs under the one objective there can be; when several are open, ask under which."""
        if not self._objectives:
            self.needs_requested.emit(tuple(needs), "")
            return
        self.menu.clear()
        for objective_id, text in self._objectives:
            name = excerpt(text, _MENU_LETTERS).replace("&", "&&") or self.tr("Objectif sans texte")
            self.menu.addAction(name, partial(self.needs_requested.emit, tuple(needs), objective_id))
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Un nouvel objectif"), partial(self.needs_requested.emit, tuple(needs), ""))
        self.menu.popup(button.mapToGlobal(QPoint(0, button.height())))


class WordsBody(StepBody):
    """The child's words on the check: begun in one click, written here, kept among the words of the file."""

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.form: RecordForm | None = None
        self.note_button = SecondaryButton(self.tr("Noter ses mots"), "quote", self)
        self.silent_button = QuietButton(self.tr("N’a pas souhaité en parler"), parent=self)
        self.open_button = QuietButton(self.tr("Compléter dans Paroles"), "arrow-right", self)
        self.gestures = QWidget(self)
        row = FlowLayout(self.gestures)
        for button in (self.note_button, self.silent_button):
            row.addWidget(button)
        self.column.addWidget(self.gestures)
        self.column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.open_button.hide()

        self.note_button.clicked.connect(partial(self.words_requested.emit, CollectionOutcome.COLLECTED.value))
        self.silent_button.clicked.connect(partial(self.words_requested.emit, CollectionOutcome.DECLINED.value))
        self.open_button.clicked.connect(self._on_open)

    def show_check(self, flow: HealthFlow, file: CaseFile, health: ChildHealth) -> None:
        """Show the words that are there, or what notes them."""
        words = next(iter(words_of(flow.event, health.after)), None) if flow.event else None
        if self.form is not None and (words is None or words.id != self.form.record_id):
            self.column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if words is not None:
            self._show_words(words)
        self.gestures.setVisible(words is None)
        self.open_button.setVisible(words is not None)

    def unsaid(self) -> str:
        """Return the words begun here, to be taken away if nothing was written in them."""
        return self.form.record_id if self.form is not None else ""

    def take_keyboard(self, field: str = "") -> None:
        """Give the keyboard to the words, or to what begins them."""
        (self.form.first_field() if self.form is not None else self.note_button).setFocus()

    def _show_words(self, words: Item) -> None:
        if self.form is not None:
            self.form.show_item(words)
            return
        context = self._context
        had_keyboard = self.gestures.isAncestorOf(QApplication.focusWidget() or self)
        self.form = RecordForm(
            context.kinds["statement"],
            words,
            context.autosaver,
            only=("exact_words",),
            pending=context.pending,
            parent=self,
        )
        self.column.insertWidget(0, self.form)
        if had_keyboard:
            self.form.focus_first()

    def _on_open(self) -> None:
        if self.form is not None:
            self.record_requested.emit("statements", "statement", self.form.record_id)


class StepBox(QWidget):
    """A step: its mark, its name, what is known; opened, what completes it.

    Signals:
        toggled: the person opened it or folded it.
    """

    toggled = Signal(bool)

    def __init__(self, key: StepKey, body: StepBody, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"step_{key.name.lower()}")
        self.key, self.body = key, body
        self.mark = IconMark("circle", "muted", 18, self)
        self.title_button = TitleButton(self.tr(key.value), self)
        self.title_button.setObjectName("card_title")
        self.title_button.setCheckable(True)
        self.title_button.setProperty("flat_title", True)
        self.title_button.setIconSize(QSize(px(16), px(16)))
        self.title_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.said_label = PlainLabel("", "muted", wrap=True, parent=self)
        body.setParent(self)

        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.mark)
        head.addWidget(self.title_button)
        head.addWidget(self.said_label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(body)
        body.hide()

        self.title_button.toggled.connect(self._on_toggled)
        theme().theme_changed.connect(self._fit)
        self._fit()
        self._show_arrow(is_open=False)

    def show_step(self, step: FlowStep) -> None:
        """Say where the step stands."""
        self.mark.set_icon(*_MARKS[step.state])
        wanted = self.tr("À préciser\N{NO-BREAK SPACE}: {what}.").format(what=", ".join(step.missing))
        said = " ".join(
            part for part in (step.said, wanted if step.missing and step.state is StepState.DONE else "") if part
        )
        self.said_label.setText(said)
        can_open = step.state is not StepState.NOT_NEEDED and not (
            step.key is StepKey.PLAN and step.state is StepState.LATER
        )
        self.title_button.setEnabled(can_open)
        self.title_button.setAccessibleName(f"{self.title_button.text()}{NBSP}: {step.state.value}. {said}")

    def is_open(self) -> bool:
        """Tell whether what completes it is shown."""
        return self.title_button.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Open or fold it, unless the hands are in it."""
        if is_open or not self.body.isAncestorOf(QApplication.focusWidget() or self):
            self.title_button.setChecked(is_open)

    def _fit(self) -> None:
        """Give the names of all the steps the same room, at the size of text in force."""
        self.title_button.setFixedWidth(px(_TITLE_WIDTH))
        self.body.column.setContentsMargins(px(_INDENT), 4, 0, 8)

    def _on_toggled(self, is_open: bool) -> None:
        self.body.setVisible(is_open)
        self._show_arrow(is_open=is_open)
        self.toggled.emit(is_open)

    def _show_arrow(self, *, is_open: bool) -> None:
        self.title_button.setIcon(icon("chevron-down" if is_open else "chevron-right", "muted"))


def body_of(context: FileContext, key: StepKey, event: Item, parent: QWidget) -> StepBody:
    """Return what completes a step."""
    if key is StepKey.PLAN:
        return PlanBody(parent)
    if key is StepKey.WORDS:
        return WordsBody(context, parent)
    return FormBody(context, key, event, parent)


def _clear(layout: Any) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
