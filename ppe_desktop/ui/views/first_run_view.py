"""The first run: four steps that end with an open base and a recovery sheet in hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.ui.gate import Gate
from ppe_desktop.ui.views.first_run.identity_step import IdentityStep
from ppe_desktop.ui.views.first_run.making import Making
from ppe_desktop.ui.views.first_run.passphrase_step import PassphraseStep
from ppe_desktop.ui.views.first_run.place_step import PlaceStep, holds_base
from ppe_desktop.ui.views.first_run.recovery_step import RecoveryStep
from ppe_desktop.ui.views.first_run.step import CentredBar, ReturnClicks, Step
from ppe_desktop.ui.views.first_run.trail import Trail
from ppe_desktop.ui.widgets.buttons import PrimaryButton, QuietButton

if TYPE_CHECKING:
    from ppe_desktop.services.access import NewBase


class FirstRunView(QWidget):
    """The assistant that makes a base.

    Signals:
        finished: the open ``Session`` of the new base; who receives it owns it.
        demo_requested: the person would rather try with fictitious files.
        unlock_requested: the person would rather open the base that is there.
    """

    finished = Signal(object)
    demo_requested = Signal()
    unlock_requested = Signal()

    def __init__(self, gate: Gate, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_run_view")
        self.making = Making(gate)
        self.identity = IdentityStep(self, has_base=holds_base(folder))
        self.passphrase = PassphraseStep(gate, self)
        self.place = PlaceStep(folder, self)
        self.recovery = RecoveryStep(self)
        self.steps: tuple[Step, ...] = (self.identity, self.passphrase, self.place, self.recovery)
        self._return_clicks = ReturnClicks(self)
        self._make_frame()
        self._lay_out()

        for button in self.findChildren(QPushButton):
            button.installEventFilter(self._return_clicks)
        self._connect()
        self._show_buttons()

    def _make_frame(self) -> None:
        names = (self.tr("Vous"), self.tr("Phrase de passe"), self.tr("Emplacement"), self.tr("Fiche de secours"))
        self.trail = Trail(names, self)
        self.stack = QStackedWidget(self)
        for step in self.steps:
            self.stack.addWidget(step)
        self.back_button = QuietButton(self.tr("Précédent"), "arrow-left", self)
        self.back_button.setObjectName("back_button")
        self.next_button = PrimaryButton(self.tr("Suivant"), "", self)
        self.next_button.setObjectName("next_button")

    def _lay_out(self) -> None:
        self.head, self.foot = CentredBar(self), CentredBar(self, hangs=True)
        self.head.row.addWidget(self.trail)
        self.foot.row.addWidget(self.back_button)
        self.foot.row.addStretch(1)
        self.foot.row.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        for step in self.steps:
            step.completed.connect(self._on_step_completed)
            step.changed.connect(self._show_buttons)
            step.verticalScrollBar().rangeChanged.connect(self._align_bars)
        self.identity.demo_requested.connect(self.demo_requested)
        self.identity.unlock_requested.connect(self.unlock_requested)
        self.place.unlock_requested.connect(self.unlock_requested)
        self.place.creation_requested.connect(self._on_creation_requested)
        self.making.made.connect(self._on_made)
        self.making.refused.connect(self._on_refused)
        self.destroyed.connect(self.making.abandon, Qt.ConnectionType.DirectConnection)
        self.back_button.clicked.connect(self._on_back)
        self.next_button.clicked.connect(self._on_next)

    @property
    def step(self) -> Step:
        """The step on screen."""
        return self.steps[self.stack.currentIndex()]

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where the step starts."""
        super().showEvent(event)
        if not event.spontaneous():
            self.step.enter()

    def _go_to(self, index: int) -> None:
        self.step.leave()
        self.stack.setCurrentIndex(index)
        self.step.verticalScrollBar().setValue(0)
        self.step.enter()
        self._align_bars()
        self._show_buttons()

    def _show_buttons(self) -> None:
        """Show what can be done now on this step."""
        step, index = self.step, self.stack.currentIndex()
        self.trail.show_step(index)
        self.back_button.setVisible(index > 0 and (step.can_go_back() or step is self.place))
        self.back_button.setEnabled(step.can_go_back())
        self.next_button.setText(step.next_text())
        self.next_button.setEnabled(step.can_submit())

    def _align_bars(self) -> None:
        bar = self.step.verticalScrollBar()
        room = bar.sizeHint().width() if bar.maximum() > 0 else 0
        self.head.make_room(room)
        self.foot.make_room(room)

    def _on_back(self) -> None:
        if self.stack.currentIndex() > 0 and self.step.can_go_back():
            self._go_to(self.stack.currentIndex() - 1)

    def _on_next(self) -> None:
        if self.step.can_submit():
            self.step.submit()

    def _on_step_completed(self) -> None:
        if self.sender() is not None and self.sender() is not self.step:
            return
        if self.step is self.recovery:
            self._finish()
            return
        if self.step is self.identity:
            self.passphrase.set_personal_words(self.identity.personal_words())
        self._go_to(self.stack.currentIndex() + 1)

    def _on_creation_requested(self) -> None:
        self.place.set_busy(True)
        self.making.start(self.place.folder, self.passphrase.passphrase(), self.identity.values())

    def _on_made(self, new: NewBase) -> None:
        self.passphrase.forget()
        self.place.set_busy(False)
        self.recovery.show_key(new, self.place.folder)
        self.setProperty("key_shown", True)  # the window asks before it closes on a key nobody copied
        self._go_to(self.steps.index(self.recovery))

    def _on_refused(self, error: PpeError) -> None:
        self.place.show_error(error)

    def _finish(self) -> None:
        session = self.making.hand_over()
        self.recovery.leave()
        self.setProperty("key_shown", False)
        self._show_buttons()
        if session is not None:
            self.finished.emit(session)
