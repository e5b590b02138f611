"""Writing in the journal: the text first; then what is about one child only; the nature, the day and the people after."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.domain.journal import is_blank, listed, named_elsewhere
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.vocabulary import Sex
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.editors import LongTextEditor, TextEditor
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.views.casefile.journal.marks import family_of, name_in
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.growing_text_edit import GrowingTextEdit
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

ADVICE_MS = 300
"""Pause in typing after which names are looked for."""
LINES_IN_VIEW = 3
"""Lines kept in view above and below the one being written."""


class Advice(QWidget):
    """A discreet word under a text; it never stands in the way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = IconMark("info", "info", 16, self)
        self.label = PlainLabel("", "muted", wrap=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.hide()

    def say(self, text: str) -> None:
        """Say a sentence; an empty one says nothing."""
        self.label.setText(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """Return what is said."""
        return self.label.text() if not self.isHidden() else ""


class PartForm(QWidget):
    """The part of an entry that is about one child only."""

    def __init__(self, context: FileContext, child: Item, part: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.child_id = child.id
        self.form = _text_form(context, "journal_part", part, self)
        title = PlainLabel(context.tr("Pour {name} seulement").format(name=first_name_of(child)), "small", parent=self)
        title.set_tone("accent")
        self.editor.focus_target.setAccessibleName(title.text())
        self.advice = Advice(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 0, 0)
        column.setSpacing(4)
        for widget in (title, self.form, self.advice):
            column.addWidget(widget)

    @property
    def editor(self) -> LongTextEditor:
        """The field of the text."""
        editor = self.form.editors["text"]
        assert isinstance(editor, LongTextEditor)
        return editor

    def text(self) -> str:
        """Return what is written."""
        return self.editor.text.toPlainText()


class EntryForm(Card):
    """One entry of the journal being written.

    Signals:
        closed: the person has done with it.
        removal_requested: out of this child's journal (False), or of all (True).
        child_added: identifier of one more child it concerns.
        child_removed: identifier of a child it does not concern after all.
    """

    closed = Signal()
    removal_requested = Signal(bool)
    child_added = Signal(str)
    child_removed = Signal(str)

    def __init__(self, context: FileContext, item: Item, file: CaseFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("journal_entry_form")
        self._context, self._file = context, file
        self.entry_id, self.item, self.as_opened = item.id, item, item
        self.parts: dict[str, PartForm] = {}
        self.chips: dict[str, ChipButton] = {}
        self.text_form = _text_form(context, "journal_entry", item, self)
        self.text_editor.text.set_min_lines(6)
        self.text_editor.text.setPlaceholderText(self.tr("Ce qui s’est passé, dans vos mots."))
        self.advice = Advice(self)
        self.common_advice = Advice(self)
        self.children_label = PlainLabel(self.tr("Concerne aussi…"), "strong", parent=self)
        self.children_row = QWidget(self)
        self._flow = FlowLayout(self.children_row)
        self.elsewhere_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.facts_form = RecordForm(
            _without_text(context.kinds["journal_entry"]), item, context.autosaver, pending=context.pending, parent=self
        )
        self.done_button = SecondaryButton(self.tr("Terminer"), "check", self)
        self.remove_button = QuietButton(self.tr("Retirer du journal"), "trash", self)
        self.remove_menu = QMenu(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(ADVICE_MS)
        self._caret = QTimer(self)
        self._caret.setSingleShot(True)
        self._caret.setInterval(0)

        self._lay_out()
        self._connect()
        self.show_item(item, file)

    @property
    def text_editor(self) -> LongTextEditor:
        """The field of the text that all the children share."""
        editor = self.text_form.editors["text"]
        assert isinstance(editor, LongTextEditor)
        return editor

    def _lay_out(self) -> None:
        self._parts_column = QVBoxLayout()
        self._parts_column.setSpacing(12)
        foot = QHBoxLayout()
        foot.addWidget(self.done_button)
        foot.addStretch(1)
        foot.addWidget(self.remove_button)
        self.body.setSpacing(12)
        for widget in (self.text_form, self.advice, self.common_advice):
            self.body.addWidget(widget)
        self.body.addLayout(self._parts_column)
        for other in (self.children_label, self.children_row, self.elsewhere_label, self.facts_form):
            self.body.addWidget(other)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self._watch(self.text_editor.text)
        self._caret.timeout.connect(self._on_caret_moved)
        self._pause.timeout.connect(self._advise)
        self.done_button.clicked.connect(self.closed)
        self.remove_button.clicked.connect(self._on_remove)

    def show_item(self, item: Item, file: CaseFile) -> None:
        """Show the entry as the base has it now; what is being typed is left alone."""
        self.item, self._file = item, file
        self.text_form.show_item(item)
        self.facts_form.show_item(item)
        self._show_children()
        own = file.child
        if own.id in self.parts:
            self.parts[own.id].form.show_item(_own_part(item, own))
        elif len(item.children) > 1 or item.part_text:
            self._add_part(own, _own_part(item, own))
        for child_id in [child_id for child_id in self.parts if child_id != own.id and child_id not in item.children]:
            self._drop_part(child_id)
        self._say_elsewhere()
        self._advise()

    def begin_part(self, child_id: str, part_id: str) -> None:
        """Offer the part of a child just added: whoever writes the entry writes it too."""
        child = next((child for child in family_of(self._file) if child.id == child_id), None)
        if child is None or child_id in self.parts:
            return
        values = {"child_id": child_id, "entry_id": self.entry_id, "text": ""}
        self.item = self.item.having(children=(*self.item.children, child_id))
        own = self._file.child
        if own.id not in self.parts:
            self._add_part(own, _own_part(self.item, own))
        self._add_part(child, Item("journal_part", part_id, 0, values))
        self._say_elsewhere()

    def focus_text(self) -> None:
        """Put the keyboard at the end of the text."""
        text = self.text_editor.text
        text.setFocus()
        cursor = text.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        text.setTextCursor(cursor)

    def bring_caret_into_view(self) -> None:
        """Scroll to the line being written."""
        self._caret.start()

    def now(self) -> Item:
        """Return the entry as it stands on the screen."""
        own = self.parts.get(self._file.child.id)
        return self.item.having(
            text=self.text_editor.text.toPlainText(), part_text=own.text() if own else self.item.part_text
        )

    def is_blank(self) -> bool:
        """Tell whether not one letter is on the screen, in the text, the parts or the circumstances."""
        values: dict[str, Any] = {"text": self.text_editor.text.toPlainText()}
        for name in ("at_time", "present", "place"):
            editor = self.facts_form.editors.get(name)
            shown = editor.line.text() if isinstance(editor, TextEditor) else self.item.values.get(name)
            values[name] = shown
        parts = [part.text() for part in self.parts.values()] or [self.item.part_text]
        return is_blank(Item("journal_entry", self.entry_id, 0, values)) and not any(map(str.strip, parts))

    def records(self) -> list[tuple[str, str]]:
        """Return kind and identifier of every record that is written here."""
        return [("journal_entry", self.entry_id), *(("journal_part", p.form.record_id) for p in self.parts.values())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Have done with the entry on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _watch(self, text: GrowingTextEdit) -> None:
        text.text_edited.connect(self._pause.start)
        text.cursorPositionChanged.connect(self._caret.start)

    def _on_caret_moved(self) -> None:
        """Keep the line being written in view: a field that grows goes past the foot of the window."""
        text = QApplication.focusWidget()
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        content = page.widget() if page is not None else None
        if page is not None and content is not None and isinstance(text, GrowingTextEdit) and self.isAncestorOf(text):
            place = text.viewport().mapTo(content, text.cursorRect().center())
            page.ensureVisible(place.x(), place.y(), 0, text.fontMetrics().lineSpacing() * LINES_IN_VIEW)

    def _add_part(self, child: Item, part: Item) -> None:
        form = PartForm(self._context, child, part, self)
        self._watch(form.editor.text)
        self.parts[child.id] = form
        place = 0 if child.id == self._file.child.id else self._parts_column.count()
        self._parts_column.insertWidget(place, form)
        self._advise()

    def _drop_part(self, child_id: str) -> None:
        form = self.parts.pop(child_id)
        self._parts_column.removeWidget(form)
        form.hide()
        form.deleteLater()

    def _show_children(self) -> None:
        siblings = family_of(self._file)[1:]
        for child in siblings:
            if child.id not in self.chips:
                chip = ChipButton(first_name_of(child), "neutral", "user", checkable=True, parent=self.children_row)
                chip.setObjectName("concerned_chip")
                chip.clicked.connect(partial(self._on_chip, child.id))
                self.chips[child.id] = chip
                self._flow.addWidget(chip)
            self.chips[child.id].setChecked(child.id in self.item.children)
        for widget in (self.children_label, self.children_row):
            widget.setVisible(bool(siblings))

    def _say_elsewhere(self) -> None:
        """Say which files the common text enters, and where the parts that are not here are read."""
        own = self._file.child
        concerned = [first_name_of(own)] + [
            name for child_id in self.item.children if child_id != own.id and (name := name_in(self._file, child_id))
        ]
        shared = self.tr("Ce texte entre dans le dossier {names}. Ce qui n’est qu’à l’un s’écrit dans sa partie.")
        whose = listed([elide("de", name) for name in concerned])
        self.common_advice.say(shared.format(names=whose) if len(concerned) > 1 else "")
        away = [
            name_in(self._file, child) for child in self.item.children if child not in self.parts and child != own.id
        ]
        known = [elide("de", name) for name in away if name]
        said = self.tr("La partie {names} se lit et s’écrit dans son dossier.")
        if len(known) > 1:
            said = self.tr("Les parties {names} se lisent et s’écrivent dans leur dossier.")
        self.elsewhere_label.setText(said.format(names=listed(known)) if known else "")
        self.elsewhere_label.setVisible(bool(known))

    def _advise(self) -> None:
        """Look for the children named in a text that does not enter their file."""
        own, family = self._file.child.id, family_of(self._file)
        concerned = {own, *self.item.children}
        self.advice.say(self._sentence(self.text_editor.text.toPlainText(), concerned, family))
        for part in self.parts.values():
            part.advice.say(self._sentence(part.text(), {part.child_id}, family))

    def _sentence(self, text: str, enters: set[str], family: list[Item]) -> str:
        named = named_elsewhere(text, enters, family)
        if not named:
            return ""
        whose = listed([elide("de", first_name_of(child)) for child in family if child.id in enters])
        return (
            self.tr("{named} ici : ce texte entre dans le dossier {whose}.")
            .format(named=_said_named(named), whose=whose)
            .replace(" :", "\N{NO-BREAK SPACE}:")
        )

    def _on_chip(self, child_id: str) -> None:
        (self.child_added if self.chips[child_id].isChecked() else self.child_removed).emit(child_id)

    def _on_remove(self) -> None:
        if len(self.item.children) < 2:
            self.removal_requested.emit(True)
            return
        self.remove_menu.clear()
        whose = elide("de", first_name_of(self._file.child))
        here = self.tr("Du journal {whose} seulement").format(whose=whose).replace("&", "&&")
        self.remove_menu.addAction(here, partial(self.removal_requested.emit, False))
        self.remove_menu.addAction(
            self.tr("Du journal de tous les enfants concernés"), partial(self.removal_requested.emit, True)
        )
        self.remove_menu.popup(self.remove_button.mapToGlobal(self.remove_button.rect().bottomLeft()))


def _text_form(context: FileContext, kind: str, record: Item, parent: QWidget) -> RecordForm:
    """Return the form of the text of a record, over the whole width."""
    form = RecordForm(
        context.kinds[kind], record, context.autosaver, only=("text",), pending=context.pending, parent=parent
    )
    form.rows["text"].label.hide()
    form.rows["text"].help.hide()
    editor = form.editors["text"]
    editor.layout().setAlignment(editor.focus_target, Qt.AlignmentFlag.AlignLeft)  # type: ignore[union-attr]
    return form


def _without_text(kind: RecordKind) -> RecordKind:
    return replace(kind, facts=tuple(fact for fact in kind.facts if fact.name != "text"))


def _own_part(entry: Item, child: Item) -> Item:
    """Return the part of an entry that is this child's, as a record."""
    values = {"child_id": child.id, "entry_id": entry.id, "text": entry.part_text}
    return Item("journal_part", entry.part_id, 0, values)


def _said_named(children: list[Item]) -> str:
    """Return "Nolwenn est nommée", "Malo et Nolwenn sont nommés"."""
    names = listed([first_name_of(child) for child in children])
    is_female = all(child.sex == Sex.FEMALE for child in children)
    ending = "e" if is_female else ("(e)" if len(children) == 1 and children[0].sex == Sex.UNKNOWN else "")
    return f"{names} sont nommé{ending}s" if len(children) > 1 else f"{names} est nommé{ending}"
