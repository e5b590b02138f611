"""A dialog of a few steps around a secret: its frame, its waiting, its refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import InputError, PpeError, WaitBeforeRetryError, WrongSecretError
from ppe_desktop.ui.locking.interrupted import HOLDS_SECRET
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.first_run.step import Step
from ppe_desktop.ui.views.security.steps import SecretStep
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton

SIZE = (720, 620)


class KeyDialog(QDialog):
    """One step at a time, with a button that goes on; nothing can be done while a key is derived.

    Signals:
        done_told: what was asked is done; carries a sentence for the page behind.

    Attributes:
        cancel_button, next_button, banner: for who drives the dialog.
    """

    done_told = Signal(str)

    def __init__(self, tasks: Tasks, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._keys = tasks, tasks.session.keys
        self._is_busy = False
        self.setWindowTitle(title)
        self.setModal(True)
        self.setProperty(HOLDS_SECRET, True)
        self.stack = QStackedWidget(self)
        self.banner = Banner("", "late", closable=False, parent=self)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(self.tr("Calcul de la clé en cours"))
        self.cancel_button = SecondaryButton(self.tr("Annuler"), parent=self)
        self.next_button = PrimaryButton(self.tr("Suivant"), "", self)
        for name in ("cancel_button", "next_button", "banner"):
            getattr(self, name).setObjectName(name)

        self._lay_out()
        self.banner.hide()

        self.cancel_button.clicked.connect(self.reject)
        self.next_button.clicked.connect(self._on_next)

    @property
    def step(self) -> Step:
        """The step on screen."""
        step = self.stack.currentWidget()
        assert isinstance(step, Step)
        return step

    def add_step(self, step: Step, completed: Callable[[], None]) -> None:
        """Add a step, and say what follows once it is right."""
        self.stack.addWidget(step)
        step.completed.connect(completed)
        step.changed.connect(self._show_buttons)
        if self.stack.count() == 1:
            self._show_buttons()

    def go_to(self, step: Step) -> None:
        """Show a step."""
        if step is not self.step:
            self.step.leave()
            self.stack.setCurrentWidget(step)
        step.verticalScrollBar().setValue(0)
        step.enter()
        self._show_buttons()

    def work(self, gesture: Callable[..., Any], *args: Any, then: Callable[[Any], None]) -> None:
        """Have something long done, then go on; what is refused is said where it belongs."""
        self._set_busy(True)
        self.banner.hide()
        self._then = then
        self._tasks.run_long(gesture, *args, then=self._on_worked, failed=self._on_failed)

    def done(self, result: int) -> None:
        """Leave no secret in the widgets."""
        for index in range(self.stack.count()):
            step = self.stack.widget(index)
            if isinstance(step, Step):
                step.leave()
        super().done(result)

    def reject(self) -> None:
        """Close, unless a key is being written."""
        if not self._is_busy:
            super().reject()

    def first_step(self) -> SecretStep | None:
        """Return the step that asks for a secret, if the dialog begins with one."""
        step = self.stack.widget(0)
        return step if isinstance(step, SecretStep) else None

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.progress, 1)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)
        self.progress.hide()
        room = self.screen().availableSize() - QSize(80, 80)
        self.resize(QSize(px(SIZE[0]), px(SIZE[1])).boundedTo(room))

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.progress.setVisible(is_busy)
        self.stack.setEnabled(not is_busy)
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.next_button.setText(self.step.next_text())
        self.next_button.setEnabled(not self._is_busy and self.step.can_submit())
        self.cancel_button.setEnabled(not self._is_busy)

    def _on_next(self) -> None:
        if not self._is_busy and self.step.can_submit():
            self.step.submit()

    def _on_worked(self, result: Any) -> None:
        self._set_busy(False)
        self._then(result)

    def _on_failed(self, error: PpeError) -> None:
        self._set_busy(False)
        first = self.first_step()
        if first is not None and isinstance(error, WrongSecretError | WaitBeforeRetryError | InputError):
            self.go_to(first)
            first.refuse(typeset(error.message))
        else:
            self.banner.set_message(typeset(error.message), "late")
