"""Agenda: what stands on each day, by month, by week or in a list, and the work of the next twelve months."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.domain.agenda import FILTERS, AgendaFacts, Entry, EntryKind, entries_of, late_entries
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.deadlines.gestures import gesture_of
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.domain.texts import elide
from ppe_desktop.runtime import clock
from ppe_desktop.ui.dialogs.why_dialog import open_why
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.agenda.appointment_dialog import AppointmentDialog
from ppe_desktop.ui.views.agenda.day_dialog import DayDialog
from ppe_desktop.ui.views.agenda.export_dialog import ExportDialog
from ppe_desktop.ui.views.agenda.forecast_page import ForecastPage
from ppe_desktop.ui.views.agenda.list_page import ListPage
from ppe_desktop.ui.views.agenda.look import ICONS
from ppe_desktop.ui.views.agenda.month_page import MonthPage
from ppe_desktop.ui.views.agenda.page import AgendaPage
from ppe_desktop.ui.views.agenda.week_page import WeekPage
from ppe_desktop.ui.widgets.buttons import IconButton, PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.undo_bar import UndoBar

SETTING = "agenda"
"""Name under which the base keeps how the agenda was left."""
MODES = {"month": "Mois", "week": "Semaine", "list": "Liste", "forecast": "Prévisions"}


class AgendaView(QWidget):
    """The agenda.

    Signals:
        file_requested: child, section, and kind and identifier of a record to open there, or None.
        act_requested: child and obligation to begin to answer.
        visit_requested: identifier of the appointment whose visit is prepared or made.
        error_raised: a :class:`PpeError` to show.

    Attributes:
        day: the day looked at.
        mode: the view shown.
    """

    file_requested = Signal(str, str, object)
    act_requested = Signal(str, object)
    visit_requested = Signal(str)
    error_raised = Signal(object)

    def __init__(
        self, tasks: Tasks, autosaver: Autosaver, kinds: dict[str, RecordKind], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._autosaver, self._kinds = tasks, autosaver, kinds
        self.day, self.mode = clock.today(), "month"
        self._facts, self._asked, self._is_restored = AgendaFacts(), 0, False
        self._hidden: set[EntryKind] = set()
        self._removed: Item | None = None
        self._is_planning = False
        self.title_label = PlainLabel("", "title", parent=self)
        self.previous_button = IconButton("chevron-left", self.tr("Précédent (Page préc.)"), parent=self)
        self.next_button = IconButton("chevron-right", self.tr("Suivant (Page suiv.)"), parent=self)
        self.today_button = SecondaryButton(self.tr("Aujourd’hui"), parent=self)
        self.mode_buttons = {key: SecondaryButton(self.tr(words), parent=self) for key, words in MODES.items()}
        self.new_button = PrimaryButton(self.tr("Nouveau rendez-vous"), "plus", self)
        self.more_button = IconButton("more-horizontal", self.tr("Autres gestes"), parent=self)
        self.more_menu = QMenu(self)
        self.export_action = self.more_menu.addAction(self.tr("Exporter vers un agenda…"))
        self.chip_row = QWidget(self)
        self.chips: dict[EntryKind, ChipButton] = {}
        self.month_page, self.week_page = MonthPage(self), WeekPage(self)
        self.list_page, self.forecast_page = ListPage(self), ForecastPage(self)
        self.pages: dict[str, AgendaPage] = {
            "month": self.month_page, "week": self.week_page, "list": self.list_page, "forecast": self.forecast_page,
        }  # fmt: skip
        self.stack = QStackedWidget(self)
        self.undo_bar = UndoBar(self)

        self._lay_out()
        self._connect()
        self._show_head()

    def _lay_out(self) -> None:
        modes = QHBoxLayout()
        modes.setSpacing(0)
        group = QButtonGroup(self)
        for key, button in self.mode_buttons.items():
            button.setCheckable(True)
            button.setObjectName(f"mode_{key}")
            group.addButton(button)
            modes.addWidget(button)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title_label, 1)
        head.addWidget(self.new_button)
        head.addWidget(self.more_button)
        flow = FlowLayout(self.chip_row, 6)
        for kind in FILTERS:
            chip = ChipButton(self.tr(kind.label), "neutral", ICONS[kind], checkable=True, parent=self.chip_row)
            chip.setObjectName(f"chip_{kind.value}")
            chip.setChecked(True)
            self.chips[kind] = chip
            flow.addWidget(chip)
        tools = QHBoxLayout()
        tools.setSpacing(6)
        tools.addLayout(modes)
        tools.addSpacing(6)
        for step in (self.previous_button, self.today_button, self.next_button):
            tools.addWidget(step)
        tools.addSpacing(6)
        tools.addWidget(self.chip_row, 1000, Qt.AlignmentFlag.AlignVCenter)
        tools.addStretch(1)
        for page in self.pages.values():
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.previous_button.clicked.connect(partial(self._go, -1))
        self.next_button.clicked.connect(partial(self._go, 1))
        self.today_button.clicked.connect(self._on_today)
        self.new_button.clicked.connect(self._on_new)
        self.more_button.clicked.connect(self._on_more)
        self.export_action.triggered.connect(self._on_export)
        for key, button in self.mode_buttons.items():
            button.clicked.connect(partial(self._on_mode, key))
        for chip in self.chips.values():
            chip.clicked.connect(self._on_chip)
        for page in self.pages.values():
            page.entry_activated.connect(self.open_entry)
            page.day_chosen.connect(self.choose)
            page.day_opened.connect(self._on_day_opened)
            page.new_requested.connect(self.plan)
            page.period_requested.connect(self._go)
        for asking in (self.month_page, self.week_page, self.forecast_page, self.list_page.list):
            asking.menu_requested.connect(self._on_menu)
        self.undo_bar.action_requested.connect(self._on_undo)
        self._autosaver.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Read the period again and show it."""
        if not self._is_restored:
            self._tasks.ask(self._tasks.session.settings.get, SETTING, {}, then=self._on_restored)
            return
        self._asked += 1
        first, last = self._page().period(self.day, clock.today())
        self._tasks.ask(
            self._tasks.session.calendar.read, first, last, then=partial(self._on_read, self._asked),
            failed=self.error_raised.emit,
        )  # fmt: skip

    def focus(self) -> None:
        """Take the keyboard."""
        self._page().focus()

    def choose(self, day: dt.date) -> None:
        """Look at a day; another period is read when it is not on screen."""
        is_there = self._page().title(day) == self._page().title(self.day)
        self.day = day
        if is_there:
            self._page().choose(day)
        else:
            self._show_head()
            self.refresh()

    def plan(self, day: dt.date | None = None) -> AppointmentDialog:
        """Open a new appointment on a day."""
        return self._open_appointment(day=day or self.day)

    def plan_when_ready(self) -> None:
        """Open a new appointment of today once the children are known."""
        self._is_planning = True

    def open_entry(self, entry: Entry) -> None:
        """Open a line: the appointment, why an obligation has its date, or the file at the right place."""
        if entry.appointment is not None:
            self._open_appointment(appointment=entry.appointment)
        elif entry.deadline is not None:
            child = entry.children[0]
            open_why(self._tasks, child.child_id, child.full_name or child.name, entry.deadline, self, self._on_waived)
        elif entry.target is not None:
            self.file_requested.emit(entry.target.child_id, entry.target.section, entry.target.record)

    def _page(self) -> AgendaPage:
        return self.pages[self.mode]

    def _open_appointment(self, **what: Any) -> AppointmentDialog:
        kind = self._kinds["appointment"]
        dialog = AppointmentDialog(self._tasks, self._autosaver, kind, self._facts.children, self, **what)
        dialog.changed.connect(self._on_changed)
        dialog.removed.connect(self._on_removed)
        dialog.file_requested.connect(self.file_requested)
        dialog.visit_requested.connect(self.visit_requested)
        dialog.open()
        return dialog

    def _show_head(self) -> None:
        self.title_label.setText(self._page().title(self.day))
        for key, button in self.mode_buttons.items():
            button.setChecked(key == self.mode)
        moves = self.mode != "forecast"
        for widget in (self.previous_button, self.next_button, self.today_button, self.chip_row):
            widget.setVisible(moves)

    def _show(self) -> None:
        today = clock.today()
        page = self._page()
        first, last = page.period(self.day, today)
        if page is self.list_page:
            self.list_page.late = self._kept(late_entries(self._facts, today)) if self.day <= today else ()
        page.show_entries(self._kept(entries_of(self._facts, first, last, today)), self._facts, self.day, today)

    def _kept(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(entry for entry in entries if entry.kind not in self._hidden)

    def _on_restored(self, kept: dict[str, Any]) -> None:
        self._is_restored = True
        known = {kind.value: kind for kind in EntryKind}
        self._hidden = {known[code] for code in kept.get("hidden", []) if code in known}
        for kind, chip in self.chips.items():
            chip.setChecked(kind not in self._hidden)
        self._set_mode(kept.get("mode", "month"))

    def _on_read(self, asked: int, facts: AgendaFacts) -> None:
        if asked == self._asked:  # a later page turned makes this answer useless
            self._facts = facts
            self._show()
            if self._is_planning:
                self._is_planning = False
                self.plan(clock.today())

    def _set_mode(self, mode: str) -> None:
        self.mode = mode if mode in self.pages else "month"
        self.stack.setCurrentWidget(self._page())
        self._show_head()
        self.refresh()

    def _on_mode(self, mode: str) -> None:
        had_list = self.mode == "list"
        self._set_mode(mode)
        if had_list:
            self.day = self.list_page.day
        self._keep()
        self.focus()

    def _on_chip(self) -> None:
        self._hidden = {kind for kind, chip in self.chips.items() if not chip.isChecked()}
        self._keep()
        self._show()

    def _keep(self) -> None:
        kept = {"mode": self.mode, "hidden": sorted(kind.value for kind in self._hidden)}
        self._tasks.ask(self._tasks.session.settings.keep, SETTING, kept)

    def _go(self, number: int) -> None:
        self.choose(self._page().step(self.day, number))

    def _on_today(self) -> None:
        self.choose(clock.today())
        self.focus()

    def _on_new(self) -> None:
        self.plan(max(self.day, clock.today()) if self.mode in ("list", "forecast") else self.day)

    def _on_more(self) -> None:
        self.more_menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def _on_export(self) -> None:
        ExportDialog(self._tasks, self).open()

    def _on_day_opened(self, day: dt.date) -> None:
        today = clock.today()
        entries = self._kept(entries_of(self._facts, day, day, today))
        if not entries:
            self.plan(day)
        elif len(entries) == 1:
            self.open_entry(entries[0])
        else:
            note = ", ".join(off.name for off in self._facts.days_off if off.first <= day <= off.last)
            dialog = DayDialog(day, entries, note, today, self)
            dialog.entry_activated.connect(self.open_entry)
            dialog.new_requested.connect(self.plan)
            dialog.menu_requested.connect(self._on_menu)
            dialog.open()

    def _on_menu(self, entry: Entry, place: QPoint) -> None:
        """Offer what else can be done with a line: begin, explain, open the file of each child."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if entry.deadline is not None:
            act = menu.addAction(gesture_of(entry.deadline).verb)
            act.triggered.connect(partial(self.act_requested.emit, entry.children[0].child_id, entry.deadline))
            why = menu.addAction(self.tr("Pourquoi cette date\N{NO-BREAK SPACE}?"))
            why.triggered.connect(partial(self.open_entry, entry))
        for child in entry.children:
            section = entry.target.section if entry.target else "overview"
            record = entry.target.record if entry.target else None
            words = self.tr("Ouvrir le dossier {whose}").format(whose=elide("de", child.name))
            opens = menu.addAction(words)
            opens.triggered.connect(partial(self.file_requested.emit, child.child_id, section, record))
        menu.popup(place)

    def _on_waived(self, changes: Any) -> None:
        self._on_changed(changes)

    def _on_removed(self, removed: Item) -> None:
        self._removed = removed
        self.undo_bar.show_message(self.tr("Rendez-vous mis à la corbeille."), self.tr("Annuler"))

    def _on_undo(self) -> None:
        if self._removed is not None:
            put_back = self._tasks.session.appointments.put_back
            self._tasks.ask(put_back, self._removed, then=self._on_changed, failed=self._on_failed)
            self._removed = None

    def _on_failed(self, error: PpeError) -> None:
        self.error_raised.emit(error)

    def _on_changed(self, _changes: Any) -> None:
        if self.isVisible():
            self.refresh()
