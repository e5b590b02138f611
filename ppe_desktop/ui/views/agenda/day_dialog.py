"""Everything of one day, when the grid has no room for it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.agenda import Entry
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.agenda.entry_list import EntryList
from ppe_desktop.ui.views.agenda.look import day_title
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class DayDialog(QDialog):
    """The lines of a day.

    Signals:
        entry_activated: a line to open.
        new_requested: an appointment is to be made that day.
        menu_requested: line and place on screen: what else can be done is asked for.
    """

    entry_activated = Signal(object)
    new_requested = Signal(object)
    menu_requested = Signal(object, QPoint)

    def __init__(
        self, day: dt.date, entries: tuple[Entry, ...], note: str, today: dt.date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("day_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Agenda"))
        self._day = day
        self.title_label = PlainLabel(day_title(day, today), "section", wrap=True, parent=self)
        self.note_label = PlainLabel(note, "muted", parent=self)
        self.list = EntryList(self.title_label.text(), self)
        self.new_button = QuietButton(self.tr("Nouveau rendez-vous"), "plus", self)
        self.close_button = SecondaryButton(self.tr("Fermer"), parent=self)

        foot = QHBoxLayout()
        foot.addWidget(self.new_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(self.title_label)
        column.addWidget(self.note_label)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.note_label.setVisible(bool(note))
        self.list.show_rows([*entries])
        self.list.setFocus()
        self.resize(px(660), min(px(560), px(150) + px(46) * len(entries)))

        self.list.entry_activated.connect(self._on_entry)
        self.list.menu_requested.connect(self.menu_requested)
        self.new_button.clicked.connect(self._on_new)
        self.close_button.clicked.connect(self.accept)

    def _on_entry(self, entry: Entry) -> None:
        self.accept()
        self.entry_activated.emit(entry)

    def _on_new(self) -> None:
        self.accept()
        self.new_requested.emit(self._day)
