"""The journal to look through: what to look for above, the lines below."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from ppe_desktop.domain.audit_words import FAMILIES
from ppe_desktop.runtime import clock
from ppe_desktop.services.audit import AuditLine, AuditQuery
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.trust.journal_model import TOLD, WHEN, WHO, JournalModel
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.search_field import SearchField

PERIODS = (("Depuis toujours", 0), ("Aujourd’hui", 1), ("Sept derniers jours", 7), ("Trente derniers jours", 30))
AT_A_TIME = 200
TYPING_MS = 200


class JournalBrowser(QWidget):
    """Lines of the journal, of all the files or of one.

    Args:
        tasks: the way to the base.
        parent: parent widget.
        child_id: about this child only, without the list to choose another.
        family: what is looked for first.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None, *, child_id: str = "", family: str = "") -> None:
        super().__init__(parent)
        self._tasks, self._child_id = tasks, child_id
        self._query = AuditQuery()
        self.words_field = SearchField(self.tr("Chercher dans le journal"), self)
        self.words_field.setObjectName("words_field")
        self.words_field.setMinimumWidth(px(240))
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self.child_combo = self._combo("child_combo", self.tr("Enfant"), 13)
        self.family_combo = self._combo("family_combo", self.tr("Geste"), 13)
        self.period_combo = self._combo("period_combo", self.tr("Période"), 12)
        self.model = JournalModel(self)
        self.table = QTableView(self)
        self.count_label = PlainLabel("", "muted", parent=self)
        self.child_combo.addItem(self.tr("Tous les dossiers"), "")
        for key, label, _actions in FAMILIES:
            self.family_combo.addItem(self.tr(label), key)
        for label, days in PERIODS:
            self.period_combo.addItem(self.tr(label), days)
        self.family_combo.setCurrentIndex(max(self.family_combo.findData(family), 0))
        self.child_combo.setVisible(not child_id)
        self._set_up_table()
        self._lay_out()
        self._fit()

        for combo in (self.child_combo, self.family_combo, self.period_combo):
            combo.activated.connect(self.reload)
        self.words_field.textChanged.connect(self._typing.start)
        self.words_field.returnPressed.connect(self._typing.start)
        self._typing.timeout.connect(self.reload)
        self.model.more_wanted.connect(self._on_more_wanted)
        theme().theme_changed.connect(self._fit)

    def query(self) -> AuditQuery:
        """Return what is looked for."""
        days = self.period_combo.currentData()
        since = None
        if days:
            first = clock.now().date() - dt.timedelta(days=days - 1)
            since = dt.datetime.combine(first, dt.time())
        child_id = self._child_id or self.child_combo.currentData()
        words = self.words_field.text().strip()
        return AuditQuery(self.family_combo.currentData(), child_id, since, 0, AT_A_TIME, words)

    def reload(self) -> None:
        """Read the lines again from the newest."""
        if not self._child_id and self.child_combo.count() == 1:
            self._tasks.ask(self._tasks.session.audit.children, then=self._on_children)
        self._query = self.query()
        self._tasks.ask(self._tasks.session.audit.lines, self._query, then=partial(self._on_lines, self._query))

    def _combo(self, name: str, label: str, letters: int) -> CalmCombo:
        combo = CalmCombo(self)
        combo.setObjectName(name)
        combo.setAccessibleName(label)
        combo.setMinimumContentsLength(letters)
        return combo

    def _set_up_table(self) -> None:
        self.table.setObjectName("journal_table")
        self.table.setAccessibleName(self.tr("Lignes du journal"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TOLD, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        filters = QWidget(self)
        flow = FlowLayout(filters)
        for field in (self.words_field, self.child_combo, self.family_combo, self.period_combo):
            flow.addWidget(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.count_label)

    def _fit(self) -> None:
        metrics = self.table.fontMetrics()
        self.table.setColumnWidth(WHEN, metrics.horizontalAdvance("28/09/2026, 23 h 59") + px(28))
        self.table.setColumnWidth(WHO, metrics.horizontalAdvance("Christine Le Goff") + px(20))
        self.table.verticalHeader().setDefaultSectionSize(metrics.height() + px(12))

    def _on_children(self, children: list[tuple[str, str]]) -> None:
        if self.child_combo.count() == 1:
            for child_id, name in children:
                self.child_combo.addItem(name, child_id)

    def _on_lines(self, asked: AuditQuery, lines: list[AuditLine]) -> None:
        if asked is not self._query:
            return  # something else was typed since
        self.model.show_lines(lines, has_more=len(lines) == AT_A_TIME)
        self.table.scrollToTop()
        self._say_count()

    def _on_more_wanted(self, last: int) -> None:
        older = replace(self._query, before=last)
        self._tasks.ask(self._tasks.session.audit.lines, older, then=partial(self._on_older, self._query))

    def _on_older(self, asked: AuditQuery, lines: list[AuditLine]) -> None:
        if asked is not self._query:
            return
        self.model.add_lines(lines, has_more=len(lines) == AT_A_TIME)
        self._say_count()

    def _say_count(self) -> None:
        count = self.model.rowCount()
        if not count:
            self.count_label.setText(self.tr("Rien n’est noté pour ce choix."))
            return
        more = (
            self.tr(", faites défiler pour les plus anciennes")
            if self.model.canFetchMore(self.table.rootIndex())
            else ""
        )
        self.count_label.setText(
            (self.tr("{count} lignes{more}") if count > 1 else self.tr("{count} ligne{more}")).format(
                count=count, more=more
            )
        )
