"""Vue d'ensemble: what is going on, what comes next, what is missing, the last words and the last entries, on one page."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.known_dates import KnownDate, known_dates
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import elide, excerpt
from ppe_desktop.domain.vocabulary import PARENT_ROLES, LegalStatusKind, PlanStatus, YesNo
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms import path_summaries, school_summaries, summaries
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.casefile.meetings.task_line import TaskLine
from ppe_desktop.ui.views.casefile.overview_parts import DateLine, EntryLine, OverviewCard, line, quiet, words_line
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.chip import Chip

WIDTH = 1060
"""Width of the two columns together, at scale 1, in pixels."""
BESIDE_FROM = 860
"""Width from which the two columns stand side by side."""
LAST_WORDS = 3
LAST_ENTRIES = 3
MOST_DATES = 6
_GAP_LETTERS = 76


class OverviewSection(Section):
    """One page to know where things stand.

    Signals:
        section_requested: key of the section to open.
        record_requested: key of the section, kind and identifier of the record to show there.
    """

    section_requested = Signal(str)
    record_requested = Signal(str, str, str)

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Vue d’ensemble"), parent)
        self._width = WIDTH
        self._fit()
        self.situation_card = self._card(self.tr("La situation"), "path", self.tr("Ouvrir le parcours"))
        self.family_card = self._card(self.tr("La famille"), "entourage", self.tr("Ouvrir l’entourage"))
        self.dates_card = self._card(self.tr("Prochaines dates"))
        self.tasks_card = self._card(self.tr("À faire, décidé ou promis"), "meetings", self.tr("Ouvrir les réunions"))
        self.missing_card = self._card(self.tr("Ce qui manque au dossier"))
        self.plan_card = self._card(self.tr("Le projet pour l’enfant"), "plan", self.tr("Ouvrir le projet"))
        self.words_card = self._card(self.tr("Dernières paroles"), "statements", self.tr("Ouvrir les paroles"))
        self.journal_card = self._card(self.tr("Dernières entrées du journal"), "journal", self.tr("Ouvrir le journal"))
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(16)
        for cards in (
            (self.situation_card, self.tasks_card, self.dates_card, self.missing_card, self.family_card),
            (self.plan_card, self.words_card, self.journal_card),
        ):
            column = QVBoxLayout()
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self.body.addLayout(self._columns)
        self.finish_layout()

    def _card(self, title: str, section: str = "", way_in: str = "") -> OverviewCard:
        card = OverviewCard(title, way_in, self.column)
        card.opened.connect(partial(self.section_requested.emit, section))
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns side by side where there is room."""
        super().resizeEvent(event)
        is_wide = self.viewport().width() >= px(BESIDE_FROM)
        wanted = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != wanted:
            self._columns.setDirection(wanted)

    def is_beside(self) -> bool:
        """Tell whether the two columns stand side by side."""
        return self._columns.direction() == QBoxLayout.Direction.LeftToRight

    def show_file(self, file: CaseFile) -> None:
        """Show where things stand."""
        self._show_situation(file)
        self._show_dates(file)
        self._show_gaps(file)
        ask, session = self.context.tasks.ask, self.context.tasks.session
        ask(session.meetings.tasks_of, file.child.id, then=self._on_tasks)
        ask(session.files.plans, file.child.id, then=self._on_plans)
        ask(session.files.last_statements, file.child.id, LAST_WORDS, then=self._on_statements)
        ask(session.journal.last, file.child.id, LAST_ENTRIES, then=self._on_entries)

    def _show_situation(self, file: CaseFile) -> None:
        going_on, family = situation(file), family_lines(file)
        empty = self.tr("Ajoutez la mesure et le lieu d’accueil dans « Parcours ».")
        self.situation_card.fill(tuple(going_on), lambda: [line(*said) for said in going_on] or [quiet(empty)])
        self.family_card.setVisible(bool(family))
        self.family_card.fill(tuple(family), lambda: [line(*said) for said in family])

    def _show_dates(self, file: CaseFile) -> None:
        dates = known_dates(file, clock.today())
        self.dates_card.setVisible(bool(dates))
        self.dates_card.fill(tuple(dates), lambda: self._date_lines(dates))

    def _date_lines(self, dates: list[KnownDate]) -> list[QWidget]:
        lines: list[QWidget] = [DateLine(date) for date in dates[:MOST_DATES]]
        left = len(dates) - MOST_DATES
        if left > 0:
            lines.append(
                quiet(
                    self.tr("et {count} plus lointaines").format(count=left)
                    if left > 1
                    else self.tr("et une plus lointaine")
                )
            )
        return lines

    def _show_gaps(self, file: CaseFile) -> None:
        found = gaps(file)
        self.missing_card.setVisible(bool(found))
        self.missing_card.fill(tuple(found), lambda: [self._gap_button(text, section) for text, section in found])

    def _gap_button(self, text: str, section: str) -> QuietButton:
        button = QuietButton(excerpt(text, _GAP_LETTERS), "circle-dashed")
        button.setToolTip(text)
        button.setProperty("align", "left")
        button.clicked.connect(partial(self.section_requested.emit, section))
        return button

    def _on_tasks(self, tasks: tuple[Item, ...]) -> None:
        left, today = tuple(task for task in tasks if task.done_on is None), clock.today()
        self.tasks_card.setVisible(bool(left))
        self.tasks_card.fill(left, lambda: [self._task_line(task, today) for task in left])

    def _task_line(self, task: Item, today: dt.date) -> TaskLine:
        shown = TaskLine(task, today)
        shown.done.connect(self._on_task_done)
        return shown

    def _on_task_done(self, task_id: str) -> None:
        context = self.context
        done = context.tasks.session.meetings.done
        context.tasks.ask(done, task_id, then=context.changed.emit, failed=context.error_raised.emit)

    def _on_plans(self, plans: tuple[Item, ...]) -> None:
        self.plan_card.fill(plans, lambda: self._plan_lines(plans))

    def _plan_lines(self, plans: tuple[Item, ...]) -> list[QWidget]:
        if not plans:
            return [quiet(self.tr("Aucun projet n’est encore commencé."))]
        last = plans[0]
        is_finished = last.status == PlanStatus.FINISHED
        said = self.tr("Version {number}\N{NO-BREAK SPACE}: {state}").format(
            number=last.version, state=PlanStatus.label_of(last.status).lower()
        )
        chip = Chip(said, "done" if is_finished else "soon", "file-check" if is_finished else "pencil")
        former = next((plan for plan in plans if plan.established_on), None)
        if former is None:
            return [chip]
        text = self.tr("Établi le {day}") if former is last else self.tr("Version précédente établie le {day}")
        return [chip, quiet(text.format(day=long_date(former.established_on)))]

    def _on_statements(self, statements: tuple[Item, ...]) -> None:
        file = self.context.file
        if file is not None:
            empty = self.tr("Aucune parole n’est encore notée.")
            self.words_card.fill(statements, lambda: [words_line(said, file) for said in statements] or [quiet(empty)])

    def _on_entries(self, entries: tuple[Item, ...]) -> None:
        empty = self.tr("Rien n’est encore écrit dans le journal.")
        self.journal_card.fill(entries, lambda: [self._entry_line(entry) for entry in entries] or [quiet(empty)])

    def _entry_line(self, entry: Item) -> EntryLine:
        shown = EntryLine(entry)
        shown.activated.connect(partial(self.record_requested.emit, "journal", "journal_entry", entry.id))
        return shown


