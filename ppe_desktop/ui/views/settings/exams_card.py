"""The calendar of the compulsory medical examinations, as the rules hold it: shown with its source; what is unsure of it is set above."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.dates import NBSP
from ppe_desktop.domain.deadlines.rules import Rule
from ppe_desktop.domain.deadlines.rules_table import SOURCE_WORDS, exam_calendar
from ppe_desktop.domain.deadlines.service_settings import ServiceSettings
from ppe_desktop.domain.texts import plain
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.settings.setting_row import TONES, let_shrink
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class ExamsCard(Card):
    """Shows the ages of the examinations and the text they come from.

    Attributes:
        searched: its words, without accents, for the search of the page.
    """

    def __init__(self, rule: Rule, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self.searched = plain(f"{rule.title} {_ages(rule)} {rule.article} {rule.to_check}")
        self.title_label = PlainLabel(self.tr("Calendrier des examens obligatoires"), "strong", wrap=True, parent=self)
        self.ages_label = PlainLabel(typeset(_ages(rule)), "body", wrap=True, parent=self)
        tone, icon_name = TONES[rule.source]
        self.source_chip = Chip(SOURCE_WORDS[rule.source], tone, icon_name, self)
        self.article_label = PlainLabel(typeset(f"{rule.article}. {rule.text}"), "muted", wrap=True, parent=self)
        self.unsure_label = PlainLabel(typeset(rule.to_check), "small", wrap=True, parent=self)

        for label in self.findChildren(PlainLabel):
            let_shrink(label)
        for label in (self.title_label, self.ages_label):
            self.body.addWidget(label)
        self.body.addWidget(self.source_chip, 0, Qt.AlignmentFlag.AlignLeft)
        for label in (self.article_label, self.unsure_label):
            self.body.addWidget(label)
        self.unsure_label.setVisible(bool(rule.to_check))

    def show_settings(self, settings: ServiceSettings) -> None:
        """Show the calendar as the settings of the service make it."""
        self.ages_label.setText(typeset(_ages(self._rule, settings)))


def _ages(rule: Rule, settings: ServiceSettings | None = None) -> str:
    return " · ".join(age.replace(" ", NBSP) for age in exam_calendar(rule, settings))
