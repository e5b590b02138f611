"""What stands beside the deadlines on the first screen: the week, children not met, birthdays, drafts, files opened last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ppe_desktop.domain.agenda.words import appointment_label
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.coverage import ChildCoverage
from ppe_desktop.domain.dates import DAYS, MONTHS, NBSP, long_date
from ppe_desktop.domain.home import UNMET_MONTHS, Birthday, Draft, Unmet
from ppe_desktop.domain.meetings import task_words
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import AppointmentState
from ppe_desktop.services.home import Home
from ppe_desktop.services.meetings import OpenTask
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import IconButton, QuietButton
from ppe_desktop.ui.widgets.elided_button import ElidedButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel

FEW = 5
"""Lines shown in a block before the rest is asked for."""


class Line(NamedTuple):
    """A line of a block: what it says, what is said under it, what it opens; ``key`` tells the record it stands for."""

    text: str
    detail: str = ""
    opens: Callable[..., None] | None = None
    heading: str = ""
    key: str = ""


class HomeBlock(QWidget):
    """A short list under a heading."""

    def __init__(self, title: str, empty: str = "", parent: QWidget | None = None, few: int = FEW) -> None:
        super().__init__(parent)
        self._few = few
        self.heading = PlainLabel(title, "strong", wrap=True, parent=self)
        self.empty_label = PlainLabel(empty, "muted", wrap=True, parent=self)
        self.more_button = QuietButton("", "chevron-down", self)
        self.more_button.setProperty("small", True)
        self.lines: list[ElidedButton] = []
        self._shown: list[QWidget] = []
        self._told: list[tuple[str, str, str, str]] = []
        self._given: list[Line] = []
        self._all = False

        self.head = QHBoxLayout()
        self.head.setSpacing(4)
        self.head.addWidget(self.heading, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(self.head)
        self._column.addWidget(self.empty_label)
        self._column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.more_button.hide()
        self.empty_label.setContentsMargins(5, 0, 0, 0)
        self.heading.setContentsMargins(5, 0, 0, 0)

        self.more_button.clicked.connect(self._on_more)

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show the lines; the same ones stay as they are. A block that has nothing and says nothing goes."""
        self._given = list(lines)
        told = [(line.heading, line.text, line.detail, line.key) for line in self._given]
        self.setVisible(bool(told) or bool(self.empty_label.text()))
        if told != self._told:
            self._told = told
            self._fill()

    def stops(self) -> Sequence[QWidget]:
        """Return where Tab stops: each line."""
        return self.lines

    def _fill(self) -> None:
        for widget in self._shown:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown, self.lines = [], []
        shown = self._given if self._all else self._given[: self._few]
        heading = ""
        for line in shown:
            if line.heading != heading:
                heading = line.heading
                self._put(PlainLabel(heading, "muted", parent=self), indent=5, above=5)
            self._add(line)
        left = len(self._given) - len(shown)
        self.more_button.setVisible(bool(left))
        self.more_button.setText(self.tr("{count} de plus").format(count=left))
        self.more_button.setAccessibleName(
            self.tr("{what}\N{NO-BREAK SPACE}: en montrer {count} de plus").format(what=self.heading.text(), count=left)
        )
        self.empty_label.setVisible(not self._given and bool(self.empty_label.text()))

    def _add(self, line: Line) -> None:
        button = ElidedButton(line.text, plain=True, parent=self)
        said = ", ".join(part for part in (line.heading, line.text, line.detail) if part)
        button.setAccessibleName(said)
        if line.opens is not None:
            button.clicked.connect(line.opens)
        self.lines.append(button)
        self._put(self._framed(button, line))
        if line.detail:
            self._put(PlainLabel(line.detail, "muted", wrap=True, parent=self), indent=5)

    def _framed(self, button: ElidedButton, _line: Line) -> QWidget:
        """Return what stands for a line."""
        return button

    def _put(self, widget: QWidget, indent: int = 0, above: int = 0) -> None:
        if indent:
            widget.setContentsMargins(indent, above, 0, 0 if above else 3)
        self._shown.append(widget)
        self._column.insertWidget(1 + len(self._shown), widget)

    def _on_more(self) -> None:
        self._all = True
        first = len(self.lines)
        self._fill()
        if first < len(self.lines):
            self.lines[first].setFocus()


