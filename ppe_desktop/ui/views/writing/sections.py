"""One heading of the report on the page: what is missing, the text, what the file gained for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.plan_outline import Heading
from ppe_desktop.domain.report_gains import Gain
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import MeetingKind
from ppe_desktop.domain.words_said import speaker_words
from ppe_desktop.services.writings import WritingSheet
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.facts_text import FactLine
from ppe_desktop.ui.views.plan.plan_form import Lines, PlanForm, PlanReading
from ppe_desktop.ui.views.plan.section import FactLines, PlanSection
from ppe_desktop.ui.views.plan.states import look_of
from ppe_desktop.ui.views.writing.gains_block import GainsBlock
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_IN_FILE = {
    "concertation de la période": "meetings",
    "personnes rencontrées": "statements",
    "parole de l’enfant": "statements",
    "parole de la mère": "statements",
    "parole du père": "statements",
    "projet pour l’enfant": "plan",
}
"""Section of the file where a gap is filled; the others are filled here."""


class WritingSection(PlanSection):
    """A heading of the report.

    Signals:
        take_requested: the heading and the :class:`Gain` to take up in it.
    """

    take_requested = Signal(str, object)

    def __init__(self, heading: Heading, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(heading, desk, parent)
        self.gap_chips: dict[str, ChipButton] = {}
        self._gaps_row = QWidget(self)
        self._gaps = FlowLayout(self._gaps_row, 6)
        self.body.addWidget(self._gaps_row)

    def show_heading(self, heading: Heading) -> None:
        """Show where the heading stands; each gap leads to where it is filled."""
        super().show_heading(heading)
        self.state_label.setText(look_of(heading).word)
        if tuple(self.gap_chips) == heading.gaps:
            return
        for chip in self.gap_chips.values():
            self._gaps.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.gap_chips = {gap: self._chip(gap) for gap in heading.gaps}
        self._gaps_row.setVisible(bool(heading.gaps))

    def show_writing(self, sheet: WritingSheet) -> None:
        """Show the content; what is being typed is left alone."""

    def _chip(self, gap: str) -> ChipButton:
        chip = ChipButton(typeset(gap[:1].upper() + gap[1:]), "soon", "circle-dashed", parent=self._gaps_row)
        chip.setToolTip(self.tr("Aller là où cela se complète"))
        chip.clicked.connect(partial(self._on_gap, gap))
        self._gaps.addWidget(chip)
        return chip

    def _on_gap(self, gap: str) -> None:
        if gap in _IN_FILE:
            self.fact_requested.emit(_IN_FILE[gap])
            return
        field = self.entry_field()
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def entry_field(self) -> QWidget | None:
        """Return the field in which the heading is written."""
        return None


class TextHeading(WritingSection):
    """A heading with a text: written here, fed from the file."""

    def __init__(self, heading: Heading, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(heading, desk, parent)
        self.form: PlanForm | PlanReading | None = None
        self.gains = GainsBlock(self)
        self.body.addWidget(self.gains)

        self.gains.take_requested.connect(self._on_take)

    def show_writing(self, sheet: WritingSheet) -> None:
        """Show the text and what may be taken up."""
        part = sheet.parts[self.key]
        if self.form is None:
            self.form = _form_of(self.desk, sheet, "writing_part", sheet.parts[self.key], (("text",),), self)
            if isinstance(self.form, PlanForm):
                self.form.editors["text"].focus_target.setAccessibleName(self.title.text())
            self.body.insertWidget(self.body.indexOf(self.gains), self.form)
        else:
            self.form.show_item(part)
        gained = tuple(one for one in sheet.gained if one.heading == self.key)
        taken = sheet.sources.get(self.key, ())
        self.gains.show_gains(gained, taken, has_report_before=sheet.last_on is not None)

    def entry_field(self) -> QWidget | None:
        """Return the text."""
        return self.form.editors["text"].focus_target if isinstance(self.form, PlanForm) else None

    def first_field(self) -> QWidget | None:
        """Return the text, which takes the keyboard first."""
        return self.entry_field() or super().first_field()

    def _on_take(self, gain: Gain) -> None:
        self.take_requested.emit(self.key, gain)


class PeriodHeading(WritingSection):
    """The period covered, the concertation, who was met."""

    def __init__(self, heading: Heading, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(heading, desk, parent)
        self.form: PlanForm | PlanReading | None = None
        self.facts = FactLines(self)
        self.body.addWidget(self.facts)

    def show_writing(self, sheet: WritingSheet) -> None:
        """Show the period and what the file knows of it."""
        report = sheet.about.report
        if self.form is None:
            self.form = _form_of(self.desk, sheet, "situation_report", report, (("period_from", "period_to"),), self)
            self.body.insertWidget(self.body.indexOf(self.facts), self.form)
        else:
            self.form.show_item(report)
        lines = []
        meeting = sheet.about.concertation()
        if meeting is not None:
            told = f"{MeetingKind.label_of(meeting.kind)}, le {long_date(meeting.held_on)}"
            lines.append(FactLine(self.tr("Concertation"), typeset(told)))
        met: dict[str, list[str]] = {}
        for words in sorted(sheet.about.words(), key=lambda one: one.said_on):
            met.setdefault(speaker_words(words, sheet.about.file), []).append(short_date(words.said_on))
        lines += [
            FactLine(self.tr("Rencontré"), f"{who} : {', '.join(dict.fromkeys(days))}") for who, days in met.items()
        ]
        self.facts.show_lines([FactLine(line.label, typeset(line.text)) for line in lines])

    def entry_field(self) -> QWidget | None:
        """Return the beginning of the period."""
        return self.form.editors["period_from"].focus_target if isinstance(self.form, PlanForm) else None


class WordsHeading(WritingSection):
    """The words of the period: the document prints them by itself, for those who may read them."""

    def __init__(self, heading: Heading, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(heading, desk, parent)
        self.note = PlainLabel(
            self.tr("Les paroles de la période s’impriment d’elles-mêmes, pour les personnes qui peuvent les lire."),
            "muted",
            wrap=True,
            parent=self,
        )
        self.facts = FactLines(self)
        self.open_button = QuietButton(self.tr("Ouvrir les paroles du dossier"), "arrow-right", self)
        for widget in (self.note, self.facts):
            self.body.addWidget(widget)
        self.body.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)

        self.open_button.clicked.connect(self._on_open)

    def show_writing(self, sheet: WritingSheet) -> None:
        """Show who said what, in a few words."""
        found = sorted(sheet.about.words(), key=lambda one: one.said_on)
        self.facts.show_lines(
            [
                FactLine(
                    f"{short_date(one.said_on)}, {speaker_words(one, sheet.about.file)}",
                    typeset(excerpt(one.exact_words.strip() or one.reported_words.strip(), 140)),
                )
                for one in found
            ]
        )

    def _on_open(self) -> None:
        self.fact_requested.emit("statements")


class InformationHeading(WritingSection):
    """Who was told of the report before it goes to the judge; it stays open once the report is sealed."""

    def __init__(self, heading: Heading, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(heading, desk, parent)
        self.form: PlanForm | None = None
        self.sent_form: PlanForm | None = None
        self.note = PlainLabel(
            self.tr(
                "Le contenu et les conclusions du rapport sont portés à la connaissance de l’enfant et de ses parents avant "
                "l’envoi au juge."
            ),
            "muted",
            wrap=True,
            parent=self,
        )
        self.body.addWidget(self.note)

    def show_writing(self, sheet: WritingSheet) -> None:
        """Show the days."""
        lines = (("child_informed_on", "parents_informed_on"), ("not_informed",))
        about = sheet.about
        if self.form is None or self.sent_form is None:
            kinds, autosaver = self.desk.kinds, self.desk.autosaver
            self.form = PlanForm(kinds["writing"], about.writing, autosaver, lines, pending=sheet.pending, parent=self)
            self.sent_form = PlanForm(
                kinds["situation_report"], about.report, autosaver, (("sent_on",),), pending=sheet.pending, parent=self
            )
            self.body.addWidget(self.form)
            self.body.addWidget(self.sent_form)
            return
        self.form.show_item(about.writing)
        self.sent_form.show_item(about.report)

    def entry_field(self) -> QWidget | None:
        """Return the first day."""
        return self.form.editors["child_informed_on"].focus_target if self.form is not None else None


def _form_of(
    desk: PlanDesk, sheet: WritingSheet, kind: str, item: Item, lines: Lines, parent: QWidget
) -> PlanForm | PlanReading:
    """Return the form of a record, or its words to read once the report is sealed."""
    if sheet.is_sealed:
        return PlanReading(desk.kinds[kind], item, lines, unlabelled=("text",), parent=parent)
    return PlanForm(
        desk.kinds[kind],
        item,
        desk.autosaver,
        lines,
        least_lines=4,
        unlabelled=("text",),
        pending=sheet.pending,
        parent=parent,
    )
