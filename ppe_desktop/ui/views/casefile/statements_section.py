"""Paroles: everything the child and the parents said, in their words."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item, Items
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.names import first_name_of, person_name
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import CollectionOutcome, Means, Sharing, Speaker
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_card import Mark
from ppe_desktop.ui.forms.record_cards import CardsSpec, RecordCards
from ppe_desktop.ui.views.casefile.path_section import persons_to_choose
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

TONES = {"ENFANT": "child", "MERE": "mother", "PERE": "father", "AUTRE": "other"}
"""Colour and mark of each speaker, the same everywhere."""


class StatementsSection(Section):
    """The words kept in the file, the newest first, with a filter by speaker."""

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Paroles"), parent)
        self._items = Items({})
        self._speaker = self._written = ""
        self.intro_label = PlainLabel(
            self.tr(
                "Les mots exacts de chacun, avec la date et les circonstances. Rien ne sort du dossier avant d’avoir été relu."
            ),
            "muted",
            wrap=True,
            parent=self.column,
        )
        spec = CardsSpec(
            "statement",
            "",
            self.tr("Noter une parole"),
            self.tr(
                "Aucune parole n’est encore notée. La première peut être très courte : ses mots, la date, et qui était là."
            ),
            self._summary,
            extra=StatementRestrictions,
            marks=_speaker_mark,
        )
        self.filter_row = QWidget(self.column)
        self.filters = QButtonGroup(self)
        self.cards = RecordCards(context, spec, self._shown, self._new, self.column, batch=8)
        self._lay_out_filters()
        for widget in (self.intro_label, self.filter_row, self.cards):
            self.body.addWidget(widget)
        self.finish_layout()

        self.filters.buttonClicked.connect(self._on_filter)

    def _lay_out_filters(self) -> None:
        row = FlowLayout(self.filter_row)
        for code, label in (("", self.tr("Toutes")), *((speaker.value, speaker.label) for speaker in Speaker)):
            chip = ChipButton(label, TONES.get(code, "neutral"), checkable=True)
            chip.setChecked(not code)
            chip.setProperty("speaker", code)
            self.filters.addButton(chip)
            row.addWidget(chip)
        self.filters.setExclusive(True)

    def show_file(self, file: CaseFile) -> None:
        """Read the words again."""
        self.context.tasks.ask(self.context.tasks.session.files.statements, file.child.id, then=self._on_statements)

    def show_record(self, kind: str, record_id: str) -> None:
        """Open the card of some words and bring it into view; one not read yet opens as soon as it is."""
        if kind == "statement":
            self.cards.open_when_shown(record_id)

    def add(self) -> None:
        """Add a statement and open it."""
        self.cards.add()

    def restrictions(self) -> tuple[Item, ...]:
        """Return the persons from whom words are kept."""
        return self._items.of("statement_restriction")

    def _on_statements(self, items: Items) -> None:
        self._items = items
        self._written = self.cards.in_use()
        if self.context.file is not None:
            self.cards.show_file(self.context.file)

    def _shown(self, _file: CaseFile) -> list[Item]:
        """Return the words of the speaker chosen, and those being written: they do not vanish when "Qui parle" changes."""
        return [
            item
            for item in self._items.of("statement")
            if self._speaker in ("", item.speaker) or item.id == self._written
        ]

    def _new(self, file: CaseFile) -> dict[str, Any]:
        return {
            "child_id": file.child.id,
            "said_on": clock.now().date(),
            "speaker": self._speaker or Speaker.CHILD.value,
        }

    def _summary(self, item: Item, file: CaseFile) -> tuple[str, str]:
        words = excerpt(item.exact_words, 80)
        said = f"« {words} »" if words else excerpt(item.reported_words or item.observation, 80)
        if item.outcome in (CollectionOutcome.DECLINED, CollectionOutcome.NOT_MET):
            said = CollectionOutcome.label_of(item.outcome)
        second = [
            short_date(item.said_on),
            Means.label_of(item.means),
            Sharing.label_of(item.sharing),
        ]
        return said or self.tr("Parole à compléter"), " · ".join(part for part in second if part)

    def _on_filter(self, chip: ChipButton) -> None:
        self._speaker, self._written = str(chip.property("speaker")), ""
        if self.context.file is not None:
            self.cards.show_file(self.context.file)


def _speaker_mark(statement: Item, file: CaseFile) -> list[Mark]:
    """Return who speaks, in their colour and with their mark."""
    return [(speaker_name(statement, file), TONES.get(statement.speaker, "other"), "")]


def speaker_name(statement: Item, file: CaseFile) -> str:
    """Return who speaks: the child's first name, the person's name, or the quality."""
    if statement.speaker == Speaker.CHILD:
        return first_name_of(file.child)
    person = file.person(statement.person_id)
    return person_name(person) if person else Speaker.label_of(statement.speaker)


class StatementRestrictions(QWidget):
    """From whom the speaker asked that these words be kept."""

    def __init__(self, context: FileContext, statement: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._statement_id = statement.id
        self._section = _section_of(parent)
        spec = CardsSpec(
            "statement_restriction",
            "",
            self.tr("Ne pas transmettre à une personne…"),
            "",
            self._summary,
            offers=self._offers,
            nobody=self.tr("Inscrivez d’abord cette personne dans « Entourage »."),
        )
        self.cards = RecordCards(context, spec, self._shown, self._new, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.cards)

    def show_file(self, file: CaseFile) -> None:
        """Show the persons."""
        self.cards.show_file(file)

    def _shown(self, _file: CaseFile) -> list[Item]:
        found = self._section.restrictions() if self._section else ()
        return [item for item in found if item.statement_id == self._statement_id]

    def _offers(self, file: CaseFile) -> list[tuple[str, str]]:
        return persons_to_choose(file, {item.hidden_from_id for item in self._shown(file)})

    def _new(self, _file: CaseFile) -> dict[str, Any]:
        return {"statement_id": self._statement_id}

    def _summary(self, item: Item, file: CaseFile) -> tuple[str, str]:
        person = file.person(item.hidden_from_id)
        return self.tr("À ne pas transmettre à {name}").format(name=person_name(person) if person else ""), ""


def _section_of(widget: QWidget | None) -> StatementsSection | None:
    """Climb to the section a card lies in."""
    while widget is not None and not isinstance(widget, StatementsSection):
        widget = widget.parentWidget()
    return widget
