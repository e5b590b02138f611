"""The words beside the plan: those that bear on the heading or the objective one is at, quoted there by reference."""

from __future__ import annotations

import datetime as dt

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.vocabulary import PlanStatus
from ppe_desktop.domain.words_at_hand import Subject, domain_subject, objective_subject, plan_subject
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.objectives_section import DomainObjectives
from ppe_desktop.ui.views.plan.page import PlanPage
from ppe_desktop.ui.views.plan.sheet import PlanSheet
from ppe_desktop.ui.views.words.words_panel import WordsPanel

_DOMAIN = "domain_"


class PlanWords(QObject):
    """Keeps the panel in step with the page of the plan.

    Signals:
        file_requested: words are to be seen whole, in their place in the file.

    Attributes:
        panel: the panel, to be put at the right of the panes.
    """

    file_requested = Signal()

    def __init__(self, desk: PlanDesk, page: PlanPage, host: QWidget) -> None:
        super().__init__(host)
        self._desk, self._page = desk, page
        self._sheet: PlanSheet | None = None
        self._key = self._objective_id = ""
        self._last: dt.date | None = None
        self.panel = WordsPanel(desk.tasks, desk.autosaver, desk.kinds, host)

        self.panel.insert_requested.connect(self._on_insert)
        self.panel.noted.connect(self._on_noted)
        self.panel.opened.connect(self._on_opened)
        self.panel.error_raised.connect(desk.failed)
        page.heading_reached.connect(self._on_reached)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show the words of the child whose plan is on screen."""
        if self._sheet is None or self._sheet.plan.plan.id != sheet.plan.plan.id:
            self._key = self._objective_id = ""
            self._last = None
            files = self._desk.tasks.session.files
            self._desk.tasks.ask(files.plans, sheet.file.child.id, then=self._on_versions)
        self._sheet = sheet
        self._show()

    def subject(self) -> Subject | None:
        """Return what one is at: a domain, an objective, the expression of each, else the plan as a whole."""
        sheet = self._sheet
        if sheet is None:
            return None
        quoted = [words.statement_id for words in sheet.plan.of("plan_words")]
        objective = sheet.plan.items.one("plan_objective", self._objective_id) if self._key == "actions" else None
        if objective is not None:
            return objective_subject(objective)
        if self._key.startswith(_DOMAIN):
            insert = "" if sheet.is_finished else self.tr("Citer dans ce domaine")
            return domain_subject(self._key.removeprefix(_DOMAIN), insert, quoted)
        can_quote = self._key == "expression" and not sheet.is_finished
        return plan_subject(self._last, self.tr("Citer dans l’expression") if can_quote else "", quoted)

    def _show(self) -> None:
        if self._sheet is not None:
            self.panel.show_for(self._sheet.file, self.subject())

    def _domain(self) -> str | None:
        """Return the heading under which words are quoted: a domain, the expression (empty), or none."""
        if self._sheet is None or self._sheet.is_finished:
            return None
        if self._key.startswith(_DOMAIN):
            return self._key.removeprefix(_DOMAIN)
        return "" if self._key == "expression" else None

    def _quote(self, statement_id: str) -> None:
        domain = self._domain()
        if domain is not None:
            self._desk.do(self._desk.tasks.session.plans.quote, self._desk.plan_id, statement_id, domain)

    def _on_insert(self, statement_id: str) -> None:
        subject = self.panel.subject()
        if subject is not None and not subject.is_tie:
            self._quote(statement_id)

    def _on_noted(self, statement_id: str) -> None:
        self._quote(statement_id)

    def _on_opened(self, _statement_id: str) -> None:
        self.file_requested.emit()

    def _on_versions(self, versions: tuple[Item, ...]) -> None:
        sheet = self._sheet
        if sheet is None or any(one.child_id != sheet.file.child.id for one in versions):
            return
        before = [
            one for one in versions if one.status == PlanStatus.FINISHED and one.version < sheet.plan.plan.version
        ]
        self._last = max((one.finished_at.date() for one in before if one.finished_at), default=None)
        self._show()

    def _on_reached(self, key: str) -> None:
        if key != self._key:
            self._key, self._objective_id = key, ""
            self._show()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Follow the objective the keyboard is in; going to the words does not leave it."""
        if new is None or not shiboken6.isValid(self._page) or not self._page.isAncestorOf(new):
            return  # the screen is going away, or the keyboard is elsewhere
        lists = self._page.findChildren(DomainObjectives)
        cards = [(one, card) for each in lists for one, card in each.cards.items()]
        found = next((one for one, card in cards if card.isAncestorOf(new)), "")
        if found != self._objective_id:
            self._objective_id = found
            if found:
                self._key = "actions"
            self._show()
