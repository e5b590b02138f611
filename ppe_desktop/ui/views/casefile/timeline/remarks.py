"""Under the frieze: what is pointed out and what is still to be dated, each line opening its record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.timeline import Target, Timeline
from ppe_desktop.ui.views.casefile.timeline.remark_line import RemarkLine
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel

FEW = 4
"""Lines shown before one asks for the others."""


class Remarks(QWidget):
    """A heading and its lines.

    Signals:
        target_requested: section, kind and identifier of the record to open.
    """

    target_requested = Signal(str, str, str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.heading = PlainLabel("", "section", parent=self)
        self.lines: list[RemarkLine] = []
        self.more_button = QuietButton(parent=self)
        self._shown: list[tuple[str, str, str, Target]] = []
        self._is_whole = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.more_button)

        self.more_button.clicked.connect(self._on_more)

    def show_lines(self, heading: str, lines: list[tuple[str, str, str, Target]]) -> None:
        """Show lines of (words, tone, icon, record), or nothing at all when there are none."""
        self.heading.setText(heading)
        self.setVisible(bool(lines))
        if lines != self._shown:
            self._shown = lines
            self._build()

    def _build(self) -> None:
        had_focus = any(line.hasFocus() for line in self.lines)
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        seen = self._shown if self._is_whole else self._shown[:FEW]
        self.lines = [RemarkLine(words, tone, icon_name, self) for words, tone, icon_name, _target in seen]
        for place, (line, (_words, _tone, _icon, target)) in enumerate(zip(self.lines, seen, strict=True), start=1):
            line.clicked.connect(partial(self.target_requested.emit, *target))
            self._column.insertWidget(place, line)
        hidden = len(self._shown) - len(seen)
        self.more_button.setText(self.tr("Voir les {count} autres").format(count=hidden))
        self.more_button.setVisible(hidden > 0)
        if had_focus and self.lines:
            self.lines[0].setFocus()

    def _on_more(self) -> None:
        self._is_whole = True
        first_new = len(self.lines)
        self._build()
        self.lines[first_new].setFocus()


def notice_lines(timeline: Timeline) -> list[tuple[str, str, str, Target]]:
    """Return what is pointed out."""
    icons = {"late": "alert-triangle", "soon": "alert-circle"}
    return [(notice.sentence, notice.tone, icons[notice.tone], notice.target) for notice in timeline.notices]


def undated_lines(timeline: Timeline) -> list[tuple[str, str, str, Target]]:
    """Return what is still to be dated."""
    return [(f"{one.label} : {one.reason}", "neutral", "calendar", one.target) for one in timeline.undated]