class TasksBlock(HomeBlock):
    """What was decided or promised, each with its tick.

    Signals:
        done: identifier of a task that was ticked.
    """

    done = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.ticks: dict[str, QCheckBox] = {}

    def stops(self) -> list[QWidget]:
        """Return where Tab stops: each tick, then its line."""
        return [stop for pair in zip(self.ticks.values(), self.lines, strict=True) for stop in pair]

    def _fill(self) -> None:
        former = list(self.ticks.values())
        place = next((place for place, box in enumerate(former) if box.hasFocus()), None)
        self.ticks = {}
        super()._fill()
        left = list(self.ticks.values())
        if place is not None and left:  # the one ticked is gone: the keyboard goes to the one that takes its place
            left[min(place, len(left) - 1)].setFocus()

    def _framed(self, button: ElidedButton, line: Line) -> QWidget:
        held = QWidget(self)
        box = QCheckBox(held)
        said = self.tr("Fait\N{NO-BREAK SPACE}: {what}, {who}").format(what=line.text, who=line.detail)
        box.setAccessibleName(said)
        box.setToolTip(self.tr("Fait"))
        box.clicked.connect(partial(self._on_ticked, line.key))
        self.ticks[line.key] = box
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(box)
        row.addWidget(button, 1)
        return held

    def _on_ticked(self, task_id: str, _checked: bool = False) -> None:
        self.done.emit(task_id)


