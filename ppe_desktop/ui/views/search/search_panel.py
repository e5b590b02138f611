"""The search of everything: one field over the window, filters, results that open by Enter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.dates import add_months
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.search import GROUPS, LEAST_LETTERS, FoundFile, Results, parse_query
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.search.lines import Command, LinesModel, first_lines, matching, result_lines
from ppe_desktop.ui.views.search.lines_delegate import LinesDelegate
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.search_field import SearchField
from ppe_desktop.ui.widgets.styling import announce

_WIDTH, _TOP = 944, 24
_PERIODS = (("30 jours", 1), ("6 mois", 6), ("1 an", 12))
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


@dataclass(frozen=True, slots=True)
class Question:
    """What the panel asks: the text, the groups ticked, the first day."""

    text: str
    groups: frozenset[str]
    since: dt.date | None


class SearchPanel(QWidget):
    """Lies over its parent, with the field at the top of it. It is empty whenever it is closed.

    Signals:
        hit_requested: a :class:`ppe_desktop.domain.search.Hit` to open.
        file_requested: identifier of the child whose file to open.
        command_requested: key of the command to do.
    """

    hit_requested = Signal(object)
    file_requested = Signal(str)
    command_requested = Signal(str)

    def __init__(self, tasks: Tasks, autosaver: Autosaver, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks, self._autosaver, self._host = tasks, autosaver, parent
        self._commands: Sequence[Command] = ()
        self._former_focus: QWidget | None = None
        self._asked: Question | None = None
        self._opens_answer = False
        self.box = Card(self)
        self.field = SearchField(self.tr("Chercher un enfant, une personne, un mot dans tous les dossiers"), self.box)
        self.group_chips = {
            group.key: ChipButton(self.tr(group.label), "neutral", group.icon, checkable=True, parent=self.box)
            for group in GROUPS
        }
        self.period_chips = {
            months: ChipButton(self.tr(label), "neutral", "calendar", checkable=True, parent=self.box)
            for label, months in _PERIODS
        }
        self.model = LinesModel(self)
        self.list = QListView(self.box)
        self.stack = QStackedWidget(self.box)
        self.nothing = EmptyState(
            "search", self.tr("Rien ne correspond"), self.tr("Essayez un autre mot."), parent=self.box
        )
        self.count_label = PlainLabel("", "muted", parent=self.box)
        self.keys_label = PlainLabel(self.tr("↑ ↓ choisir   Entrée ouvrir   Échap fermer"), "muted", parent=self.box)

        self._set_up()
        self._lay_out()
        self._connect()
        self.hide()

    def _set_up(self) -> None:
        self.setObjectName("search_panel")
        self.box.setObjectName("search_box")
        self.field.setObjectName("search_everything")
        self.list.setObjectName("search_results")
        self.list.setModel(self.model)
        self.list.setItemDelegate(LinesDelegate(self.list))
        self.list.setAccessibleName(self.tr("Résultats de la recherche"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays in the field, the arrows move in the list
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)

    def _lay_out(self) -> None:
        chips = QWidget(self.box)
        flow = FlowLayout(chips, 6)
        for chip in (*self.group_chips.values(), *self.period_chips.values()):
            flow.addWidget(chip)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 0, 4, 0)
        foot.addWidget(self.count_label, 1)
        foot.addWidget(self.keys_label)
        self.box.body.setSpacing(10)
        self.box.body.addWidget(self.field)
        self.box.body.addWidget(chips)
        self.box.body.addWidget(self.stack, 1)
        self.box.body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._on_question_changed)
        for chip in self.group_chips.values():
            chip.toggled.connect(self._on_question_changed)
        for chip in self.period_chips.values():
            chip.clicked.connect(self._on_period_clicked)
        self.list.clicked.connect(self._open)
        self.field.installEventFilter(self)
        self._host.installEventFilter(self)
        theme().theme_changed.connect(self._place_box)

    def open_over(self, commands: Sequence[Command]) -> None:
        """Show the panel, with these commands, and put the keyboard in its field."""
        self._commands = commands
        if not self.isVisible():
            self._former_focus = QApplication.focusWidget()
            self.setGeometry(self._host.rect())
            self.show()
            self.raise_()
            self._autosaver.send()  # what was just typed is found too
            self._ask()
        self.field.setFocus()
        self.field.selectAll()

    def dismiss(self) -> None:
        """Close the panel, forget what was typed and found, and give the keyboard back."""
        self._commands, self._asked, self._opens_answer = (), None, False
        self.hide()
        for chip in (*self.group_chips.values(), *self.period_chips.values()):
            chip.setChecked(False)
        self.field.clear()
        self.model.set_lines(())
        self.count_label.clear()
        former, self._former_focus = self._former_focus, None
        if former is not None and shiboken6.isValid(former) and former.isVisible():
            former.setFocus()

    def question(self) -> Question:
        """Return what is asked now."""
        groups = frozenset(key for key, chip in self.group_chips.items() if chip.isChecked())
        months = next((months for months, chip in self.period_chips.items() if chip.isChecked()), 0)
        today = clock.now().date()
        since = today - dt.timedelta(days=30) if months == 1 else add_months(today, -months) if months else None
        return Question(self.field.text().strip(), groups, since)

    def _on_question_changed(self) -> None:
        if self.isVisible():
            self._opens_answer = False
            self._ask()

    def _on_period_clicked(self) -> None:
        for chip in self.period_chips.values():
            if chip is not self.sender():
                chip.setChecked(False)
        self._on_question_changed()

    def _ask(self) -> None:
        """Ask the base, one question at a time: an answer that comes too late is dropped and the last question asked."""
        if self._asked is not None:
            return
        self._asked = asked = self.question()
        search = self._tasks.session.search
        then, failed = partial(self._on_answered, asked), partial(self._on_failed, asked)
        if asked.text:
            self._tasks.ask(search.find, asked.text, groups=asked.groups, since=asked.since, then=then, failed=failed)
        else:
            self._tasks.ask(search.recent, then=then, failed=failed)

    def _on_answered(self, asked: Question, found: Results | tuple[FoundFile, ...]) -> None:
        if not self._is_awaited(asked):
            return
        if isinstance(found, Results):
            commands = [] if asked.groups or asked.since else matching(self._commands, asked.text)
            self.model.set_lines(result_lines(found, commands))
            self._say_count(asked, found)
        else:
            files, actions = self.tr("Dossiers ouverts récemment"), self.tr("Actions")
            self.model.set_lines(first_lines(found, self._commands, files, actions))
            self.count_label.setText(self.tr("Les mots entre guillemets se cherchent dans cet ordre exact."))
        self.stack.setCurrentWidget(self.list if self.model.rowCount() else self.nothing)
        self._choose(self._first_row(), 1)
        if self._opens_answer:
            self._opens_answer = False
            self._open(self.list.currentIndex())

    def _on_failed(self, asked: Question, error: PpeError) -> None:
        if self._is_awaited(asked):
            self.model.set_lines(())
            self._say_nothing(self.tr("La recherche n’a pas abouti"), error.message)

    def _is_awaited(self, asked: Question) -> bool:
        """Tell whether this answer is the one waited for; ask again when the question has changed since."""
        if self._asked != asked or not self.isVisible():
            return False
        self._asked = None
        if asked != self.question():
            self._ask()
            return False
        return True

    def _say_count(self, asked: Question, results: Results) -> None:
        count = sum(len(file.hits) for file in results.files) + sum(file.is_named for file in results.files)
        if not parse_query(asked.text).terms:
            self.count_label.setText(self.tr("À partir de la troisième lettre, les textes sont cherchés aussi."))
        elif results.is_cut:
            self.count_label.setText(self.tr("Les premiers résultats seulement : précisez par un mot de plus."))
        else:
            words = self.tr("{count} résultats") if count > 1 else self.tr("{count} résultat")
            self.count_label.setText(words.format(count=count) if count else "")
        if not self.model.rowCount():
            self._say_none(asked)
        announce(self.field, self.count_label.text() or self.nothing.heading.text())

    def _say_none(self, asked: Question) -> None:
        if asked.groups or asked.since:
            advice = self.tr("Retirez un filtre, ou essayez avec moins de lettres.")
        elif sum(map(len, parse_query(asked.text).words)) < LEAST_LETTERS:
            advice = self.tr(
                "Aucun nom ne commence ainsi. À partir de la troisième lettre, les textes sont cherchés aussi."
            )
        else:
            advice = self.tr("Essayez un autre mot, ou le début du mot seulement. Les accents ne comptent pas.")
        self._say_nothing(self.tr("Rien ne correspond"), advice)

    def _say_nothing(self, heading: str, advice: str) -> None:
        self.stack.setCurrentWidget(self.list)  # shown again, the words below take the room they need
        self.nothing.heading.setText(heading)
        self.nothing.explanation.setText(advice)
        self.stack.setCurrentWidget(self.nothing)

    def _first_row(self) -> int:
        """Return the row chosen at first: the file of a child named, else the first thing found."""
        first = self.model.line(0) if self.model.rowCount() else None
        return int(first is not None and first.file is not None and not first.file.is_named)

    def _choose(self, row: int, step: int) -> None:
        """Choose the line of a row, or the next one that can be chosen in the direction of ``step``."""
        while 0 <= row < self.model.rowCount():
            index = self.model.index(row)
            if self.model.flags(index) & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentIndex(index)
                self.list.scrollTo(self.model.index(0) if row <= 1 else index)
                return
            row += 1 if step > 0 else -1

    def _move(self, step: int) -> None:
        wanted = self.list.currentIndex().row() + step
        self._choose(max(0, min(wanted, self.model.rowCount() - 1)), step)
        announce(self.field, str(self.list.currentIndex().data() or ""))

    def _open(self, index: QModelIndex) -> None:
        """Open what a line stands for; the panel is gone first, so that the keyboard goes where it opens."""
        if not index.isValid():
            return
        line = self.model.line(index.row())
        self.dismiss()
        if line.hit:
            self.hit_requested.emit(line.hit)
        elif line.file:
            self.file_requested.emit(line.file.child_id)
        elif line.command:
            self.command_requested.emit(line.command.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list from the field; lie over the parent whatever its size."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and Qt.Key(event.key()) in _MOVES:
                event.accept()  # a shortcut of the page under the panel must not take the arrows
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._took(event)
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _MOVES:
            self._move(_MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._asked is None:
                self._open(self.list.currentIndex())
            else:
                self._opens_answer = True  # what is on screen answers something else: wait for what was typed
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear then close on Escape, wherever the keyboard is in the panel."""
        if event.key() == Qt.Key.Key_Escape:
            if self.field.text():
                self.field.clear()
                self.field.setFocus()
            else:
                self.dismiss()
        else:
            self._took(event)  # a key that nothing here knows goes no further: what lies under the panel is not in use

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the panel."""
        stops: list[QWidget] = [self.field, *self.group_chips.values(), *self.period_chips.values()]
        focused = QApplication.focusWidget()
        place = stops.index(focused) if focused in stops else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(place + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a click beside the box."""
        if not self.box.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the box in the middle."""
        super().resizeEvent(event)
        self._place_box()

    def _place_box(self) -> None:
        side = max(px(16), (self.width() - px(_WIDTH)) // 2)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(side, px(_TOP), side, max(px(_TOP), self.height() // 8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what lies under."""
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, self.width(), self.height()), QColor(0, 0, 0, 90))
        painter.end()
