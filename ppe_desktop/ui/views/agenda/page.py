"""What the views of the agenda have in common."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.agenda import AgendaFacts, Entry


class AgendaPage(QWidget):
    """One view of the agenda.

    Signals:
        entry_activated: a line to open.
        day_chosen: a day becomes the one looked at.
        day_opened: everything of a day is asked for.
        new_requested: an appointment is to be made that day.
        period_requested: number of months, or of weeks, to go forward.
    """

    entry_activated = Signal(object)
    day_chosen = Signal(object)
    day_opened = Signal(object)
    new_requested = Signal(object)
    period_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = dt.date.min
        self.today = dt.date.min

    def period(self, day: dt.date, today: dt.date) -> tuple[dt.date, dt.date]:
        """Return the first and last day to read in order to show a day."""
        raise NotImplementedError

    def title(self, day: dt.date) -> str:
        """Return the name of what is shown, "novembre 2026"."""
        raise NotImplementedError

    def step(self, day: dt.date, number: int) -> dt.date:
        """Return the day looked at after going forward a number of periods."""
        raise NotImplementedError

    def show_entries(self, entries: tuple[Entry, ...], facts: AgendaFacts, day: dt.date, today: dt.date) -> None:
        """Show the lines of the period of a day."""
        raise NotImplementedError

    def choose(self, day: dt.date) -> None:
        """Mark a day that is on screen already."""
        self.day = day

    def focus(self) -> None:
        """Take the keyboard."""
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from day to day with the arrows, from period to period with the pages; N plans, Enter opens the day."""
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; return whether it asked for something."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in moves:
            self.day_chosen.emit(self.day + dt.timedelta(days=moves[key]))
        elif key in pages:
            self.period_requested.emit(pages[key])
        elif key == Qt.Key.Key_Home:
            self.day_chosen.emit(self.today)
        elif key == Qt.Key.Key_N:
            self.new_requested.emit(self.day)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_opened.emit(self.day)
        else:
            return False
        return True