class SidePanel(QWidget):
    """The blocks.

    Signals:
        file_requested: child and section to open.
        task_requested: child, section, and kind and identifier of the task to look at (None when it is on the overview).
        task_done: identifier of a task that was ticked.
        plan_requested: child and plan to open.
        appointment_requested: day of the appointment to look at.
        coverage_requested: whose words are missing, in all the files.
        words_requested: child, record to open among the words or speaker whose words to note, field that takes the keyboard.
        months_chosen: how many months without meeting a child is long.
    """

    file_requested = Signal(str, str)
    task_requested = Signal(str, str, object)
    task_done = Signal(str)
    plan_requested = Signal(str, str)
    appointment_requested = Signal(object)
    months_chosen = Signal(int)
    coverage_requested = Signal()
    words_requested = Signal(str, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.week = HomeBlock(self.tr("Cette semaine"), self.tr("Aucun rendez-vous noté."), self, few=8)
        self.tasks = TasksBlock(self.tr("À faire, décidé ou promis"), self)
        self.unmet = HomeBlock("", self.tr("Personne\N{NO-BREAK SPACE}: chaque enfant a été vu."), self)
        self.birthdays = HomeBlock(self.tr("Anniversaires"), parent=self)
        self.drafts = HomeBlock(self.tr("En cours de rédaction"), parent=self)
        self.recent = HomeBlock(self.tr("Dossiers ouverts récemment"), parent=self)
        self.words = WordsBlock(self)
        self.blocks: tuple[HomeBlock, ...] = (
            self.week,
            self.words,
            self.tasks,
            self.unmet,
            self.birthdays,
            self.drafts,
            self.recent,
        )
        self.months_button = IconButton("settings", self.tr("Choisir depuis combien de temps"), parent=self.unmet)
        self.months_menu = QMenu(self)
        self._months = QActionGroup(self)
        for months in UNMET_MONTHS:
            action = self.months_menu.addAction(self.tr("Depuis {months}\N{NO-BREAK SPACE}mois").format(months=months))
            action.setCheckable(True)
            action.setData(months)
            action.triggered.connect(partial(self._on_months, months))
            self._months.addAction(action)
        self.unmet.head.addWidget(self.months_button)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(20))
        for blocks in ((self.week, self.words, self.tasks), (self.unmet,), (self.birthdays, self.drafts, self.recent)):
            column = QVBoxLayout()
            column.setSpacing(px(20))
            for block in blocks:
                column.addWidget(block)
            column.addStretch(1)
            self._row.addLayout(column, 1)

        self.tasks.done.connect(self.task_done)
        self.words.coverage_requested.connect(self.coverage_requested)
        self.words.words_requested.connect(self.words_requested)
        self.months_button.clicked.connect(self._on_months_button)

    def set_wide(self, *, wide: bool) -> None:
        """Put the blocks side by side under the columns, or one under the other beside them."""
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def add_after_week(self, block: HomeBlock) -> None:
        """Put one more block under the week."""
        first = self._row.itemAt(0)
        column = first.layout() if first is not None else None
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, block)
        self.blocks = (self.week, block, *self.blocks[1:])

    def stops(self) -> list[QWidget]:
        """Return where Tab stops, from top to bottom."""
        found: list[QWidget] = []
        for block in self.blocks:
            found += [self.months_button] if block is self.unmet else []
            found += [*block.stops(), block.more_button]
            found += [self.words.all_button] if block is self.words else []
        return found

    def show_home(self, home: Home) -> None:
        """Show what stands beside the deadlines."""
        self.week.show_lines(self._appointment(item, home) for item in home.appointments)
        self.tasks.show_lines(self._task(one, home.today.day) for one in home.tasks)
        title = self.tr("Pas rencontrés depuis {months}\N{NO-BREAK SPACE}mois")
        self.unmet.heading.setText(title.format(months=home.unmet_months))
        for action in self._months.actions():
            action.setChecked(action.data() == home.unmet_months)
        self.unmet.show_lines(self._unmet(one) for one in home.unmet)
        self.birthdays.show_lines(self._birthday(one, home.today.day) for one in home.birthdays)
        self.drafts.show_lines(self._draft(one) for one in home.drafts)
        self.recent.show_lines(
            Line(name, opens=partial(self._on_file, child_id, "overview")) for child_id, name in home.recent[:FEW]
        )

    def _appointment(self, item: Item, home: Home) -> Line:
        return Line(
            appointment_words(item),
            names_of(item, home.names),
            partial(self._on_appointment, item.planned_on),
            day_words(item.planned_on, home.today.day),
        )

    def _task(self, one: OpenTask, today: dt.date) -> Line:
        task = one.task
        promised = self.tr("promis à l’enfant") if task.promised else ""
        detail = ", ".join(part for part in (one.name, promised, task_words(task, today)) if part)
        text = excerpt(task.text, 120) or self.tr("Décision à compléter")
        return Line(text, detail, partial(self._on_task, task), key=task.id)

    def _unmet(self, one: Unmet) -> Line:
        met = self.tr("dernière rencontre le {day}").format(day=long_date(one.last_on))
        detail = met if one.last_on else self.tr("aucune rencontre notée")
        return Line(one.name, detail, partial(self._on_file, one.child_id, "journal"))

    def _birthday(self, one: Birthday, today: dt.date) -> Line:
        detail = f"{_count(one.age)}, {day_words(one.on, today).lower()}"
        return Line(one.name, detail, partial(self._on_file, one.child_id, "overview"))

    def _draft(self, one: Draft) -> Line:
        detail = self.tr("Projet pour l’enfant, version {number}").format(number=one.version)
        return Line(one.name, detail, partial(self._on_plan, one.child_id, one.plan_id))

    def _on_file(self, child_id: str, section: str, _checked: bool = False) -> None:
        self.file_requested.emit(child_id, section)

    def _on_task(self, task: Item, _checked: bool = False) -> None:
        if task.meeting_id:
            self.task_requested.emit(task.child_id, "meetings", ("task", task.id))
        else:
            self.task_requested.emit(task.child_id, "overview", None)

    def _on_plan(self, child_id: str, plan_id: str, _checked: bool = False) -> None:
        self.plan_requested.emit(child_id, plan_id)

    def _on_appointment(self, day: dt.date, _checked: bool = False) -> None:
        self.appointment_requested.emit(day)

    def _on_months_button(self) -> None:
        self.months_menu.popup(self.months_button.mapToGlobal(QPoint(0, self.months_button.height())))

    def _on_months(self, months: int, _checked: bool = False) -> None:
        self.months_chosen.emit(months)


