"""Prévisions: the statutory work of the next twelve months, as a chart or as a table, and what makes up each month."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.agenda import AgendaFacts, Entry, EntryKind, deadline_entry
from ppe_desktop.domain.agenda.forecast import Family, Forecast, Stack, forecast
from ppe_desktop.domain.dates import add_months
from ppe_desktop.ui.theme import current, px, tabular, theme
from ppe_desktop.ui.views.agenda.entry_list import EntryList
from ppe_desktop.ui.views.agenda.forecast_chart import ROLES, ForecastChart, words
from ppe_desktop.ui.views.agenda.look import font_of
from ppe_desktop.ui.views.agenda.page import AgendaPage
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_CELL = int(Qt.ItemDataRole.UserRole)


class FamilyMark(QWidget):
    """A colour and the name of its family."""

    def __init__(self, family: Family, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._family = family
        self.setAccessibleName(family.label)

    def sizeHint(self) -> QSize:
        """Return the room of the words."""
        self.setFont(font_of(13))
        return QSize(self.fontMetrics().horizontalAdvance(self._family.label) + px(24), px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a square and the words."""
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.role(ROLES[self._family])))
        painter.drawRoundedRect(QRect(0, (self.height() - px(12)) // 2, px(12), px(12)), 3, 3)
        painter.setPen(QColor(palette.text))
        painter.setFont(font_of(13))
        painter.drawText(self.rect().adjusted(px(18), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._family.label)
        painter.end()


class ForecastPage(AgendaPage):
    """Twelve months of obligations.

    Signals:
        menu_requested: line and place on screen: what else can be done is asked for.
    """

    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = ForecastChart(self)
        self.table = QTableWidget(self)
        self.faces = QStackedWidget(self)
        self.table_button = SecondaryButton(self.tr("Voir en tableau"), "table", self)
        self.legend = QWidget(self)
        self.caption_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.chosen_label = PlainLabel("", "section", parent=self)
        self.list = EntryList(self.tr("Échéances du mois choisi"), self)
        self._marks: list[FamilyMark] = []
        self._forecast: Forecast | None = None
        self._stack: Stack | None = None
        self._family: Family | None = None

        self._lay_out()
        self.table_button.setCheckable(True)
        self.setFocusProxy(self.chart)
        self.chart.chosen.connect(self._on_chosen)
        self.table.cellClicked.connect(self._on_cell)
        self.table.cellActivated.connect(self._on_cell)
        self.table.currentCellChanged.connect(self._on_cell)
        self.table_button.toggled.connect(self._on_face)
        self.list.entry_activated.connect(self.entry_activated)
        self.list.menu_requested.connect(self.menu_requested)
        theme().theme_changed.connect(self._fit)

    def _lay_out(self) -> None:
        self._flow = FlowLayout(self.legend, px(16))
        self.table.setAccessibleName(self.tr("Échéances par mois et par famille"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.faces.addWidget(self.chart)
        self.faces.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(self.legend, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.table_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(row)
        column.addWidget(self.faces, 3)
        column.addWidget(self.caption_label)
        column.addWidget(self.chosen_label)
        column.addWidget(self.list, 2)
        self._fit()

    def _fit(self) -> None:
        self.faces.setMaximumHeight(px(240))

    def period(self, day: dt.date, today: dt.date) -> tuple[dt.date, dt.date]:
        """Return today alone: the obligations are read whole whatever the period."""
        return today, today

    def title(self, day: dt.date) -> str:
        """Return the title."""
        return self.tr("Douze prochains mois")

    def step(self, day: dt.date, number: int) -> dt.date:
        """Stay."""
        return add_months(day, 0)

    def show_entries(self, entries: tuple[Entry, ...], facts: AgendaFacts, day: dt.date, today: dt.date) -> None:
        """Show the work to come; the filters do not apply."""
        self.day, self.today = day, today
        found = forecast(facts.deadlines, today)
        if found == self._forecast:
            return
        self._forecast = found
        self._show_legend(found.families)
        self._show_caption(found)
        self._show_table(found)
        self.chart.show_forecast(found)
        first = next((number for number, stack in enumerate(found.stacks) if stack.total), 0)
        self.chart.choose(self.chart.place or first, self.chart.family)

    def focus(self) -> None:
        """Take the keyboard."""
        (self.table if self.table_button.isChecked() else self.chart).setFocus()

    def _show_legend(self, families: tuple[Family, ...]) -> None:
        for mark in self._marks:
            self._flow.takeAt(0)
            mark.deleteLater()
        self._marks = [FamilyMark(family, self.legend) for family in families]
        for mark in self._marks:
            self._flow.addWidget(mark)

    def _show_caption(self, found: Forecast) -> None:
        parts = [
            self.tr(
                "Chaque échéance est comptée une fois, au jour où elle tombe aujourd’hui ; celle qui revient chaque année"
                " sera recomptée quand la précédente aura été faite."
            )
        ]
        if found.undated:
            parts.append(self.tr("Sans date fixée : {count}.").format(count=found.undated))
        if found.beyond:
            parts.append(self.tr("Au-delà de douze mois : {count}.").format(count=found.beyond))
        self.caption_label.setText(
            " ".join(parts).replace(" :", "\N{NO-BREAK SPACE}:").replace(" ;", "\N{NO-BREAK SPACE};")
        )

    def _show_table(self, found: Forecast) -> None:
        table, families = self.table, found.families
        table.blockSignals(True)
        table.clear()
        table.setRowCount(len(found.stacks))
        table.setColumnCount(len(families) + 2)
        table.setHorizontalHeaderLabels([self.tr("Mois"), *(family.label for family in families), self.tr("Total")])
        for row, stack in enumerate(found.stacks):
            month = QTableWidgetItem(stack.title[:1].upper() + stack.title[1:])
            month.setData(_CELL, (row, None))
            month.setData(Qt.ItemDataRole.AccessibleTextRole, words(stack))
            table.setItem(row, 0, month)
            for column, family in enumerate((*families, None), start=1):
                count = len(stack.works(family))
                cell = QTableWidgetItem(str(count) if count else "–")
                cell.setFont(tabular(font_of(14, is_bold=family is None)))
                cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                cell.setData(_CELL, (row, family))
                cell.setData(Qt.ItemDataRole.AccessibleTextRole, words(stack, family))
                table.setItem(row, column, cell)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setDefaultSectionSize(px(30))
        table.blockSignals(False)

    def _on_face(self, is_table: bool) -> None:
        self.faces.setCurrentWidget(self.table if is_table else self.chart)
        self.table_button.setText(self.tr("Voir en graphique") if is_table else self.tr("Voir en tableau"))
        self.focus()

    def _on_cell(self, row: int, column: int, *_former: int) -> None:
        cell = self.table.item(row, column)
        if cell is not None:
            self.chart.choose(*cell.data(_CELL))

    def _on_chosen(self, stack: Stack, family: Family | None) -> None:
        self._stack, self._family = stack, family
        found = words(stack, family).partition(" (")[0].replace(" :", "\N{NO-BREAK SPACE}:")
        self.chosen_label.setText(found[:1].upper() + found[1:])
        lines = [deadline_entry(work.child, work.deadline, self.today) for work in stack.works(family)]
        rows = [line for line in lines if line is not None and line.kind is EntryKind.DEADLINE]
        self.list.show_rows([*rows], dated=len(rows))
