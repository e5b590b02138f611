"""The form of some words: who, when, the words; then what surrounds them, folded in groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.facts import Kind
from ppe_desktop.domain.names import first_name_of, person_name
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import CollectionOutcome, Speaker
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.editors import LongTextEditor
from ppe_desktop.ui.forms.record_form import Options, RecordForm
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.casefile.statements.danger_panel import DangerPanel
from ppe_desktop.ui.views.casefile.statements.fold_group import FoldGroup
from ppe_desktop.ui.views.casefile.statements.restrictions import Known, StatementRestrictions
from ppe_desktop.ui.views.casefile.statements.sharing_panel import SharingPanel

FIRST = (("speaker", "said_on"), ("person_id",), ("exact_words",), ("why_not_collected",), ("outcome",), ("danger",))
"""What is always there, line by line; the words take the keyboard."""
ALERT = (("alert_to", "alerted_on"),)
GROUPS: dict[str, tuple[tuple[str, ...], ...]] = {
    "conditions": (
        ("place", "at_time"), ("present",), ("means", "occasion"), ("seen_alone", "not_alone_why"), ("language", "collected_by"),
        ("duration", "bears_on"), ("question",), ("explained",), ("annexes",),
    ),
    "wanted": (("wishes",), ("disagreements",)),
    "beside": (("reported_words",), ("observation",), ("professional_view",)),
    "told": (("use_explained",), ("use_told",)),
    "kept": (("kept_secret",),),
    "read_back": (("read_back", "mark"), ("corrections",)),
    "answer": (("answer",), ("answered_on", "answered_by"), ("effect",)),
}  # fmt: skip
"""What is folded, group by group, line by line."""
SILENT = (CollectionOutcome.DECLINED, CollectionOutcome.NOT_MET)
SHORT = (Kind.CHOICE, Kind.FREE_CHOICE, Kind.DATE, Kind.PERSON)
SHORT_WIDTH = 318
"""Half the width of a long text."""
_GAP = 16
_LINES = tuple(line for group in (FIRST, ALERT, *GROUPS.values()) for line in group)


class StatementForm(RecordForm):
    """Some words, saved as they are typed.

    Attributes:
        groups: the folded groups, by key of :data:`GROUPS`.
        danger_panel: what to do when the words make one fear a danger.
        sharing_panel: who may read them.
        restrictions: from whom they are kept; made when its group is opened.
        over: what stands over the fields, if anything does.
    """

    def __init__(
        self, context: FileContext, item: Item, known: Known, speaker: str, parent: QWidget | None = None
    ) -> None:
        self._context, self._known = context, known
        self._lines: dict[str, QHBoxLayout] = {}
        self._to_fill: QVBoxLayout | None = None
        self._is_arranged = False
        self.over: QWidget | None = None
        self.groups: dict[str, FoldGroup] = {}
        self.restrictions: StatementRestrictions | None = None
        super().__init__(
            context.kinds["statement"],
            item,
            context.autosaver,
            options=_with_names(context.options(), item, known),
            pending=context.pending,
            parent=parent,
        )
        self.danger_panel = DangerPanel(self)
        self.sharing_panel = SharingPanel(context, item, speaker, self)
        self._arrange()
        for key, title in self._titles().items():
            group = FoldGroup(title, self)
            self._column.addWidget(group)
            self.groups[key] = group
            group.first_opened.connect(partial(self._on_first_opened, key))
        self._is_arranged = True
        RecordForm.show_item(self, item)
        self._show_state(item)
        self._order_keyboard()

    def _titles(self) -> dict[str, str]:
        return {
            "conditions": self.tr("Conditions du recueil"),
            "wanted": self.tr("Souhaits et désaccords"),
            "beside": self.tr("Propos rapportés, observation, analyse"),
            "told": self.tr("Ce qui a été expliqué"),
            "kept": self.tr("À garder, et de qui"),
            "read_back": self.tr("Relecture"),
            "answer": self.tr("Réponse, et ce que cette parole a changé"),
        }

    def _shown_facts(self, *, rare: bool) -> list[Any]:
        return [] if rare else [self._kind.fact(name) for line in FIRST for name in line]

    def _arrange(self) -> None:
        """Put what is to be done of a danger, with the fields of the alert, then the sharing, under the words."""
        self._to_fill = self.danger_panel.column
        for name in (name for line in ALERT for name in line):
            self._add_row(name)
        self._to_fill = None
        self._column.removeWidget(self.details_button)
        self._column.addWidget(self.danger_panel)
        self._column.addWidget(self.sharing_panel)

    def put_over(self, pages: QWidget) -> None:
        """Put something over the fields; it is shown the file as the form is."""
        self.over = pages
        self._column.insertWidget(0, pages)

    def show_item(self, item: Item) -> None:
        """Show the words as the base has them now; what is being typed is left alone."""
        super().show_item(item)
        if self._is_arranged:
            self._show_state(item)
            self.sharing_panel.show_item(item, self._speaker_name(item))

    def show_file(self, file: CaseFile) -> None:
        """Show what the file says beside the record: from whom the words are kept."""
        for part in (self.over, self.restrictions):
            shower = getattr(part, "show_file", None)
            if shower is not None:
                shower(file)
        self._show_summaries(self._item)

    def set_options(self, options: Options) -> None:
        """Offer the persons of the file, and the one who spoke even when gone from it."""
        super().set_options(_with_names(options, self._item, self._known))

    def first_field(self) -> QWidget:
        """Return the field that takes the keyboard first: the words, or why there are none."""
        is_silent = self._item.outcome in SILENT
        return self.editors["why_not_collected" if is_silent else "exact_words"].focus_target

    def field(self, name: str) -> QWidget:
        """Return the field of a fact; its group unfolds."""
        for key, lines in GROUPS.items():
            if any(name in line for line in lines):
                self.groups[key].open()
        return super().field(name)

    def _add_row(self, name: str) -> None:
        super()._add_row(name)
        row, editor = self.rows[name], self.editors[name]
        self._column.removeWidget(row)
        row.stack()
        if isinstance(editor, LongTextEditor):
            editor.text.set_min_lines(4 if name == "exact_words" else 2)
        line = self._line_of(name)
        is_alone = not any(name in names and len(names) > 1 for names in _LINES)
        if self._kind.fact(name).kind in SHORT or not is_alone:
            row.setMaximumWidth(px(SHORT_WIDTH))
        elif self._kind.fact(name).kind is not Kind.FLAG:
            row.setMaximumWidth(2 * px(SHORT_WIDTH) + _GAP)
        line.insertWidget(line.count() - 1, row, 1)

    def _line_of(self, name: str) -> QHBoxLayout:
        """Return the line a field stands on, added to what is being filled when it is new."""
        names = next(line for line in _LINES if name in line)
        known = next((self._lines[other] for other in names if other in self._lines), None)
        if known is None:
            known = QHBoxLayout()
            known.setSpacing(_GAP)
            known.addStretch(0)
            (self._to_fill or self._column).addLayout(known)
        self._lines[name] = known
        return known

    def _on_first_opened(self, key: str) -> None:
        group = self.groups[key]
        self._to_fill = group.column
        for name in (name for line in GROUPS[key] for name in line):
            self._add_row(name)
        self._to_fill = None
        if key == "kept":
            self._add_restrictions(group)
        RecordForm.show_item(self, self._item)
        self._order_keyboard()

    def _add_restrictions(self, group: FoldGroup) -> None:
        self.restrictions = StatementRestrictions(self._context, self.record_id, self._known, group.body)
        group.column.addWidget(self.restrictions)
        if self._context.file is not None:
            self.restrictions.show_file(self._context.file)

    def _on_edited(self, name: str, typed: Any) -> None:
        super()._on_edited(name, typed)
        self._item = self._item.having(**{name: typed})
        if name in ("outcome", "speaker", "danger"):
            self._show_state(self._item)
        if name == "answer" and typed:
            self._date_answer()

    def _date_answer(self) -> None:
        """Date the answer today and sign it, unless that is said already: one types the answer and nothing more."""
        profile = self._context.file.profile if self._context.file is not None else None
        today: dt.date = clock.now().date()
        known = {"answered_on": short_date(today), "answered_by": person_name(profile) if profile else ""}
        for name, value in known.items():
            editor = self.editors[name]
            if value and not self._item.values.get(name) and not editor.focus_target.hasFocus():
                editor.take(value)

    def _show_state(self, item: Item) -> None:
        """Show the fields that go with what happened: no words when nothing was said, what to do when there is danger."""
        is_silent = item.outcome in SILENT
        is_other = item.speaker == Speaker.OTHER or bool(item.person_id)
        self.rows["person_id"].setVisible(is_other)
        self.rows["exact_words"].setVisible(not is_silent or bool(item.exact_words))
        self.rows["why_not_collected"].setVisible(is_silent or bool(item.why_not_collected))
        self.danger_panel.setVisible(bool(item.danger))
        if item.outcome == CollectionOutcome.TOO_YOUNG:
            self.groups["beside"].open()
        if item.danger:
            self.rows["danger"].set_help("")
        self._show_summaries(item)

    def _show_summaries(self, item: Item) -> None:
        for key, group in self.groups.items():
            said = [self._said(name, item) for line in GROUPS[key] for name in line]
            if key == "kept" and self._context.file is not None:
                said += self._kept_from()
            group.say(" · ".join(part for part in said if part))

    def _kept_from(self) -> list[str]:
        restrictions, names = self._known()
        mine = [one.hidden_from_id for one in restrictions if one.statement_id == self.record_id]
        file = self._context.file
        known = [(file.person(key) if file else None, key) for key in mine]
        words = [person_name(person) if person else names.get(key, "") for person, key in known]
        return [self.tr("pas à {name}").format(name=name) for name in words if name]

    def _said(self, name: str, item: Item) -> str:
        """Return what a fact holds, short enough to be read on a folded line."""
        fact, value = self._kind.fact(name), item.values.get(name)
        if value in (None, "", False):
            return ""
        if isinstance(value, dt.date):
            return short_date(value)
        words = fact.choices.label_of(value) if fact.choices is not None else excerpt(str(value), 60)
        return f"{fact.label}\N{NO-BREAK SPACE}: {words.lower()}" if name in _NAMED else words

    def _speaker_name(self, item: Item) -> str:
        file = self._context.file
        if file is None:
            return Speaker.label_of(item.speaker)
        return speaker_name(item, file, self._known()[1])

    def _order_keyboard(self) -> None:
        """Lead Tab from line to line: groups are made in the order they are opened."""
        stops: list[QWidget] = []
        for group in (FIRST, ALERT):
            stops += [self.editors[name].focus_target for line in group for name in line if name in self.editors]
        stops.append(self.sharing_panel.review_button)
        for key, lines in GROUPS.items():
            stops.append(self.groups[key].header)
            stops += [self.editors[name].focus_target for line in lines for name in line if name in self.editors]
            if key == "kept" and self.restrictions is not None:
                stops.append(self.restrictions.cards.add_button)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)


_NAMED = ("duration", "seen_alone", "use_explained", "read_back")
"""Facts whose value says nothing without their name."""


def speaker_name(statement: Item, file: CaseFile, names: Mapping[str, str] | None = None) -> str:
    """Return who speaks: the child's first name, the person's name even when gone from the file, or the quality."""
    if statement.speaker == Speaker.CHILD:
        return first_name_of(file.child)
    person = file.person(statement.person_id)
    if person is not None:
        return person_name(person)
    gone = (names or {}).get(statement.person_id or "")
    return gone or Speaker.label_of(statement.speaker)


def _with_names(options: Options, item: Item, known: Known) -> Options:
    """Offer whoever spoke, even when this person is no longer in the file: what was kept stays readable."""
    persons = list(options.get("person", []))
    name = known()[1].get(item.person_id or "")
    if name and item.person_id not in {key for key, _name in persons}:
        persons.append((item.person_id, name))
    return {**options, "person": persons}