class WordsBlock(HomeBlock):
    """What the words ask for: an alert to note, an answer to give, words to collect.

    Signals:
        coverage_requested: whose words are missing, in all the files.
        words_requested: child, record to open or speaker whose words to note, field that takes the keyboard.
    """

    coverage_requested = Signal()
    words_requested = Signal(str, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, few=6)
        self.heading.setText(self.tr("Paroles"))
        self.all_button = QuietButton(self.tr("Ce qui manque, dossier par dossier"), "table", self)
        self.all_button.setProperty("small", True)
        self._column.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.all_button.clicked.connect(self.coverage_requested)
        self.hide()

    def show_everyone(self, everyone: Sequence[ChildCoverage]) -> None:
        """Show what is to be done first: the alerts, then the answers, then the words to collect."""
        alerts = [self._alert(one, alert) for one in everyone for alert in one.alerts]
        answers = sorted((one for one in everyone if one.unanswered), key=lambda one: one.unanswered[0].said_on)
        silent = [one for one in everyone if one.voices[0].hearing.is_missing]
        self.show_lines([*alerts, *(self._answer(one) for one in answers), *(self._silent(one) for one in silent)])
        self.setVisible(bool(everyone))

    def _alert(self, one: ChildCoverage, statement_id: str) -> Line:
        opens = partial(self._on_line, one.child_id, ("statement", statement_id), "alert_to")
        return Line(one.name, "", opens, self.tr("À reprendre sans délai"), statement_id)

    def _answer(self, one: ChildCoverage) -> Line:
        oldest, count = one.unanswered[0], len(one.unanswered)
        words = self.tr("{count} paroles, depuis le {day}") if count > 1 else self.tr("depuis le {day}")
        opens = partial(self._on_line, one.child_id, ("statement", oldest.statement_id), "answer")
        detail = words.format(count=count, day=long_date(oldest.said_on))
        return Line(one.name, detail, opens, self.tr("Une réponse est attendue"))

    def _silent(self, one: ChildCoverage) -> Line:
        own = one.voices[0]
        last = self.tr("dernière parole le {day}").format(day=long_date(own.on))
        detail = last if own.on else self.tr("aucune parole recueillie")
        opens = partial(self._on_line, one.child_id, ("speaker", own.speaker), "")
        return Line(one.name, detail, opens, self.tr("Sans parole récente de l’enfant"))

    def _on_line(self, child_id: str, record: tuple[str, str], field: str, _checked: bool = False) -> None:
        self.words_requested.emit(child_id, record, field)


def appointment_words(item: Item) -> str:
    """Return "14 h 30 · Visite", "Audience (annulé ou reporté)"."""
    said = " · ".join(part for part in (item.at_time, appointment_label(item)) if part)
    if item.state == AppointmentState.PLANNED:
        return said
    return f"{said} ({AppointmentState.label_of(item.state).lower()})"


def names_of(item: Item, names: dict[str, str]) -> str:
    """Return the names of the children an appointment concerns."""
    return ", ".join(names[child] for child in item.children if child in names)


def day_words(day: dt.date, today: dt.date) -> str:
    """Return "Aujourd’hui", "Demain", "Mercredi 25 novembre"."""
    near = {0: "Aujourd’hui", 1: "Demain"}.get((day - today).days)
    if near:
        return near
    number = "1er" if day.day == 1 else str(day.day)
    return f"{DAYS[day.weekday()].capitalize()} {number}{NBSP}{MONTHS[day.month - 1]}"


def _count(years: int) -> str:
    return f"{years}{NBSP}an{'s' if years > 1 else ''}"
