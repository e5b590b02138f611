"""The agenda by month."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.agenda import AgendaFacts, Entry
from ppe_desktop.domain.dates import MONTHS, add_months
from ppe_desktop.ui.views.agenda.month_model import said, weeks_of
from ppe_desktop.ui.views.agenda.month_table import MonthTable
from ppe_desktop.ui.views.agenda.page import AgendaPage
from ppe_desktop.ui.widgets.styling import announce


class MonthPage(AgendaPage):
    """A month, whole weeks.

    Signals:
        menu_requested: line and place on screen: what else can be done is asked for.
    """

    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = MonthTable(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.setFocusProxy(self.table)

        self.table.entry_activated.connect(self.entry_activated)
        self.table.more_requested.connect(self.day_opened)
        self.table.day_clicked.connect(self.day_chosen)
        self.table.day_double_clicked.connect(self.new_requested)
        self.table.menu_requested.connect(self.menu_requested)

    def period(self, day: dt.date, today: dt.date) -> tuple[dt.date, dt.date]:
        """Return the first and last day of the grid."""
        return weeks_of(day)

    def title(self, day: dt.date) -> str:
        """Return "Novembre 2026"."""
        return f"{MONTHS[day.month - 1].capitalize()} {day.year}"

    def step(self, day: dt.date, number: int) -> dt.date:
        """Go forward by months."""
        return add_months(day, number)

    def show_entries(self, entries: tuple[Entry, ...], facts: AgendaFacts, day: dt.date, today: dt.date) -> None:
        """Show the month of a day."""
        self.today = today
        self.table.days.show(day, entries, facts.days_off, today)
        self.table.fit()
        self.choose(day)

    def choose(self, day: dt.date) -> None:
        """Mark a day of the month."""
        super().choose(day)
        index = self.table.days.index_of(day)
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)
            self.table.viewport().update()
            announce(self.table, said(self.table.days.cell(index)))

    def focus(self) -> None:
        """Take the keyboard."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
