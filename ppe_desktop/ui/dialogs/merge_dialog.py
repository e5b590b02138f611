"""Réunir deux fiches de personnes: side by side, fact by fact, and parted again when it was a mistake. Never two children."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.facts import Fact, Kind, RecordKind
from ppe_desktop.domain.names import person_name
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.people import MergeLine, MergePreview
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_PAIRS_SHOWN = 50


class MergeDialog(QDialog):
    """Two records of one person made one.

    Signals:
        changed: two records were made one, or parted; carries the ``Changes``.
    """

    changed = Signal(object)

    def __init__(self, tasks: Tasks, kept_id: str = "", other_id: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Réunir deux fiches de personnes"))
        self._tasks = tasks
        self._kind: RecordKind = tasks.session.records.kinds()["person"]
        self._wanted = (kept_id, other_id)
        self._choices: dict[str, QRadioButton] = {}
        self.title_label = PlainLabel(self.tr("Réunir deux fiches de personnes"), "heading", parent=self)
        self.intro_label = PlainLabel(
            self.tr(
                "La même personne a été saisie deux fois ? Réunissez ses fiches : liens, adresses et protections suivent."
            ),
            "muted",
            wrap=True,
            parent=self,
        )
        self.pairs_label = PlainLabel(self.tr("Peut-être la même personne :"), "strong", parent=self)
        self.pairs_list = QListWidget(self)
        self.kept_combo, self.other_combo = self._combo(), self._combo()
        self.kept_row = FormRow(self.tr("Fiche gardée"), self.kept_combo, parent=self)
        self.other_row = FormRow(self.tr("Fiche à réunir"), self.other_combo, parent=self)
        self.swap_button = QuietButton(self.tr("Inverser"), "redo", self)
        self.page = ColumnScroll(parent=self)
        self.facts = QWidget(self.page.column)
        self.effect_label = PlainLabel("", wrap=True, parent=self.page.column)
        self.error_label = PlainLabel("", "error", wrap=True, parent=self)
        self.past_row = QWidget(self)
        self.past_combo = CalmCombo(self.past_row)
        self.part_button = SecondaryButton(self.tr("Séparer à nouveau"), "undo", self.past_row)
        self.close_button = SecondaryButton(self.tr("Fermer"), parent=self)
        self.merge_button = PrimaryButton(self.tr("Réunir en une seule fiche"), "link", self)

        self._lay_out()
        self.pairs_list.currentRowChanged.connect(self._on_pair_chosen)
        self.kept_combo.currentIndexChanged.connect(self._on_persons_chosen)
        self.other_combo.currentIndexChanged.connect(self._on_persons_chosen)
        self.swap_button.clicked.connect(self._on_swap)
        self.part_button.clicked.connect(self._on_part)
        self.close_button.clicked.connect(self.reject)
        self.merge_button.clicked.connect(self._on_merge)
        self._show_nothing()
        self.reload()

    def _combo(self) -> QComboBox:
        combo = CalmCombo(self)
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.setMaxVisibleItems(14)
        completer = QCompleter(combo.model(), combo)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        combo.setCompleter(completer)
        return combo

    def _lay_out(self) -> None:
        self.resize(px(820), px(660))
        self.pairs_list.setMaximumHeight(px(96))
        self.pairs_list.setAccessibleName(self.pairs_label.text())
        self.page.body.setContentsMargins(0, 4, 12, 4)
        self.page.body.addWidget(self.facts)
        self.page.body.addWidget(self.effect_label)
        self.page.body.addStretch(1)
        past = QHBoxLayout(self.past_row)
        past.setContentsMargins(0, 0, 0, 0)
        past.addWidget(PlainLabel(self.tr("Déjà réunies :"), "strong", parent=self.past_row))
        past.addWidget(self.past_combo, 1)
        past.addWidget(self.part_button)
        buttons = QHBoxLayout()
        buttons.addWidget(self.error_label, 1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.merge_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for widget in (
            self.title_label,
            self.intro_label,
            self.pairs_label,
            self.pairs_list,
            self.kept_row,
            self.other_row,
        ):
            column.addWidget(widget)
        column.addWidget(self.swap_button, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.page, 1)
        column.addWidget(self.past_row)
        column.addLayout(buttons)

    def reload(self) -> None:
        """Read again the persons, those who may be one, and those made one."""
        self._tasks.ask(_read, self._tasks.session, then=self._on_read)

    def taken(self) -> frozenset[str]:
        """Return the facts for which the value of the record taken in is chosen."""
        return frozenset(name for name, theirs in self._choices.items() if theirs.isChecked())

    def _on_read(self, read: tuple[tuple[Item, ...], list[tuple[Item, Item]], list[MergeLine]]) -> None:
        persons, self._pairs, merges = read
        chosen = [combo.currentData() or wanted for combo, wanted in zip(self._combos(), self._wanted, strict=True)]
        for combo, person_id in zip(self._combos(), chosen, strict=True):
            combo.blockSignals(True)
            combo.clear()
            for person in sorted(persons, key=lambda each: person_name(each).casefold()):
                combo.addItem(_told(person), person.id)
            combo.setCurrentIndex(combo.findData(person_id))
            combo.blockSignals(False)
        self.pairs_list.blockSignals(True)
        self.pairs_list.clear()
        for one, other in self._pairs[:_PAIRS_SHOWN]:
            self.pairs_list.addItem(QListWidgetItem(f"{_told(one)}  /  {_told(other)}"))
        self.pairs_list.setCurrentRow(-1)
        self.pairs_list.blockSignals(False)
        for widget in (self.pairs_label, self.pairs_list):
            widget.setVisible(bool(self._pairs))
        self.past_combo.clear()
        for line in merges:
            words = self.tr("{kept}, avec {other}, le {day}")
            self.past_combo.addItem(
                words.format(kept=line.kept, other=line.other, day=long_date(line.at.date())), line.merge_id
            )
        self.past_row.setVisible(bool(merges))
        self._on_persons_chosen()

    def _combos(self) -> tuple[QComboBox, QComboBox]:
        return self.kept_combo, self.other_combo

    def _on_pair_chosen(self, row: int) -> None:
        if 0 <= row < len(self._pairs):
            for combo, person in zip(self._combos(), self._pairs[row], strict=True):
                combo.setCurrentIndex(combo.findData(person.id))

    def _on_swap(self) -> None:
        kept, other = self.kept_combo.currentIndex(), self.other_combo.currentIndex()
        self.kept_combo.setCurrentIndex(other)
        self.other_combo.setCurrentIndex(kept)

    def _on_persons_chosen(self, _index: int = 0) -> None:
        kept, other = self.kept_combo.currentData(), self.other_combo.currentData()
        self._show_nothing()
        if kept and other:
            self._tasks.ask(
                self._tasks.session.people.preview, kept, other, then=self._on_preview, failed=self._on_refused
            )

    def _show_nothing(self) -> None:
        self.error_label.clear()
        self.effect_label.clear()
        self.merge_button.setEnabled(False)
        self._choices = {}
        self.facts.hide()

    def _on_preview(self, preview: MergePreview) -> None:
        if (preview.kept.id, preview.other.id) != (self.kept_combo.currentData(), self.other_combo.currentData()):
            return
        self._show_facts(preview)
        self.effect_label.setText(_effect(preview))
        self.merge_button.setEnabled(True)

    def _show_facts(self, preview: MergePreview) -> None:
        """Show the facts that differ, the value of the record kept chosen; an empty one takes the other's."""
        former = self.facts
        self.facts = QWidget(self.page.column)
        grid = QGridLayout(self.facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for row, fact in enumerate(_differing(self._kind, preview)):
            mine, theirs = (_shown(fact, item.values[fact.name]) for item in (preview.kept, preview.other))
            first, second = (
                QRadioButton(_safe(mine) or self.tr("(vide)"), self.facts),
                QRadioButton(_safe(theirs), self.facts),
            )
            group = QButtonGroup(self.facts)
            group.addButton(first)
            group.addButton(second)
            (first if mine else second).setChecked(True)
            first.setEnabled(bool(mine))
            for button in (first, second):
                button.setAccessibleName(f"{fact.label} : {button.text()}")
            self._choices[fact.name] = second
            grid.addWidget(PlainLabel(fact.label, "strong", parent=self.facts), row, 0)
            grid.addWidget(first, row, 1)
            grid.addWidget(second, row, 2)
        self.page.body.replaceWidget(former, self.facts)
        former.deleteLater()
        self.facts.setVisible(bool(self._choices))

    def _on_merge(self) -> None:
        self.merge_button.setEnabled(False)
        self._tasks.ask(
            self._tasks.session.people.merge,
            self.kept_combo.currentData(),
            self.other_combo.currentData(),
            self.taken(),
            then=self._on_done,
            failed=self._on_refused,
        )

    def _on_part(self) -> None:
        merge_id = self.past_combo.currentData()
        if merge_id:
            self._tasks.ask(self._tasks.session.people.part, merge_id, then=self._on_done, failed=self._on_refused)

    def _on_done(self, changes: Changes) -> None:
        self._wanted = ("", "")
        for combo in self._combos():
            combo.setCurrentIndex(-1)
        self.changed.emit(changes)
        self.reload()

    def _on_refused(self, error: PpeError) -> None:
        self.error_label.setText(error.message)


def _read(session: Any) -> tuple[tuple[Item, ...], list[tuple[Item, Item]], list[MergeLine]]:
    """Read what the dialog shows, in one go on the database thread."""
    return session.files.persons(), session.people.likely_pairs(), session.people.merges()


def _differing(kind: RecordKind, preview: MergePreview) -> list[Fact]:
    return [
        fact
        for fact in kind.facts
        if preview.other.values[fact.name] and preview.other.values[fact.name] != preview.kept.values[fact.name]
    ]


def _shown(fact: Fact, value: Any) -> str:
    if fact.choices:
        return fact.choices.label_of(value)
    return short_date(value) if fact.kind is Kind.DATE else str(value or "")


def _safe(text: str) -> str:
    return text.replace("&", "&&")


def _told(person: Item) -> str:
    """Return a person with what tells her from a namesake."""
    more = [person.organisation, person.function, person.phone, short_date(person.birth_date)]
    return " · ".join(part for part in (person_name(person, with_civility=True), *more[:3], more[3]) if part)


def _effect(preview: MergePreview) -> str:
    """Return in a sentence or two what the gesture would touch."""
    links = ", ".join(f"{label.lower()} ({count})" for label, count in preview.links)
    moved = f"Ce qui suivra : {links}." if links else "Aucun dossier ne cite la fiche à réunir."
    files = f" Dossiers touchés : {', '.join(preview.files)}." if preview.files else ""
    return f"{moved}{files} Les projets déjà finis ne changent pas. Vous pourrez séparer ces fiches à nouveau."
