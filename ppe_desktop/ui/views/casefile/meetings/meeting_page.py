"""One meeting, in four steps: who to invite, preparing with the child, holding it, concluding it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import full_date
from ppe_desktop.domain.names import first_name_of, full_name
from ppe_desktop.domain.vocabulary import MeetingKind
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.views.casefile.meetings.invite_step import InviteStep
from ppe_desktop.ui.views.casefile.meetings.steps import ConcludeStep, HoldStep, PrepareStep
from ppe_desktop.ui.widgets.buttons import IconButton, QuietButton
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

STEPS: tuple[tuple[str, str, str, type[Any]], ...] = (
    ("invite", "mail", "Inviter", InviteStep),
    ("prepare", "message-circle", "Préparer avec l’enfant", PrepareStep),
    ("hold", "messages", "Tenir", HoldStep),
    ("conclude", "check-circle", "Conclure", ConcludeStep),
)


class MeetingPage(QWidget):
    """A meeting, with the part of the child whose file is open.

    Signals:
        back_requested: back to all the meetings.
        removal_requested: put it in the recycle bin: for all, or for this child only (True).
        sibling_requested: identifier of a child the meeting is about as well.
        next_requested: make the next meeting, on the date noted.
    """

    back_requested = Signal()
    removal_requested = Signal(bool)
    sibling_requested = Signal(str)
    next_requested = Signal()

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.meeting: Item | None = None
        self.step = "invite"
        self.pages: dict[str, Any] = {}
        self.back_button = QuietButton(self.tr("Toutes les réunions"), "arrow-left", self)
        self.sibling_button = QuietButton(self.tr("Concerne aussi…"), "user-plus", self)
        self.remove_button = IconButton("trash", self.tr("Mettre à la corbeille"), parent=self)
        self.menu = QMenu(self)
        self.title_label = PlainLabel("", "heading", wrap=True, parent=self)
        self.second_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.steps_row = QWidget(self)
        self.steps = QButtonGroup(self)
        self.step_buttons: dict[str, ChipButton] = {}

        self._lay_out()
        self.back_button.clicked.connect(self.back_requested)
        self.sibling_button.clicked.connect(self._on_siblings)
        self.remove_button.clicked.connect(self._on_remove)

    def _lay_out(self) -> None:
        flow = FlowLayout(self.steps_row)
        for key, icon_name, title, _step in STEPS:
            button = ChipButton(self.tr(title), "neutral", icon_name, checkable=True)
            button.setChecked(key == self.step)
            button.clicked.connect(partial(self._on_step, key))
            self.steps.addButton(button)
            self.step_buttons[key] = button
            flow.addWidget(button)
        self.steps.setExclusive(True)
        head = QHBoxLayout()
        head.addWidget(self.back_button)
        head.addStretch(1)
        head.addWidget(self.sibling_button)
        head.addWidget(self.remove_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addLayout(head)
        for widget in (self.title_label, self.second_label, self.steps_row):
            self._column.addWidget(widget)

    def show_meeting(self, meeting: Item, file: CaseFile, *, next_is_planned: bool) -> None:
        """Show a meeting; another one begins at its first step."""
        if self.meeting is None or self.meeting.id != meeting.id:
            self._forget()
        self.meeting = meeting
        self.title_label.setText(MeetingKind.label_of(meeting.kind))
        self.second_label.setText(self._second(meeting, file))
        self.sibling_button.setVisible(bool(self._siblings(file)))
        self._show_step(file)
        conclude = self.pages.get("conclude")
        if conclude is not None:
            conclude.offer_next(is_planned=next_is_planned)
        self._next_is_planned = next_is_planned

    def show_step(self, key: str) -> None:
        """Go to a step."""
        self.step_buttons[key].setChecked(True)
        self._on_step(key)

    def take_keyboard(self) -> None:
        """Put the keyboard on the day."""
        self.show_step("invite")
        self.pages["invite"].form.field("held_on").setFocus()

    def _forget(self) -> None:
        for page in self.pages.values():
            self._column.removeWidget(page)
            page.hide()
            page.deleteLater()
        self.pages, self.step = {}, "invite"
        self.step_buttons["invite"].setChecked(True)

    def _show_step(self, file: CaseFile) -> None:
        assert self.meeting is not None
        if self.step not in self.pages:
            page = next(step for key, _icon, _title, step in STEPS if key == self.step)(
                self._context, self.meeting, self
            )
            self._column.addWidget(page)
            self.pages[self.step] = page
            if isinstance(page, ConcludeStep):
                page.next_requested.connect(self.next_requested)
        for key, page in self.pages.items():
            page.setVisible(key == self.step)
        self.pages[self.step].show_meeting(self.meeting, file)

    def _second(self, meeting: Item, file: CaseFile) -> str:
        day = full_date(meeting.held_on) if meeting.held_on else self.tr("Jour à fixer")
        names = {child.id: first_name_of(child) for child in file.siblings.values()}
        others = [names[one] for one in meeting.children if one != file.child.id and one in names]
        with_whom = self.tr("avec {names}").format(names=", ".join(others)) if others else ""
        return " · ".join(part for part in (day, meeting.at_time, meeting.place, with_whom) if part)

    def _siblings(self, file: CaseFile) -> list[Item]:
        concerned = self.meeting.children if self.meeting is not None else ()
        return [child for child in file.siblings.values() if child.id not in concerned]

    def _on_step(self, key: str, _checked: bool = False) -> None:
        self._context.autosaver.send()
        self.step = key
        file = self._context.file
        if file is not None and self.meeting is not None:
            self._show_step(file)
            if key == "conclude":
                self.pages[key].offer_next(is_planned=self._next_is_planned)

    def _on_siblings(self) -> None:
        file = self._context.file
        self.menu.clear()
        for child in self._siblings(file) if file is not None else []:
            self.menu.addAction(full_name(child).replace("&", "&&"), partial(self.sibling_requested.emit, child.id))
        self.menu.popup(self.sibling_button.mapToGlobal(QPoint(0, self.sibling_button.height())))

    def _on_remove(self) -> None:
        file = self._context.file
        if self.meeting is None or file is None or len(self.meeting.children) < 2:
            self.removal_requested.emit(False)
            return
        self.menu.clear()
        name = first_name_of(file.child).replace("&", "&&")
        self.menu.addAction(
            self.tr("Pour {name} seulement").format(name=name), partial(self.removal_requested.emit, True)
        )
        self.menu.addAction(self.tr("Pour tous les enfants"), partial(self.removal_requested.emit, False))
        self.menu.popup(self.remove_button.mapToGlobal(QPoint(0, self.remove_button.height())))
