"""Échéances: what is due for this child and why, what was done, and what answers it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.domain.agenda.words import appointment_label
from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.names import full_name
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import AppointmentState, StepKind
from ppe_desktop.runtime import clock
from ppe_desktop.ui.dialogs.why_dialog import open_why
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_cards import CardsSpec
from ppe_desktop.ui.views.casefile.cycle.deadline_groups import DeadlineGroup, DeadlineLine, by_standing
from ppe_desktop.ui.views.casefile.cycle.year_block import YearBlock
from ppe_desktop.ui.views.casefile.lists_section import ListsSection
from ppe_desktop.ui.widgets.arranging import arranged_once
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.unrolling import Step

_GROUPS = {
    "late": ("En retard", False, False),
    "soon": ("Bientôt", False, False),
    "coming": ("À venir", False, True),
    "closed": ("Ce qui a été fait", True, False),
    "absent": ("Ce qui ne concerne pas cet enfant aujourd’hui", True, False),
}
"""What is due by standing: title, whether it folds, whether its lines wait to come on screen."""
_ORDER = ("late", "year", "soon", "coming", "closed", "absent")


class DeadlinesSection(ListsSection):
    """The statutory deadlines of the child, and the year of the measure.

    Signals:
        begin_requested: an obligation to be answered, its record begun.
        record_requested: section, kind and identifier of a record to show there.
    """

    begin_requested = Signal(object)
    record_requested = Signal(str, str, str)

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Échéances"), parent)
        self.nothing_label = PlainLabel(self.tr("Rien n’est dû à ce jour."), "muted", parent=self.column)
        self._groups: dict[str, DeadlineGroup] = {}
        self._year: YearBlock | None = None
        self._found: dict[str, list[Deadline]] = {}
        self._planned: dict[tuple[str, str], str] = {}
        self._to_show: tuple[str, str] | None = None
        self._is_judged = self._is_year_asked = self._is_year_known = False
        self.body.addWidget(self.nothing_label)
        self.nothing_label.hide()
        self._add_blocks()
        self.finish_layout()

    def _add_blocks(self) -> None:
        self.add_block(
            CardsSpec(
                "situation_report",
                self.tr("Rapports de situation"),
                self.tr("Ajouter un rapport"),
                self.tr(
                    "Rédigé, porté à la connaissance des parents et de l’enfant, transmis au juge\N{NO-BREAK SPACE}: chaque date compte."
                ),
                _report,
            ),
            _of_kind("situation_report", "written_on"),
        )
        self.add_block(
            CardsSpec(
                "statutory_step",
                self.tr("Démarches et informations"),
                self.tr("Ajouter une démarche"),
                self.tr("Personne de confiance, recensement, carte Vitale, entretien des 17 ans… avec leur date."),
                _step,
            ),
            _of_kind("statutory_step", "done_on"),
        )
        self.add_block(
            CardsSpec("deadline_waiver", self.tr("Échéances écartées"), "", "", _waiver),
            _of_kind("deadline_waiver", "waived_on"),
        )

    @property
    def groups(self) -> dict[str, DeadlineGroup]:
        """What is due, by standing; the groups that waited for room in the window are made."""
        for name in _GROUPS:
            self._show_group(name)
        return self._groups

    @property
    def year(self) -> YearBlock:
        """The year of the measure, made if it waited."""
        return self._year or self._make_year()

    @property
    def lines(self) -> list[DeadlineLine]:
        """The lines on screen."""
        return [line for group in self._groups.values() for line in group.lines]

    def show_file(self, file: CaseFile) -> None:
        """Judge the file again and show what comes out."""
        super().show_file(file)
        tasks = self.context.tasks
        tasks.ask(_read, tasks.session, file.child.id, then=self._on_judged)
        if self._year is not None:
            self._load_year()

    def steps(self) -> list[Step]:
        """Return what is to be made, from the top down: nothing before it is judged; below the year, once it has its height."""
        if not self._is_judged:
            return []
        late: list[Step] = [] if "late" in self._groups else [partial(self._show_group, "late")]
        if not self._is_year_known:
            return late if self._is_year_asked else [*late, self._load_year]
        below = [partial(self._show_group, name) for name in _GROUPS if name not in self._groups]
        return [*below, *super().steps()]

    def show_block(self, kind: str, file: CaseFile) -> None:
        """Show a list; what was put aside is only looked at, and hidden when nothing was."""
        super().show_block(kind, file)
        if kind == "deadline_waiver":
            self._blocks[kind].cards.add_button.hide()
            self._blocks[kind].setVisible(bool(file.of(kind)))

    def show_record(self, kind: str, record_id: str) -> None:
        """Open the card of a record once what is due stands above it, so that it stays in view."""
        self._to_show = (kind, record_id)
        self._make_year()
        self.groups["coming"].show_lines()
        if self.context.file is not None:
            self.show_file(self.context.file)

    def _on_judged(self, read: Judged) -> None:
        child_id, deadlines, absent, appointments = read
        if self.context.file is None or self.context.file.child.id != child_id:
            return
        focused = next((line for line in self.lines if line.why_button.hasFocus() or line.go_button.hasFocus()), None)
        written_in = self._written_in()
        today = clock.today()
        self._found = found = {**by_standing(deadlines, today), "absent": list(absent)}
        self._planned = _planned(appointments, today)
        with arranged_once(self.column):
            for name, group in self._groups.items():
                group.show_deadlines(found[name], self._planned)
            self.nothing_label.setVisible(not any(found[name] for name in ("late", "soon", "coming")))
            self._is_judged = True
            self.unrolling.begin(self.steps())
        if focused is not None:
            lines = (group.line_of(focused.deadline) for group in self._groups.values())
            line = next((line for line in lines if line is not None), None)
            if line is not None:
                line.why_button.setFocus()
        elif written_in is not None:
            come_into_view(written_in)  # what is noted below closes or opens lines above it

    def _show_group(self, name: str) -> None:
        if name in self._groups:
            return
        title, folds, waits = _GROUPS[name]
        group = self._groups[name] = DeadlineGroup(self.tr(title), self.column, folds=folds, waits=waits)
        group.setObjectName("deadline_group")
        group.hide()
        group.why_requested.connect(self._on_why)
        group.act_requested.connect(self.begin_requested)
        self._place(name, group)
        if name in self._found:
            group.show_deadlines(self._found[name], self._planned)

    def _make_year(self) -> YearBlock:
        if self._year is None:
            self._year = YearBlock(self.context, self, self.column)
            self._year.shown.connect(self._on_year_shown)
            self._year.meeting_requested.connect(partial(self.record_requested.emit, "meetings", "meeting"))
            self._place("year", self._year)
        return self._year

    def _load_year(self) -> None:
        self._is_year_asked = True
        self._make_year().load()

    def _place(self, name: str, widget: QWidget) -> None:
        """Put a group or the year in its place, whatever was made before it."""
        before = _ORDER[: _ORDER.index(name)]
        made = sum(one in self._groups or (one == "year" and self._year is not None) for one in before)
        self.body.insertWidget(self.body.indexOf(self.nothing_label) + 1 + made, widget)

    def _written_in(self) -> QWidget | None:
        """Return the field of a record that has the keyboard, as long as it is seen."""
        focused = QApplication.focusWidget()
        is_ours = focused is not None and any(block.isAncestorOf(focused) for block in self._blocks.values())
        return focused if is_ours and focused is not None and not focused.visibleRegion().isEmpty() else None

    def _on_year_shown(self) -> None:
        if not self._is_year_known:
            self._is_year_known = True
            self.unrolling.begin(self.steps())
        QTimer.singleShot(0, self, self._show_wanted)  # once everything above has its place

    def _show_wanted(self) -> None:
        if self._to_show is not None:
            (kind, record_id), self._to_show = self._to_show, None
            super().show_record(kind, record_id)

    def _on_why(self, deadline: Deadline) -> None:
        file = self.context.file
        if file is not None:
            open_why(
                self.context.tasks, file.child.id, full_name(file.child), deadline, self, self.context.changed.emit
            )


class Judged(NamedTuple):
    """What is read for the section.

    Attributes:
        child_id: the child.
        deadlines: what is due or was done.
        absent: what does not concern the child.
        appointments: what is planned.
    """

    child_id: str
    deadlines: tuple[Deadline, ...]
    absent: tuple[Deadline, ...]
    appointments: tuple[Item, ...]


def _read(session: Any, child_id: str) -> Judged:
    """Judge the file and read what is planned, in one go on the database thread."""
    deadlines, absent = session.deadlines.explained(child_id)
    return Judged(child_id, deadlines, absent, session.appointments.of_child(child_id))


def _planned(appointments: tuple[Item, ...], today: dt.date) -> dict[tuple[str, str], str]:
    """Return what is planned for each obligation, by rule and key: the first appointment to come."""
    found: dict[tuple[str, str], str] = {}
    for one in appointments:
        is_ahead = one.planned_on is not None and one.planned_on >= today and one.state == AppointmentState.PLANNED
        if one.rule and is_ahead:
            label = appointment_label(one)
            found.setdefault((one.rule, one.rule_key), f"{label} le {short_date(one.planned_on)}")
    return found


def _of_kind(kind: str, day: str) -> Any:
    def newest_first(file: CaseFile) -> list[Item]:
        return sorted(
            file.of(kind),
            key=lambda item: (item.values[day] is None, item.values[day] or clock.today()),
            reverse=True,
        )

    return newest_first


def _report(item: Item, _file: CaseFile) -> tuple[str, str]:
    day = short_date(item.written_on)
    steps = [
        f"porté à connaissance le {short_date(item.informed_on)}" if item.informed_on else "",
        f"transmis au juge le {short_date(item.sent_on)}" if item.sent_on else "",
    ]
    title = f"Rapport du {day}" if day else "Rapport de situation à dater"
    return title, " · ".join(step for step in steps if step)


def _step(item: Item, _file: CaseFile) -> tuple[str, str]:
    done = f"le {short_date(item.done_on)}" if item.done_on else "à faire"
    return StepKind.label_of(item.kind), f"{done} · {excerpt(item.remarks, 80)}" if item.remarks else done


def _waiver(item: Item, _file: CaseFile) -> tuple[str, str]:
    return f"Écartée le {short_date(item.waived_on)}", excerpt(item.reason, 120)
