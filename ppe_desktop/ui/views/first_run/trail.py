"""Where one is in the assistant: the names of the steps, done, current and to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class Trail(QWidget):
    """The steps in one line."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self.marks = [IconMark("circle", "muted", 16, self) for _ in names]
        self.labels = [PlainLabel(name, "small", parent=self) for name in names]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        for mark, label in zip(self.marks, self.labels, strict=True):
            row.addWidget(mark)
            row.addWidget(label)
            row.addSpacing(px(18))
        row.addStretch(1)
        self.show_step(0)

    def show_step(self, current: int) -> None:
        """Show which step is on screen."""
        for index, (mark, label) in enumerate(zip(self.marks, self.labels, strict=True)):
            tone = "accent" if index <= current else "neutral"
            mark.set_icon(
                "check-circle" if index < current else "circle-dashed" if index > current else "pen-line", tone
            )
            label.set_tone("accent" if index == current else "neutral")
            label.setAccessibleName(self._spoken(index, current))

    def _spoken(self, index: int, current: int) -> str:
        states = (self.tr("fait"), self.tr("en cours"), self.tr("à venir"))
        state = states[0 if index < current else 1 if index == current else 2]
        text = self.tr("Étape {number} sur {count}\u00a0: {name}, {state}")
        return text.format(number=index + 1, count=len(self._names), name=self._names[index], state=state)
