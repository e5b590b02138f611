"""For when something is to be done: a day typed as people say it, or nothing."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ppe_desktop.domain.facts import Fact
from ppe_desktop.ui.forms.editors import DateEditor
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class DueField(QWidget):
    """The day, driven by keys like the note above it.

    Signals:
        edited: the text typed.
        finished: Enter.
        left: Escape.
    """

    edited = Signal(object)
    finished = Signal()
    left = Signal()

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("due_field")
        self.label = PlainLabel(fact.label, "strong", parent=self)
        self.editor = DateEditor(fact, self)
        self.hint = PlainLabel(
            self.tr("facultatif\N{NO-BREAK SPACE}: « vendredi », « dans 15 jours »…"), "muted", parent=self
        )
        self.editor.focus_target.setAccessibleName(self.tr("À faire pour le"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.label)
        row.addWidget(self.editor)
        row.addWidget(self.hint)
        row.addStretch(1)
        self.setFocusProxy(self.editor)

        self.editor.edited.connect(self.edited)
        self.editor.focus_target.installEventFilter(self)

    def show_day(self, day: dt.date | str | None) -> None:
        """Show a day, or a text that is no day yet."""
        self.editor.show_value(day)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter and Escape, which sort the note and go back to the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return super().eventFilter(watched, event)
