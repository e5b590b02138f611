"""Inviter: when and where, then who: proposed by the ties of this child, confirmed by hand."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.errors import FieldError, PpeError
from ppe_desktop.domain.meetings import Proposal, must_not_meet, proposals
from ppe_desktop.domain.vocabulary import YesNo
from ppe_desktop.runtime import clock
from ppe_desktop.services.meetings import is_for
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.views.casefile.document_making import DocumentMaking
from ppe_desktop.ui.views.casefile.meetings.apart_block import ApartBlock
from ppe_desktop.ui.views.casefile.meetings.invitee_row import InviteeRow
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.line_edit import LineEdit
from ppe_desktop.ui.widgets.plain_label import PlainLabel

FACTS = ("kind", "held_on", "at_time", "place", "aim", "apart")


class InviteStep(QWidget):
    """The day of a meeting, and the persons who may come."""

    def __init__(self, context: FileContext, meeting: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._meeting = context, meeting
        self.rows: dict[str, InviteeRow] = {}
        self.form = RecordForm(
            context.kinds["meeting"], meeting, context.autosaver, only=FACTS, pending=context.pending, parent=self
        )
        self.apart_block = ApartBlock(self)
        self.heading = PlainLabel(self.tr("Qui inviter"), "section", parent=self)
        self.hint_label = PlainLabel(
            self.tr("Chaque personne reçoit sa propre invitation. Une proposition n’est suivie qu’une fois confirmée par vous."),
            "muted", wrap=True, parent=self,
        )  # fmt: skip
        self.all_button = SecondaryButton("", "check", self)
        self.letters_button = SecondaryButton(self.tr("Produire les invitations"), "mail", self)
        self.making = DocumentMaking(context, self)
        self.guest_line = LineEdit(self)
        self.guest_line.setPlaceholderText(self.tr("Nom d’une autre personne"))
        self.guest_line.setAccessibleName(self.tr("Nom d’une autre personne à inviter"))
        self.quality_line = LineEdit(self)
        self.quality_line.setPlaceholderText(self.tr("Sa qualité"))
        self.quality_line.setAccessibleName(self.tr("Qualité de cette personne"))
        self.guest_button = SecondaryButton(self.tr("Inviter"), "user-plus", self)
        self.guest_error = PlainLabel("", "error", parent=self)

        self._lay_out()
        self.apart_block.chosen.connect(self._on_apart)
        self.all_button.clicked.connect(self._on_all)
        self.guest_button.clicked.connect(self._on_guest)
        self.letters_button.clicked.connect(self._on_letters)
        for line in (self.guest_line, self.quality_line):
            line.returnPressed.connect(self._on_guest)

    def _lay_out(self) -> None:
        self._people = QVBoxLayout()
        self._people.setSpacing(8)
        guest = QHBoxLayout()
        guest.addWidget(self.guest_line, 2)
        guest.addWidget(self.quality_line, 1)
        guest.addWidget(self.guest_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.form, self.apart_block, self.heading, self.hint_label):
            column.addWidget(widget)
        column.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._people)
        column.addLayout(guest)
        column.addWidget(self.guest_error)
        column.addWidget(self.letters_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.guest_error.hide()

    def show_meeting(self, meeting: Item, file: CaseFile) -> None:
        """Show the meeting as the base has it now."""
        self._meeting = meeting
        self.form.show_item(meeting)
        day = meeting.held_on or clock.now().date()
        reasons = must_not_meet(file, day)
        self.apart_block.show_reasons(reasons, meeting.apart)
        self.form.rows["apart"].setVisible(not reasons)
        self._show_people(proposals(file, meeting.kind, day, meeting.invite_age))
        self.letters_button.setVisible(any(one.invited == YesNo.YES for one in meeting.invitees))

    def _show_people(self, proposed: list[Proposal]) -> None:
        left = list(self._meeting.invitees)
        people: list[tuple[str, Proposal | None, Item | None]] = []
        for proposal in proposed:
            known = next((one for one in left if is_for(one, proposal)), None)
            if known is not None:
                left.remove(known)
            people.append((proposal.key, proposal, known))
        people += [(one.id, None, one) for one in left]
        for gone in self.rows.keys() - {key for key, *_rest in people}:
            row = self.rows.pop(gone)
            self._people.removeWidget(row)
            row.hide()
            row.deleteLater()
        for key, offered, invitee in people:
            self._row(key, offered, invitee).show_person(offered, invitee)
        waiting = sum(bool(one and one.is_proposed and not self.rows[key].is_decided()) for key, one, _known in people)
        self.all_button.setVisible(waiting > 0)
        said = (
            self.tr("Inviter les {count} personnes proposées")
            if waiting > 1
            else self.tr("Inviter la personne proposée")
        )
        self.all_button.setText(said.format(count=waiting))

    def _row(self, key: str, proposal: Proposal | None, invitee: Item | None) -> InviteeRow:
        if key not in self.rows:
            told: Any = proposal or invitee
            row = InviteeRow(self._context, told.name, told.quality, self)
            row.decided.connect(partial(self._on_decided, key))
            row.reason_begun.connect(partial(self._on_reason_begun, key))
            self._people.addWidget(row)
            self.rows[key] = row
        return self.rows[key]

    def _on_decided(self, key: str, is_invited: bool, reason: str) -> None:
        row, session = self.rows[key], self._context.tasks.session
        self._context.autosaver.send()
        if row.proposal is not None:
            kept = reason or (row.invitee.reason if row.invitee is not None and row.is_decided() else "")
            self._ask(
                session.meetings.decide,
                self._meeting.id,
                self._meeting.part.child_id,
                key,
                invited=is_invited,
                reason=kept,
            )
        elif row.invitee is not None:
            answer = YesNo.YES if is_invited else YesNo.NO
            self._ask(session.records.change, "meeting_invitee", row.invitee.id, invited=answer.value)

    def _on_reason_begun(self, key: str, line_id: str) -> None:
        """Make the line in which the reason is kept while it is typed: a battery may die before the reservation is lifted."""
        consider = self._context.tasks.session.meetings.consider
        self._context.tasks.ask(
            consider, self._meeting.id, self._meeting.part.child_id, key, line_id,
            then=self._context.changed.emit, failed=partial(self._on_not_considered, key),
        )  # fmt: skip

    def _on_not_considered(self, key: str, error: PpeError) -> None:
        if key in self.rows:
            self.rows[key].forget_line()
        self._context.error_raised.emit(error)

    def _on_apart(self, code: str) -> None:
        self._context.autosaver.send()
        self._ask(self._context.tasks.session.records.change, "meeting", self._meeting.id, apart=code)

    def _on_all(self) -> None:
        self._ask(self._context.tasks.session.meetings.invite_proposed, self._meeting.id, self._meeting.part.child_id)

    def _on_guest(self) -> None:
        add = self._context.tasks.session.meetings.add_guest
        self._context.tasks.ask(
            add, self._meeting.id, self._meeting.part.child_id, self.guest_line.text(), self.quality_line.text(),
            then=self._on_guest_added, failed=self._on_guest_refused,
        )  # fmt: skip

    def _on_letters(self) -> None:
        day = self._meeting.held_on
        about = self.tr("Réunion du {day}").format(day=long_date(day)) if day else self.tr("Réunion, date à fixer")
        self.making.make_letters(self._meeting.part.id, about)

    def _on_guest_added(self, changes: Any) -> None:
        self.guest_line.clear()
        self.quality_line.clear()
        self.guest_error.hide()
        self.guest_line.setFocus()
        self._context.changed.emit(changes)

    def _on_guest_refused(self, error: PpeError) -> None:
        if isinstance(error, FieldError):
            self.guest_error.setText(error.message)
            self.guest_error.show()
        else:
            self._context.error_raised.emit(error)

    def _ask(self, work: Any, *args: Any, **values: Any) -> None:
        self._context.tasks.ask(work, *args, then=self._context.changed.emit, failed=self._on_refused, **values)

    def _on_refused(self, error: PpeError) -> None:
        """Say why, and put the ticks back as the base has them."""
        for row in self.rows.values():
            row.show_person(row.proposal, row.invitee)
        self._context.error_raised.emit(error)
