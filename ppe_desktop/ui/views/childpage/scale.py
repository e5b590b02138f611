"""From 1 to 10: a question that the adult writes, ten steps to touch, the child's own words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.sketch import Made
from ppe_desktop.domain.vocabulary import SketchKind
from ppe_desktop.ui.theme import current
from ppe_desktop.ui.views.childpage.look import TARGET, Look
from ppe_desktop.ui.views.childpage.support import Support, child_label
from ppe_desktop.ui.views.childpage.words_field import WordsField
from ppe_desktop.ui.widgets.drawn_button import DrawnButton
from ppe_desktop.ui.widgets.line_edit import LineEdit

STEPS = 10
LOWEST = 0.28
"""Height of the first step, as a share of the last one."""


class Step(DrawnButton):
    """One step of the scale, as high as its number."""

    def __init__(self, look: Look, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self.number = look, number
        self.setText(str(number))
        self.setAccessibleName(str(number))
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size it would like; all of them are touched from top to bottom."""
        return QSize(90, 220)

    def minimumSizeHint(self) -> QSize:
        """Return the least size: a finger's."""
        return QSize(TARGET, TARGET * 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the step, its number, and the focus ring."""
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        high = max(whole.height() * (LOWEST + (1 - LOWEST) * self.number / STEPS), self._look.px(24) * 1.8)
        place = QRectF(whole.left(), whole.bottom() - high, whole.width(), high)
        painter.setPen(QPen(QColor(palette.accent), 4 if self.isChecked() else 2))
        painter.setBrush(QColor(palette.accent if self.isChecked() else palette.accent_soft))
        painter.drawRoundedRect(place, 12, 12)
        painter.setPen(QColor(palette.on_accent if self.isChecked() else palette.text))
        painter.setFont(self._look.font(24, bold=True))
        top = QRectF(place.left(), place.top() + 4, place.width(), self._look.px(24) * 1.5)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        painter.end()


class ScaleSupport(Support):
    """A scale of ten steps."""

    kind = SketchKind.SCALE

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.question_field = LineEdit(parent=self)
        self.question_field.setPlaceholderText(self.tr("La question, écrite par l’adulte"))
        self.question_field.setAccessibleName(self.question_field.placeholderText())
        self.question_field.setMaxLength(400)
        self.steps = [Step(look, number, self) for number in range(1, STEPS + 1)]
        self.least_label = child_label(self.tr("1 : pas du tout").replace(" :", "\N{NO-BREAK SPACE}:"), "label", self)
        self.most_label = child_label(self.tr("10 : tout à fait").replace(" :", "\N{NO-BREAK SPACE}:"), "label", self)
        self.most_label.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.words_label = child_label(self.tr("Ce que j’en dis, avec mes mots"), "label", self)
        self.words_field = WordsField(self.words_label.text(), parent=self)

        row = QHBoxLayout()
        row.setSpacing(2)
        for step in self.steps:
            row.addWidget(step)
            step.clicked.connect(partial(self._on_step, step.number))
        ends = QHBoxLayout()
        ends.addWidget(self.least_label, 1)
        ends.addWidget(self.most_label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.question_field)
        column.addLayout(row, 1)
        column.addLayout(ends)
        column.addWidget(self.words_label)
        column.addWidget(self.words_field)

        self.question_field.textEdited.connect(self.changed)
        self.words_field.edited.connect(self.changed)
        look.changed.connect(self._fit)
        self._fit()

    def made(self) -> Made:
        """Return the question, the step shown and the words."""
        words = self.words_field.words()
        value = next((step.number for step in self.steps if step.isChecked()), 0)
        return Made({"": words} if words else {}, question=self.question_field.text().strip(), value=value)

    def show_made(self, made: Made) -> None:
        """Show a page kept before."""
        self.question_field.setText(made.question)
        for step in self.steps:
            step.setChecked(step.number == made.value)
        self.words_field.show_words(made.words.get("", ""))

    def take_keyboard(self) -> None:
        """Give the keyboard to the question."""
        self.question_field.setFocus()

    def _fit(self) -> None:
        self.words_field.fit(self.look)

    def _on_step(self, number: int) -> None:
        """Choose a step alone; touched again, it is taken back."""
        for step in self.steps:
            step.setChecked(step.number == number and step.isChecked())
        self.changed.emit()
