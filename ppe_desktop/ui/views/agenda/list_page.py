"""The agenda as a list: what is behind and waits, then the next sixty days."""

from __future__ import annotations

import datetime as dt

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from ppe_desktop.domain.agenda import AgendaFacts, Entry
from ppe_desktop.domain.dates import long_date
from ppe_desktop.ui.views.agenda.entry_list import EntryList, Head, by_day
from ppe_desktop.ui.views.agenda.page import AgendaPage
from ppe_desktop.ui.widgets.empty_state import EmptyState

AHEAD = dt.timedelta(days=60)
BEHIND = dt.timedelta(days=60)
"""How far back an appointment of which nothing says that it took place is asked about."""


class ListPage(AgendaPage):
    """Sixty days, one line a thing.

    Attributes:
        late: what is behind and waits, shown before the rest.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.late: tuple[Entry, ...] = ()
        self.list = EntryList(self.tr("Agenda, liste"), self)
        self.empty = EmptyState(
            "calendar", self.tr("Rien dans les soixante jours"),
            self.tr("Les échéances, les rendez-vous, la santé et les anniversaires se rangent ici d’eux-mêmes."), "", self,
        )  # fmt: skip
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self.setFocusProxy(self.list)

        self.list.entry_activated.connect(self.entry_activated)

    def period(self, day: dt.date, today: dt.date) -> tuple[dt.date, dt.date]:
        """Return the first and last day to read."""
        return min(day, today - BEHIND), day + AHEAD

    def title(self, day: dt.date) -> str:
        """Return "du 23 novembre 2026 au 22 janvier 2027"."""
        return self.tr("Du {first} au {last}").format(first=long_date(day), last=long_date(day + AHEAD))

    def step(self, day: dt.date, number: int) -> dt.date:
        """Go forward by sixty days."""
        return day + number * AHEAD

    def show_entries(self, entries: tuple[Entry, ...], facts: AgendaFacts, day: dt.date, today: dt.date) -> None:
        """Show what waits, with its day, then the lines from a day on; nothing is shown twice."""
        self.day, self.today = day, today
        ahead = [entry for entry in entries if entry.day >= day]
        waiting = [entry for entry in self.late if entry not in ahead]
        head = [Head(self.tr("En retard ou à confirmer"), tone="late")] if waiting else []
        rows = [*head, *waiting, *by_day(ahead, today, facts.days_off)]
        self.list.show_rows(rows, len(head) + len(waiting))
        self._stack.setCurrentWidget(self.list if rows else self.empty)

    def focus(self) -> None:
        """Take the keyboard."""
        self.list.setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        """Leave the arrows to the list."""
        chosen = self.list.chosen()
        self.day = chosen.day if chosen and chosen.day >= self.today else self.day
        return super().take_key(event)
