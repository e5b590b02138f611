"""Réunions: the meetings about the child, the newest first; one opens into its page."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.meeting_words import present_names
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import AppointmentState, MeetingKind, Presence, YesNo
from ppe_desktop.domain.words_at_hand import Subject, meeting_subject
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.views.casefile.meetings.meeting_page import MeetingPage
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.card import ActionCard
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.undo_bar import UndoBar

_KINDS = tuple(kind for kind in MeetingKind if kind is not MeetingKind.UNKNOWN)
_CAME = (Presence.PRESENT, Presence.REMOTE)


class MeetingCard(ActionCard):
    """A meeting in the list: what it is, when, who came, what is left to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title_label = PlainLabel("", "strong", wrap=True, parent=self)
        self.second_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.state = Chip("", parent=self)
        self.body.setSpacing(6)
        for widget in (self.title_label, self.second_label):
            self.body.addWidget(widget)
        self.body.addWidget(self.state, 0, Qt.AlignmentFlag.AlignLeft)

    def show_meeting(self, meeting: Item) -> None:
        """Show a meeting."""
        day = long_date(meeting.held_on) if meeting.held_on else self.tr("jour à fixer")
        title = f"{MeetingKind.label_of(meeting.kind)}, {day}"
        second = " · ".join(part for part in (self._people(meeting), self._left(meeting)) if part)
        self.title_label.setText(title)
        self.second_label.setText(second or excerpt(meeting.aim, 90))
        self.second_label.setVisible(bool(self.second_label.text()))
        state = AppointmentState.label_of(meeting.state)
        tones = {AppointmentState.HELD.value: "done", AppointmentState.PLANNED.value: "soon"}
        self.state.set_state(state, tones.get(meeting.state, "neutral"))
        self.state.setVisible(bool(state))
        self.setAccessibleName(". ".join(part for part in (title, state, second) if part))

    def _people(self, meeting: Item) -> str:
        invited = [one for one in meeting.invitees if one.invited == YesNo.YES]
        came = sum(one.presence in _CAME for one in invited)
        if came:
            return self.tr("{count} présents").format(count=came) if came > 1 else self.tr("une personne présente")
        if not invited:
            return ""
        return (
            self.tr("{count} invités").format(count=len(invited))
            if len(invited) > 1
            else self.tr("une personne invitée")
        )

    def _left(self, meeting: Item) -> str:
        left = sum(task.done_on is None for task in meeting.tasks)
        if not left:
            return ""
        return (
            self.tr("{count} décisions à suivre").format(count=left) if left > 1 else self.tr("une décision à suivre")
        )


