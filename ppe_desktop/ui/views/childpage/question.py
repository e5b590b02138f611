"""A question asked once, in the page itself: large words, large buttons, nothing that pops up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ppe_desktop.ui.views.childpage.support import child_label
from ppe_desktop.ui.widgets.buttons import PrimaryButton

Answer = tuple[str, str, Callable[[], None]]
"""Name of the button, its words, what it does."""


class QuestionScreen(QWidget):
    """A question and its answers, the first one proposed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question_label = child_label("", "title", self)
        self.more_label = child_label("", "body", self)
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        column = QVBoxLayout(self)
        column.setSpacing(24)
        column.addStretch(2)
        for label in (self.question_label, self.more_label):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addLayout(self._row)
        column.addStretch(3)

    def ask(self, question: str, answers: Sequence[Answer], more: str = "") -> None:
        """Show a question; the first answer has the keyboard."""
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        while self._row.count():
            self._row.takeAt(0)
        self.question_label.setText(question)
        self.more_label.setText(more)
        self.more_label.setVisible(bool(more))
        self.buttons = []
        self._row.addStretch(1)
        for number, (name, words, act) in enumerate(answers):
            button = QPushButton(words, self) if number else PrimaryButton(words, parent=self)
            button.setObjectName(name)
            button.setAutoDefault(True)
            button.clicked.connect(act)
            self._row.addWidget(button)
            self.buttons.append(button)
        self._row.addStretch(1)
        self.buttons[0].setFocus()
