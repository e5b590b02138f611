"""« Paroles : ce qui manque »: children × child, mother, father; a click opens what is missing, ready to be written."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
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

from ppe_desktop.domain.coverage import ChildCoverage
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.coverage.coverage_cells import (
    ANSWERS,
    CHILD,
    HEADINGS,
    OCCASIONS,
    OTHERS,
    has_others,
    opening,
)
from ppe_desktop.ui.views.coverage.coverage_model import CoverageModel
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.plain_label import PlainLabel

ROW = 54
_WIDTHS = {CHILD: 190, OCCASIONS: 210, ANSWERS: 190}
_SPEAKER_WIDTH = 146
_NBSP = "\N{NO-BREAK SPACE}"


class CoverageTable(QTableView):
    """The table; Enter does what a click does.

    Signals:
        cell_activated: the cell to open.
    """

    cell_activated = Signal(QModelIndex)

    def __init__(self, model: CoverageModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(self.tr("Paroles qui manquent, par enfant"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.clicked.connect(self.cell_activated)
        theme().theme_changed.connect(self.fit)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.cell_activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out again."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give each column its room at the size of text in force; what is left goes to the speakers."""
        self.setIconSize(QSize(px(18), px(18)))
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        shown = [column for column in HEADINGS if not self.isColumnHidden(column)]
        least = {column: px(_WIDTHS.get(column, _SPEAKER_WIDTH)) for column in shown}
        spare = max(0, self.viewport().width() - sum(least.values()))
        for column in shown:
            self.setColumnWidth(column, least[column] + spare // len(shown))


class CoverageView(QWidget):
    """Whose recent words are missing, in every open file.

    Signals:
        opening_requested: child, section, record (kind and identifier, or None), field that takes the keyboard.
        writing_requested: identifier of the document being written to open, over the file just opened.
        closed: the person goes back.
        error_raised: a :class:`PpeError` to show.
    """

    opening_requested = Signal(str, str, object, str)
    writing_requested = Signal(str)
    closed = Signal()
    error_raised = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("coverage_view")
        self._tasks = tasks
        self.back_button = QuietButton(self.tr("Retour"), "arrow-left", self)
        self.title_label = PlainLabel(self.tr("Paroles{nbsp}: ce qui manque").format(nbsp=_NBSP), "title", parent=self)
        self.count_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.missing_chip = ChipButton(self.tr("Ce qui manque"), "soon", checkable=True, parent=self)
        self.all_chip = ChipButton(self.tr("Tous les enfants"), "neutral", "users", checkable=True, parent=self)
        self.chips = QButtonGroup(self)
        self.model = CoverageModel(self)
        self.table = CoverageTable(self.model, self)
        self.nothing = EmptyState(
            "check-circle",
            self.tr("Rien ne manque"),
            self.tr(
                "Chaque dossier a une parole récente de l’enfant et de ses parents, ou un motif noté, et chaque parole a reçu sa réponse."
            ),
            self.tr("Voir tous les enfants"),
            self,
        )
        self.stack = QStackedWidget(self)
        self._lay_out()

        self.missing_chip.setChecked(True)
        self.chips.buttonClicked.connect(self._on_chip)
        self.table.cell_activated.connect(self._on_cell)
        self.nothing.action_requested.connect(self._on_all_wanted)
        self.back_button.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        for chip in (self.missing_chip, self.all_chip):
            self.chips.addButton(chip)
        self.chips.setExclusive(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.missing_chip, self.all_chip):
            row.addWidget(widget)
        row.addStretch(1)
        for page in (self.table, self.nothing):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 8)
        column.setSpacing(8)
        column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.title_label)
        column.addWidget(self.count_label)
        column.addLayout(row)
        column.addWidget(self.stack, 1)

    def refresh(self) -> None:
        """Look at every file again."""
        self._tasks.ask(self._tasks.session.coverage.everyone, then=self.show_everyone, failed=self.error_raised.emit)

    def focus_first(self) -> None:
        """Put the keyboard in the table."""
        self.table.setFocus()

    def show_everyone(self, everyone: tuple[ChildCoverage, ...]) -> None:
        """Show whose words are missing."""
        self.model.show(everyone, only_missing=self.missing_chip.isChecked())
        self.table.setColumnHidden(OTHERS, not has_others(everyone))
        self.table.fit()
        complete = sum(not one.missing for one in everyone)
        said = self.tr(
            "{complete} dossiers sur {all} ont une parole récente de l’enfant et de chaque titulaire de l’autorité parentale, ou le motif noté."
            " Un clic sur une case ouvre ce qui est à écrire."
        )
        self.count_label.setText(said.format(complete=complete, all=len(everyone)))
        self.stack.setCurrentWidget(self.table if self.model.rowCount() else self.nothing)
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 1))

    def _on_chip(self, _chip: ChipButton) -> None:
        self.show_everyone(self.model.everyone())

    def _on_all_wanted(self) -> None:
        self.all_chip.setChecked(True)
        self.show_everyone(self.model.everyone())

    def _on_cell(self, index: QModelIndex) -> None:
        coverage = self.model.coverage(index.row())
        to_open = opening(coverage, index.column())
        if to_open.record is not None and to_open.record[0] == "writing":
            self.opening_requested.emit(coverage.child_id, to_open.section, None, "")
            self.writing_requested.emit(to_open.record[1])
            return
        self.opening_requested.emit(coverage.child_id, to_open.section, to_open.record, to_open.field)
