"""Enfants: the list that filters as one types, sorts, groups, and remembers how it was left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import ChildCard
from ppe_desktop.domain.children_list import READ_PARTS, Part
from ppe_desktop.domain.deadlines.outlook import Outlook, outlook_of
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.runtime import clock
from ppe_desktop.services.files import FEW_CHILDREN
from ppe_desktop.ui.dialogs.bin_dialog import BinDialog
from ppe_desktop.ui.qt_models.children_model import ChildrenModel
from ppe_desktop.ui.qt_models.children_order import FILTERS, GROUPS, SORTS, Arrangement, arrangement_of, parts_needed
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.children_table import ChildrenTable
from ppe_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.search_field import SearchField

SETTING = "children_list"
"""Name under which the base keeps how the list was left."""
SLICE = 10
"""Children judged in one go in a long list: what is typed meanwhile does not wait for the others."""
STEP = 1000
"""Children judged before a long list is put in order again."""

_List = tuple[dict[str, Any], list[ChildCard], dict[Part, dict[str, Any]], int]


class ChildrenView(QWidget):
    """The children of the référente.

    The names are shown as soon as they are read, the facts as they come, and the deadlines last: they are judged, not read. A list
    that is short comes whole; in a long one the lines on screen are judged, and the others only when an order or a filter needs them.

    Signals:
        child_requested: identifier of the child whose file to open.
        new_child_requested: a new file is wanted.
        coverage_requested: whose words are missing, in all the files.
        place_requested: child, section, and kind and identifier of a record put back: open the file there.
    """

    child_requested = Signal(str)
    new_child_requested = Signal()
    coverage_requested = Signal()
    place_requested = Signal(str, str, object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._is_restored = False
        self.few_children = FEW_CHILDREN
        self._reading = 0
        self._judged: set[str] = set()
        self._is_judging = False
        self.title_label = PlainLabel(self.tr("Enfants"), "title", parent=self)
        self.count_label = PlainLabel("", "muted", parent=self)
        self.search_field = SearchField(self.tr("Chercher un nom, une mesure, un lieu"), self)
        self.sort_button = SecondaryButton("", "sort", self)
        self.group_button = SecondaryButton("", "users", self)
        self.new_button = PrimaryButton(self.tr("Nouveau dossier"), "user-plus", self)
        self.coverage_button = QuietButton(self.tr("Paroles\N{NO-BREAK SPACE}: ce qui manque"), "quote", self)
        self.bin_button = QuietButton(self.tr("Corbeille"), "trash", self)
        self.chips: dict[str, ChipButton] = {}
        self.model = ChildrenModel(clock.now().date(), self)
        self.table = ChildrenTable(self.model, self)
        self.stack = QStackedWidget(self)
        self.judging_timer = QTimer(self, singleShot=True, interval=60)
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
            self.tr("Essayez avec moins de lettres, ou retirez un filtre."),
            self.tr("Tout afficher"),
            self,
        )

        self._make_menus()
        self._lay_out()
        self._connect()
        self._show_arrangement()

    def _make_menus(self) -> None:
        self.sort_menu, self.sort_actions = self._menu(SORTS, self._on_sort_chosen)
        self.sort_menu.addSeparator()
        self.reverse_action = self.sort_menu.addAction(self.tr("Ordre inverse"))
        self.reverse_action.setCheckable(True)
        self.group_menu, self.group_actions = self._menu(GROUPS, self._on_group_chosen)
        self.group_menu.addSeparator()
        self.compact_action = self.group_menu.addAction(self.tr("Lignes serrées"))
        self.compact_action.setCheckable(True)

    def _menu(self, entries: dict[str, str], chosen: Any) -> tuple[QMenu, dict[str, Any]]:
        menu, actions, group = QMenu(self), {}, QActionGroup(self)
        for key, words in entries.items():
            action = menu.addAction(self.tr(words))
            action.setCheckable(True)
            action.triggered.connect(partial(chosen, key))
            group.addAction(action)
            actions[key] = action
        return menu, actions

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title_label)
        head.addWidget(self.count_label, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self.new_button)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.search_field, 1)
        tools.addWidget(self.sort_button)
        tools.addWidget(self.group_button)
        chip_row = QWidget(self)
        flow = FlowLayout(chip_row)
        for key, (words, tone) in FILTERS.items():
            chip = ChipButton(self.tr(words), tone, "shield" if key == "protected" else "", checkable=True, parent=self)
            chip.setObjectName(f"chip_{key}")
            self.chips[key] = chip
            flow.addWidget(chip)
        for page in (self.table, self.empty, self.nobody):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 8)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(chip_row)
        column.addWidget(self.stack, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.coverage_button)
        foot.addWidget(self.bin_button)
        foot.addStretch(1)
        column.addLayout(foot)
        self.bin_button.hide()

    def _connect(self) -> None:
        self.search_field.textChanged.connect(self._on_search)
        self.search_field.returnPressed.connect(self._on_return)
        self.sort_button.clicked.connect(partial(self._pop_up, self.sort_menu, self.sort_button))
        self.group_button.clicked.connect(partial(self._pop_up, self.group_menu, self.group_button))
        self.reverse_action.triggered.connect(self._on_reversed)
        self.compact_action.triggered.connect(self._on_compact)
        for chip in self.chips.values():
            chip.clicked.connect(self._on_chip)
        self.table.child_activated.connect(self._open)
        self.table.clicked.connect(self._open)
        self.table.sort_requested.connect(self._on_sort_chosen)
        self.table.verticalScrollBar().valueChanged.connect(self.judging_timer.start)
        self.model.modelReset.connect(self.judging_timer.start)
        self.judging_timer.timeout.connect(self._judge_more)
        self.new_button.clicked.connect(self.new_child_requested)
        self.empty.action_requested.connect(self.new_child_requested)
        self.nobody.action_requested.connect(self._on_all_wanted)
        self.coverage_button.clicked.connect(self.coverage_requested)
        self.bin_button.clicked.connect(self.open_bin)
        QShortcut(
            QKeySequence(Qt.Key.Key_Down), self.search_field, self._on_down, context=Qt.ShortcutContext.WidgetShortcut
        )

    def refresh(self) -> None:
        """Read the list again; how it was left, the first time."""
        self._reading += 1
        arrangement = self.model.arrangement if self._is_restored else None
        read = partial(self._on_read, self._reading)
        self._tasks.ask(_read, self._tasks.session, arrangement, self.few_children, then=read)

    def focus_search(self) -> None:
        """Put the keyboard in the search field."""
        self.search_field.setFocus()
        self.search_field.selectAll()

    def open_bin(self) -> None:
        """Show what the recycle bin holds."""
        dialog = BinDialog(self._tasks, parent=self)
        dialog.setObjectName("bin_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.place_requested.connect(self.place_requested)
        dialog.finished.connect(self.refresh)
        dialog.open()

    def _on_read(self, reading: int, read: _List) -> None:
        if reading != self._reading:
            return
        kept, cards, parts, binned = read
        if not self._is_restored:
            self._is_restored = True
            self.model.arrangement = arrangement_of(kept)
            self.compact_action.setChecked(bool(kept.get("compact")))
            self._show_arrangement()
        self._judged, self._is_judging = set(), False
        self._keeping_place(partial(self.model.set_cards, cards, parts, clock.now().date()))
        self.bin_button.setVisible(binned > 0)
        self.bin_button.setText(self.tr("Corbeille ({count})").format(count=binned))
        self._read_part([part for part in READ_PARTS if part not in parts])

    def _read_part(self, missing: list[Part]) -> None:
        """Read what the names did not bring along, one kind of fact after the other, then judge the deadlines."""
        if not missing:
            self._judge_more()
            return
        needed = parts_needed(self.model.arrangement)
        part, *others = sorted(missing, key=lambda part: part not in needed)
        came = partial(self._on_part, self._reading, part, others)
        self._tasks.ask(self._tasks.session.files.part_of_list, part, then=came)

    def _on_part(self, reading: int, part: Part, missing: list[Part], known: dict[str, Any]) -> None:
        if reading == self._reading:
            self._keeping_place(partial(self.model.set_part, part, known))
            self._read_part(missing)

    def _judge_more(self) -> None:
        """Judge the deadlines of the children that need it now: all of a short list; in a long one those on screen, then what is asked."""
        children = self.model.child_ids()
        if self._is_judging or not self.model.has_part(READ_PARTS[-1]) or len(self._judged) == len(children):
            return
        if len(children) <= self.few_children:
            self._ask_outlooks(_outlooks_of_everyone, children)
            return
        rows = (row for row in self.table.rows_in_view() if not self.model.is_heading(row))
        seen = (self.model.card(row).child_id for row in rows)
        wanted = [child for child in seen if child not in self._judged]
        if not wanted and self._needs_everyone():
            wanted = [child for child in children if child not in self._judged]
        if wanted:
            self._ask_outlooks(partial(_outlooks, wanted[:SLICE]), wanted[:SLICE])

    def _ask_outlooks(self, work: Callable[[Any, dt.date], dict[str, Outlook]], children: Iterable[str]) -> None:
        self._is_judging = True
        asked = self._reading, frozenset(children)
        came, failed = partial(self._on_outlooks, *asked), partial(self._on_not_judged, *asked)
        self._tasks.ask(work, self._tasks.session, clock.now().date(), then=came, failed=failed)

    def _on_outlooks(self, reading: int, children: frozenset[str], known: dict[str, Outlook]) -> None:
        if reading != self._reading:
            return
        before = len(self._judged) // STEP
        self._judged |= children
        self._is_judging = False
        rearranges = len(self._judged) // STEP > before or len(self._judged) == len(self.model.child_ids())
        self._keeping_place(partial(self.model.add_outlooks, known, rearranges=rearranges))
        self._judge_more()

    def _on_not_judged(self, reading: int, children: frozenset[str], error: PpeError) -> None:
        """Say it, and pass these children over: the list stays of use."""
        self._tasks.error_raised.emit(error)
        self._on_outlooks(reading, children, {})

    def _needs_everyone(self) -> bool:
        return Part.OUTLOOK in parts_needed(self.model.arrangement)

    def _keeping_place(self, change: Callable[[], None]) -> None:
        """Change what the list holds; the child chosen stays chosen."""
        chosen = self.table.currentIndex()
        is_child = chosen.isValid() and not self.model.is_heading(chosen.row())
        child_id = self.model.card(chosen.row()).child_id if is_child else ""
        change()
        if not self.table.currentIndex().isValid():
            self._select(max(self.model.row_of(child_id), 0))
        self._show_count()

    def _show_arrangement(self) -> None:
        """Tell on the buttons, chips and headings how the list is arranged."""
        arrangement = self.model.arrangement
        self.sort_actions[arrangement.sort].setChecked(True)
        self.group_actions[arrangement.group].setChecked(True)
        self.reverse_action.setChecked(arrangement.is_reversed)
        sort = self.tr("Trier : {what}").format(what=SORTS[arrangement.sort].lower())
        self.sort_button.setText(sort + (self.tr(" (inverse)") if arrangement.is_reversed else ""))
        self.group_button.setText(self.tr(GROUPS[arrangement.group]))
        for key, chip in self.chips.items():
            chip.setChecked(key in arrangement.chips)
        self.table.set_compact(is_compact=self.compact_action.isChecked())
        self.table.show_sort(arrangement.sort, is_reversed=arrangement.is_reversed)

    def _keep_arrangement(self) -> None:
        arrangement = self.model.arrangement
        self._show_arrangement()
        self._select(0)
        self._show_count()
        value = {
            "sort": arrangement.sort,
            "reversed": arrangement.is_reversed,
            "group": arrangement.group,
            "chips": sorted(arrangement.chips),
            "compact": self.compact_action.isChecked(),
        }
        self._tasks.ask(self._tasks.session.settings.keep, SETTING, value)

    def _pop_up(self, menu: QMenu, button: QWidget) -> None:
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _on_sort_chosen(self, sort: str, _checked: bool = False) -> None:
        """Sort by something; by the same again, the other way round."""
        arrangement = self.model.arrangement
        arrangement.is_reversed = not arrangement.is_reversed if arrangement.sort == sort else False
        arrangement.sort = sort
        self.model.rearrange()
        self._keep_arrangement()

    def _on_reversed(self, is_reversed: bool) -> None:
        self.model.arrangement.is_reversed = is_reversed
        self.model.rearrange()
        self._keep_arrangement()

    def _on_group_chosen(self, group: str, _checked: bool = False) -> None:
        self.model.arrangement.group = group
        self.model.rearrange()
        self._keep_arrangement()

    def _on_compact(self) -> None:
        self._keep_arrangement()

    def _on_chip(self) -> None:
        self.model.set_chips({key for key, chip in self.chips.items() if chip.isChecked()})
        self._keep_arrangement()

    def _on_all_wanted(self) -> None:
        self.search_field.clear()
        self.model.set_chips(set())
        self._keep_arrangement()
        self.focus_search()

    def _on_search(self, text: str) -> None:
        self.model.set_filter(text)
        self._select(0)
        self._show_count()

    def _select(self, row: int) -> None:
        row = self.model.first_row(row) if row < self.model.rowCount() else -1
        if row >= 0:
            self.table.selectRow(row)

    def _show_count(self) -> None:
        shown, total = self.model.shown(), self.model.total()
        words = (
            self.tr("{shown} sur {total}")
            if shown != total
            else self.tr("{total} dossiers")
            if total > 1
            else self.tr("{total} dossier")
        )
        said = words.format(shown=shown, total=total) if total else ""
        judged, known = len(self._judged), self.model.known()
        if self._needs_everyone() and judged < known:
            said = self.tr("{said} · échéances lues : {part} %").format(said=said, part=100 * judged // known)
        self.count_label.setText(said)
        self.stack.setCurrentWidget(self.table if shown else self.nobody if self.model.known() else self.empty)

    def _on_return(self) -> None:
        if self.table.currentIndex().isValid():
            self._open(self.table.currentIndex())

    def _on_down(self) -> None:
        self.table.setFocus()
        second = self.model.first_row(self.model.first_row() + 1)
        self._select(second if second >= 0 else 0)

    def _open(self, index: QModelIndex) -> None:
        if not self.model.is_heading(index.row()):
            self.child_requested.emit(self.model.card(index.row()).child_id)


def _read(session: Any, arrangement: Arrangement | None, few: int) -> _List:
    """Read the list, how it was left, and how much the recycle bin holds, in one go on the database thread."""
    kept = session.settings.get(SETTING, {})
    cards, parts = session.files.children_list(parts_needed(arrangement or arrangement_of(kept)), few=few)
    return kept, cards, parts, session.files.bin_size()


def _outlooks_of_everyone(session: Any, today: dt.date) -> dict[str, Outlook]:
    return {one.child_id: outlook_of(one.deadlines, today) for one in session.deadlines.of_everyone()}


def _outlooks(children: list[str], session: Any, today: dt.date) -> dict[str, Outlook]:
    return {one.child_id: outlook_of(one.deadlines, today) for one in session.deadlines.of_children(children)}
