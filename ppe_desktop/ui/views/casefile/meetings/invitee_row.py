"""One person and the question of inviting: a tick, the reason beside it, and a lock on whoever waits for a reason."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.meetings import CHILD_QUALITY, Proposal, Standing
from ppe_desktop.domain.vocabulary import InvitationAnswer, YesNo
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.line_edit import LineEdit
from ppe_desktop.ui.widgets.plain_label import PlainLabel

INVITED_FACTS = ("reason", "at_time", "sent_on", "mode", "answer")
REFUSED_FACTS = ("reason",)


class InviteeRow(Card):
    """A person who may be invited, or who was.

    Signals:
        decided: invited or not, and the reason typed.
        reason_begun: a reason is being typed for a person who has no line yet; carries the identifier of that line.
    """

    decided = Signal(bool, str)
    reason_begun = Signal(str)

    def __init__(self, context: FileContext, name: str, quality: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.proposal: Proposal | None = None
        self.invitee: Item | None = None
        self.form: RecordForm | None = None
        self._line_id = ""
        self.box = QCheckBox(self)
        self.name_label = PlainLabel(name, "strong", wrap=True, parent=self)
        self.box.setAccessibleName(self.tr("Inviter {name}, {quality}").format(name=name, quality=quality))
        self.quality_label = PlainLabel(quality, "small", wrap=True, parent=self)
        self.state = Chip("", parent=self)
        self.why_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.reason_line = LineEdit(self)
        self.reason_line.setPlaceholderText(self.tr("Motif, pour inviter malgré cette réserve"))
        self.reason_line.setAccessibleName(self.tr("Motif pour inviter {name}").format(name=name))
        self.lift_button = SecondaryButton(self.tr("Lever la réserve et inviter"), "unlock", self)
        self.lift_button.setAccessibleName(self.tr("Lever la réserve et inviter {name}").format(name=name))
        self.refuse_button = QuietButton(self.tr("Ne pas inviter"), "x", self)
        self.refuse_button.setAccessibleName(self.tr("Ne pas inviter {name}").format(name=name))
        self.details_button = QuietButton(self.tr("Invitation et réponse"), "mail", self)
        self.details_button.setCheckable(True)
        self.details_button.setAccessibleName(self.tr("Invitation et réponse de {name}").format(name=name))

        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.box)
        head.addWidget(self.name_label, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        second = QHBoxLayout()
        second.setSpacing(10)
        second.setContentsMargins(self.box.sizeHint().width() + 10, 0, 0, 0)  # under the name, past its tick
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.quality_label)
        said.addWidget(self.why_label)
        second.addLayout(said, 1)
        for button in (self.refuse_button, self.details_button):
            second.addWidget(button, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(second)
        self.body.addWidget(self.reason_line)
        self.body.addWidget(self.lift_button, 0, Qt.AlignmentFlag.AlignLeft)

        self.name_label.installEventFilter(self)
        self.box.clicked.connect(self._on_box)
        self.refuse_button.clicked.connect(self._on_refused)
        self.reason_line.textEdited.connect(self._on_reason)
        self.reason_line.returnPressed.connect(self._on_lifted)
        self.lift_button.clicked.connect(self._on_lifted)
        self.details_button.toggled.connect(self._on_details)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a click on the name as one on its tick: the name of a person who is locked stays readable beside it."""
        if event.type() == QEvent.Type.MouseButtonRelease and self.box.isEnabled():
            self.box.click()
        return super().eventFilter(watched, event)

    def show_person(self, proposal: Proposal | None, invitee: Item | None) -> None:
        """Show what is proposed for the person, and what was decided."""
        self.proposal, self.invitee = proposal, invitee
        if invitee is not None:
            self._line_id = invitee.id
            self._show_reason(invitee)
        self._show_decision()
        self._show_form()

    def line_id(self) -> str:
        """Return the identifier of the line of this person, empty as long as there is none."""
        return self._line_id

    def forget_line(self) -> None:
        """Ask for a line again at the next letter: the base could not make one."""
        self._line_id = self.invitee.id if self.invitee is not None else ""

    def is_invited(self) -> bool:
        """Tell whether the invitation was confirmed."""
        return self.invitee is not None and self.invitee.invited == YesNo.YES

    def is_decided(self) -> bool:
        """Tell whether it was decided to invite this person, or not to."""
        return self.invitee is not None and self.invitee.invited != YesNo.UNKNOWN

    def _show_decision(self) -> None:
        standing = self.proposal.standing if self.proposal else Standing.OPTIONAL
        waits = standing is Standing.BLOCKED and not self.is_invited()
        self.box.setChecked(self.is_invited())
        for widget in (self.reason_line, self.lift_button):
            widget.setVisible(waits)
        self.why_label.setText(self._why(standing))
        self._allow()
        can_refuse = not self.is_decided() and standing is not Standing.IMPOSSIBLE
        self.refuse_button.setVisible(can_refuse)
        self.details_button.setVisible(self.is_invited())
        self.state.set_state(*self._said(standing))

    def _why(self, standing: Standing) -> str:
        """Return why the person stands there, and why the reservation was lifted when it was."""
        said = self.proposal.reason if self.proposal else ""
        if standing is not Standing.BLOCKED or not self.is_invited() or self.invitee is None:
            return said
        return self.tr("{said} Réserve levée\N{NO-BREAK SPACE}: {reason}").format(said=said, reason=self.invitee.reason)

    def _allow(self) -> None:
        """Lock the tick as long as a reason is wanting."""
        standing = self.proposal.standing if self.proposal else Standing.OPTIONAL
        waits = standing is Standing.BLOCKED and not self.reason_line.text().strip()
        self.box.setEnabled(self.is_invited() or not (waits or standing is Standing.IMPOSSIBLE))
        self.lift_button.setEnabled(not waits)

    def _said(self, standing: Standing) -> tuple[str, str, str]:
        if self.invitee is not None and self.is_decided():
            if not self.is_invited():
                if self.invitee.quality == CHILD_QUALITY and not self.invitee.reason.strip():
                    return self.tr("Pas d’invitation, motif à noter"), "soon", "pen-line"
                return self.tr("Pas d’invitation"), "neutral", "minus"
            answer = self.invitee.answer
            if answer == InvitationAnswer.NONE:
                sent = self.invitee.sent_on is not None
                return (self.tr("Invitation envoyée") if sent else self.tr("À inviter")), "info", "mail"
            return InvitationAnswer.label_of(answer), "done" if answer == InvitationAnswer.COMES else "soon", "mail"
        return {
            Standing.PROPOSED: (self.tr("À confirmer"), "soon", "circle-dashed"),
            Standing.OPTIONAL: (self.tr("Au choix"), "neutral", "circle-dashed"),
            Standing.BLOCKED: (self.tr("Motif nécessaire"), "late", "lock"),
            Standing.IMPOSSIBLE: (self.tr("Pas d’invitation possible"), "neutral", "lock"),
        }[standing]

    def _show_form(self) -> None:
        """Show the facts of the invitation: all once asked for, only the reason of a person who is not invited."""
        is_refused = self.is_decided() and not self.is_invited()
        is_open = is_refused or (self.is_invited() and self.details_button.isChecked())
        wanted = REFUSED_FACTS if is_refused else INVITED_FACTS
        if self.form is not None and set(self.form.editors) != set(wanted):
            self.body.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        if is_open and self.form is None and self.invitee is not None:
            kind = self._context.kinds["meeting_invitee"]
            self.form = RecordForm(
                kind, self.invitee, self._context.autosaver, only=wanted, pending=self._context.pending, parent=self
            )
            self.body.addWidget(self.form)
        if self.form is not None and self.invitee is not None:
            self.form.show_item(self.invitee)
            self.form.setVisible(is_open)

    def _on_box(self, is_ticked: bool) -> None:
        self.decided.emit(is_ticked, self.reason_line.text())

    def _on_lifted(self) -> None:
        if self.lift_button.isVisible() and self.lift_button.isEnabled():
            self.decided.emit(True, self.reason_line.text())

    def _on_refused(self) -> None:
        self.decided.emit(False, "")

    def _show_reason(self, invitee: Item) -> None:
        """Show the reason typed before anything was decided, unless it is being typed."""
        is_typed = self._context.autosaver.holds("meeting_invitee", invitee.id, "reason")
        if not (self.is_decided() or is_typed or self.reason_line.text() == invitee.reason):
            self.reason_line.setText(invitee.reason)

    def _on_reason(self, text: str) -> None:
        self._allow()
        if self.is_decided():
            return  # the line holds why the person is not invited
        if not self._line_id:
            self._line_id = self._context.tasks.session.meetings.new_id()
            self.reason_begun.emit(self._line_id)
        self._context.autosaver.note("meeting_invitee", self._line_id, "reason", text)

    def _on_details(self, _is_open: bool) -> None:
        self._show_form()
