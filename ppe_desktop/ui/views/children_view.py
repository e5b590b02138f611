"""Enfants: the list that filters as one types."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.runtime import clock
from ppe_desktop.ui.qt_models.children_delegate import ROW_HEIGHT, ChildrenDelegate
from ppe_desktop.ui.qt_models.children_model import PLAN, PLAN_WORDS, ChildrenModel
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import PrimaryButton
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.search_field import SearchField


class ChildrenTable(QTableView):
    """The list itself: Enter opens, arrows move.

    Signals:
        child_activated: the row to open.
    """

    child_activated = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.child_activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class ChildrenView(QWidget):
    """The children of the référente.

    Signals:
        child_requested: identifier of the child whose file to open.
        new_child_requested: a new file is wanted.
    """

    child_requested = Signal(str)
    new_child_requested = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.title_label = PlainLabel(self.tr("Enfants"), "title", parent=self)
        self.count_label = PlainLabel("", "muted", parent=self)
        self.search_field = SearchField(self.tr("Chercher un nom, une mesure, un lieu"), self)
        self.new_button = PrimaryButton(self.tr("Nouveau dossier"), "user-plus", self)
        self.together_chip = ChipButton(self.tr("Fratries ensemble"), "neutral", "users", checkable=True, parent=self)
        self.plan_chips = QButtonGroup(self)
        self.table = ChildrenTable(self)
        self.model = ChildrenModel(clock.now().date(), self)
        self.stack = QStackedWidget(self)
        self.empty = EmptyState(
            "users",
            self.tr("Aucun dossier pour l’instant"),
            self.tr("Un nom, un prénom, une date de naissance et une mesure suffisent pour commencer."),
            self.tr("Créer un premier dossier"),
            self,
        )
        self.nobody = EmptyState(
            "search",
            self.tr("Aucun enfant ne correspond"),
            self.tr("Essayez avec moins de lettres, ou retirez le filtre."),
            parent=self,
        )

        self._set_up_table()
        self._lay_out()
        self._connect()

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(ChildrenDelegate(table))
        table.setAccessibleName(self.tr("Liste des enfants"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setMouseTracking(True)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(PLAN, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(PLAN, px(200))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title_label)
        head.addWidget(self.count_label, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self.new_button)
        chip_row = QWidget(self)
        chips = FlowLayout(chip_row)
        chips.addWidget(self.together_chip)
        for state, (words, tone) in PLAN_WORDS.items():
            chip = ChipButton(
                self.tr("Projet {state}").format(state=words[0].lower() + words[1:]), tone, checkable=True, parent=self
            )
            chip.setProperty("plan_state", state)
            self.plan_chips.addButton(chip)
            chips.addWidget(chip)
        self.plan_chips.setExclusive(False)
        self.together_chip.setChecked(True)
        for page in (self.table, self.empty, self.nobody):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.search_field)
        column.addWidget(chip_row)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.search_field.textChanged.connect(self._on_search)
        self.search_field.returnPressed.connect(self._on_return)
        self.together_chip.toggled.connect(self.model.set_siblings_together)
        self.plan_chips.buttonClicked.connect(self._on_plan_chip)
        self.table.child_activated.connect(self._open)
        self.table.clicked.connect(self._open)
        self.new_button.clicked.connect(self.new_child_requested)
        self.empty.action_requested.connect(self.new_child_requested)
        QShortcut(
            QKeySequence(Qt.Key.Key_Down), self.search_field, self._on_down, context=Qt.ShortcutContext.WidgetShortcut
        )

    def refresh(self) -> None:
        """Read the list again."""
        self._tasks.ask(self._tasks.session.files.cards, then=self._on_cards)

    def focus_search(self) -> None:
        """Put the keyboard in the search field."""
        self.search_field.setFocus()
        self.search_field.selectAll()

    def _on_cards(self, cards: list[ChildCard]) -> None:
        chosen = self.table.currentIndex()
        child_id = self.model.card(chosen.row()).child_id if chosen.isValid() else ""
        self.model.set_cards(cards)
        self._select(max(self.model.row_of(child_id), 0))
        self._show_count()

    def _on_search(self, text: str) -> None:
        self.model.set_filter(text)
        self._select(0)
        self._show_count()

    def _on_plan_chip(self, chip: ChipButton) -> None:
        for other in self.plan_chips.buttons():
            if other is not chip:
                other.setChecked(False)
        self.model.set_plan_state(str(chip.property("plan_state")) if chip.isChecked() else "")
        self._select(0)
        self._show_count()

    def _select(self, row: int) -> None:
        if row < self.model.rowCount():
            self.table.selectRow(row)

    def _show_count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total()
        words = (
            self.tr("{shown} sur {total}")
            if shown != total
            else self.tr("{total} dossiers")
            if total > 1
            else self.tr("{total} dossier")
        )
        self.count_label.setText(words.format(shown=shown, total=total) if total else "")
        self.stack.setCurrentWidget(self.table if shown else self.nobody if total else self.empty)

    def _on_return(self) -> None:
        if self.table.currentIndex().isValid():
            self._open(self.table.currentIndex())

    def _on_down(self) -> None:
        self.table.setFocus()
        self._select(min(1, self.model.rowCount() - 1))

    def _open(self, index: QModelIndex) -> None:
        self.child_requested.emit(self.model.card(index.row()).child_id)
