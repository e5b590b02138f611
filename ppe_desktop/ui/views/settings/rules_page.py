"""Règles et délais: what the law leaves open, set by the service, each setting with its source beside it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.deadlines.rules import Rule
from ppe_desktop.domain.deadlines.service_settings import EXAM_AGES, WARNINGS, SettingFact, value_of
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.texts import plain
from ppe_desktop.services.service_settings import SettingChange, SettingsSheet
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.settings.exams_card import ExamsCard
from ppe_desktop.ui.views.settings.setting_group import SettingGroup
from ppe_desktop.ui.views.settings.setting_row import SettingRow
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.search_field import SearchField

WIDTH = 1000
CHANGES_SHOWN = 12
FOLDED = (EXAM_AGES, WARNINGS)
"""Groups of many rows, made when they are asked for."""
GROUP_HINTS = {
    EXAM_AGES: "Le calendrier que suit le programme. Corrigez un âge si l’arrêté en dit un autre : les dates suivent dès aujourd’hui.",
    WARNINGS: "Combien de jours avant sa date chaque échéance commence à être annoncée. La date elle-même ne change pas.",
}


class RulesPage(ColumnScroll):
    """The settings of the service, by theme, then how long before its date each rule is announced.

    Signals:
        settings_changed: a setting was changed and the dates that rest on it have moved; carries the ``SettingsSheet``.
        help_requested: the person asks for the table of the rules.

    Attributes:
        rows: a row per setting, by its name; empty until the page is first shown, without the warnings until they are asked for.
    """

    settings_changed = Signal(object)
    help_requested = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent)
        self._tasks = tasks
        self.rows: dict[str, SettingRow] = {}
        self.exams_card: ExamsCard | None = None
        self._groups: dict[str, SettingGroup] = {}
        self._left: dict[str, list[SettingFact]] = {group: [] for group in FOLDED}
        self._sheet: SettingsSheet | None = None
        self.title_label = PlainLabel(self.tr("Règles et délais"), "heading", wrap=True)
        self.intro_label = PlainLabel(
            self.tr(
                "Ce que la loi laisse ouvert, ou dit de deux façons, se règle ici. Un changement vaut dès aujourd’hui pour tout ce "
                "qui reste à faire, et laisse une trace. Ce qui est déjà fait garde le jugement du jour où il a été fait."
            ),
            "body",
            wrap=True,
        )
        self.help_button = SecondaryButton(self.tr("Toutes les règles et leurs textes"), "book-open")
        self.search = SearchField(self.tr("Chercher un réglage ou une règle"))
        self.empty_label = PlainLabel(self.tr("Aucun réglage ne contient ces mots."), "muted", wrap=True)
        self.warnings_line, self.exams_line = QWidget(self.column), QWidget(self.column)
        self.warnings_button = SecondaryButton(
            self.tr("Régler l’annonce de chaque règle"), "list-checks", self.warnings_line
        )
        self.exams_button = SecondaryButton(self.tr("Corriger les âges"), "list-checks", self.exams_line)
        self.exams_button.setObjectName("exam_ages_button")
        self.changes_label = PlainLabel(self.tr("Derniers changements"), "section")
        self.changes_text = PlainLabel("", "body", wrap=True)

        self._lay_out()

        self.help_button.clicked.connect(self.help_requested)
        self.search.textChanged.connect(self._on_searched)
        self.warnings_button.clicked.connect(self.show_warnings)
        self.exams_button.clicked.connect(self.show_exam_ages)

    def reload(self) -> None:
        """Read the settings again and show them."""
        self._tasks.ask(self._tasks.session.service_settings.sheet, then=self._on_sheet)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the rows the first time, without the warnings of the rules; show the settings as they are."""
        super().showEvent(event)
        if not self.rows:
            service = self._tasks.session.service_settings
            for fact in service.facts():
                if fact.group in FOLDED:
                    self._left[fact.group].append(fact)
                else:
                    self._add_row(fact)
            self._add_exams(service.rules())
            for group, line in ((EXAM_AGES, self.exams_line), (WARNINGS, self.warnings_line)):
                self._group(group).card.body.addWidget(line)
                line.show()
        self.reload()

    def show_warnings(self) -> None:
        """Show the warning of each rule."""
        self._unfold(WARNINGS, self.warnings_line)

    def show_exam_ages(self) -> None:
        """Show from which age to which each examination is made."""
        self._unfold(EXAM_AGES, self.exams_line)

    def _unfold(self, group: str, line: QWidget) -> None:
        line.hide()
        for fact in self._left[group]:
            self._add_row(fact)
        self._left[group].clear()
        if self._sheet is not None:
            self._on_sheet(self._sheet)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was just typed before the page goes."""
        for row in self.rows.values():
            row.commit()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        for label in (self.title_label, self.intro_label):
            self.body.addWidget(label)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.search, 1)
        top.addWidget(self.help_button)
        self.body.addLayout(top)
        for line, button in ((self.warnings_line, self.warnings_button), (self.exams_line, self.exams_button)):
            under = QHBoxLayout(line)
            under.setContentsMargins(0, 10, 0, 12)
            under.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.empty_label)
        self.body.addWidget(self.changes_label)
        self.body.addWidget(self.changes_text)
        self.body.addStretch(1)
        for widget in (self.empty_label, self.changes_label, self.changes_text, self.warnings_line, self.exams_line):
            widget.hide()

    def _group(self, title: str) -> SettingGroup:
        group = self._groups.get(title)
        if group is None:
            group = self._groups[title] = SettingGroup(title, GROUP_HINTS.get(title, ""), self.column)
            self.body.insertWidget(self.body.indexOf(self.empty_label), group)
        return group

    def _add_row(self, fact: SettingFact) -> None:
        group = self._group(fact.group)
        row = SettingRow(fact, group.card)
        row.chosen.connect(self._on_chosen)
        row.past_requested.connect(self._on_past_requested)
        self.rows[fact.name] = row
        group.add(row)

    def _add_exams(self, rules: tuple[Rule, ...]) -> None:
        """Show the calendar of the examinations under the settings of health."""
        rule = next((rule for rule in rules if "exams" in rule.options), None)
        if rule is not None:
            self.exams_card = ExamsCard(rule, self.column)
            beside = self._groups[self.rows["health_entry_days"].fact.group]
            self.body.insertWidget(self.body.indexOf(beside) + 1, self.exams_card)

    def _on_sheet(self, sheet: SettingsSheet) -> None:
        self._sheet = sheet
        for name, row in self.rows.items():
            kept = value_of(sheet.settings, name)
            since = sheet.versions.changed_on(name) if row.fact.judges else None
            row.show_value(row.fact.default if kept is None else kept, since)
        if self.exams_card is not None:
            self.exams_card.show_settings(sheet.settings)
        self.changes_label.setVisible(bool(sheet.changes))
        self.changes_text.setVisible(bool(sheet.changes))
        self.changes_text.setText("\n".join(_told(change) for change in sheet.changes[:CHANGES_SHOWN]))

    def _on_chosen(self, name: str, value: Any) -> None:
        self._tasks.ask(
            self._tasks.session.service_settings.change, name, value,
            then=partial(self._on_kept, name), failed=partial(self._on_refused, name),
        )  # fmt: skip

    def _on_past_requested(self, name: str) -> None:
        self._tasks.ask(self._tasks.session.service_settings.hold_for_the_past, name, then=self._on_changed)

    def _on_kept(self, name: str, sheet: SettingsSheet) -> None:
        self.rows[name].answered()
        self._on_changed(sheet)

    def _on_changed(self, sheet: SettingsSheet) -> None:
        self._on_sheet(sheet)
        self.settings_changed.emit(sheet)

    def _on_refused(self, name: str, error: PpeError) -> None:
        self.rows[name].answered(error.message)

    def _on_searched(self, text: str) -> None:
        words = plain(text).split()
        if words:
            self.show_warnings()
            self.show_exam_ages()
        has_exams = False
        if self.exams_card is not None:
            has_exams = all(word in self.exams_card.searched for word in words)
            self.exams_card.setVisible(has_exams)
        shown = [group.keep_only(words) for group in self._groups.values()]
        self.empty_label.setVisible(not has_exams and not any(shown))


def _told(change: SettingChange) -> str:
    day = f"{short_date(change.at.date())} à {change.at:%H:%M}"
    return typeset(f"{day}, {change.author} : {change.label} : {change.old} → {change.new}")
