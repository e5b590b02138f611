"""The steps that follow the invitations: preparing with the child, holding the meeting, concluding it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.meetings import in_order, is_late, task_words
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import Presence, YesNo
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_card import Mark
from ppe_desktop.ui.forms.record_cards import CardsSpec, RecordCards
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_EXCUSED = (Presence.EXCUSED, Presence.ABSENT)


class PrepareStep(QWidget):
    """What was prepared with the child, and whether he or she comes."""

    def __init__(self, context: FileContext, meeting: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.form = _form(context, "meeting_child", meeting.part, ("prepared", "attends", "absence_reason"), self)
        column = _column(self)
        for widget in (self.hint_label, self.form):
            column.addWidget(widget)

    def show_meeting(self, meeting: Item, file: CaseFile) -> None:
        """Show the part of the child."""
        name = first_name_of(file.child)
        words = self.tr(
            "Dire à {name} qui sera là, de quoi on parlera, ce qui peut se décider. Demander ce qui doit être dit, par qui, et ce qui "
            "doit rester hors de la réunion."
        )
        self.hint_label.setText(words.format(name=name))
        self.form.show_item(meeting.part)
        comes_not = meeting.part.attends == YesNo.NO or bool(meeting.part.absence_reason)
        self.form.rows["absence_reason"].setVisible(comes_not)


class PersonCard(Card):
    """Whether an invited person came, and what that person says."""

    def __init__(self, context: FileContext, invitee: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        said = " · ".join(part for part in (invitee.name, invitee.quality) if part)
        self.name_label = PlainLabel(said, "strong", wrap=True, parent=self)
        facts = ("presence", "absence_reason", "contribution", "view")
        self.form = _form(context, "meeting_invitee", invitee, facts, self)
        self.body.addWidget(self.name_label)
        self.body.addWidget(self.form)

    def show_invitee(self, invitee: Item) -> None:
        """Show the person as the base has it now; what does not apply is not asked."""
        self.form.show_item(invitee)
        rows = self.form.rows
        rows["absence_reason"].setVisible(invitee.presence in _EXCUSED or bool(invitee.absence_reason))
        rows["contribution"].setVisible(invitee.presence == Presence.WRITTEN or bool(invitee.contribution))


class HoldStep(QWidget):
    """Who is there, the view of each by name, the points, what divides."""

    def __init__(self, context: FileContext, meeting: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.cards: dict[str, PersonCard] = {}
        self.form = _form(context, "meeting", meeting, ("state", "chair", "documents"), self)
        self.people_heading = PlainLabel(self.tr("Qui est là, et ce que dit chacun"), "section", parent=self)
        self.nobody_label = PlainLabel(
            self.tr("Personne n’est encore sur la liste\N{NO-BREAK SPACE}: confirmez les invités à l’étape « Inviter »."),
            "muted", wrap=True, parent=self,
        )  # fmt: skip
        self.said_heading = PlainLabel(self.tr("Ce qui est abordé"), "section", parent=self)
        self.part_form = _form(context, "meeting_child", meeting.part, ("points", "divergences"), self)
        self._people = QVBoxLayout()
        self._people.setSpacing(8)
        column = _column(self)
        for widget in (self.form, self.people_heading, self.nobody_label):
            column.addWidget(widget)
        column.addLayout(self._people)
        for widget in (self.said_heading, self.part_form):
            column.addWidget(widget)

    def show_meeting(self, meeting: Item, _file: CaseFile) -> None:
        """Show the meeting and the persons invited."""
        self.form.show_item(meeting)
        self.part_form.show_item(meeting.part)
        invited = [one for one in meeting.invitees if one.invited == YesNo.YES]
        self.nobody_label.setVisible(not invited)
        for gone in self.cards.keys() - {one.id for one in invited}:
            card = self.cards.pop(gone)
            self._people.removeWidget(card)
            card.hide()
            card.deleteLater()
        for one in invited:
            if one.id not in self.cards:
                self.cards[one.id] = PersonCard(self._context, one, self)
                self._people.addWidget(self.cards[one.id])
            self.cards[one.id].show_invitee(one)


class ConcludeStep(QWidget):
    """The conclusion, the decisions with who and for when, the next date.

    Signals:
        next_requested: make the next meeting, on the date noted.
    """

    next_requested = Signal()

    def __init__(self, context: FileContext, meeting: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meeting = meeting
        self.part_form = _form(context, "meeting_child", meeting.part, ("conclusion",), self)
        spec = CardsSpec(
            "task",
            self.tr("Décisions à suivre"),
            self.tr("Ajouter une décision"),
            self.tr("Ce qui est décidé, qui le fait, pour quand. Chaque ligne revient sur l’accueil jusqu’à ce qu’elle soit faite."),
            task_summary,
            only=("text", "who", "due_on", "promised"),
            extra=DoneTick,
            marks=task_marks,
        )  # fmt: skip
        self.tasks = RecordCards(context, spec, self._tasks, self._new_task, self)
        self.form = _form(context, "meeting", meeting, ("next_on",), self)
        self.next_button = SecondaryButton("", "calendar", self)
        column = _column(self)
        for widget in (self.part_form, self.tasks, self.form):
            column.addWidget(widget)
        column.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignLeft)

        self.next_button.clicked.connect(self.next_requested)

    def show_meeting(self, meeting: Item, file: CaseFile) -> None:
        """Show what was concluded."""
        self._meeting = meeting
        self.part_form.show_item(meeting.part)
        self.form.show_item(meeting)
        self.tasks.show_file(file)

    def offer_next(self, *, is_planned: bool) -> None:
        """Offer to plan the next meeting, unless there is no date for it or it is planned already."""
        day = self._meeting.next_on
        self.next_button.setVisible(day is not None and not is_planned)
        self.next_button.setText(self.tr("Prévoir la réunion du {day}").format(day=long_date(day)))

    def _tasks(self, _file: CaseFile) -> list[Item]:
        return in_order(self._meeting.tasks)

    def _new_task(self, file: CaseFile) -> dict[str, Any]:
        return {"child_id": file.child.id, "meeting_id": self._meeting.id}


class DoneTick(QCheckBox):
    """Says that a task is done, at the foot of its card."""

    def __init__(self, context: FileContext, task: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._task_id = context, task.id
        self.setText(self.tr("Fait"))
        self.setChecked(task.done_on is not None)

        self.clicked.connect(self._on_clicked)

    def show_file(self, _file: CaseFile) -> None:
        """Follow what the card shows."""
        card: Any = self.parent()
        if card is not None and card.item.id == self._task_id:
            self.setChecked(card.item.done_on is not None)

    def _on_clicked(self, is_done: bool) -> None:
        meetings = self._context.tasks.session.meetings
        self._context.autosaver.send()
        self._context.tasks.ask(
            meetings.done if is_done else meetings.undo, self._task_id,
            then=self._context.changed.emit, failed=self._context.error_raised.emit,
        )  # fmt: skip


def task_summary(task: Item, _file: CaseFile) -> tuple[str, str]:
    """Summarise a task: what is to be done, then who and for when."""
    return excerpt(task.text, 90) or "Décision à compléter", task_words(task, clock.now().date())


def task_marks(task: Item, _file: CaseFile) -> list[Mark]:
    """Return where a task stands, and whether it was promised to the child."""
    marks: list[Mark] = [("Promis à l’enfant", "child", "star")] if task.promised else []
    if task.done_on is not None:
        return [*marks, ("Fait", "done", "check")]
    return [*marks, ("En retard", "late", "clock")] if is_late(task, clock.now().date()) else marks


def _form(context: FileContext, kind: str, item: Item, only: tuple[str, ...], parent: QWidget) -> RecordForm:
    return RecordForm(context.kinds[kind], item, context.autosaver, only=only, pending=context.pending, parent=parent)


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return column