class MeetingsSection(Section):
    """The meetings of the child, or the page of one of them.

    Signals:
        words_subject_changed: another meeting is open, or none is.
    """

    words_subject_changed = Signal()

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Réunions"), parent)
        self._meetings: tuple[Item, ...] = ()
        self._open_id = ""
        self._wanted_task = ""
        self._prepared_id = ""
        self._removed: Item | None = None
        self.cards: dict[str, MeetingCard] = {}
        self.list = QWidget(self.column)
        self.empty_label = PlainLabel(
            self.tr(
                "Aucune réunion n’est encore notée. Une réunion se prépare ici\N{NO-BREAK SPACE}: qui inviter, ce que l’enfant veut y "
                "dire, ce que dit chacun, ce qui est décidé."
            ),
            "muted", wrap=True, parent=self.list,
        )  # fmt: skip
        self.add_button = SecondaryButton(self.tr("Préparer une réunion"), "plus", self.list)
        self.kinds_menu = QMenu(self)
        self.page = MeetingPage(context, self.column)
        self._undo_bar = UndoBar(self)

        self._lay_out()
        self.add_button.clicked.connect(self._on_add)
        self.page.back_requested.connect(self._on_back)
        self.page.removal_requested.connect(self._on_removal)
        self.page.sibling_requested.connect(self._on_sibling)
        self.page.next_requested.connect(self._on_next)
        self._undo_bar.action_requested.connect(self._on_undo)

    def _lay_out(self) -> None:
        for kind in _KINDS:
            self.kinds_menu.addAction(kind.label, partial(self.prepare, kind.value))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column = QVBoxLayout(self.list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.empty_label)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._rows)
        self.body.addWidget(self.list)
        self.body.addWidget(self.page)
        self.finish_layout()
        self.page.hide()
        self.empty_label.hide()

    def show_file(self, file: CaseFile) -> None:
        """Read the meetings again."""
        tasks = self.context.tasks
        tasks.ask(_read, tasks.session, file.child.id, then=self._on_meetings, failed=self.context.error_raised.emit)

    def show_record(self, kind: str, record_id: str) -> None:
        """Open the page of a meeting, or of the one at which a task was decided, as soon as it is read."""
        if kind == "task":
            self._wanted_task = record_id
        else:
            self._open_id = record_id
        self._show()

    def words_subject(self) -> Subject | None:
        """Return the meeting that is open, for the words beside it."""
        opened = self._opened()
        return meeting_subject(opened, present_names(opened.invitees)) if opened is not None else None

    def _opened(self) -> Item | None:
        return next((one for one in self._meetings if one.id == self._open_id), None)

    def prepare(self, kind: str) -> None:
        """Make a meeting about this child, and open its page."""
        file = self.context.file
        if file is not None:
            self._ask(self.context.tasks.session.meetings.add, kind, [file.child.id], then=self._on_prepared)

    def _on_meetings(self, read: tuple[str, tuple[Item, ...]]) -> None:
        child_id, meetings = read
        if self.context.file is not None and self.context.file.child.id == child_id:
            self._meetings = meetings
            self._show()

    def _show(self) -> None:
        file = self.context.file
        if file is None:
            return
        self._find_wanted_task()
        opened = self._opened()
        self.title_label.setVisible(opened is None)
        self.list.setVisible(opened is None)
        self.page.setVisible(opened is not None)
        if opened is not None:
            planned = any(one.held_on == opened.next_on for one in self._meetings)
            self.page.show_meeting(opened, file, next_is_planned=planned)
            self._open_wanted_task(opened)
            self._begin_writing(opened)
        self._show_cards()
        self.words_subject_changed.emit()

    def _find_wanted_task(self) -> None:
        for meeting in self._meetings:
            if any(task.id == self._wanted_task for task in meeting.tasks):
                self._open_id = meeting.id

    def _open_wanted_task(self, meeting: Item) -> None:
        if any(task.id == self._wanted_task for task in meeting.tasks):
            wanted, self._wanted_task = self._wanted_task, ""
            self.page.show_step("conclude")
            self.page.pages["conclude"].tasks.open_when_shown(wanted)

    def _begin_writing(self, meeting: Item) -> None:
        """Put the keyboard on the day of a meeting just made: it is the first thing to fix."""
        if meeting.id == self._prepared_id:
            self._prepared_id = ""
            self.page.take_keyboard()

    def _show_cards(self) -> None:
        self.empty_label.setVisible(not self._meetings)
        for gone in self.cards.keys() - {one.id for one in self._meetings}:
            card = self.cards.pop(gone)
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, meeting in enumerate(self._meetings):
            if meeting.id not in self.cards:
                card = MeetingCard(self.list)
                card.activated.connect(partial(self._on_opened, meeting.id))
                self.cards[meeting.id] = card
            if self._rows.indexOf(self.cards[meeting.id]) != place:
                self._rows.insertWidget(place, self.cards[meeting.id])
            self.cards[meeting.id].show_meeting(meeting)

    def _on_add(self) -> None:
        self.kinds_menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    def _on_opened(self, meeting_id: str) -> None:
        self._open_id = meeting_id
        self._show()
        self.verticalScrollBar().setValue(0)
        self.page.back_button.setFocus()

    def _on_back(self) -> None:
        self.context.autosaver.send()
        left, self._open_id = self._open_id, ""
        self._show()
        if left in self.cards and self.isAncestorOf(QApplication.focusWidget() or self.window()):
            self.cards[left].setFocus()

    def _on_prepared(self, changes: Any) -> None:
        self._prepared_id = changes.created
        self._on_made(changes)

    def _on_made(self, changes: Any) -> None:
        self._open_id = changes.created
        self.context.changed.emit(changes)

    def _on_sibling(self, child_id: str) -> None:
        self.context.autosaver.send()
        self._ask(self.context.tasks.session.meetings.involve, self._open_id, child_id)

    def _on_next(self) -> None:
        meeting = self.page.meeting
        if meeting is not None:
            add = self.context.tasks.session.meetings.add
            self._ask(add, meeting.kind, meeting.children, meeting.next_on, place=meeting.place)

    def _on_removal(self, is_for_this_child: bool) -> None:
        file = self.context.file
        if file is not None:
            self.context.autosaver.send()  # what was typed in it comes back with it
            whom = file.child.id if is_for_this_child else None
            self._ask(self.context.tasks.session.meetings.remove, self._open_id, whom, then=self._on_removed)

    def _on_removed(self, changes: Any) -> None:
        self._removed, self._open_id = changes.removed, ""
        self._undo_bar.show_message(
            self.tr("Réunion mise à la corbeille, avec ce qui y a été dit et décidé."), self.tr("Annuler")
        )
        self.context.changed.emit(changes)

    def _on_undo(self) -> None:
        if self._removed is not None:
            self._ask(self.context.tasks.session.meetings.put_back, self._removed, then=self._on_made)
            self._removed = None

    def _ask(self, work: Any, *args: Any, then: Any = None, **values: Any) -> None:
        self.context.tasks.ask(
            work, *args, then=then or self.context.changed.emit, failed=self.context.error_raised.emit, **values
        )


def _read(session: Any, child_id: str) -> tuple[str, tuple[Item, ...]]:
    """Read the meetings, and say of which child they are."""
    return child_id, session.meetings.of_child(child_id)
