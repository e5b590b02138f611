"""The steps that follow the invitations: preparing with the child, holding the meeting, concluding it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.meeting_words import (
    CONTRIBUTION,
    PREPARED,
    VIEW,
    brought_by,
    brought_by_others,
    can_be_kept,
    kept_from,
    kept_id,
)
from ppe_desktop.domain.meetings import in_order, is_late, served_by, task_words
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import Apart, Domain, MeetingKind, Presence, YesNo
from ppe_desktop.domain.words_said import speaker_words
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_card import Mark
from ppe_desktop.ui.forms.record_cards import CardsSpec, RecordCards
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.views.casefile.meetings.keep_words import BroughtWords, KeepWords
from ppe_desktop.ui.views.casefile.meetings.task_foot import TaskFoot
from ppe_desktop.ui.views.coverage.missing_words import MissingWords
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_DOMAINS = tuple(domain.label for domain in Domain)
_EXCUSED = (Presence.EXCUSED, Presence.ABSENT)


class PrepareStep(QWidget):
    """What was prepared with the child, and whether he or she comes."""

    def __init__(self, context: FileContext, meeting: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.form = _form(context, "meeting_child", meeting.part, ("prepared",), self)
        keep = context.tasks.session.words.keep_preparation
        part_id = meeting.part.id
        self.keep = KeepWords(
            context, partial(keep, part_id, is_exact=True), partial(keep, part_id, is_exact=False), self
        )
        self.presence_form = _form(context, "meeting_child", meeting.part, ("attends", "absence_reason"), self)
        column = _column(self)
        for widget in (self.hint_label, self.form, self.keep, self.presence_form):
            column.addWidget(widget)

    def show_meeting(self, meeting: Item, file: CaseFile) -> None:
        """Show the part of the child."""
        name = first_name_of(file.child)
        words = self.tr(
            "Dire à {name} qui sera là, de quoi on parlera, ce qui peut se décider. Demander ce qui doit être dit, par qui, et ce qui "
            "doit rester hors de la réunion."
        )
        self.hint_label.setText(words.format(name=name))
        part = meeting.part
        self.form.show_item(part)
        self.presence_form.show_item(part)
        kept = kept_from(meeting).get(kept_id(part.id, part.child_id, PREPARED))
        self.keep.show_text(part.prepared, kept)
        comes_not = part.attends == YesNo.NO or bool(part.absence_reason)
        self.presence_form.rows["absence_reason"].setVisible(comes_not)


class PersonCard(Card):
    """Whether an invited person came, and what that person says."""

    def __init__(self, context: FileContext, invitee: Item, child_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        said = " · ".join(part for part in (invitee.name, invitee.quality) if part)
        self.name_label = PlainLabel(said, "strong", wrap=True, parent=self)
        self.form = _form(context, "meeting_invitee", invitee, ("presence", "absence_reason"), self)
        self.fields = {
            field: _form(context, "meeting_invitee", invitee, (field,), self) for field in (CONTRIBUTION, VIEW)
        }
        keep = context.tasks.session.words.keep_view
        self.keeps = {
            field: KeepWords(context, partial(keep, invitee.id, child_id, field), parent=self) for field in self.fields
        }
        self.brought = BroughtWords(self)
        for widget in (self.name_label, self.form):
            self.body.addWidget(widget)
        for field, form in self.fields.items():
            self.body.addWidget(form)
            self.body.addWidget(self.keeps[field])
        self.body.addWidget(self.brought)

    def show_invitee(self, invitee: Item, meeting: Item, file: CaseFile) -> None:
        """Show the person as the base has it now; what does not apply is not asked."""
        self.form.show_item(invitee)
        self.form.rows["absence_reason"].setVisible(invitee.presence in _EXCUSED or bool(invitee.absence_reason))
        writes = invitee.presence == Presence.WRITTEN or meeting.apart == Apart.WRITTEN
        is_shown = {CONTRIBUTION: writes or bool(invitee.contribution), VIEW: True}
        known = kept_from(meeting)
        for field, form in self.fields.items():
            form.show_item(invitee)
            form.setVisible(is_shown[field])
            text = invitee.values[field] if is_shown[field] and can_be_kept(invitee) else ""
            self.keeps[field].show_text(text, known.get(kept_id(invitee.id, file.child.id, field)))
        self.brought.show_statements(brought_by(invitee, meeting, file))


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
        self.part_form = _form(
            context, "meeting_child", meeting.part, ("child_alone", "parents_time", "points", "divergences"), self
        )
        self.domains_button = QuietButton(self.tr("Ranger par domaine"), "list-checks", self)
        self.domains_button.setToolTip(
            self.tr(
                "Pose le nom des trois domaines de la loi\N{NO-BREAK SPACE}: ce qui suit chacun ira dans sa partie du compte rendu."
            )
        )
        self.others_label = PlainLabel(
            self.tr("Autres paroles rattachées à cette réunion"), "strong", wrap=True, parent=self
        )
        self.others = BroughtWords(self)
        self._people = QVBoxLayout()
        self._people.setSpacing(8)
        column = _column(self)
        for widget in (self.form, self.people_heading, self.nobody_label):
            column.addWidget(widget)
        column.addLayout(self._people)
        column.addWidget(self.others_label)
        column.addWidget(self.others)
        for widget in (self.said_heading, self.part_form):
            column.addWidget(widget)
        column.addWidget(self.domains_button, 0, Qt.AlignmentFlag.AlignLeft)

        self.domains_button.clicked.connect(self._on_domains)

    def show_meeting(self, meeting: Item, file: CaseFile) -> None:
        """Show the meeting and the persons invited."""
        is_named = all(name in meeting.part.points for name in _DOMAINS)
        self.domains_button.setVisible(meeting.kind == MeetingKind.REVIEW and not is_named)
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
                self.cards[one.id] = PersonCard(self._context, one, file.child.id, self)
                self._people.addWidget(self.cards[one.id])
            self.cards[one.id].show_invitee(one, meeting, file)
        others = brought_by_others(meeting, invited, file)
        self.others_label.setVisible(bool(others))
        self.others.show_statements(others, {one.id: speaker_words(one, file) for one in others})

    def _on_domains(self) -> None:
        """Put the names of the three domains under what is written, and the keyboard after the first."""
        field = self.part_form.editors["points"].focus_target
        if isinstance(field, QTextEdit):
            field.setFocus()
            field.moveCursor(QTextCursor.MoveOperation.End)
            before = "\n" if field.toPlainText().strip() else ""
            field.insertPlainText(before + "\n".join(f"{name}\N{NO-BREAK SPACE}: " for name in _DOMAINS))


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
            extra=self._foot,
            marks=self._marks,
        )  # fmt: skip
        self.tasks = RecordCards(context, spec, self._tasks, self._new_task, self)
        self.form = _form(context, "meeting", meeting, ("next_on",), self)
        self.next_button = SecondaryButton("", "calendar", self)
        self.missing_words = MissingWords(context.tasks, self)
        column = _column(self)
        for widget in (self.missing_words, self.part_form, self.tasks, self.form):
            column.addWidget(widget)
        column.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignLeft)

        self.next_button.clicked.connect(self.next_requested)
        self.missing_words.noted.connect(context.changed)

    def show_meeting(self, meeting: Item, file: CaseFile) -> None:
        """Show what was concluded, and whose words the meeting lacks."""
        self._meeting = meeting
        self.missing_words.look_at(file.child.id, "meeting", meeting.id)
        self.part_form.show_item(meeting.part)
        self.form.show_item(meeting)
        self.tasks.show_file(file)

    def offer_next(self, *, is_planned: bool) -> None:
        """Offer to plan the next meeting, unless there is no date for it or it is planned already."""
        day = self._meeting.next_on
        self.next_button.setVisible(day is not None and day >= clock.now().date() and not is_planned)
        self.next_button.setText(self.tr("Prévoir la réunion du {day}").format(day=long_date(day)))

    def _foot(self, context: FileContext, task: Item, card: QWidget) -> TaskFoot:
        return TaskFoot(context, task, self._objectives, card)

    def _objectives(self) -> tuple[Item, ...]:
        return tuple(self._meeting.objectives)

    def _marks(self, task: Item, file: CaseFile) -> list[Mark]:
        served = served_by(task, self._objectives())
        aim: list[Mark] = [(excerpt(served.text, 60), "neutral", "target")] if served is not None else []
        return [*task_marks(task, file), *aim]

    def _tasks(self, _file: CaseFile) -> list[Item]:
        return in_order(self._meeting.tasks)

    def _new_task(self, file: CaseFile) -> dict[str, Any]:
        return {"child_id": file.child.id, "meeting_id": self._meeting.id}


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