def situation(file: CaseFile) -> list[tuple[str, str]]:
    """Return what is going on today: measures, places, absences in progress, legal status, school; two ranks of words each."""
    today = clock.today()
    lines = [summaries.measure(item, file) for item in file.current("measure", today)]
    lines += [summaries.placement(item, file) for item in file.current("placement", today)]
    lines += [path_summaries.absence(item, file) for item in file.current("absence", today)]
    statuses = (item for item in file.current("legal_status", today) if item.kind != LegalStatusKind.UNKNOWN)
    lines += [path_summaries.legal_status(item, file) for item in statuses]
    return lines + [school_summaries.schooling(item, file) for item in file.current("schooling", today)]


def family_lines(file: CaseFile) -> list[tuple[str, str]]:
    """Return the parents and the siblings, two ranks of words each."""
    parents = [link for link in file.of("relationship") if link.role in PARENT_ROLES]
    return [
        *(summaries.relationship(link, file) for link in parents),
        *(summaries.sibling(link, file) for link in file.of("sibling_link")),
    ]


def gaps(file: CaseFile) -> list[tuple[str, str]]:
    """Return what the file lacks for the documents to be right, with the section where to enter it."""
    today = clock.today()
    name = first_name_of(file.child)
    found = []
    if not file.child.birth_date:
        found.append((f"La date de naissance {elide('de', name)}", "identity"))
    if not file.child.birth_place:
        found.append((f"Le lieu de naissance {elide('de', name)}", "identity"))
    if not file.current("measure", today):
        found.append(("La mesure en cours", "path"))
    if not file.of("decision"):
        found.append(("La décision qui fonde l’intervention", "path"))
    if file.main_place(today) is None:
        found.append(("Le lieu d’accueil", "path"))
    if not any(authority.is_holder == YesNo.YES for authority in file.of("parental_authority")):
        found.append(("Les titulaires de l’autorité parentale", "entourage"))
    return found
